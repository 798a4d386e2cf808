"""Results that go down: how far an initiative got above, and the awards it was given there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.award import Award
from domain.errors import RuleError
from domain.text import clean_line, fold
from domain.unit import Level

_MOST_AWARDS = 20


@dataclass(frozen=True)
class Result:
    """Of one initiative: whether it was sent on further up, and its awards; `awards` have no row of this register."""

    initiative_id: str
    considered: bool
    awards: tuple[Award, ...]


def line(result: Result, seq: int) -> dict[str, Any]:
    """As a package of kind `results` tells it."""
    return {"id": result.initiative_id, "revision": seq, "considered": result.considered,
            "awards": [_award_values(one) for one in result.awards]}  # fmt: skip


def read(values: Mapping[str, Any]) -> Result:
    """A result from a line of a package. RuleError("results_malformed")."""
    try:
        awards = tuple(_award(one) for one in values["awards"])
        considered = values["considered"]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RuleError("results_malformed") from None
    if not isinstance(considered, bool) or len(awards) > _MOST_AWARDS:
        raise RuleError("results_malformed")
    return Result(str(values["id"]), considered, awards)


def same(one: Award, other: Award) -> bool:
    """Whether both are one award: by level, form and decision, however they are written."""
    return one.level == other.level and fold(one.form) == fold(other.form) and one.decision_no == other.decision_no


def differing(held: Sequence[Award], told: Sequence[Award]) -> tuple[list[Award], list[Award]]:
    """(told and not held, held and told no more)."""
    new = [one for one in told if not any(same(one, other) for other in held)]
    return new, [one for one in held if not any(same(one, other) for other in told)]


def _award_values(one: Award) -> dict[str, str]:
    return {"level": str(one.level), "form": one.form, "decision_no": one.decision_no,
            "decision_on": one.decision_on.isoformat(), "signer": one.signer}  # fmt: skip


def _award(values: Mapping[str, Any]) -> Award:
    words = {name: values[name] for name in ("level", "form", "decision_no", "decision_on", "signer")}
    if not all(isinstance(one, str) and len(one) <= 300 for one in words.values()) or not clean_line(words["form"]):
        raise ValueError("award")
    return Award(0, 0, Level(words["level"]), clean_line(words["form"]), clean_line(words["decision_no"]),
                 date.fromisoformat(words["decision_on"]), clean_line(words["signer"]))  # fmt: skip
