"""One row of the preview: its cells to be mended, what it would change, and whether it comes in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.import_mending import CellView
from desktop.operations.import_plans import LEAVE, TAKE, WAIT, Row
from ui.common.buttons import Button, Chips
from ui.common.card import Card
from ui.initiatives.import_cells import CellsPanel
from ui.words import tr


class RowPanel(Card):
    """edited(row, column, words) when a cell was mended; decided(choice) for the rows chosen in the table;
    only_asked() when no others but these are to come in.
    """

    edited = Signal(int, int, str)
    decided = Signal(str)
    only_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.cells = CellsPanel()
        self.cells.edited.connect(self.edited)
        self.back = Button(tr("Về danh sách"), "chevron_left", "link")
        self.back.hide()
        self.choice = Chips(tr("Dòng này"))
        self.choice.set_chips([
            (TAKE, tr("Nhập"), None), (WAIT, tr("Để sửa sau"), None), (LEAVE, tr("Bỏ ra"), None),
        ])  # fmt: skip
        self.choice.chosen.connect(self.decided)
        self.only = Button(tr("Chỉ nhập các dòng đang chọn"), "checkmark", "link")
        self.only.clicked.connect(self.only_asked)
        head = QHBoxLayout()
        head.addWidget(self.back)
        head.addStretch(1)
        self.cells.head.insertLayout(0, head)
        self.cells.head.addWidget(self.choice)
        below = QHBoxLayout()
        below.addWidget(self.only)
        below.addStretch(1)
        self.cells.head.addLayout(below)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.cells)
        self.fill(ground)
        self.clear()

    def clear(self) -> None:
        self.choice.hide()
        self.only.hide()
        self.cells.show_cells(tr("Chọn một dòng để xem và sửa từng ô"), ())

    def show_row(
        self, row: Row, cells: Sequence[CellView], differences: Sequence[tuple[str, str, str]], chosen: int
    ) -> None:
        title = tr("Dòng {n}", n=row.number)
        if chosen > 1:
            title = tr("Dòng {n} và {more} dòng nữa đang chọn", n=row.number, more=chosen - 1)
        told = [f"{field}: «{_short(before)}» → «{_short(after)}»" for field, before, after in differences]
        note = "\n".join([tr("Sẽ đổi trong sổ:"), *told]) if told else ""
        self.choice.show()
        self.only.setVisible(chosen > 1)
        self.choice.choose(row.choice)
        self.cells.show_cells(title, cells, note)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= 60 else line[:59] + "…"
