"""What the statistics report says: the counts of a day, told apart, as words and rows."""

from __future__ import annotations

from collections.abc import Mapping

from domain import dates, money
from domain.initiative import BenefitState
from domain.labels import BENEFIT_STATES
from domain.paper.template import Row
from domain.statistics import BENEFITS, Line, Table

# How the report tells the figures apart, in the order of its tables.
BY = ("phase", "kind", "block", "unit", "month")
_UNNAMED = "Chưa ghi"


def of_counts(table: Table) -> dict[str, str]:
    counts = table.totals
    return {
        "as_of": dates.shown_long(table.as_of),
        "persons_count": money.plain(counts.persons),
        "initiatives_count": money.plain(counts.initiatives),
        "entries_count": money.plain(counts.entries),
    }


def tables(found: Mapping[str, Table]) -> dict[str, list[Row]]:
    """A table for each of BY as "by_phase" and so on; one with nothing told apart is left out of the paper."""
    rows = {f"by_{by}": _rows(found[by]) if by in found else [] for by in BY}
    apart = {name: lines if len(lines) > 1 or name in ("by_phase", "by_kind") else [] for name, lines in rows.items()}
    whole = next(iter(found.values()), None)
    return apart | {"benefits": _benefits(whole) if whole and whole.totals.initiatives else []}


def _rows(table: Table) -> list[Row]:
    return [_row(no, line) for no, line in enumerate(table.lines, start=1) if line.counts.initiatives]


def _row(no: int, line: Line) -> Row:
    counts, benefits = line.counts, line.benefits
    return {
        "no": str(no),
        "title": line.title or _UNNAMED,
        "persons": money.plain(counts.persons),
        "initiatives": money.plain(counts.initiatives),
        "entries": money.plain(counts.entries),
        "verified": money.plain(benefits.verified.vnd),
        "claimed": money.plain(benefits.claimed.vnd),
        "not_computable": money.plain(benefits.not_computable.records),
    }


def _benefits(table: Table) -> list[Row]:
    """A row for each state: they are never added together."""
    rows = list[Row]()
    for state in map(BenefitState, BENEFITS):
        amount = getattr(table.benefits, state)
        vnd = "–" if state is BenefitState.NOT_COMPUTABLE else money.plain(amount.vnd)
        rows.append({"state": BENEFIT_STATES[state], "records": money.plain(amount.records), "vnd": vnd})
    return rows
