"""One author of the form: a small card of seven fields."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from domain.programme import Programme
from ui.common.buttons import flat
from ui.common.editors import LineEdit, TextEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.initiatives.locking import lock
from ui.initiatives.values import CELLS, AuthorWords
from ui.words import tr


class AuthorCard(QFrame):
    """`edited(cell)` with every key, `committed()` when a cell is left, `removed()` for its cross."""

    edited = Signal(str)
    committed = Signal()
    removed = Signal()

    def __init__(self, programme: Programme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        first, last = programme.award_years
        self.fields: dict[str, Field] = {
            "full_name": Field(tr("Họ và tên"), LineEdit(), required=True),
            "birth_year": Field(tr("Năm sinh"), LineEdit()),
            "share_pct": Field(tr("Tỷ lệ (%)"), LineEdit()),
            "position": Field(tr("Chức vụ"), LineEdit()),
            "workplace": Field(tr("Đơn vị công tác"), LineEdit()),
            "phone": Field(tr("Điện thoại"), LineEdit()),
            "awards": Field(
                tr("Khen thưởng {first}–{last}", first=first, last=last),
                TextEdit(tr("Danh hiệu thi đua, hình thức khen thưởng"), limit=0, lines=2),
            ),
        }
        for cell in CELLS:
            editor = self.editor(cell)
            editor.setObjectName(f"author_{cell}")
            editor.edited.connect(lambda _value, cell=cell: self.edited.emit(cell))
            editor.committed.connect(lambda _value: self.committed.emit())
        self._build()
        self.setFocusProxy(self.editor("full_name"))

    def editor(self, cell: str) -> LineEdit | TextEdit:
        found = self.fields[cell].editor
        assert isinstance(found, LineEdit | TextEdit)
        return found

    def words(self) -> AuthorWords:
        return {cell: self.editor(cell).value() for cell in CELLS}

    def set_words(self, words: Mapping[str, str]) -> None:
        for cell in CELLS:
            self.editor(cell).set_value(words.get(cell, ""))

    def blank(self) -> bool:
        return not any(words.strip() for words in self.words().values())

    def set_place(self, place: int, count: int) -> None:
        """Which of how many authors this is; one alone needs no share and cannot be removed."""
        self._title.setText(tr("Tác giả {n}", n=place + 1) if count > 1 else tr("Tác giả"))
        self.remove.setVisible(count > 1 and not self._read_only)
        self.fields["share_pct"].setVisible(count > 1 or bool(self.editor("share_pct").value()))

    def set_read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        for cell in CELLS:
            lock(self.editor(cell), read_only)

    def _build(self) -> None:
        self._read_only = False
        self._title = label(tr("Tác giả"), "small")
        self.remove = flat("dismiss", tr("Bỏ tác giả này"))
        self.remove.setObjectName("remove_author")
        self.remove.clicked.connect(self.removed)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addStretch(1)
        head.addWidget(self.remove)
        names = QHBoxLayout()
        names.setSpacing(10)
        for cell, share in (("full_name", 5), ("birth_year", 2), ("share_pct", 2)):
            names.addWidget(self.fields[cell], share)
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        for cell, row, column in (("position", 0, 0), ("workplace", 0, 1), ("phone", 1, 0), ("awards", 1, 1)):
            grid.addWidget(self.fields[cell], row, column)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        column_of_rows = QVBoxLayout(self)
        column_of_rows.setContentsMargins(11, 5, 11, 10)
        column_of_rows.setSpacing(6)
        column_of_rows.addLayout(head)
        column_of_rows.addLayout(names)
        column_of_rows.addLayout(grid)
