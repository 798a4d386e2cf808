"""The authors of an initiative: a card for each, and a way to add one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.entry import author_typed
from domain.programme import Programme
from ui.common.buttons import Button
from ui.common.field import Field
from ui.common.labels import label
from ui.common.pieces import Pieces, at_once
from ui.initiatives.author_card import AuthorCard
from ui.initiatives.name_edit import Offer, nobody
from ui.initiatives.values import CELLS, MORE_CELLS, AuthorWords
from ui.words import tr


class AuthorsEditor(QWidget):
    """An editor whose value is a list of one dict of words for each author; cards left wholly blank do not count.

    `part` names the cell that was changed last, so that each cell is a step of its own to take back.
    """

    edited = Signal(object)
    committed = Signal(object)
    added = Signal(object)  # the card of one more author, which has the keyboard

    def __init__(
        self, programme: Programme, keys: QObject, offer: Offer = nobody, parent: QWidget | None = None, *,
        later: bool = False,
    ) -> None:  # fmt: skip
        """`keys` is the event filter of the editors of the form; `offer` finds people of the person book by name.
        `later`: whoever makes it goes through `pieces`."""
        super().__init__(parent)
        self._programme, self._keys, self._offer = programme, keys, offer
        self._read_only = False
        self.part = ""
        self.cards: list[AuthorCard] = []
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 2, 0, 0)
        self._column.setSpacing(8)
        self.add = Button(tr("Thêm tác giả"), "person_add", "link")
        self.add.setObjectName("add_author")
        self.add.clicked.connect(self._add)
        self._total = label("", "small")
        row = QHBoxLayout()
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self._total)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addLayout(self._column)
        outer.addLayout(row)
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        card = self._begun()
        yield from card.pieces
        yield
        self._take_in(card)
        yield
        self._order_tabs()
        self._number()

    def value(self) -> list[AuthorWords]:
        return [card.words() for card in self.cards if not card.blank()]

    def set_value(self, value: Sequence[AuthorWords]) -> None:
        if not self.cards or list(value) != self.value():
            self._resize(max(1, len(value)))
            for card, words in zip(self.cards, [*value, {}], strict=False):
                card.set_words(words)
        self._number()

    def field(self, place: int, cell: str = "full_name") -> Field | None:
        """The field of the author at this place of the value; None if there is none."""
        counted = [card for card in self.cards if not card.blank()]
        if place < len(counted) and cell in MORE_CELLS:
            counted[place].unfold()
        return counted[place].fields.get(cell) if place < len(counted) else None

    def clear_problems(self) -> None:
        for card in self.cards:
            for field in card.fields.values():
                field.set_problem("")

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        self.add.setVisible(not read_only)
        for card in self.cards:
            card.set_read_only(read_only)
        self._number()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Qt does not move what stands right before a chain's end, and here alone the cards are its end.
        self._order_tabs()

    def focus_first(self) -> None:
        self.cards[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        self._resize(len(self.cards) + 1)
        self._number()
        self.cards[-1].setFocus(Qt.FocusReason.OtherFocusReason)
        self.added.emit(self.cards[-1])

    def _resize(self, count: int) -> None:
        while len(self.cards) > count:
            self._drop(self.cards[-1])
        while len(self.cards) < count:
            card = self._begun()
            at_once(card.pieces)
            self._take_in(card)
        self._order_tabs()

    def _begun(self) -> AuthorCard:
        """A card in its place, still to be made."""
        card = AuthorCard(self._programme, self._offer, later=True)
        self._column.addWidget(card)
        return card

    def _take_in(self, card: AuthorCard) -> None:
        for field in card.fields.values():
            field.editor.installEventFilter(self._keys)
        card.fold.installEventFilter(self._keys)
        card.set_read_only(self._read_only)
        card.edited.connect(lambda cell, card=card: self._edited(card, cell))
        card.committed.connect(lambda: self.committed.emit(self.value()))
        card.removed.connect(lambda card=card: self._remove(card))
        self.cards.append(card)

    def _order_tabs(self) -> None:
        """Tab goes through the cards as the eye does, and only then to the button that adds another."""
        stops: list[QWidget] = []
        for card in self.cards:
            stops += [card.remove, *(card.editor(cell) for cell in CELLS), card.fold]
            stops += [card.editor(cell) for cell in MORE_CELLS]
        for before, after in pairwise([*stops, self.add]):
            QWidget.setTabOrder(before, after)

    def _drop(self, card: AuthorCard) -> None:
        self.cards.remove(card)
        self._column.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _remove(self, card: AuthorCard) -> None:
        self._drop(card)
        self._number()
        self.part = "remove"
        self.edited.emit(self.value())
        self.committed.emit(self.value())
        self.cards[-1].setFocus(Qt.FocusReason.OtherFocusReason)

    def _edited(self, card: AuthorCard, cell: str) -> None:
        self.part = f"{self.cards.index(card)}.{cell}"
        self._show_total()
        self.edited.emit(self.value())

    def _number(self) -> None:
        for place, card in enumerate(self.cards):
            card.set_place(place, len(self.cards))
        self._show_total()

    def _show_total(self) -> None:
        shares = [author_typed(words)[0].share_pct for words in self.value()]
        total = f"{sum(share or 0 for share in shares):g}".replace(".", ",")
        self._total.setText(tr("Tổng tỷ lệ: {total} %", total=total) if len(shares) > 1 else "")
