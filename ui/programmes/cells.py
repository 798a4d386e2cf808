"""The cells of a row that is being written: what each holds, and the editor for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from domain.pack.draft_cells import YES
from ui.common.choices import Choice
from ui.common.editors import DateEdit, LineEdit, MoneyEdit, TextEdit

LINE, TEXT, DAY, MONEY, NUMBER, CHOICE, TICK, SAID = "line", "text", "day", "money", "number", "choice", "tick", "said"


@dataclass(frozen=True)
class CellSpec:
    """One cell. `kind` is one of the words above; `line` is the line of the row it stands in, `share` its width there
    against the others; `rows` the lines of a text, `items` the (code, words) of a choice; `required` shows the
    star; `example` is shown when somebody asks for one.
    """

    name: str
    title: str
    kind: str = LINE
    line: int = 0
    share: int = 1
    required: bool = False
    help_text: str = ""
    example: str = ""
    rows: int = 3
    items: Sequence[tuple[str, str]] = ()


class Tick(QCheckBox):
    """A tick as an editor: its value is "yes" or ""."""

    edited = Signal(str)
    committed = Signal(str)

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.clicked.connect(self._told)

    def value(self) -> str:
        return YES if self.isChecked() else ""

    def set_value(self, value: str) -> None:
        self.setChecked(value == YES)

    def _told(self) -> None:
        self.edited.emit(self.value())
        self.committed.emit(self.value())


CellEditor = LineEdit | TextEdit | Choice | Tick


def make_editor(spec: CellSpec) -> CellEditor:
    """The editor for a cell, empty."""
    if spec.kind == TEXT:
        return TextEdit(limit=0, lines=spec.rows)
    if spec.kind == DAY:
        return DateEdit()
    if spec.kind == MONEY:
        return MoneyEdit()
    if spec.kind == CHOICE:
        return Choice(spec.items)
    if spec.kind == TICK:
        return Tick(spec.title)
    return LineEdit()
