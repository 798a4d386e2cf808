"""Tables of figures as files: what stands on the screen, with its day and its sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from db import journal
from desktop import clock
from desktop.desk import Desk, demand_clerk
from desktop.operations import duplicates, initiatives, programmes, quality, reports, statistics
from desktop.operations.statistics import Step
from domain import quality_paper
from domain.dossier import Letter
from domain.emulation import Sheet
from domain.figures_paper import FiguresPaper, emulation_paper, statistics_paper
from domain.labels import STATISTICS_BY
from domain.quality import QualityLine, Sample
from domain.statistics import Table
from exports.reports import figures_table
from exports.reports.report import Written


def write_table(desk: Desk, table: Table, target: Path, *, step: Step = statistics.quiet) -> Written:
    """The table as it is given: a kept one is written as it was kept. Errors as `reports.write`."""
    demand_clerk(desk)
    question = table.question
    pack = programmes.get(desk, question.programme) if question else programmes.current(desk)
    by = question.by if question else ""
    return _write(
        desk, statistics_paper(table, pack.short_title, STATISTICS_BY.get(by, ""), _letter(desk)), target, step
    )


def write_emulation(desk: Desk, sheet: Sheet, target: Path, *, step: Step = statistics.quiet) -> Written:
    demand_clerk(desk)
    pack = programmes.get(desk, sheet.programme)
    return _write(desk, emulation_paper(sheet, pack.short_title, _letter(desk)), target, step)


def write_quality(desk: Desk, lines: Sequence[QualityLine], target: Path, *, step: Step = statistics.quiet) -> Written:
    """The shares of «Chất lượng» as they are given."""
    demand_clerk(desk)
    pack = programmes.current(desk).short_title
    return _write(desk, quality_paper.shares_paper(lines, pack, clock.today(), _letter(desk)), target, step)


def write_pairs(
    desk: Desk, pairs: Sequence[Mapping[str, Any]], target: Path, *, unit: str = "", step: Step = statistics.quiet
) -> Written:
    """Pairs of `quality.twins` with the passages that stand in both; `unit` names the one asked about. Of a pair with a
    technology secret no passage leaves the register."""
    demand_clerk(desk)
    told = []
    for done, one in enumerate(pairs):
        told.append({**one, "passages": _passages(desk, one["a"], one["b"])})
        step(done, 2 * len(pairs))
    pack = programmes.current(desk).short_title
    paper = quality_paper.pairs_paper(told, unit, pack, clock.today(), _letter(desk))
    return _write(desk, paper, target, step)


def write_sample(desk: Desk, drawn: Sample, target: Path, *, step: Step = statistics.quiet) -> Written:
    """What `quality.draw` drew, with all it takes to draw it again."""
    demand_clerk(desk)
    pack = programmes.current(desk).short_title
    unit = {line.code: line.name for line in quality.lines(desk)}.get(drawn.unit, drawn.unit) if drawn.unit else ""
    return _write(desk, quality_paper.sample_paper(drawn, unit, pack, clock.today(), _letter(desk)), target, step)


def _passages(desk: Desk, a: int, b: int) -> list[str]:
    if any(initiatives.get(desk, one).initiative.technology_secret for one in (a, b)):
        return [quality_paper.WITHHELD]
    pair = duplicates.pair(desk, a, b)
    return [pair.a.body[slice(*one.a)] for one in pair.likeness.passages]


def _write(desk: Desk, content: FiguresPaper, target: Path, step: Step) -> Written:
    demand_clerk(desk)
    written = figures_table.write(content, target, step=step)
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "paper_written", "figures_table", clock.stamp(), file=target.name)
    return written


def _letter(desk: Desk) -> Letter:
    return Letter(unit_name=desk.unit.name, upper_name=desk.unit.upper_name,
                  signer_name=reports.remembered(desk).signer_name)  # fmt: skip
