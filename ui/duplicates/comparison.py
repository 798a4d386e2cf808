"""Two initiatives side by side: what stands in both, and what a person says of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.operations.duplicates import Pair
from domain import dates
from domain.duplicate import Verdict
from domain.labels import DUPLICATE_VERDICTS
from ui.common.banner import Banner
from ui.common.buttons import Button, flat
from ui.common.labels import label
from ui.duplicates.side import Side
from ui.words import tr


class Comparison(QWidget):
    """judged(Verdict, note), reopened() to take a verdict back, asked(row id) to open one of the two."""

    judged = Signal(object, str)
    reopened = Signal()
    asked = Signal(int)

    def __init__(self, *, officer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._officer = officer
        self._pair: Pair | None = None
        self._place = 0
        self.a, self.b = Side(tr("Nội dung bên trái")), Side(tr("Nội dung bên phải"))
        self.shared = label("", "label", wrap=True)
        self.previous = flat("chevron_up", tr("Đoạn trùng trước"))
        self.following = flat("chevron_down", tr("Đoạn trùng sau"))
        self.said = Banner()
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("Vì sao (không bắt buộc)"))
        self.note.setAccessibleName(tr("Vì sao (không bắt buộc)"))
        self.different = Button(tr("Khác nhau"), "checkmark")
        self.same = Button(tr("Trùng nhau"), "copy")
        self._build()
        self.a.asked.connect(lambda: self._open(first=True))
        self.b.asked.connect(lambda: self._open(first=False))
        self.previous.clicked.connect(lambda: self._step(-1))
        self.following.clicked.connect(lambda: self._step(1))
        self.said.clicked.connect(self.reopened)
        self.different.clicked.connect(lambda: self.judged.emit(Verdict.DIFFERENT, self.note.text()))
        self.same.clicked.connect(lambda: self.judged.emit(Verdict.SAME, self.note.text()))

    def show_pair(self, pair: Pair) -> None:
        again = self._pair is not None and (self._pair.a.row_id, self._pair.b.row_id) == (pair.a.row_id, pair.b.row_id)
        self._pair = pair
        passages = pair.likeness.passages
        self.a.show_record(pair.a, [one.a for one in passages])
        self.b.show_record(pair.b, [one.b for one in passages])
        self.shared.setText(_shared(pair))
        for button in (self.previous, self.following):
            button.setEnabled(len(passages) > 1)
        self._say(pair)
        if not again:
            self.note.clear()
        self._place = 0
        self._show_passage()

    def _say(self, pair: Pair) -> None:
        said = pair.said
        if said is None:
            self.said.clear()
        else:
            words = tr("{verdict}, {who} ghi ngày {day}.", verdict=tr(DUPLICATE_VERDICTS[said.verdict]), who=said.by,
                       day=dates.shown(dates.civil_day(said.at)))  # fmt: skip
            self.said.say("info", f"{words} {said.note}".strip(), tr("Xét lại cặp này") if self._officer else "")
        self.judging.setVisible(self._officer and said is None)

    def _step(self, places: int) -> None:
        if self._pair is not None and self._pair.likeness.passages:
            self._place = (self._place + places) % len(self._pair.likeness.passages)
            self._show_passage()

    def _show_passage(self) -> None:
        if self._pair is not None and self._pair.likeness.passages:
            passage = self._pair.likeness.passages[self._place]
            self.a.go_to(passage.a)
            self.b.go_to(passage.b)

    def _open(self, *, first: bool) -> None:
        if self._pair is not None:
            self.asked.emit((self._pair.a if first else self._pair.b).row_id)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.shared, 1)
        head.addWidget(self.previous)
        head.addWidget(self.following)
        sides = QHBoxLayout()
        sides.setSpacing(12)
        sides.addWidget(self.a, 1)
        sides.addWidget(self.b, 1)
        self.judging = QWidget()
        row = QHBoxLayout(self.judging)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.note, 1)
        row.addWidget(self.different)
        row.addWidget(self.same)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addLayout(sides, 1)
        column.addWidget(self.said)
        column.addWidget(self.judging)


def _shared(pair: Pair) -> str:
    """In words, never as a bare percentage: the passages beside it are what counts."""
    found, words = pair.likeness.passages, pair.likeness.words
    if found:
        return tr("{n} đoạn giống nhau, {words} chữ (đánh dấu bên dưới)", n=len(found), words=words)
    if pair.likeness.title_words:
        return tr("Tên gần như giống nhau; nội dung chưa ghi hoặc khác")
    return tr("Không còn đoạn nào giống nhau")
