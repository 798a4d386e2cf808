"""All results of a session counted again from the sheets, however many there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from db import initiatives, tallies
from db.tallies import Marked
from desktop.desk import Desk, demand_officer
from desktop.operations import recusals, sessions
from desktop.operations.appraisals import line_of, sitting_council
from desktop.operations.programmes import Packs
from domain import appraisal
from domain.appraisal import Result, Tally
from domain.initiative import State


@dataclass(frozen=True)
class Recount:
    """How many are under appraisal, how many sheets count, and how many there are of each outcome."""

    initiatives: int
    sheets: int
    outcomes: dict[State, int]

    @property
    def ready(self) -> int:
        return sum(self.outcomes.values())


def recount(desk: Desk, check: Callable[[], None] = lambda: None) -> Recount:
    """What closing the session now would decide; nothing is written. `check` may raise to stop it."""
    demand_officer(desk)
    found, sheets, outcomes = 0, 0, Counter[State]()
    for one in results(desk):
        if found % 1000 == 0:
            check()
        found += 1
        sheets += one.filed
        if one.outcome is not None:
            outcomes[one.outcome] += 1
    return Recount(found, sheets, dict(outcomes))


def results(desk: Desk) -> Iterator[Result]:
    """The result of everything under appraisal, in the order of entry and without its sheets.

    The store adds up; only where somebody stands aside or has filed twice the sheets are read one by one.
    """
    sitting, book, packs = sitting_council(desk), recusals.book(desk), Packs(desk)
    apart = set(sessions.concerned(desk, sitting, book))
    names = [member.name for member in sitting.members]
    for rows in tallies.marked(desk.store):
        added = _added(desk, [row for row in rows if row.row_id not in apart], names, packs)
        for row in rows:
            rubric = packs.named(row.programme, row.pack_version).rubric
            found = added[row.row_id] if row.row_id in added else appraisal.tally((), rubric)
            if found is None or row.row_id in apart:
                (stored,) = initiatives.get_many(desk.store, [row.row_id])
                yield line_of(desk, stored, sitting, book, packs).result
            else:
                yield appraisal.judged(row.public_id, found, rubric, len(names))


def _added(desk: Desk, rows: Sequence[Marked], names: Sequence[str], packs: Packs) -> dict[int, Tally | None]:
    """By pack: each has its own criteria."""
    groups: dict[tuple[str, str], list[int]] = {}
    for row in rows:
        groups.setdefault((row.programme, row.pack_version), []).append(row.row_id)
    found: dict[int, Tally | None] = {}
    for (programme, version), row_ids in groups.items():
        found |= tallies.tallies(desk.store, row_ids, names, packs.named(programme, version).rubric)
    return found
