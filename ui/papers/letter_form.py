"""The words of the submission letter that only a person knows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import clock
from desktop.operations.reports import LetterWords
from domain import dates
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.words import tr


class LetterForm(QWidget):
    """Number, day, place and signer; what stays empty is dotted on the paper. `edited()` with every change."""

    edited = Signal()

    def __init__(self, words: LetterWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.day = LineEdit(tr("57")), DateEdit(lambda text: dates.parse(text, clock.today()))
        self.place, self.signer = LineEdit(tr("Bình Tân")), LineEdit(tr("Nguyễn Thị Ngọc Hân"))
        self.day.setPlaceholderText(tr("12/8, 120826"))
        self.day_field = Field(tr("Ngày ký"), self.day)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.addWidget(
            Field(tr("Số văn bản"), self.number, help_text=tr("Để trống thì trên giấy có chỗ điền tay")), 0, 0
        )
        grid.addWidget(self.day_field, 0, 1)
        grid.addWidget(Field(tr("Địa danh"), self.place), 1, 0)
        grid.addWidget(Field(tr("Người ký"), self.signer), 1, 1)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.show_words(words)
        for line in (self.number, self.day, self.place, self.signer):
            line.edited.connect(lambda _text: self._changed())

    def show_words(self, words: LetterWords) -> None:
        for line, text in zip((self.number, self.day, self.place, self.signer), _texts(words), strict=True):
            line.set_value(text)

    def words(self) -> LetterWords:
        """As typed; the day in full once it can be read."""
        day = self.day.day()
        typed = dates.shown(day) if day else self.day.value()
        return LetterWords(self.number.value(), typed, self.place.value(), self.signer.value())

    def valid(self) -> bool:
        """A day that cannot be read must not silently stay off the paper."""
        unread = bool(self.day.value().strip()) and self.day.day() is None
        self.day_field.set_problem(tr("Chưa đọc được ngày này. Hãy ghi như 12/8/2026.") if unread else "")
        if unread:
            self.day.setFocus()
        return not unread

    def _changed(self) -> None:
        if self.day_field.problem():
            self.valid()
        self.edited.emit()


def _texts(words: LetterWords) -> tuple[str, str, str, str]:
    return words.number, words.signed_on, words.place, words.signer_name
