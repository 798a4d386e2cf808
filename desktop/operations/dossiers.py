"""Whether a dossier would be valid: the four tests of each initiative that is put forward."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from db import packages
from db.initiatives import Stored
from desktop import clock
from desktop.desk import Desk
from desktop.operations import initiatives, objections, programmes, reports
from domain import dates, dossier_validity
from domain.dossier_validity import DossierTest
from domain.objection import Objection
from domain.programme import Programme


@dataclass(frozen=True)
class Validity:
    """The four tests of one initiative; `left_out` says that an open objection keeps it out of every paper."""

    stored: Stored
    tests: tuple[DossierTest, ...]
    valid: bool
    left_out: bool


def check(desk: Desk, names: Sequence[str] = ()) -> list[Validity]:
    """The named initiatives, or all that papers tell of and those an open objection keeps out of them."""
    found = [initiatives.find(desk, name) for name in names] if names else reports.put_forward(desk)
    return of_records(desk, found)


def of_records(desk: Desk, found: Iterable[Stored]) -> list[Validity]:
    packs, sent = programmes.Packs(desk), packages.first_sent(desk.store)
    by_row = objections.by_row(desk)
    return [
        _validity(desk, stored, packs.of(stored.initiative), by_row.get(stored.row_id, []),
                  _day(sent.get(stored.initiative.id)))
        for stored in found
    ]  # fmt: skip


def _validity(desk: Desk, stored: Stored, pack: Programme, objected: Sequence[Objection], on: date) -> Validity:
    tests = dossier_validity.four_tests(stored.initiative, pack, level=str(desk.unit.level), objections=objected, on=on)
    return Validity(stored, tests, dossier_validity.valid(tests), any(one.is_open for one in objected))


def _day(stamp: str | None) -> date:
    """The day a package was sealed, by the clock on the wall; today where there is none yet."""
    return dates.civil_day(stamp) if stamp else clock.today()
