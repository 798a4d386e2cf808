"""The words of a paper that only a person knows."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop import clock
from desktop.operations.reports import LetterWords
from domain import dates
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.common.labels import show_if
from ui.words import tr


class LetterForm(QWidget):
    """Number, day, place, who signs and who issues; what stays empty is dotted on the paper. `edited()` with every
    change.

    A paper that does not ask for a word hides its field; what stands there is kept.
    """

    edited = Signal()

    def __init__(self, words: LetterWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number, self.day = LineEdit(tr("57")), DateEdit(lambda text: dates.parse(text, clock.today()))
        self.place, self.signer = LineEdit(tr("Bình Tân")), LineEdit(tr("Nguyễn Thị Ngọc Hân"))
        self.position, self.issuer, self.upper = LineEdit(tr("CHỦ TỊCH")), LineEdit(), LineEdit()
        self.as_of = DateEdit(lambda text: dates.parse(text, clock.today()))
        for day in (self.day, self.as_of):
            day.setPlaceholderText(tr("12/8, 120826"))
        self.day_field = Field(tr("Ngày ký"), self.day)
        self.as_of_field = Field(tr("Tính đến hết ngày"), self.as_of, help_text=tr("Để trống là hôm nay"))
        self._lines = (self.number, self.day, self.place, self.signer, self.position, self.issuer, self.upper,
                       self.as_of)  # fmt: skip
        self._fields = {
            ("as_of",): self.as_of_field,
            ("number",): Field(tr("Số văn bản"), self.number, help_text=tr("Để trống thì trên giấy có chỗ điền tay")),
            ("signed_on",): self.day_field,
            ("place",): Field(tr("Địa danh"), self.place),
            ("signer_name",): Field(tr("Người ký"), self.signer),
            ("signer_position",): Field(tr("Chức vụ người ký"), self.position),
            ("issuer",): Field(tr("Cơ quan ban hành"), self.issuer,
                               help_text=tr("Để trống là đơn vị của sổ")),
            ("issuer", "upper"): Field(tr("Cơ quan chủ quản"), self.upper),
        }  # fmt: skip
        self._side_by_side = 2
        self._asks: Collection[str] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(10)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)
        self.ask([name for names in self._fields for name in names])
        self.show_words(words)
        for line in self._lines:
            line.edited.connect(lambda _text: self._changed())

    def ask(self, asks: Collection[str]) -> None:
        """Shows the fields of these words, two side by side where there is room."""
        self._asks = asks
        for field in self._fields.values():
            self._grid.removeWidget(field)
        at = 0
        for names, field in self._fields.items():
            wanted = names[0] in asks
            if wanted:
                self._grid.addWidget(field, at // self._side_by_side, at % self._side_by_side)
                at += 1
            show_if(field, wanted)

    def narrow(self, narrow: bool) -> None:
        """One under the other where there is little room."""
        if (self._side_by_side == 1) is not narrow:
            self._side_by_side = 1 if narrow else 2
            self._grid.setColumnStretch(1, self._side_by_side - 1)
            self.ask(self._asks)

    def show_words(self, words: LetterWords) -> None:
        for line, text in zip(self._lines, _texts(words), strict=True):
            line.set_value(text)

    def words(self) -> LetterWords:
        """As typed; the day in full once it can be read."""
        return LetterWords(
            self.number.value(),
            _typed(self.day),
            self.place.value(),
            self.signer.value(),
            signer_position=self.position.value(),
            issuer=self.issuer.value(),
            issuer_upper=self.upper.value(),
            as_of=_typed(self.as_of) if "as_of" in self._asks else "",
        )

    def readable(self) -> bool:
        return not any(_unread(day) for day, _field in self._days())

    def valid(self) -> bool:
        """A day that cannot be read must not silently stay off the paper."""
        for day, field in self._days():
            field.set_problem(tr("Chưa đọc được ngày này. Hãy ghi như 12/8/2026.") if _unread(day) else "")
        wrong = next((day for day, _field in self._days() if _unread(day)), None)
        if wrong is not None:
            wrong.setFocus()
        return wrong is None

    def _days(self) -> list[tuple[DateEdit, Field]]:
        """The days that the paper asks for; the day of signing always counts."""
        days = [(self.day, self.day_field)]
        return [*days, (self.as_of, self.as_of_field)] if "as_of" in self._asks else days

    def _changed(self) -> None:
        if self.day_field.problem() or self.as_of_field.problem():
            self.valid()
        self.edited.emit()


def _typed(edit: DateEdit) -> str:
    day = edit.day()
    return dates.shown(day) if day else edit.value()


def _unread(edit: DateEdit) -> bool:
    return bool(edit.value().strip()) and edit.day() is None


def _texts(words: LetterWords) -> tuple[str, ...]:
    return (words.number, words.signed_on, words.place, words.signer_name, words.signer_position, words.issuer,
            words.issuer_upper, words.as_of)  # fmt: skip
