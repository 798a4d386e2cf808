"""One award of an initiative, and withdrawing what was recorded by mistake."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain import dates, labels
from domain.award import Award
from ui.common.buttons import Button
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import Icon, label
from ui.words import tr


class AwardLine(QWidget):
    """withdrawn(id, reason)   it shall count no more
    typed(id, reason)       the reason as it stands now, "" once it is given up

    `typed` is a reason that was begun: the field for it stands open.
    """

    withdrawn = Signal(int, str)
    typed = Signal(int, str)

    def __init__(self, award: Award, typed: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.award = award
        self.open_button = Button(tr("Bỏ…"), look="link")
        self.open_button.setObjectName("withdraw_award")
        self.reason = LineEdit(tr("ví dụ ghi nhầm sáng kiến"))
        self._field = Field(tr("Lý do bỏ"), self.reason, required=True)
        self.go = Button(tr("Bỏ khen thưởng này"), "dismiss")
        keep = Button(tr("Hủy"))
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(Icon("star"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(label(award.form, "label", wrap=True), 1)
        row.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignTop)
        told = " · ".join(filter(None, (award.decision_no, dates.shown(award.decision_on), award.signer)))
        self._box = QWidget()
        box = QVBoxLayout(self._box)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._field)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(keep)
        buttons.addWidget(self.go)
        box.addLayout(buttons)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addLayout(row)
        column.addWidget(label(tr(labels.LEVELS[award.level]), "muted", wrap=True))
        column.addWidget(label(told, "muted", wrap=True))
        column.addWidget(self._box)
        self.reason.set_value(typed)
        self._box.setVisible(bool(typed))
        self.open_button.setVisible(not typed)
        self.open_button.clicked.connect(lambda: self._open(True))
        keep.clicked.connect(self._give_up)
        self.reason.edited.connect(lambda words: self.typed.emit(award.id, words))
        self.go.clicked.connect(lambda: self.withdrawn.emit(award.id, self.reason.value()))

    def say_problem(self, sentence: str) -> None:
        self._field.set_problem(sentence)
        self.reason.setFocus()

    def _give_up(self) -> None:
        self.reason.set_value("")
        self._field.set_problem("")
        self._open(False)
        self.typed.emit(self.award.id, "")

    def _open(self, opened: bool) -> None:
        self._box.setVisible(opened)
        self.open_button.setVisible(not opened)
        if opened:
            self.reason.setFocus()
