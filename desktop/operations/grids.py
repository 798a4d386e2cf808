"""Many small initiatives at once: the rows a member marks in a grid, with what he has begun and what he has filed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import appraisals as stored_sheets
from db import tallies
from desktop.desk import Desk
from desktop.operations import appraisals, programmes
from desktop.operations.appraisals import Waiting
from domain import appraisal
from domain.appraisal import ScoreSheet
from domain.programme import Rubric


@dataclass(frozen=True)
class GridRow:
    """One initiative; `own` is the sheet in force, `draft` what was begun: {"points": {code: words}, "vote", …}."""

    waiting: Waiting
    draft: Mapping[str, Any]
    own: ScoreSheet | None


@dataclass(frozen=True)
class Grid:
    """The rows judged by the criteria of the programme in use; `others` are judged by other criteria, one by one."""

    rubric: Rubric
    rows: tuple[GridRow, ...]
    others: int


def grid(desk: Desk) -> Grid:
    """What the appraiser at the desk may mark, in the order of the queue; of others' sheets it holds nothing."""
    packs, rubric, me = programmes.Packs(desk), programmes.current(desk).rubric, desk.user.name
    waiting = [one for one in appraisals.waiting(desk) if not one.recused]
    named = {one.row_id: one for one in tallies.packs_of(desk.store, [line.row_id for line in waiting])}
    rows, others = list[GridRow](), 0
    for line in waiting:
        pack = named[line.row_id]
        if packs.named(pack.programme, pack.pack_version).rubric != rubric:
            others += 1
            continue
        draft = stored_sheets.draft(desk.store, line.public_id, me) if line.drafted else {}
        rows.append(GridRow(line, draft, _own(desk, line) if line.mine else None))
    return Grid(rubric, tuple(rows), others)


def _own(desk: Desk, line: Waiting) -> ScoreSheet | None:
    """None too where two sheets of one's own contradict each other: those are settled one by one."""
    mine = [sheet for sheet in stored_sheets.sheets(desk.store, line.public_id) if sheet.appraiser == desk.user.name]
    held = appraisal.leaves(mine)
    return held[0] if len(held) == 1 else None
