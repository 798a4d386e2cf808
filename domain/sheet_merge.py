"""Sheets from several PCs: their plain values, and what taking some in adds to those that are held.

Append-only: a sheet that is not known is added, one that is known changes nothing, the same id with other content is a
clash that a person sees. No clock decides anything, and no order either.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain import dates, text
from domain.appraisal import ScoreSheet, Vote, leaves
from domain.errors import RuleError

Slot = tuple[str, int, str]
_WORDS = ("id", "initiative_id", "appraiser", "note", "filed_at", "settled_by", "entered_by")
_IF_TOLD = ("settled_by", "entered_by")
# The most letters of each, and whether it is one line.
_MOST = {"note": 20_000, "filed_at": 40, "id": 128, "initiative_id": 128}
_MOST_NAME = 300
_MOST_PARENTS = _MOST_ANSWERS = 200


@dataclass(frozen=True)
class Merged:
    """What some sheets are to those held: new ones in the order they came, known ones, and clashes."""

    new: tuple[ScoreSheet, ...]
    identical: tuple[ScoreSheet, ...]
    clashes: tuple[ScoreSheet, ...]


def merge(held: Mapping[str, str], told: Iterable[ScoreSheet]) -> Merged:
    """`held` are the fingerprints of the sheets held, by id."""
    known, new, identical, clashes = dict(held), list[ScoreSheet](), list[ScoreSheet](), list[ScoreSheet]()
    for sheet in told:
        sha256 = fingerprint(sheet)
        if sheet.id not in known:
            new.append(sheet)
            known[sheet.id] = sha256
        elif known[sheet.id] == sha256:
            identical.append(sheet)
        else:
            clashes.append(sheet)
    return Merged(tuple(new), tuple(identical), tuple(clashes))


def slot(sheet: ScoreSheet) -> Slot:
    return sheet.initiative_id, sheet.round_no, sheet.appraiser


def by_slot(sheets: Iterable[ScoreSheet]) -> dict[Slot, tuple[ScoreSheet, ...]]:
    """What holds in each slot: one sheet, or several that contradict each other until one names them all."""
    found: dict[Slot, list[ScoreSheet]] = {}
    for sheet in sheets:
        found.setdefault(slot(sheet), []).append(sheet)
    return {place: leaves(held) for place, held in found.items()}


def settling(chosen: ScoreSheet, current: Iterable[ScoreSheet], new_id: str, by: str, now: str) -> ScoreSheet:
    """The sheet that ends a conflict: what the chosen one says, naming all of them, written by somebody else."""
    parents = tuple(sheet.id for sheet in current)
    return dataclasses.replace(chosen, id=new_id, parents=parents, settled_by=by, filed_at=now)


def values(sheet: ScoreSheet) -> dict[str, Any]:
    """The sheet as JSON values; who settled or typed it in is left out where nobody did."""
    told = {name: value for name in _WORDS if (value := getattr(sheet, name)) or name not in _IF_TOLD}
    told |= {"round_no": sheet.round_no, "vote": str(sheet.vote), "parents": sorted(sheet.parents)}
    return told | {"points": {code: float(n) for code, n in sheet.points.items()}, "gates": dict(sheet.gates)}


def fingerprint(sheet: ScoreSheet) -> str:
    """SHA-256 (hex) of what the sheet says; the order of its parents says nothing, nor who typed it in: a program that
    does not know of that sends the same sheet back."""
    told = {name: value for name, value in values(sheet).items() if name != "entered_by"}
    canonical = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def read(told: Any) -> ScoreSheet:
    """A sheet from JSON values. RuleError("result_malformed") if they are none."""
    try:
        words = {name: _words(told.get(name, ""), name) for name in _WORDS}
        points = {_words(code): _number(n) for code, n in told["points"].items()}
        gates = {_words(code): _answer(given) for code, given in told["gates"].items()}
        parents = _parents(told["parents"])
        round_no, vote = told["round_no"], Vote(told["vote"])
        _demand_instant(words["filed_at"])
    except (KeyError, TypeError, ValueError, AttributeError):
        raise RuleError("result_malformed") from None
    named = all(words[name] for name in ("id", "initiative_id", "appraiser"))
    counted = isinstance(round_no, int) and not isinstance(round_no, bool) and 0 < round_no < 1000
    if not named or not counted or words["id"] in parents or len(points) + len(gates) > _MOST_ANSWERS:
        raise RuleError("result_malformed")
    return ScoreSheet(**words, round_no=round_no, vote=vote, points=points, gates=gates, parents=parents)


def is_plain(value: Any, most: int, *, lines: bool = False) -> bool:
    """Whether this is text as the program writes it: nothing invisible, and on one line unless `lines`."""
    if not isinstance(value, str) or len(value) > most:
        return False
    return not text.cleaned(value, line=not lines)[1] & {"control", "line_breaks"}


def _words(value: Any, name: str = "") -> str:
    if not is_plain(value, _MOST.get(name, _MOST_NAME), lines=name == "note"):
        raise TypeError("text expected")
    return str(value)


def _parents(told: Any) -> tuple[str, ...]:
    if not isinstance(told, list) or len(told) > _MOST_PARENTS:
        raise TypeError("list expected")
    return tuple(_words(parent, "id") for parent in told)


def _demand_instant(words: str) -> None:
    """No clock decides anything, but screens tell the time: it has to be one, in years that calendars have."""
    if dates.instant(words).year not in dates.YEARS:
        raise ValueError("an instant expected")


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("number expected")
    return float(value)


def _answer(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("yes or no expected")
    return value
