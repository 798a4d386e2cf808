"""The cells of one row of a list, each of which can be typed anew: what is wrong stands under it, with a suggestion."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations.import_mending import CellView
from ui.common.buttons import Button
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.scroll import Scroll
from ui.words import tr


class CellsPanel(QWidget):
    """edited(row, column, words) when a cell was left with other words, or its suggestion was taken."""

    edited = Signal(int, int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = label("", "heading", wrap=True)
        self.note = label("", "small", wrap=True)
        self._scroll = Scroll()
        self._lines: dict[tuple[int, int], _Line] = {}
        self.head = QVBoxLayout()
        self.head.setContentsMargins(15, 11, 13, 0)
        self.head.setSpacing(6)
        self.head.addWidget(self.title)
        self.head.addWidget(self.note)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self.head)
        column.addWidget(self._scroll, 1)
        self._scroll.body.addStretch(1)

    def show_cells(self, title: str, cells: Sequence[CellView], note: str = "") -> None:
        """What is wrong comes first. The same cells keep their fields, so that the keyboard stays where it is."""
        self.title.setText(title)
        self.note.setText(note)
        show_if(self.note, bool(note))
        places = [(cell.row, cell.column) for cell in cells]
        if set(places) != set(self._lines):
            self._build(sorted(cells, key=lambda cell: cell.problem is None))
        for cell in cells:
            self._lines[cell.row, cell.column].show_cell(cell)

    def shown(self) -> list[CellView]:
        """The cells as they stand here."""
        return [line.cell for line in self._lines.values()]

    def line(self, row: int, column: int) -> LineEdit:
        """The field of a cell."""
        return self._lines[row, column].editor

    def suggestion(self, row: int, column: int) -> Button:
        return self._lines[row, column].suggestion

    def _build(self, cells: Sequence[CellView]) -> None:
        for line in self._lines.values():
            line.hide()
            line.deleteLater()
        self._lines = {}
        for place, cell in enumerate(cells):
            line = _Line(cell)
            line.edited.connect(self.edited)
            self._lines[cell.row, cell.column] = line
            self._scroll.body.insertWidget(place, line)


class _Line(QWidget):
    edited = Signal(int, int, str)

    def __init__(self, cell: CellView) -> None:
        super().__init__()
        self._at = (cell.row, cell.column)
        self.cell = cell
        self.editor = LineEdit()
        self.field = Field(cell.heading, self.editor)
        self.suggestion = Button("", "lightbulb", "link")
        self.suggestion.clicked.connect(self._take)
        row = QHBoxLayout()
        row.addWidget(self.suggestion)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.field)
        column.addLayout(row)
        self.editor.committed.connect(self._typed)

    def show_cell(self, cell: CellView) -> None:
        # A line shows no breaks: what has some is only changed by somebody who types there.
        self.cell = cell
        if self.editor.value() != _in_one_line(cell.words):
            self.editor.set_value(_in_one_line(cell.words))
        problem = messages.of_problem(cell.problem) if cell.problem else ""
        self.field.set_problem(problem, cell.problem.blocks if cell.problem else True)
        self.suggestion.setText(tr("Dùng «{words}»", words=cell.suggested))
        self.suggestion.setVisible(bool(cell.suggested))

    def _typed(self, words: str) -> None:
        if words != _in_one_line(self.cell.words):
            self.edited.emit(*self._at, words)

    def _take(self) -> None:
        self.edited.emit(*self._at, self.cell.suggested)


def _in_one_line(words: str) -> str:
    return " ".join(words.split("\n"))
