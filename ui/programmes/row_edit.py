"""One row that is being written: a card of cells, with a cross where it may be taken away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from domain.pack.draft_cells import Row
from ui.common.buttons import FlatButton, flat
from ui.common.field import Field
from ui.common.labels import label
from ui.programmes.cells import SAID, CellEditor, CellSpec, Tick, make_editor
from ui.words import tr


class RowEdit(QFrame):
    """`edited()` with every key, `removed()` for its cross, `raised()` for its arrow. Cells it has no editor for keep
    their words."""

    edited = Signal(str)
    removed = Signal()
    raised = Signal()

    def __init__(
        self, specs: Sequence[CellSpec], row: Row, *, cross: str = "", lift: str = "", framed: bool = True,
        says: str = "", parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        """`cross` is the spoken name of its cross, `lift` that of the arrow that moves it up, "" for none; `says` a
        heading of its own. A row that is not `framed` stands in a list of the same: its cells need no titles to be
        seen.
        """
        super().__init__(parent)
        if framed:
            self.setProperty("look", "card")
        self._kept, self._titled = dict(row), framed
        self.fields: dict[str, Field] = {}
        self.editors: dict[str, CellEditor] = {}
        self.buttons: dict[str, FlatButton] = {}
        lines: dict[int, QHBoxLayout] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(*((12, 7, 12, 10) if framed else (0, 0, 0, 0)))
        column.setSpacing(6)
        if says:
            column.addWidget(label(says, "label", wrap=True))
        for spec in specs:
            if spec.line not in lines:
                lines[spec.line] = QHBoxLayout()
                lines[spec.line].setSpacing(10)
                column.addLayout(lines[spec.line])
            lines[spec.line].addWidget(self._cell(spec, row), spec.share)
        beside = Qt.AlignmentFlag.AlignTop if framed else Qt.AlignmentFlag.AlignBottom  # without titles: at the editor
        for name, icon, signal in ((lift, "chevron_up", self.raised), (cross, "dismiss", self.removed)):
            if name:
                made = flat(icon, name)
                made.clicked.connect(signal)
                lines[specs[0].line].addWidget(made, 0, beside)
                self.buttons[icon] = made

    @property
    def remove(self) -> FlatButton:
        return self.buttons["dismiss"]

    @property
    def lift(self) -> FlatButton:
        return self.buttons["chevron_up"]

    def row(self) -> Row:
        """The row as it is typed."""
        return self._kept | {name: editor.value() for name, editor in self.editors.items()}

    def set_values(self, row: Mapping[str, str]) -> None:
        self._kept |= row
        for name, editor in self.editors.items():
            if name in row:
                editor.set_value(row[name])

    def set_problem(self, name: str, text: str, *, blocks: bool = True) -> bool:
        """Says at a cell what is wrong with it, or is to be looked at; False if it has no such cell."""
        if name not in self.fields:
            return False
        self.fields[name].set_problem(text, blocks)
        return True

    def clear_problems(self) -> None:
        for field in self.fields.values():
            field.set_problem("")

    def go_to(self, name: str = "") -> None:
        """The keyboard into a cell; into the first without a name."""
        found = self.editors.get(name) or next(iter(self.editors.values()))
        found.setFocus(Qt.FocusReason.OtherFocusReason)

    def _cell(self, spec: CellSpec, row: Row) -> QWidget:
        if spec.kind == SAID:
            return label(spec.title, "label", wrap=True)
        editor = make_editor(spec)
        title = "" if isinstance(editor, Tick) or not self._titled else spec.title
        more = tr("Thí dụ: {example}", example=spec.example) if spec.example else ""
        made = Field(title, editor, required=spec.required and bool(title), help_text=spec.help_text, more=more)
        editor.setAccessibleName(spec.title)
        editor.set_value(row.get(spec.name, ""))
        editor.edited.connect(lambda _value, name=spec.name: self._edited(name))
        self.fields[spec.name], self.editors[spec.name] = made, editor
        return made

    def _edited(self, name: str) -> None:
        self.fields[name].set_problem("")
        self.edited.emit(name)
