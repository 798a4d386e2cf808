"""The reports there are; screens, menus and the command line follow from this list."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from domain.errors import RuleError
from domain.paper.content import Content
from exports.reports import papers
from exports.reports.report import Group, Report, Written
from exports.writers.sheet import Step

_REPORTS = {report.id: report for report in papers.REPORTS}


def reports() -> tuple[Report, ...]:
    """All reports in the order in which menus show them: along the chain, from the request to the money."""
    order = list(Group)
    return tuple(sorted(_REPORTS.values(), key=lambda report: order.index(report.group)))


def known(report_id: str) -> Report:
    """RuleError report_unknown for another id."""
    if report_id not in _REPORTS:
        raise RuleError("report_unknown", report=report_id, reports=", ".join(_REPORTS))
    return _REPORTS[report_id]


def write(report_id: str, contents: Sequence[Content], target: Path, *, step: Step) -> Written:
    """Writes the papers into one file. RuleError report_unknown for another id."""
    return papers.write(known(report_id), contents, target, step=step)
