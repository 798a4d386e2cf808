"""What of a record changed, field by field: what the journal is told, and what it tells afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import dates, labels, money
from domain.initiative import AMOUNTS, ANSWERS, DATES
from domain.programme import Programme, title_of

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One field of a record, said otherwise by somebody. `before` and `after` are values of domain.record.record; of
    words that could not be read, the words. The field of a move is "state"."""

    at: str
    who: str
    operation: str
    field: str
    before: Any
    after: Any
    reason: str = ""


def differing(before: Values, after: Values) -> dict[str, list[Any]]:
    """By field what it said before and says now; see domain.record.record for the values."""
    return {name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]}


def changes(at: str, who: str, operation: str, detail: Values) -> Iterator[Change]:
    """What one line of the journal tells of the fields of its record."""
    reason = str(detail.get("reason") or "")
    if operation == "moved":
        yield Change(at, who, operation, "state", detail.get("start"), detail.get("end"), reason)
    fields = detail.get("fields")
    for name, pair in fields.items() if isinstance(fields, Mapping) else ():
        if name == "unread":
            yield from (Change(at, who, operation, *one, reason) for one in _unread(*pair))
        else:
            yield Change(at, who, operation, name, pair[0], pair[1], reason)


def _unread(before: Values | None, after: Values | None) -> Iterator[tuple[str, str, str]]:
    """Fields whose words could not be read: which, the words before, the words since."""
    were, are = before or {}, after or {}
    for name in sorted({*were, *are}):
        if were.get(name) != are.get(name):
            yield name.partition(".")[0], str(were.get(name, "")), str(are.get(name, ""))


def of_field(found: Iterable[Change], field: str) -> tuple[Change, ...]:
    return tuple(change for change in found if not field or change.field == field)


def told(field: str, value: Any, programme: Programme) -> str:
    """A value in words; "" for nothing."""
    if value in (None, "", []):
        return ""
    if field == "authors" and isinstance(value, list):
        return "; ".join(_author(one) for one in value)
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if field in AMOUNTS and isinstance(value, int):
        return f"{money.plain(value)} đ"
    if field in DATES and isinstance(value, str):
        return _day(value)
    return _code(field, str(value), programme)


def _code(field: str, value: str, programme: Programme) -> str:
    choices = {"kind": programme.kinds, "block": programme.blocks, "group": programme.groups}
    if field in choices:
        return title_of(choices[field], value) or value
    tables: dict[str, Mapping[Any, str]] = {"state": labels.STATES, "benefit_state": labels.BENEFIT_STATES}
    tables |= dict.fromkeys(ANSWERS, labels.ANSWERS)
    if field in tables:
        return tables[field].get(value, value)
    return value


def _author(one: Values) -> str:
    words = [str(one.get("full_name", "")) or "?"]
    words += [str(part) for part in (one.get("birth_year"), one.get("workplace")) if part]
    if one.get("share_pct") is not None:
        words.append(f"{one['share_pct']:g} %".replace(".", ","))
    return ", ".join(words)


def _day(value: str) -> str:
    try:
        return dates.shown(date.fromisoformat(value))
    except ValueError:  # words that could not be read as a day
        return value
