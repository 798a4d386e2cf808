"""Who signs a PDF and why, where the signature stands, and the PIN where the key is on a token."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.signatures import Words
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.signatures.pin import PinField
from ui.words import tr


class SignForm(QWidget):
    """`edited()` with every change of name, reason or page; the PIN is nobody's draft."""

    edited = Signal()

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.file = label("", "label", wrap=True)
        self.key = label("", "muted", wrap=True)
        self.name = LineEdit(tr("Nguyễn Thị Ngọc Hân"))
        self.reason = LineEdit(tr("Phê duyệt"))
        self.page = LineEdit(tr("tự tìm chỗ ký"))
        self.pin = PinField()
        self.name_field = Field(tr("Người ký"), self.name, required=True)
        self.page_field = Field(
            tr("Trang đặt khung chữ ký"), self.page, help_text=tr("Để trống thì đặt vào chỗ ký của văn bản.")
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        reason = Field(tr("Lý do ký"), self.reason, help_text=tr("Hiện trong khung chữ ký; để trống cũng được."))
        for part in (self.file, self.key, self.name_field, reason, self.page_field, self.pin):
            column.addWidget(part)
        self.name.set_value(words.name)
        self.reason.set_value(words.reason)
        for line in (self.name, self.reason, self.page):
            line.edited.connect(lambda _text: self._changed())

    def show_token(self, label: str) -> None:
        """The token that signs, "" where the key is in the register."""
        show_if(self.pin, bool(label))
        told = tr("Ký bằng USB ký số «{label}».", label=label) if label else tr("Ký bằng khóa trong sổ này.")
        self.key.setText(told)

    def words(self) -> Words:
        typed = self.page.value().strip()
        return Words(self.name.value(), self.reason.value(), int(typed) if typed.isdecimal() else 0)

    def readable(self) -> bool:
        typed = self.page.value().strip()
        return not typed or (typed.isdecimal() and int(typed) > 0)

    def valid(self) -> bool:
        """A name has to be there, and a page that cannot be read must not be passed over."""
        missing = not self.name.value().strip()
        self.name_field.set_problem(tr("Chưa ghi tên người ký. Hãy nhập họ tên.") if missing else "")
        unread = not self.readable()
        self.page_field.set_problem(tr("Trang phải là một số, như 1. Hãy nhập lại hoặc để trống.") if unread else "")
        if missing or unread:
            (self.name if missing else self.page).setFocus()
        return not missing and not unread

    def _changed(self) -> None:
        if self.name_field.problem() or self.page_field.problem():
            self.valid()
        self.edited.emit()
