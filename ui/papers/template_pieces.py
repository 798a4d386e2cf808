"""The pieces of a template as fields, one under the other as they stand on the paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.errors import Problem
from domain.paper.wording import LOGO, NUMBER_FORM, Change, Piece
from ui.common.editors import LineEdit, TextEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.common.tick_box import TickBox
from ui.papers.template_words import gap_lines, piece_name
from ui.words import tr

_LETTERS_A_LINE, _LINES_MOST = 60, 6
_ONE_LINE = (NUMBER_FORM, "number", "head", "authority", "chart")


class TemplatePieces(QWidget):
    """`typed()` are all words by their places, as `domain.paper.wording.reworded` takes them; `edited()` with every
    change."""

    edited = Signal()

    def __init__(self, pieces: Sequence[Piece], *, logo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, Field] = {}
        self._whats = {piece.at: piece.what for piece in pieces}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.logo = TickBox(tr("Hình của đơn vị ở đầu văn bản"))
        self.logo.setChecked(logo)
        self.logo.toggled.connect(lambda _on: self.edited.emit())
        column.addWidget(self.logo)
        for piece in pieces:
            self.fields[piece.at] = field = self._field(piece)
            column.addWidget(field)
        gaps = label("\n".join(gap_lines(pieces)), "small", wrap=True)
        gaps.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(label(tr("Các chỗ điền: viết tên giữa hai dấu ngoặc nhọn"), "label", wrap=True))
        column.addWidget(gaps)

    def typed(self) -> dict[str, str]:
        words = {at: _editor(field).value() for at, field in self.fields.items()}
        return words | {LOGO: "1" if self.logo.isChecked() else ""}

    def show_words(self, words: Mapping[str, str]) -> None:
        """Puts what was typed before in its places; a place that is no more is passed over."""
        for at, said in words.items():
            if at == LOGO:
                self.logo.setChecked(bool(said))
            elif at in self.fields:
                _editor(self.fields[at]).set_value(said)

    def show_differences(self, changes: Sequence[Change]) -> None:
        """Under each piece that says something else than what ships: what that was."""
        shipped = {(change.what, change.now): change.before for change in changes if change.before}
        for at, field in self.fields.items():
            before = shipped.get((self._whats[at], _editor(field).value()), "")
            field.set_note(tr("Mẫu đi kèm: {words}", words=before) if before else "")

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """By place; the first one gets the keyboard."""
        for at, field in self.fields.items():
            field.set_problem(problems.get(at, ""))
        first = next((field for at, field in self.fields.items() if at in problems), None)
        if first is not None:
            first.editor.setFocus()

    def place_of(self, problem: Problem) -> str:
        """The field that a problem belongs to; "" for one of the whole template."""
        at = problem.field
        return next((place for place in self.fields if at == place or at.startswith(f"{place}.")), "")

    def _field(self, piece: Piece) -> Field:
        lines = min(_LINES_MOST, max(1, len(piece.words) // _LETTERS_A_LINE + piece.words.count("\n") + 1))
        if piece.what in _ONE_LINE:
            editor: LineEdit | TextEdit = LineEdit()
        else:
            editor = TextEdit(limit=0, lines=lines)
            editor.setFixedHeight(editor.sizeHint().height())
        editor.set_value(piece.words)
        editor.edited.connect(lambda _words: self.edited.emit())
        help_text = tr("Để trống là theo chương trình; {no} là chỗ của số", no="{no}") if (
            piece.what == NUMBER_FORM) else tr("Xóa hết chữ thì văn bản không có đoạn này") if (
            piece.what == "text") else ""  # fmt: skip
        return Field(piece_name(piece.what), editor, help_text=help_text)


def _editor(field: Field) -> LineEdit | TextEdit:
    assert isinstance(field.editor, LineEdit | TextEdit)
    return field.editor
