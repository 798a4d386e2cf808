"""Text of old fonts turned into Unicode: before and after, column by column, and a person may say no."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.table.garbled import Conversion
from ui.common.buttons import Button
from ui.common.choices import Choice
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.scroll import Scroll
from ui.words import tr

_SHOWN = 3
WORDS = {"tcvn3": "TCVN3 (.VnTime)", "vni": "VNI (VNI-Times)"}


class EncodingPanel(QWidget):
    """chosen(column, way) when a column is to be read otherwise; closed() when the person has seen enough."""

    chosen = Signal(int, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choices: dict[int, Choice] = {}
        self._scroll = Scroll()
        self.back = Button(tr("Về danh sách"), "chevron_left")
        self.back.clicked.connect(self.closed)
        foot = QHBoxLayout()
        foot.addWidget(self.back)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(label(tr("Mỗi cột: chữ trong tệp, rồi chữ sẽ ghi vào sổ."), "muted", wrap=True))
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def show_conversions(self, found: Sequence[Conversion], heading: Callable[[int], str]) -> None:
        while (item := self._scroll.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.choices = {}
        for each in found:
            self._scroll.body.addWidget(self._column(each, heading(each.column)))
        self._scroll.body.addStretch(1)

    def _column(self, each: Conversion, heading: str) -> QWidget:
        choice = Choice([*WORDS.items(), ("unicode", tr("Giữ nguyên, không đổi"))])
        choice.setAccessibleName(tr("Cách đọc cột {heading}", heading=heading))
        choice.set_value(each.encoding if each.applied else "unicode")
        choice.committed.connect(lambda way: self.chosen.emit(each.column, way))
        self.choices[each.column] = choice
        told = tr("nhận theo phông chữ") if each.by_font else tr("nhận theo cách viết")
        ground = QWidget()
        rows = QVBoxLayout(ground)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(3)
        title = tr("{heading}: {n} ô, {told}", heading=heading, n=written(each.cells), told=told)
        rows.addWidget(label(title, "label", wrap=True))
        rows.addWidget(choice)
        for before, after in each.samples[:_SHOWN]:
            shown = after if each.applied else before
            rows.addWidget(label(f"{_short(before)}  →  {_short(shown)}", "small", wrap=True))
        return ground


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 90 else line[:89] + "…"
