"""What changes from one version of a pack to another, rule by rule, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.pack.words import CODES, key_name, named, place_of


@dataclass(frozen=True)
class RuleChange:
    """One field of one rule: `part` is the part of the file, `what` names rule and field in words.

    `before` is empty for a rule that is new, `after` for one that is gone.
    """

    part: str
    what: str
    before: str
    after: str


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> tuple[RuleChange, ...]:
    """Both packs as their parsed files; the order is the new file's, what is gone comes last in its part."""
    return tuple(change for part in dict.fromkeys([*new, *old]) for change in _part(part, old.get(part), new.get(part)))


def _part(part: str, old: Any, new: Any) -> Iterator[RuleChange]:
    yield from _value(part, (part,), old, new)


def _value(part: str, at: tuple[str, ...], old: Any, new: Any) -> Iterator[RuleChange]:
    if old == new:
        return
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys([*new, *old]):
            yield from _value(part, (*at, name), old.get(name), new.get(name))
    elif _entries(old) or _entries(new):
        yield from _list(part, at, old or (), new or ())
    else:
        yield RuleChange(part, named(at), words(old, at[-1]), words(new, at[-1]))


def _entries(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, Mapping) for entry in value)


def _list(part: str, at: tuple[str, ...], old: Sequence[Any], new: Sequence[Any]) -> Iterator[RuleChange]:
    before, after = _keyed(part, old), _keyed(part, new)
    for name in dict.fromkeys([*after, *before]):
        held, wanted = before.get(name), after.get(name)
        if held is None or wanted is None:
            yield RuleChange(part, f"{named(at)}: {name}", words(held), words(wanted))
            continue
        for key in dict.fromkeys([*wanted, *held]):
            for change in _value(part, (*at, key), held.get(key), wanted.get(key)):
                what = change.what.removeprefix(f"{named(at)}: ")
                yield RuleChange(part, f"{named(at)}: {_shown(name, wanted)}: {what}", change.before, change.after)


def _shown(name: str, entry: Mapping[str, Any]) -> str:
    """A criterion is known by its code, and shown by its title."""
    return str(entry["title"]) if "max_points" in entry or "kind" in entry else name


def _keyed(part: str, entries: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Entries by what identifies them, so that a rule that only moved is not shown as changed."""
    found: dict[str, Mapping[str, Any]] = {}
    for entry in entries:
        name = place_of(part, entry)
        number, unique = 1, name
        while unique in found:
            number += 1
            unique = f"{name} ({number})"
        found[unique] = entry
    return found


def words(value: Any, key: str = "") -> str:
    """A value as a person reads it, a code by what it stands for under this key; "" for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, int) and key != "year":
        return f"{value:,}".replace(",", ".")
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, Mapping):
        told = {name: words(inner, name) for name, inner in value.items()}
        return "; ".join(f"{key_name(name)}: {inner}" for name, inner in told.items() if inner)
    if isinstance(value, list | tuple):
        return "; ".join(words(inner, key) for inner in value)
    return CODES.get(key, {}).get(str(value), str(value))
