"""The field of a passphrase: hidden letters, how strong they are, and whether Caps Lock is in the way."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.operations.registers import MINIMUM_PASSPHRASE
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.words import tr

GOOD = 14


def strength(passphrase: str) -> str:
    """A sentence about a passphrase being chosen: what it lacks, or that it will do."""
    if not passphrase:
        return tr("Ít nhất {n} ký tự. Một câu ngắn dễ nhớ là tốt nhất.", n=MINIMUM_PASSPHRASE)
    lacking = MINIMUM_PASSPHRASE - len(passphrase)
    if lacking > 0:
        return tr("Còn thiếu {n} ký tự.", n=lacking)
    if passphrase.isdigit() or len(set(passphrase)) < 5:
        return tr("Dễ đoán. Hãy dùng vài từ không liên quan đến nhau.")
    if len(passphrase) < GOOD:
        return tr("Dùng được. Thêm một hai từ nữa thì chắc hơn.")
    return tr("Mạnh.")


class PassphraseEdit(LineEdit):
    """Hidden letters. `caps(bool)` tells, with each letter typed, whether Caps Lock seems to be on."""

    caps = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.show_letters(False)

    def show_letters(self, shown: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        letter = event.text()
        if len(letter) == 1 and letter.upper() != letter.lower():
            # Qt does not tell of Caps Lock: a capital without Shift, or a small letter with it, gives it away.
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(letter.isupper() != shift)


class PassphraseField(Field):
    """A passphrase with its label. While one is being chosen (`weighed`), its strength stands below."""

    def __init__(self, title: str, *, weighed: bool = False, help_text: str = "") -> None:
        self.line = PassphraseEdit()
        super().__init__(title, self.line, required=True, help_text=strength("") if weighed else help_text)
        self.line.caps.connect(self._warn_of_caps)
        if weighed:
            self.line.edited.connect(lambda: self.set_note(strength(self.line.value())))
        self.line.edited.connect(self._forget)

    def _warn_of_caps(self, on: bool) -> None:
        self.set_problem(tr("Phím Caps Lock đang bật.") if on else "", blocks=False)

    def _forget(self) -> None:
        if self.problem() and not self.line.value():
            self.set_problem("")
