"""Several rows that are being written: added, taken away, and made one after the other so that nobody waits."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.pack.draft_cells import Row
from ui.common.buttons import button
from ui.common.choices import Choice
from ui.common.labels import label
from ui.programmes.draft_groups import Group
from ui.programmes.row_edit import RowEdit
from ui.words import tr


class RowsEdit(QWidget):
    """The rows of one group. `edited()` with every key and every row added, moved or removed, `moved(row)` for one that
    is somewhere new; the row removed last can be taken back.
    """

    edited = Signal()
    moved = Signal(QWidget)

    def __init__(self, group: Group, *, titled: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cards: list[RowEdit] = []
        self._group, self._cells = group, tuple(group.cells)
        self._waiting: list[Row] = []
        self._gone: tuple[int, Row] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_next)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        if titled:
            column.addWidget(label(group.title, "heading", wrap=True))
        if group.hint:
            column.addWidget(label(group.hint, "muted", wrap=True))
        self._column = QVBoxLayout()
        self._column.setSpacing(8)
        column.addLayout(self._column)
        if group.add:
            column.addLayout(self._adding(group.add))

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Other rows; whatever was shown goes."""
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        self._waiting = [dict(row) for row in rows]
        self._timer.start()

    def _adding(self, words: str) -> QHBoxLayout:
        self.add = button(words, "add")
        self.add.clicked.connect(self._add)
        row = QHBoxLayout()
        self.undo = button(tr("Lấy lại dòng vừa bỏ"), "arrow_undo")
        self.undo.clicked.connect(self._take_back)
        self.undo.hide()
        row.addWidget(self.add)
        row.addWidget(self.undo)
        row.addStretch(1)
        return row

    def rows(self) -> list[Row]:
        """Every row as it is typed, those still to be shown too."""
        return [card.row() for card in self.cards] + [dict(row) for row in self._waiting]

    def finish(self) -> None:
        """Shows at once what is still waiting."""
        while self._waiting:
            self._make_next()

    def complete(self) -> bool:
        return not self._waiting

    def set_problem(self, at: int, name: str, text: str, *, blocks: bool = True) -> bool:
        """Says at a cell what is wrong with it, or is to be looked at; False if there is no such cell."""
        self.finish()
        return at < len(self.cards) and self.cards[at].set_problem(name, text, blocks=blocks)

    def set_items(self, name: str, items: Sequence[tuple[str, str]]) -> None:
        """Other entries for the choice of a cell, in every row."""
        self._cells = tuple(dataclasses.replace(s, items=items) if s.name == name else s for s in self._cells)
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
        group = self._group
        card = RowEdit(
            group.cells_of(row) if group.cells_of else self._cells,
            row,
            cross=group.cross if group.crossed(row) else "",
            lift=tr("Đưa lên trên") if group.ordered else "",
            framed=group.framed,
            says=group.says(row) if group.says else "",
        )
        card.edited.connect(lambda _name: self.edited.emit())
        card.removed.connect(lambda: self._remove(card))
        card.raised.connect(lambda: self._raise(card))
        self._column.insertWidget(at, card)
        self.cards.insert(at, card)

    def _add(self) -> None:
        self.finish()
        self._waiting = [dict(self._group.fresh(self.rows()))]
        self.finish()
        self.cards[-1].go_to()
        self.moved.emit(self.cards[-1])
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

    def _raise(self, card: RowEdit) -> None:
        """One place up; the keyboard stays on the arrow, so that pressing it again goes on."""
        self.finish()
        at = self.cards.index(card)
        if at == 0:
            return
        self.cards.insert(at - 1, self.cards.pop(at))
        self._column.removeWidget(card)
        self._column.insertWidget(at - 1, card)
        card.lift.setFocus(Qt.FocusReason.OtherFocusReason)
        self.moved.emit(card)
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
