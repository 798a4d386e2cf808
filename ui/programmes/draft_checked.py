"""The last step of writing a programme: what is still wrong, each with a way to its cell, and whether to use it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from domain.errors import Problem
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.labels import show_if
from ui.common.scroll import Scroll
from ui.packages.row_card import RowCard
from ui.programmes.cells import Tick
from ui.words import tr


class CheckedBody(QWidget):
    """`mend(place)` goes to a cell, `back()` to the step before, `later()` leaves the draft as it is."""

    mend = Signal(str)
    back = Signal()
    later = Signal()

    def __init__(self, *, revises: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._revises = revises
        self.banner = Banner()
        self.use = Tick(tr("Dùng chương trình này cho sáng kiến mới ngay khi tạo xong"))
        show_if(self.use, not revises)
        self.cards: list[RowCard] = []
        self._scroll = Scroll()
        self._scroll.body.setContentsMargins(0, 0, 8, 0)
        self._scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(self.use)
        column.addWidget(self._scroll, 1)
        self.back_button, self.later_button = Button(tr("Quay lại")), Button(tr("Để sau, giữ bản nháp"))
        self.back_button.clicked.connect(self.back)
        self.later_button.clicked.connect(self.later)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.later_button)
        row.addStretch(1)
        row.addWidget(self.back_button)
        column.addLayout(row)

    def wait(self) -> None:
        self._clear()
        self.banner.say("info", tr("Đang kiểm tra từng quy định…"))

    def set_problems(self, problems: Sequence[Problem], place_words: Sequence[str]) -> None:
        """`place_words` say where each problem stands; one that does not block is only to be looked at."""
        self._clear()
        for problem, where in zip(problems, place_words, strict=True):
            button = Button(tr("Sửa"), "edit")
            button.setAccessibleName(tr("Sửa {where}", where=where))
            button.clicked.connect(lambda _on=False, place=problem.field: self.mend.emit(place))
            icon, role = ("error_circle", "error") if problem.blocks else ("warning", "warn")
            card = RowCard(icon, role, where, [messages.of_problem(problem)], [button])
            self._scroll.body.insertWidget(len(self.cards), card)
            self.cards.append(card)
        blocking = sum(problem.blocks for problem in problems)
        if blocking:
            words = tr("Còn {n} chỗ phải sửa. Chưa có gì được tạo; mọi chữ đã gõ vẫn còn.", n=blocking)
            self.banner.say("warn", words)
        elif problems:
            words = tr("Tạo được, nhưng có {n} chỗ nên kiểm tra lại trước. Nếu đúng theo văn bản thì cứ để.",
                       n=len(problems))  # fmt: skip
            self.banner.say("info", words)
        elif self._revises:
            self.banner.say("ok", tr("Đúng cả. Sáng kiến đã ghi vẫn theo bản cũ cho đến khi bạn chuyển."))
        else:
            self.banner.say("ok", tr("Đúng cả. Chương trình có thể tạo được."))

    def failed(self, why: str) -> None:
        self._clear()
        self.banner.say("error", why)

    def _clear(self) -> None:
        for card in self.cards:
            self._scroll.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
