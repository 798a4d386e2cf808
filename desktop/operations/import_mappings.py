"""Headings of other people's lists that the register knows: which column holds what, kept, renamed and forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from db import imports as stored_imports
from db import journal, trash
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations.import_plans import Plan
from domain import text
from domain.errors import RuleError
from domain.table.headings import FIELDS, JOINED
from domain.table.layout import fingerprint


@dataclass(frozen=True)
class Known:
    """A known heading: `headings` are its words by column, `columns` the field each column fills."""

    fingerprint: str
    name: str
    headings: Mapping[int, str]
    columns: Mapping[int, str]
    kept_at: str


def known(desk: Desk) -> list[Known]:
    """The last one kept first."""
    return [
        Known(
            row["fingerprint"],
            row["name"],
            {int(column): words for column, words in row["headings"].items()},
            {int(column): name for column, name in row["columns"].items()},
            row["kept_at"],
        )
        for row in stored_imports.mappings(desk.store)
    ]


def keep(desk: Desk, plan: Plan, name: str = "") -> Changes:
    """Remember how the columns of this plan are read, for the next list under the same heading.

    RuleError heading_missing: a list without a heading cannot be known again.
    """
    demand_officer(desk)
    mark = fingerprint(plan.sheet_row)
    if not mark:
        raise RuleError("mapping_without_heading")
    headings = {str(column): words for column, words in plan.layout.headings.items()}
    columns = {str(column): field for column, field in plan.layout.columns.items()}
    return _keep(desk, mark, text.clean_line(name) or plan.file.name, headings, columns)


def change(desk: Desk, mark: str, *, name: str | None = None, columns: Mapping[int, str] | None = None) -> Changes:
    """Another name, or other fields, for a heading that is known. RuleError mapping_unknown, table_field_unknown …"""
    demand_officer(desk)
    held = _known(desk, mark)
    fields = {str(column): field for column, field in (columns if columns is not None else held.columns).items()}
    if unknown := sorted(set(fields.values()) - set(FIELDS)):
        raise RuleError("table_field_unknown", fields=", ".join(unknown), names=", ".join(FIELDS))
    single = [field for field in fields.values() if field not in JOINED]
    if twice := sorted(field for field in set(single) if single.count(field) > 1):
        raise RuleError("table_field_twice", fields=", ".join(twice))
    headings = {str(column): words for column, words in held.headings.items()}
    return _keep(desk, held.fingerprint, text.clean_line(name) if name else held.name, headings, fields)


def forget(desk: Desk, mark: str) -> Changes:
    """From now on such a list is read by its headings again. RuleError mapping_unknown."""
    demand_officer(desk)
    held = _known(desk, mark)
    with desk.store.atomic():
        trash.keep(desk.store, "mapping", [held.fingerprint], held.name, desk.user.name, clock.stamp())
        stored_imports.forget_mapping(desk.store, held.fingerprint)
        journal.write(desk.store, desk.user.name, "mapping_forgotten", held.name, clock.stamp())
    return of("imports")


def _known(desk: Desk, mark: str) -> Known:
    """By the first letters of its fingerprint, as they are printed, if only one begins so."""
    found = [one for one in known(desk) if mark and one.fingerprint.startswith(mark)]
    if len(found) != 1:
        raise RuleError("mapping_unknown", name=mark)
    return found[0]


def _keep(desk: Desk, mark: str, name: str, headings: Mapping[str, str], columns: Mapping[str, str]) -> Changes:
    with desk.store.atomic():
        stored_imports.keep_mapping(desk.store, mark, name=name, headings=headings, columns=columns, now=clock.stamp())
        journal.write(desk.store, desk.user.name, "mapping_kept", name, clock.stamp(), columns=dict(columns))
    return of("imports")
