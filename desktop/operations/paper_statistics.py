"""The statistics report: the counts of the programme in use at the end of a day, told apart, with charts."""

from __future__ import annotations

from datetime import date

from desktop import clock
from desktop.operations import statistics
from desktop.operations.paper_parts import Chosen, Printed
from domain.paper import figures
from domain.paper.template import Facts


def reports(chosen: Chosen) -> list[Printed]:
    """One report, of today where the person names no other day; it tells counts alone."""
    as_of = chosen.words.as_of or clock.today()
    found = {by: statistics.table(chosen.desk, by, as_of) for by in figures.BY}
    told = chosen.head(signed_on=chosen.words.letter.signed_on or as_of) | figures.of_counts(found["phase"])
    return [chosen.printed(_name(chosen, as_of), Facts(told, figures.tables(found)))]


def _name(chosen: Chosen, as_of: date) -> str:
    return f"{chosen.current.id} {as_of.isoformat()}"
