"""All chapters of a programme in the order an officer reads them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from domain.programme import Programme
from ui.programmes import chapters_basic as basic
from ui.programmes import chapters_entry as entry
from ui.programmes import chapters_judging as judging
from ui.programmes import chapters_money as money
from ui.programmes.chapters import Chapter

_MAKERS: tuple[Callable[[Programme], Chapter], ...] = (
    entry.required,
    judging.eligibility,
    entry.limits,
    entry.lists,
    judging.recognition,
    judging.rubric,
    money.nominations,
    money.targets,
    money.support,
    money.remuneration,
    money.awards,
    entry.portal,
    money.papers,
    entry.other_fields,
)


def chapters(pack: Programme, today: date) -> list[Chapter]:
    """`today` is the civil day by which days are left or past."""
    first = [basic.basics(pack), basic.guidance(pack), basic.phases(pack), basic.deadlines(pack, today)]
    return first + [make(pack) for make in _MAKERS]
