"""Which initiatives a paper is made of, and whether each paper has a file of its own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import show_if
from ui.common.tick_box import TickBox
from ui.words import tr


class Choosing(QWidget):
    """`edited()` when something else is chosen."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.only = LineEdit(tr("SK-2022-0001, SK-2022-0004"))
        self.field = Field(tr("Chỉ cho các sáng kiến số"), self.only, help_text=tr("Để trống thì lập cho tất cả"))
        self.each = TickBox(tr("Mỗi bản một tệp riêng"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.each)
        self.only.edited.connect(lambda _text: self.edited.emit())

    def suit(self, *, numbers: bool, several: bool, packages: bool = False) -> None:
        """Shows what the paper asks for: a choice by number, of initiatives or of packages, files apart."""
        self.field.set_title(tr("Chỉ cho các gói số") if packages else tr("Chỉ cho các sáng kiến số"))
        self.field.set_help(tr("Để trống thì lập cho gói mới nhất") if packages else tr("Để trống thì lập cho tất cả"))
        self.only.setPlaceholderText(tr("1, 2") if packages else tr("SK-2022-0001, SK-2022-0004"))
        show_if(self.field, numbers)
        show_if(self.each, several)

    def numbers(self) -> str:
        return self.only.value().strip() if not self.field.isHidden() else ""

    def apart(self) -> bool:
        return self.each.isChecked() and not self.each.isHidden()
