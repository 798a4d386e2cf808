"""A table of money with its sums above it; every row opens its record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.page_model import Column, PageModel, SequenceProvider
from ui.common.table import Table
from ui.session import Session

Row = TypeVar("Row")


class MoneyCard(Card, Generic[Row]):
    """`rows` are those shown; `record_of` gives the row id of the record behind one, None where there is none."""

    def __init__(self, session: Session, title: str, name: str, columns: Sequence[Column[Row]], empty: Empty) -> None:
        super().__init__(title, ruled=True)
        self._session = session
        self.rows: list[Row] = []
        self.sums = label("", wrap=True)
        self.rule = label("", "small", wrap=True)
        self.model: PageModel[Row] = PageModel(columns, SequenceProvider[Row]())
        self.table = Table(self.model, name)
        self.setFocusProxy(self.table)
        self.empty = empty
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(empty)
        self._lay_out()
        self.table.opened.connect(self._open)

    def show_rows(self, rows: Sequence[Row], sums: str, rule: str) -> None:
        self.rows = list(rows)
        self.sums.setText(sums)
        self.rule.setText(rule)
        self.table.refresh(SequenceProvider(self.rows))
        self.stack.setCurrentWidget(self.table if self.rows else self.empty)

    def set_columns(self, columns: Sequence[Column[Row]]) -> None:
        """Other columns, for a programme with other gates."""
        if [column.title for column in columns] == [column.title for column in self.model.columns]:
            return
        self.model = PageModel(columns, SequenceProvider[Row]())
        fresh = Table(self.model, self.table.accessibleName())
        focused = self.table.hasFocus()
        self.stack.removeWidget(self.table)
        self.table.hide()
        self.table.deleteLater()
        self.table = fresh
        self.setFocusProxy(fresh)
        self.stack.insertWidget(0, fresh)
        fresh.opened.connect(self._open)
        if focused:
            fresh.setFocus()

    def current(self) -> Row | None:
        at = self.table.current_id()
        return self.rows[at] if at is not None and at < len(self.rows) else None

    def record_of(self, row: Any) -> int | None:
        return int(row.stored.row_id)

    def _open(self, at: int) -> None:
        row_id = self.record_of(self.rows[at])
        if row_id is not None:
            self._session.asked.emit("initiatives", row_id)

    def _lay_out(self) -> None:
        above = QWidget()
        column = QVBoxLayout(above)
        column.setContentsMargins(15, 10, 15, 8)
        column.setSpacing(3)
        column.addWidget(self.sums)
        column.addWidget(self.rule)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(above)
        self.body.addWidget(self.stack, 1)
