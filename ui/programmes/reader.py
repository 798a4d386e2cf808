"""The chosen programme as cards to read, with a search that needs no accents and a way to each chapter."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from domain.programme import Programme
from ui.common.banner import Banner
from ui.common.choices import Choice
from ui.common.editors import SearchEdit
from ui.common.flow import Flow
from ui.common.labels import label, show_if
from ui.common.pill import Mark, Pill
from ui.common.scroll import Scroll
from ui.programmes.all_chapters import chapters
from ui.programmes.chapter_card import ChapterCard
from ui.programmes.chapters import Chapter
from ui.words import tr


class Reader(QWidget):
    """Cards are made one after the other, so that the screen never waits for the last: `completed` tells when.

    `buttons` is the row for the buttons of the programme.
    """

    completed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pack: Programme | None = None
        self.cards: list[ChapterCard] = []
        self._waiting: list[Chapter] = []
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._make_next)
        self._title = label("", "heading", wrap=True)
        self._used, self._origin = Pill(), Pill()
        self._about = label("", "small", wrap=True)
        self.search = SearchEdit(tr("Tìm trong quy định (Ctrl+F)"), tr("Tìm trong quy định"))
        self.search.setMinimumWidth(180)
        self.search.edited.connect(lambda _text: self._show_found())
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self).activated.connect(self.search.setFocus)
        self.jump = Choice(placeholder=tr("Đi tới mục…"))
        self.jump.setAccessibleName(tr("Đi tới mục"))
        self.jump.edited.connect(self.go_to)
        self.programme = Choice()
        self.programme.setAccessibleName(tr("Chương trình"))
        self.programme.hide()
        self.nothing = Banner()
        self.pages = Scroll()
        self.pages.body.setContentsMargins(0, 0, 6, 0)
        self._ground = QVBoxLayout()
        self._ground.setSpacing(10)
        self.pages.body.addLayout(self._ground)
        self.pages.body.addStretch(1)
        self._lay_out()

    def show_pack(self, pack: Programme, today: date, *, used: bool, origin: Mark, about: str = "") -> None:
        """Reads a programme; the same one again keeps the place and the search."""
        self._about.setText(about)
        show_if(self._about, bool(about))
        if pack is self.pack:
            self._show_head(used=used, origin=origin)
            return
        self.pack = pack
        self._show_head(used=used, origin=origin)
        for card in self.cards:
            self._ground.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        self._waiting = chapters(pack, today)
        self.jump.set_items([(chapter.key, chapter.title) for chapter in self._waiting])
        self.jump.set_value("")
        self.nothing.clear()
        self._make_next()
        self._timer.start()

    def set_choosing(self, choosing: bool) -> None:
        """Where there is no room for the list, the programme is chosen here."""
        self.programme.setVisible(choosing)

    def complete(self) -> bool:
        return not self._waiting

    def card(self, key: str) -> ChapterCard:
        """The card of a chapter, made now if it is still waiting; KeyError if there is none."""
        while self._waiting and all(card.chapter.key != key for card in self.cards):
            self._make_next()
        for card in self.cards:
            if card.chapter.key == key:
                return card
        raise KeyError(key)

    def go_to(self, key: str) -> None:
        """Brings a chapter to the top and gives it the keyboard; a search that hides it is given up."""
        card = self.card(key)
        if card.isHidden():
            self.search.clear()
            self._show_found()
        self.jump.set_value("")
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)  # cards may just have been made or shown
        card.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.pages.verticalScrollBar().setValue(card.y())

    def _show_head(self, *, used: bool, origin: Mark) -> None:
        assert self.pack is not None
        self._title.setText(self.pack.title)
        self._used.set_mark(Mark(tr("Đang dùng"), "checkmark_circle", "ok") if used else None)
        show_if(self._used, used)
        self._origin.set_mark(origin)

    def _make_next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        card = ChapterCard(self._waiting.pop(0))
        self._ground.addWidget(card)
        self.cards.append(card)
        card.show_found(self.search.value())
        if not self._waiting:
            self._timer.stop()
            self._show_found()
            self.completed.emit()

    def _show_found(self) -> None:
        query = self.search.value()
        found = sum(card.show_found(query) for card in self.cards)
        if found or not query.strip() or self._waiting:
            self.nothing.clear()
        else:
            words = tr("Không có quy định nào chứa «{query}». Hãy thử ít chữ hơn; không cần gõ dấu.", query=query)
            self.nothing.say("info", words)

    def _lay_out(self) -> None:
        marks = QHBoxLayout()
        marks.setSpacing(6)
        marks.addWidget(self._used)
        marks.addWidget(self._origin)
        marks.addWidget(self._about, 1)
        find = QHBoxLayout()
        find.setSpacing(8)
        find.addWidget(self.search, 3)
        find.addWidget(self.jump, 2)
        row = QWidget()
        self.buttons = Flow(row, spacing=8)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.programme)
        column.addWidget(self._title)
        column.addLayout(marks)
        column.addWidget(row)
        column.addLayout(find)
        column.addWidget(self.nothing)
        column.addWidget(self.pages, 1)
