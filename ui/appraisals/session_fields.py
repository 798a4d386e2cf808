"""What the rules ask of a session besides its members: the hour, who leads the unit, whose money it works with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from domain.council import time_of
from domain.initiative import Answer
from ui.appraisals.blind_choice import BlindChoice
from ui.common.choices import Choice
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.words import tr


class SessionFields(QWidget):
    """edited()   anything was typed or chosen"""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.time = LineEdit(tr("ví dụ 14:00"))
        self.head = LineEdit(tr("họ và tên"))
        self.money = Choice([(Answer.YES, tr("Có")), (Answer.NO, tr("Không"))], tr("chưa trả lời"))
        for name, editor in (("council_time", self.time), ("council_head", self.head), ("council_money", self.money)):
            editor.setObjectName(name)
            editor.edited.connect(lambda _: self._typed())
        self.blind = BlindChoice()
        self.blind.chosen.connect(self._blind_chosen)
        self._time_field = Field(tr("Giờ họp"), self.time)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._time_field, 0, 0)
        grid.addWidget(Field(tr("Thủ trưởng đơn vị"), self.head), 0, 1)
        grid.addWidget(Field(tr("Đơn vị dùng vốn nhà nước"), self.money), 0, 2)
        grid.addWidget(self.blind, 1, 0, 1, 3)
        for column, share in enumerate((3, 5, 4)):
            grid.setColumnStretch(column, share)

    def body(self) -> dict[str, Any]:
        """As it is kept; `blind` only where it is chosen, so that an empty form stays empty."""
        told = {"held_time": self.time.value(), "head": self.head.value(), "state_funded": self.money.value()}
        return told | ({"blind": True} if self.blind.box.isChecked() else {})

    def set_body(self, body: Mapping[str, Any]) -> None:
        self.time.set_value(str(body.get("held_time", "")))
        self.head.set_value(str(body.get("head", "")))
        self.money.set_value(str(body.get("state_funded", "")))
        self.blind.show_choice(body.get("blind") is True)
        self._show_time()

    def wrong(self) -> bool:
        """Whether the time cannot be read."""
        return time_of(self.time.value()) is None

    def answer(self) -> Answer:
        return Answer(self.money.value())

    def stops(self) -> list[QWidget]:
        return [self.time, self.head, self.money, self.blind.box]

    def _blind_chosen(self, blind: bool) -> None:
        self.blind.show_choice(blind)
        self.edited.emit()

    def _typed(self) -> None:
        self._show_time()
        self.edited.emit()

    def _show_time(self) -> None:
        self._time_field.set_problem(tr("Hãy ghi như 14:00 hoặc 14h30.") if self.wrong() else "")
