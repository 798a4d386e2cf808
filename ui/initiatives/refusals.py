"""The records that did not move with the others, each with its reasons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.common.buttons import Button, flat
from ui.common.labels import Icon, label
from ui.common.scroll import Scroll
from ui.words import tr

SHOWN = 50


@dataclass(frozen=True)
class Refusal:
    """`sentences` say why, one for each reason."""

    row_id: int
    name: str
    sentences: tuple[str, ...]


class Refusals(QFrame):
    """Hidden until there is something to show; `asked(row_id)` to open one of them."""

    asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "banner-warn")
        self._title = label("", "label", wrap=True)
        self.close_button = flat("dismiss", tr("Đóng danh sách này"))
        self.close_button.clicked.connect(self.hide)
        head = QHBoxLayout()
        head.addWidget(Icon("warning", "warn_fg"))
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        self._scroll = Scroll()
        self._scroll.body.setContentsMargins(0, 0, 6, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 6, 8)
        column.addLayout(head)
        column.addWidget(self._scroll)
        self.hide()

    def show_refused(self, refused: Sequence[Refusal]) -> None:
        """Replaces the list; the first fifty are shown, the title counts all."""
        self.items = tuple(refused)
        self.setVisible(bool(refused))
        self._title.setText(tr("{n} sáng kiến chưa chuyển được", n=len(refused)))
        self.setAccessibleName(self._title.text())
        body = self._scroll.body
        while body.count():
            item = body.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for refusal in refused[:SHOWN]:
            body.addWidget(self._line(refusal))
        self._scroll.setMaximumHeight(min(3, len(refused)) * self.fontMetrics().lineSpacing() * 4)

    def _line(self, refusal: Refusal) -> QFrame:
        line = QFrame()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 2, 0, 2)
        words = label(f"{refusal.name}: {' '.join(refusal.sentences)}", wrap=True)
        row.addWidget(words, 1)
        button = Button(tr("Mở"), look="link")
        button.clicked.connect(lambda: self.asked.emit(refusal.row_id))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return line
