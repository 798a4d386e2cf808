"""Saying which column holds what, where the headings do not tell: one line for each column of the sheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from domain.table.cells import Row, at, column_letters, words
from domain.table.headings import FIELDS as TABLE_FIELDS
from domain.table.headings import field_of
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.words import tr

_ROWS_OFFERED = 20
_SAMPLES = 3
_COLUMNS_SHOWN = 60


class MappingPanel(QWidget):
    """used(header_row, {column: field}, keep) when the person has said what each column holds; given_up()."""

    used = Signal(int, object, bool)
    given_up = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines: list[Row] = []
        self.choices: dict[int, Choice] = {}
        self.banner = Banner()
        self.header = Choice()
        self.header.committed.connect(lambda _row: self._offer())
        self.keep = QCheckBox(tr("Nhớ cách ghép này cho danh sách cùng tiêu đề"))
        self.keep.setChecked(True)
        self.use = Button(tr("Đọc theo cách ghép này"), "checkmark", "primary")
        self.use.clicked.connect(self._use)
        self.back = Button(tr("Bỏ, về xem trước"))
        self.back.clicked.connect(self.given_up)
        self._scroll = Scroll()
        foot = QHBoxLayout()
        foot.addWidget(self.keep, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.use)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(Field(tr("Dòng tiêu đề"), self.header))
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def show_sheet(
        self, lines: Sequence[Row], header_row: int, columns: Mapping[int, str], *, way_back: bool, why: str = ""
    ) -> None:
        """`why` says what the headings did not tell; without a plan to go back to there is no way back."""
        self._lines = list(lines)
        self.banner.say("warn", why)
        self.back.setVisible(way_back)
        offered = [("0", tr("Không có dòng tiêu đề"))]
        for number, line in enumerate(self._lines[:_ROWS_OFFERED], 1):
            said = "  |  ".join(words(cell) for cell in line if cell is not None)[:90]
            if said:
                offered.append((str(number), f"{number}:  {said}"))
        self.header.set_items(offered)
        self.header.set_value(str(header_row))
        self._offer(columns)

    def columns(self) -> dict[int, str]:
        return {column: choice.value() for column, choice in self.choices.items() if choice.value()}

    def _offer(self, columns: Mapping[int, str] | None = None) -> None:
        header = int(self.header.value() or 0)
        width = max((len(line) for line in self._lines[:200]), default=0)
        while (item := self._scroll.body.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.choices = {}
        above = self._lines[header - 1] if header else ()
        for column in range(min(width, _COLUMNS_SHOWN)):
            samples = [words(at(line, column)) for line in self._lines[header:] if words(at(line, column)).strip()]
            if samples or words(at(above, column)).strip():
                found = columns.get(column, "") if columns is not None else field_of(at(above, column))
                self._scroll.body.addWidget(self._column(column, words(at(above, column)), samples, found))
        self._scroll.body.addStretch(1)

    def _column(self, column: int, heading: str, samples: Sequence[str], found: str) -> QWidget:
        from ui.initiatives.import_preview import column_words

        choice = Choice([("", tr("(không lấy cột này)")), *((name, column_words(name)) for name in TABLE_FIELDS)])
        choice.set_value(found)
        self.choices[column] = choice
        title = f"{column_letters(column)}  ·  {' '.join(heading.split())}" if heading else column_letters(column)
        field = Field(title, choice)
        told = "  |  ".join(" ".join(sample.split())[:40] for sample in list(dict.fromkeys(samples))[:_SAMPLES])
        ground = QWidget()
        rows = QVBoxLayout(ground)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(field)
        rows.addWidget(label(told, "small", wrap=True))
        return ground

    def _use(self) -> None:
        self.used.emit(int(self.header.value() or 0), self.columns(), self.keep.isChecked())

    def say(self, sentence: str) -> None:
        self.banner.say("error", sentence)
