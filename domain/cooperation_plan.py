"""The plan that a union and the employer sign to carry out a programme: its number, its day and what it aims at."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import dates, text
from domain.errors import Problem

SOURCE = "Tổng LĐLĐ Việt Nam, 10/3/2021; LĐLĐ tỉnh Thanh Hóa 2022"
LINES = ("no", "employer", "signed_by_union", "signed_by_employer")
PARAGRAPHS = ("content", "encouragement")
MAX_INITIATIVES = 10**7


@dataclass(frozen=True)
class CooperationPlan:
    """`initiatives` and `persons_pct` are the targets the two sides agreed on; `encouragement` is what the employer
    gives to those who take part ("chính sách động viên"). `unread` keeps, by field, what could not be read.
    """

    id: int = 0
    programme: str = ""
    no: str = ""
    signed_on: date | None = None
    employer: str = ""
    signed_by_union: str = ""
    signed_by_employer: str = ""
    content: str = ""
    encouragement: str = ""
    initiatives: int | None = None
    persons_pct: float | None = None
    unread: Mapping[str, str] = dataclasses.field(default_factory=dict)


def typed(plan: CooperationPlan, words: Mapping[str, str], today: date) -> CooperationPlan:
    """The plan with these fields typed in; words that cannot be read are kept beside it. KeyError: no such field."""
    for name, said in words.items():
        plan = _field(plan, name, said, today)
    return plan


def problems(plan: CooperationPlan, today: date) -> tuple[Problem, ...]:
    """What the plan lacks or what cannot be right; nothing keeps it from being stored."""
    found = [Problem(f"plan_{name}_unreadable", name, facts={"words": words}) for name, words in plan.unread.items()]
    if not plan.no:
        found.append(Problem("plan_no_missing", "no", source=SOURCE, blocks=False))
    if plan.signed_on is None and "signed_on" not in plan.unread:
        found.append(Problem("plan_signed_on_missing", "signed_on", source=SOURCE, blocks=False))
    if plan.signed_on is not None and plan.signed_on > today:
        found.append(Problem("plan_signed_on_future", "signed_on"))
    if not plan.employer:
        found.append(Problem("plan_employer_missing", "employer", source=SOURCE, blocks=False))
    aims = (plan.initiatives, plan.persons_pct)
    if not any(aims) and not {"initiatives", "persons_pct"} & set(plan.unread):
        found.append(Problem("plan_target_missing", "initiatives", source=SOURCE, blocks=False))
    return tuple(found)


def blank(plan: CooperationPlan) -> bool:
    """Whether nothing was ever written into it."""
    return plan == CooperationPlan(id=plan.id, programme=plan.programme)


def shown(plan: CooperationPlan, name: str) -> str:
    """The words for the editor of a field."""
    if name in plan.unread:
        return plan.unread[name]
    value = getattr(plan, name)
    if value is None:
        return ""
    if isinstance(value, date):
        return dates.shown(value)
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def _field(plan: CooperationPlan, name: str, said: str, today: date) -> CooperationPlan:
    if name in (*LINES, *PARAGRAPHS):
        changes: dict[str, Any] = {name: text.clean_line(said) if name in LINES else text.clean(said)}
        return dataclasses.replace(plan, **changes)
    if name == "signed_on":
        return _read(plan, name, said, dates.parse(said, today))
    if name == "initiatives":
        return _read(plan, name, said, _whole(said))
    if name == "persons_pct":
        return _read(plan, name, said, _share(said))
    raise KeyError(name)


def _read(plan: CooperationPlan, name: str, said: str, value: date | float | None) -> CooperationPlan:
    unread = {field: words for field, words in plan.unread.items() if field != name}
    kept = text.clean_line(said)
    if value is None and kept:
        unread[name] = kept
    changes: dict[str, Any] = {name: value, "unread": unread}
    return dataclasses.replace(plan, **changes)


def _whole(said: str) -> int | None:
    digits = text.clean_line(said).replace(".", "").replace(" ", "")
    known = len(digits) < 9 and digits.isascii() and digits.isdigit()
    return int(digits) if known and int(digits) <= MAX_INITIATIVES else None


def _share(said: str) -> float | None:
    number = text.clean_line(said).removesuffix("%").strip().replace(",", ".")
    try:
        share = round(float(number), 2)
    except ValueError:
        return None
    return abs(share) if 0 <= share <= 100 else None
