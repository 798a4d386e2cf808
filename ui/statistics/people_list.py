"""The list behind a figure of persons or entries: one row for each, Enter opens the initiative."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.card import Card
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.programmes.task_head import TaskHead
from ui.session import Session
from ui.words import tr

Row = dict[str, Any]


class PeopleList(QWidget):
    """`closed()` when the person goes back to the table."""

    closed = Signal()

    def __init__(self, session: Session, words: str, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.rows = session, list(rows)
        hint = tr("{n} dòng, đúng bằng con số trong bảng. Enter mở sáng kiến.", n=written(len(self.rows)))
        self.head = TaskHead(words, hint)
        self.head.left.connect(self.closed)
        columns = [
            Column[Row](tr("Họ và tên"), _name, Kind.TWO_LINES),
            Column[Row](tr("Sáng kiến"), _initiative, Kind.TWO_LINES),
        ]
        self.model = PageModel(columns, SequenceProvider(self.rows))
        self.table = Table(self.model, words)
        self.model.setParent(self.table)
        self.table.opened.connect(self._open)
        card = Card()
        card.fill(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(card, 1)
        self.setFocusProxy(self.table)
        self.table.select_row(0)

    def _open(self, place: int) -> None:
        self._session.asked.emit("initiatives", int(self.rows[place]["row_id"]))


def _name(row: Row) -> Cell:
    born = tr("sinh năm {year}", year=row["birth_year"]) if row["birth_year"] else ""
    return Cell(row["full_name"], "  ·  ".join(filter(None, (born, row["unit_name"] or row["unit_code"]))))


def _initiative(row: Row) -> Cell:
    more = tr("{n} sáng kiến", n=written(row["initiatives"])) if row.get("initiatives", 1) > 1 else ""
    return Cell(row["title"] or tr("(chưa có tên)"), "  ·  ".join(filter(None, (row["number"], more))),
                tip=row["title"])  # fmt: skip
