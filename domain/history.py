"""What of a record changed, field by field: what the journal is told, and what it tells afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from domain import dates, labels, money
from domain.initiative import AMOUNTS, ANSWERS, DATES
from domain.programme import Programme, title_of

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Change:
    """One field of a record, said otherwise by somebody. `before` and `after` are values of domain.record.record; of
    words that could not be read, the words. The field of a move is "state". `line` is the journal line that tells it,
    0 where nobody said."""

    at: str
    who: str
    operation: str
    field: str
    before: Any
    after: Any
    reason: str = ""
    line: int = 0


def differing(before: Values, after: Values) -> dict[str, list[Any]]:
    """By field what it said before and says now; see domain.record.record for the values."""
    return {name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]}


def changes(at: str, who: str, operation: str, detail: Values, line: int = 0) -> Iterator[Change]:
    """What one line of the journal tells of the fields of its record."""
    reason = str(detail.get("reason") or "")
    if operation == "moved":
        yield Change(at, who, operation, "state", detail.get("start"), detail.get("end"), reason, line)
    fields = detail.get("fields")
    for name, pair in fields.items() if isinstance(fields, Mapping) else ():
        if name == "unread":
            yield from (Change(at, who, operation, *one, reason, line) for one in _unread(*pair))
        else:
            yield Change(at, who, operation, name, pair[0], pair[1], reason, line)


def _unread(before: Values | None, after: Values | None) -> Iterator[tuple[str, str, str]]:
    """Fields whose words could not be read: which, the words before, the words since."""
    were, are = before or {}, after or {}
    for name in sorted({*were, *are}):
        if were.get(name) != are.get(name):
            yield name.partition(".")[0], str(were.get(name, "")), str(are.get(name, ""))


def with_reasons(found: Iterable[Change], given: Mapping[tuple[int, str], str]) -> Iterator[Change]:
    """The changes under the reasons that were given for them afterwards, by line and field."""
    for change in found:
        reason = given.get((change.line, change.field))
        yield change if reason is None else replace(change, reason=reason)


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


def told_both(field: str, before: Any, after: Any, programme: Programme) -> tuple[str, str]:
    """Before and after in words; of authors that would read alike the parts that differ are told besides."""
    pair = told(field, before, programme), told(field, after, programme)
    if field != "authors" or pair[0] != pair[1] or not (isinstance(before, list) and isinstance(after, list)):
        return pair
    differ = [{name for name in {*one, *other} if one.get(name) != other.get(name)}
              for one, other in zip(before, after, strict=False)]  # fmt: skip
    first, second = ("; ".join(map(_author, side, differ)) for side in (before, after))
    return first, second


def _code(field: str, value: str, programme: Programme) -> str:
    choices = {"kind": programme.kinds, "block": programme.blocks, "group": programme.groups}
    if field in choices:
        return title_of(choices[field], value) or value
    tables: dict[str, Mapping[Any, str]] = {"state": labels.STATES, "benefit_state": labels.BENEFIT_STATES}
    tables |= dict.fromkeys(ANSWERS, labels.ANSWERS)
    if field in tables:
        return tables[field].get(value, value)
    return value


def _author(one: Values, besides: Collection[str] = ()) -> str:
    """Who and from where; with the parts of those names, each after its label."""
    words = [str(one.get("full_name", "")) or "?"]
    words += [str(part) for part in (one.get("birth_year"), one.get("workplace")) if part]
    if one.get("share_pct") is not None:
        words.append(f"{one['share_pct']:g} %".replace(".", ","))
    words += [f"{labels.FIELDS.get(name, name)}: {_part(name, one.get(name))}" for name in sorted(besides)]
    return ", ".join(words)


def _part(name: str, value: Any) -> str:
    if value in (None, ""):
        return "(trống)"
    if isinstance(value, bool) or name == "person_id":  # the entry itself is a code that tells nobody anything
        return "Có" if value else "Không"
    tables = {"gender": labels.GENDERS, "membership": labels.MEMBERSHIPS}
    return tables[name].get(str(value), str(value)) if name in tables else str(value)


def _day(value: str) -> str:
    try:
        return dates.shown(date.fromisoformat(value))
    except ValueError:  # words that could not be read as a day
        return value
