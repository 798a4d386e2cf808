"""The list of the person book: by given name, found with and without accents."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.desk import Desk
from desktop.operations import people
from domain import dates, phones
from domain.person import Person
from ui.common.page_model import Cell, Column, Kind
from ui.words import tr


class People:
    """A provider over the entries that a question finds; ids are row ids."""

    def __init__(self, screen: Desk, query: str = "", *, no_consent: bool = False) -> None:
        self._screen, self.query, self._no_consent = screen, query, no_consent
        self._total = people.total(screen, query, no_consent=no_consent)

    def total(self) -> int:
        return self._total

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return people.page(self._screen, self.query, limit, offset, no_consent=self._no_consent)

    def place(self, row_id: int) -> int | None:
        """The row in which an entry stands; None if the question does not find it."""
        return people.place(self._screen, row_id, self.query, no_consent=self._no_consent)

    def rows(self, ids: Sequence[int]) -> Sequence[Person]:
        found = people.by_rows(self._screen, ids)
        return [found.get(id_, Person()) for id_ in ids]


def columns() -> tuple[Column[Person], ...]:
    return (
        Column(tr("Họ và tên"), _name, Kind.TWO_LINES),
        Column(tr("Chức vụ"), _work, Kind.TWO_LINES, sample="Đặng Thuỳ Trâm Anh", fold_below=60),
        Column(tr("Điện thoại"), lambda one: Cell(phones.shown(one.phone)), sample="0912 820 5100", fold_below=84),
    )


def born(person: Person) -> str:
    return dates.shown(person.born_on) if person.born_on else str(person.birth_year or "")


def line_of(person: Person) -> str:
    """All that tells two of one name apart, in one line."""
    parts = (person.full_name, born(person), person.position, person.workplace, phones.shown(person.phone))
    return "  ·  ".join(part for part in parts if part)


def _name(person: Person) -> Cell:
    folded = "  ·  ".join(part for part in (born(person), person.workplace) if part)
    return Cell(person.full_name or "–", born(person), folded, tip=line_of(person))


def _work(person: Person) -> Cell:
    return Cell(person.position or "–", person.workplace, muted=not person.position)
