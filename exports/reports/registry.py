"""The reports there are; screens, menus and the command line follow from this list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.errors import RuleError
from exports.reports import submission_letter, summary_table, support_list
from exports.reports.report import Report, Written
from exports.writers.sheet import Step

_WRITERS: dict[str, tuple[Report, Callable[..., Written]]] = {
    module.REPORT.id: (module.REPORT, module.write) for module in (summary_table, submission_letter, support_list)
}


def reports() -> tuple[Report, ...]:
    """All reports in the order in which menus show them."""
    return tuple(report for report, _ in _WRITERS.values())


def write(report_id: str, content: Any, target: Path, *, step: Step) -> Written:
    """Writes the report's content, of the type its own `write` names. RuleError report_unknown for another id."""
    if report_id not in _WRITERS:
        raise RuleError("report_unknown", report=report_id, reports=", ".join(_WRITERS))
    return _WRITERS[report_id][1](content, target, step=step)
