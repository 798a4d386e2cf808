"""The thirty digits of a key: shown so that they can be read out, and typed as they are heard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import theme
from ui.common.buttons import Button
from ui.common.editors import LineEdit
from ui.common.labels import RETINT, label
from ui.packages.wording import CODE_DIGITS, digits_of, grouped
from ui.words import tr

_IN_LINE = 3


class CodeBox(QFrame):
    """A code in six groups of five, big, with a button that copies it. Hidden while there is none."""

    copied = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "banner-info")
        self._code = ""
        self._groups: list[QLabel] = [label() for _ in range(CODE_DIGITS // 5)]
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(2)
        for place, group in enumerate(self._groups):
            group.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(group, place // _IN_LINE, place % _IN_LINE)
        grid.setColumnStretch(_IN_LINE, 1)
        self.copy_button = Button(tr("Sao chép mã"), "copy")
        self.copy_button.clicked.connect(self._copy)
        row = QHBoxLayout()
        row.addLayout(grid, 1)
        self.buttons = QVBoxLayout()
        self.buttons.addWidget(self.copy_button)
        row.addLayout(self.buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 12, 10)
        column.addWidget(label(title, "label", wrap=True))
        column.addLayout(row)
        self._dress()
        self.hide()

    def set_code(self, code: str) -> None:
        """Shows a code ("" hides the box)."""
        self._code = grouped(code)
        for part, group in zip(self._code.split() or [""] * len(self._groups), self._groups, strict=False):
            group.setText(part)
        self.setAccessibleName(tr("Mã khóa {code}", code=self._code))
        self.setVisible(bool(code))

    def code(self) -> str:
        return self._code

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._dress()

    def _dress(self) -> None:
        font = theme.money_font(1.5)
        font.setWeight(QFont.Weight.DemiBold)
        # The style sheet's size would win over setFont; a rule of its own wins over both.
        rule = f"font-family: '{font.family()}'; font-size: {font.pointSizeF():.1f}pt; font-weight: 600;"
        for group in self._groups:
            if group.styleSheet() != rule:
                group.setStyleSheet(rule)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._code)
        self.copied.emit()


class CodeEdit(LineEdit):
    """Thirty digits as they are heard; spaces and dashes do not matter. What is understood is told in groups below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("12345 67890 …", parent=parent)
        self.edited.connect(self._explain)

    def complete(self) -> bool:
        return len(digits_of(self.value())) == CODE_DIGITS

    def _explain(self, typed: str) -> None:
        digits = digits_of(typed)
        left = CODE_DIGITS - len(digits)
        if not digits:
            self.explained.emit("")
        elif left > 0:
            self.explained.emit(tr("{groups} – còn {n} chữ số", groups=grouped(digits), n=left))
        elif left == 0:
            self.explained.emit(tr("{groups} – đủ 30 chữ số", groups=grouped(digits)))
        else:
            self.explained.emit(tr("Thừa {n} chữ số", n=-left))
