"""Targets as they travel down in a signed package: the record of one, and what taking them in would change."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import identity_numbers
from domain.errors import RuleError
from domain.handover import Difference
from domain.ids import unit_code_ok
from domain.target import MOST, Target
from domain.unit import Level

# Told before and not any more: taken back by the union above.
WITHDRAWN = "withdrawn"
MOST_ABOVE = 8  # more levels than the union has
_WORDS = {"programme": 40, "phase": 20, "level": 20, "unit_code": 32, "unit_name": 300, "document": 300}
_COUNTS = ("initiatives", "persons")


@dataclass(frozen=True)
class Told:
    """A target a package tells, and the codes of the units above the one it is for, the nearest first."""

    target: Target
    above: tuple[str, ...] = ()

    def concerns(self, unit_code: str) -> bool:
        """Whether it is for this unit or for one below it, as the sender knows the tree."""
        return unit_code == self.target.unit_code or unit_code in self.above


@dataclass(frozen=True)
class Change:
    """What taking in does to one target. `difference` is a word of Difference or WITHDRAWN; `told` is None for what
    the package tells no more, `held` None for what nobody had set."""

    difference: str
    told: Target | None
    held: Target | None

    @property
    def target(self) -> Target:
        """The target it is about: the one told, or the one that is withdrawn."""
        found = self.told or self.held
        assert found is not None
        return found

    @property
    def writes(self) -> bool:
        """Whether the store changes: a target typed here that now comes signed is written as what came."""
        if self.told is None or self.held is None:
            return True
        if self.difference == Difference.IDENTICAL:
            return self.held.issuer_code != self.told.issuer_code
        return self.difference == Difference.UPDATED


def record(told: Told, seq: int) -> dict[str, Any]:
    """One line of a package. `seq` is the number of the package: what comes later holds."""
    target = told.target
    words = {name: getattr(target, name) for name in _WORDS}
    counts = {name: getattr(target, name) for name in _COUNTS}
    on = target.document_on.isoformat() if target.document_on else ""
    return {"id": _id(words), "revision": seq, **words, **counts, "persons_pct": target.persons_pct,
            "document_on": on, "above": list(told.above)}  # fmt: skip


def read(values: Mapping[str, Any], issuer_code: str, issuer_name: str) -> Told:
    """The target a line tells. RuleError targets_malformed: what cannot be meant refuses the whole package."""
    words = {name: values.get(name) for name in _WORDS}
    counts = {name: values.get(name) for name in _COUNTS}
    pct, on, above = values.get("persons_pct"), values.get("document_on"), values.get("above")
    right = (
        all(isinstance(word, str) and len(word) <= _WORDS[name] for name, word in words.items())
        and all(type(n) is int and 0 <= n <= MOST for n in counts.values())
        and type(pct) in (int, float)
        and isinstance(on, str)
        and isinstance(above, list)
        and len(above) <= MOST_ABOVE
        and all(isinstance(code, str) and unit_code_ok(code) for code in above)
    )
    if not right or not _means_something(words, counts, pct) or values.get("id") != _id(words):
        raise RuleError("targets_malformed", name=str(values.get("id"))[:80])
    return Told(
        Target(**words, **counts, persons_pct=float(pct or 0), document_on=_day(str(on), values),  # type: ignore[arg-type]
               issuer_code=issuer_code, issuer_name=issuer_name),
        tuple(code.upper() for code in above or ()),
    )  # fmt: skip


def changes(told: Sequence[Target], held: Sequence[Target], own_code: str) -> list[Change]:
    """What a package that tells all targets of a programme does to those held here for it.

    What an officer of this unit set for a unit below stays, and is shown as a conflict; what was typed here for the
    unit itself gives way to what the union above signs. What came signed before and is told no more is withdrawn.
    """
    before = {(one.phase, one.unit_code): one for one in held}
    found = [_change(one, before.pop((one.phase, one.unit_code), None), own_code) for one in told]
    return found + [Change(WITHDRAWN, None, one) for one in before.values() if one.issuer_code]


def same(one: Target, other: Target) -> bool:
    """Whether two targets ask the same by the same document, whoever wrote them down."""
    plain = {"id": 0, "issuer_code": "", "issuer_name": "", "unit_name": "", "level": ""}
    return dataclasses.replace(one, **plain) == dataclasses.replace(other, **plain)  # type: ignore[arg-type]


def _change(told: Target, held: Target | None, own_code: str) -> Change:
    if held is None:
        return Change(Difference.NEW, told, None)
    if same(told, held):
        return Change(Difference.IDENTICAL, told, held)
    typed_for_below = not held.issuer_code and told.unit_code != own_code
    return Change(Difference.CONFLICT if typed_for_below else Difference.UPDATED, told, held)


def _means_something(words: Mapping[str, Any], counts: Mapping[str, Any], pct: Any) -> bool:
    return (
        bool(words["programme"] and words["document"] and words["unit_name"])
        and unit_code_ok(words["unit_code"])
        and words["unit_code"] == words["unit_code"].upper()
        and words["level"] in tuple(map(str, Level))
        and 0 <= pct <= 100
        and bool(counts["initiatives"] or counts["persons"] or pct)
        and not any(identity_numbers.found(words[name]) for name in ("document", "unit_name"))
    )


def _id(words: Mapping[str, Any]) -> str:
    return f"{words['programme']}|{words['phase']}|{words['unit_code']}"


def _day(words: str, values: Mapping[str, Any]) -> date | None:
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise RuleError("targets_malformed", name=str(values.get("id"))[:80]) from None
