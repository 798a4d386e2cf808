"""Several rows that are being written: added, taken away, and made one after the other so that nobody waits."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.pack.draft_cells import Row
from ui.common.buttons import button
from ui.common.choices import Choice
from ui.common.labels import label
from ui.programmes.cells import CellSpec
from ui.programmes.row_edit import RowEdit
from ui.words import tr


class RowsEdit(QWidget):
    """`edited()` with every key and every row added or removed; the row removed last can be taken back.

    `says(row)` gives a row a heading of its own, `specs_of(row)` cells of its own.
    """

    edited = Signal()

    def __init__(
        self,
        title: str,
        specs: Sequence[CellSpec],
        *,
        add: str = "",
        cross: str = "",
        fresh: Callable[[Sequence[Row]], Row] = lambda _rows: {},
        hint: str = "",
        framed: bool = True,
        says: Callable[[Row], str] | None = None,
        specs_of: Callable[[Row], Sequence[CellSpec]] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`add` is the word on the button for another row (`fresh`, made beside the others), `cross` what takes one
        away; "" for neither.
        """
        super().__init__(parent)
        self.cards: list[RowEdit] = []
        self._specs, self._cross, self._fresh, self._says = tuple(specs), cross, fresh, says
        self._specs_of, self._framed = specs_of, framed
        self._waiting: list[Row] = []
        self._gone: tuple[int, Row] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if title:
            column.addWidget(label(title, "heading", wrap=True))
        if hint:
            column.addWidget(label(hint, "muted", wrap=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column.addLayout(self._column)
        if add:
            self.add = button(add, "add")
            self.add.clicked.connect(self._add)
            row = QHBoxLayout()
            self.undo = button(tr("Lấy lại dòng vừa bỏ"), "arrow_undo")
            self.undo.clicked.connect(self._take_back)
            self.undo.hide()
            row.addWidget(self.add)
            row.addWidget(self.undo)
            row.addStretch(1)
            column.addLayout(row)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; whatever was shown goes."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        self._waiting = [dict(row) for row in rows]
        self._timer.start()

    def rows(self) -> list[Row]:
        """Every row as it is typed, those still to be shown too."""
        return [card.row() for card in self.cards] + [dict(row) for row in self._waiting]

    def finish(self) -> None:
        """Shows at once what is still waiting."""
        while self._waiting:
            self._make_next()

    def complete(self) -> bool:
        return not self._waiting

    def set_problem(self, at: int, name: str, text: str) -> bool:
        """Says at a cell what is wrong with it; False if there is no such cell."""
        self.finish()
        return at < len(self.cards) and self.cards[at].set_problem(name, text)

    def set_items(self, name: str, items: Sequence[tuple[str, str]]) -> None:
        """Other entries for the choice of a cell, in every row."""
        self._specs = tuple(dataclasses.replace(s, items=items) if s.name == name else s for s in self._specs)
        for card in self.cards:
            editor = card.editors.get(name)
            if isinstance(editor, Choice):
                editor.set_items(items)

    def clear_problems(self) -> None:
        for card in self.cards:
            card.clear_problems()

    def go_to(self, at: int, name: str) -> None:
        self.finish()
        if at < len(self.cards):
            self.cards[at].go_to(name)
        elif hasattr(self, "add"):
            self.add.setFocus()

    def _make_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        self._put(len(self.cards), self._waiting.pop(0))

    def _put(self, at: int, row: Row) -> None:
        specs = self._specs_of(row) if self._specs_of else self._specs
        card = RowEdit(specs, row, cross=self._cross, framed=self._framed, says=self._says(row) if self._says else "")
        card.edited.connect(lambda _name: self.edited.emit())
        card.removed.connect(lambda: self._remove(card))
        self._column.insertWidget(at, card)
        self.cards.insert(at, card)

    def _add(self) -> None:
        self.finish()
        self._waiting = [self._fresh(self.rows())]
        self.finish()
        self.cards[-1].go_to()
        self.edited.emit()

    def _remove(self, card: RowEdit) -> None:
        at = self.cards.index(card)
        self._gone = (at, card.row())
        self.undo.show()
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()
        if self.cards:
            self.cards[min(at, len(self.cards) - 1)].go_to()
        else:
            self.add.setFocus()
        self.edited.emit()

    def _take_back(self) -> None:
        """What was typed into a row is never lost by a slip of the mouse."""
        if self._gone is not None:
            at, row = self._gone
            self._gone = None
            self._put(min(at, len(self.cards)), row)
            self.cards[min(at, len(self.cards) - 1)].go_to()
            self.undo.hide()
            self.edited.emit()
