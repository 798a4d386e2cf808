"""The vote of a sheet: one of four, none of them chosen beforehand."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from domain import labels
from domain.appraisal import Vote
from ui.common.flow import Flow
from ui.common.labels import Icon, label, show_if
from ui.words import tr


class Radio(QRadioButton):
    """Enter chooses and goes on; the arrows and the space bar choose as everywhere."""

    entered = Signal()
    passed = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
            self.passed.emit()
        else:
            super().keyPressEvent(event)


class VoteChoice(QWidget):
    """edited()    another vote was chosen
    entered()   the keyboard has come here
    passed()    Enter: on to what comes next
    """

    edited = Signal()
    entered = Signal()
    passed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(tr("Ý kiến"))
        self._group = QButtonGroup(self)
        self.radios: dict[Vote, QRadioButton] = {}
        choices = QWidget()
        flow = Flow(choices, spacing=4)
        for vote in Vote:
            radio = Radio(tr(labels.VOTES[vote]))
            radio.setObjectName(f"vote_{vote}")
            radio.clicked.connect(self.edited)
            radio.entered.connect(self.entered)
            radio.passed.connect(self.passed)
            self._group.addButton(radio)
            self.radios[vote] = radio
            flow.addWidget(radio)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(label(tr("Ý kiến"), "label"))
        column.addWidget(choices)
        column.addLayout(self._below())

    def value(self) -> str:
        """The code of the vote, "" while none is chosen."""
        return next((str(vote) for vote, radio in self.radios.items() if radio.isChecked()), "")

    def set_value(self, value: str) -> None:
        # A group that is exclusive does not let go of its last choice.
        self._group.setExclusive(False)
        for vote, radio in self.radios.items():
            radio.setChecked(vote == value)
        self._group.setExclusive(True)

    def set_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        show_if(self._problem, bool(sentence))
        show_if(self._icon, bool(sentence))
        self.setAccessibleDescription(sentence)

    def problem(self) -> str:
        return self._problem.text()

    def take_focus(self) -> None:
        chosen = self._group.checkedButton() or self.radios[Vote.APPROVE]
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _below(self) -> QHBoxLayout:
        self._icon, self._problem = Icon("error_circle", "error", 0.85), label("", "error", wrap=True)
        self._icon.hide()
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._problem, 1)
        return row
