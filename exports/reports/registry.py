"""The reports there are; screens, menus and the command line follow from this list."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from domain.errors import RuleError
from exports.reports import papers, submission_letter, summary_table, support_list
from exports.reports.report import Group, Report, Written
from exports.writers.sheet import Step

_WRITERS: dict[str, tuple[Report, Callable[..., Written]]] = {
    module.REPORT.id: (module.REPORT, module.write) for module in (summary_table, submission_letter, support_list)
} | {report.id: (report, partial(papers.write, report)) for report in papers.REPORTS}


def reports() -> tuple[Report, ...]:
    """All reports in the order in which menus show them: along the chain, from the request to the money."""
    order = list(Group)
    return tuple(sorted((report for report, _ in _WRITERS.values()), key=lambda report: order.index(report.group)))


def known(report_id: str) -> Report:
    """RuleError report_unknown for another id."""
    if report_id not in _WRITERS:
        raise RuleError("report_unknown", report=report_id, reports=", ".join(_WRITERS))
    return _WRITERS[report_id][0]


def write(report_id: str, content: Any, target: Path, *, step: Step) -> Written:
    """Writes the report's content, of the type its own `write` names. RuleError report_unknown for another id."""
    known(report_id)
    return _WRITERS[report_id][1](content, target, step=step)
