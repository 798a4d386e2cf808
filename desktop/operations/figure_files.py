"""Tables of figures as files: what stands on the screen, with its day and its sources."""

from __future__ import annotations

from pathlib import Path

from db import journal
from desktop import clock
from desktop.desk import Desk, demand_clerk
from desktop.operations import programmes, reports, statistics
from desktop.operations.statistics import Step
from domain.dossier import Letter
from domain.emulation import Sheet
from domain.figures_paper import FiguresPaper, emulation_paper, statistics_paper
from domain.labels import STATISTICS_BY
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


def _write(desk: Desk, content: FiguresPaper, target: Path, step: Step) -> Written:
    demand_clerk(desk)
    written = figures_table.write(content, target, step=step)
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "paper_written", "figures_table", clock.stamp(), file=target.name)
    return written


def _letter(desk: Desk) -> Letter:
    return Letter(unit_name=desk.unit.name, upper_name=desk.unit.upper_name,
                  signer_name=reports.remembered(desk).signer_name)  # fmt: skip
