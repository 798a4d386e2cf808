"""Entries of the person book that may be one person: somebody decides, nobody guesses."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from domain.person import Person
from ui.common.buttons import Button
from ui.common.labels import Icon, label
from ui.common.scroll import Scroll
from ui.people.book_list import line_of
from ui.words import tr

SHOWN = 20
_IN_SIGHT = 2


class Twins(QFrame):
    """Hidden while there are none; merge_asked(kept id, dropped id), apart_asked(id, id). Folded at first."""

    merge_asked = Signal(str, str)
    apart_asked = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner-warn")
        self._title = label("", "label", wrap=True)
        self.toggle = Button(tr("Xem từng cặp"), "chevron_down")
        self.toggle.setCheckable(True)
        self.toggle.toggled.connect(self._turn)
        head = QHBoxLayout()
        head.addWidget(Icon("warning", "warn_fg"))
        head.addWidget(self._title, 1)
        head.addWidget(self.toggle)
        self._scroll = Scroll()
        self._scroll.body.setContentsMargins(0, 0, 6, 0)
        self._scroll.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 8)
        column.addLayout(head)
        column.addWidget(self._scroll)
        self.hide()

    def show_pairs(self, pairs: Sequence[tuple[Person, Person]]) -> None:
        self.pairs = tuple(pairs)
        self._title.setText(
            tr("Có {n} cặp trùng tên và năm sinh hoặc điện thoại. Hãy xem có phải một người.", n=len(pairs))
        )
        self.setAccessibleName(self._title.text())
        body = self._scroll.body
        while body.count():
            item = body.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for one, other in pairs[:SHOWN]:
            body.addWidget(self._pair(one, other))
        body.addStretch(1)
        self._scroll.setFixedHeight(min(_IN_SIGHT, max(1, len(pairs))) * self.fontMetrics().lineSpacing() * 5)
        self.setVisible(bool(pairs))

    def _pair(self, one: Person, other: Person) -> QWidget:
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 4, 0, 4)
        for row, (kept, dropped) in enumerate(((one, other), (other, one))):
            grid.addWidget(label(line_of(kept), wrap=True), row, 0)
            keep = Button(tr("Gộp vào mục này"), "people")
            keep.setAccessibleName(tr("Gộp vào mục: {who}", who=line_of(kept)))
            keep.clicked.connect(
                lambda _on=False, kept=kept, dropped=dropped: self.merge_asked.emit(kept.id, dropped.id)
            )
            grid.addWidget(keep, row, 1)
        apart = Button(tr("Hai người khác nhau"), "dismiss")
        apart.clicked.connect(lambda: self.apart_asked.emit(one.id, other.id))
        grid.addWidget(apart, 0, 2, 2, 1)
        grid.setColumnStretch(0, 1)
        return line

    def _turn(self, unfolded: bool) -> None:
        self.toggle.set_icon("chevron_up" if unfolded else "chevron_down")
        self._scroll.setVisible(unfolded)
