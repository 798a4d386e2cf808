"""One gate of a sheet: yes or no, with words for what each means; neither is chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from domain.programme import Criterion
from ui.appraisals.vote import Radio
from ui.common.labels import Icon, label, show_if
from ui.words import tr

_TOP = Qt.AlignmentFlag.AlignTop


class _Words(QLabel):
    """The words beside a radio button; a click on them chooses it, as on its own text."""

    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


class GateRow(QWidget):
    """edited()    an answer was chosen
    entered()   the keyboard has come here
    passed()    Enter: on to what comes next
    """

    edited = Signal()
    entered = Signal()
    passed = Signal()

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self.setAccessibleName(criterion.title)
        self.radios: dict[bool, Radio] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(criterion.title, "label", wrap=True))
        column.addLayout(self._answers())
        column.addLayout(self._below())

    def value(self) -> bool | None:
        """True for yes, False for no, None while neither is chosen."""
        return next((answer for answer, radio in self.radios.items() if radio.isChecked()), None)

    def set_value(self, value: object) -> None:
        # A group that is exclusive does not let go of its last choice.
        self._group.setExclusive(False)
        for answer, radio in self.radios.items():
            radio.setChecked(value is answer)
        self._group.setExclusive(True)

    def set_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        show_if(self._problem, bool(sentence))
        show_if(self._icon, bool(sentence))
        self.setAccessibleDescription(sentence)

    def problem(self) -> str:
        return self._problem.text()

    def take_focus(self) -> None:
        (self._group.checkedButton() or self.radios[True]).setFocus(Qt.FocusReason.TabFocusReason)

    def unfold(self, opened: bool) -> None:
        """The words of a gate are what it asks: they are always there."""

    def _answers(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(1, 1)
        said = ((True, tr("Có"), self.criterion.yes), (False, tr("Không"), self.criterion.no))
        for row, (answer, title, meaning) in enumerate(said):
            radio = Radio(title)
            radio.setObjectName(f"gate_{self.criterion.code}_{'yes' if answer else 'no'}")
            radio.setAccessibleName(f"{self.criterion.title}: {title}")
            radio.setAccessibleDescription(meaning)
            radio.clicked.connect(self._chosen)
            radio.entered.connect(self.entered)
            radio.passed.connect(self.passed)
            self._group.addButton(radio)
            self.radios[answer] = radio
            grid.addWidget(radio, row, 0, _TOP)
            if meaning:
                grid.addWidget(self._meaning(meaning, radio), row, 1)
        return grid

    def _meaning(self, words: str, radio: Radio) -> QLabel:
        shown = _Words(words)
        shown.setWordWrap(True)
        shown.setProperty("look", "small")
        shown.clicked.connect(radio.click)
        return shown

    def _below(self) -> QHBoxLayout:
        self._icon, self._problem = Icon("error_circle", "error", 0.85), label("", "error", wrap=True)
        self._icon.hide()
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._icon, 0, _TOP)
        row.addWidget(self._problem, 1)
        return row

    def _chosen(self) -> None:
        self.set_problem("")
        self.edited.emit()
