"""The list behind a figure of persons or entries: one row for each, Enter opens the initiative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.session import Session
from ui.statistics.over import OverList
from ui.words import tr

Row = dict[str, Any]


class PeopleList(OverList):
    """`rows` are as `statistics.rows` has them."""

    def __init__(
        self, session: Session, words: str, rows: Sequence[Row], parent: QWidget | None = None, *, hint: str = ""
    ) -> None:
        """`hint` says what stands there where it is not just as many rows as the figure says."""
        super().__init__(parent)
        self._session, self.rows = session, list(rows)
        exact = tr("{n} dòng, đúng bằng con số trong bảng. Enter mở sáng kiến.", n=written(len(self.rows)))
        columns = [
            Column[Row](tr("Họ và tên"), person_cell, Kind.TWO_LINES),
            Column[Row](tr("Sáng kiến"), _initiative, Kind.TWO_LINES),
        ]
        self.model = PageModel(columns, SequenceProvider(self.rows))
        self.table = Table(self.model, words)
        self.table.opened.connect(self._open)
        self.fill(words, hint or exact, self.table, self.model)

    def _open(self, place: int) -> None:
        self._session.asked.emit("initiatives", int(self.rows[place]["row_id"]))


def person_cell(row: Row) -> Cell:
    """A person, or that the record does not name him any more."""
    born = tr("sinh năm {year}", year=row["birth_year"]) if row["birth_year"] else ""
    name = row["full_name"] or tr("(sáng kiến không còn ghi tên)")
    return Cell(name, "  ·  ".join(filter(None, (born, row["unit_name"] or row["unit_code"]))),
                muted=not row["full_name"])  # fmt: skip


def _initiative(row: Row) -> Cell:
    more = tr("{n} sáng kiến", n=written(row["initiatives"])) if row.get("initiatives", 1) > 1 else ""
    return Cell(row["title"] or tr("(chưa có tên)"), "  ·  ".join(filter(None, (row["number"], more))),
                tip=row["title"])  # fmt: skip
