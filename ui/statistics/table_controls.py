"""What a table of figures is asked for: told apart by what, until the end of which day, and what is counted."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import clock
from domain.labels import STATISTICS_BY
from domain.statistics import Question
from ui.common.choices import Choice
from ui.common.editors import DateEdit
from ui.common.field import Field
from ui.words import tr

EVERYTHING, HANDED_IN = "all", "handed_in"


class TableControls(QWidget):
    """`changed()` when another table is wanted; a day that cannot be read is told at its field and asks nothing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.by, self.counted, self.day = Choice(), Choice(), DateEdit()
        words = [(key, tr(STATISTICS_BY[key])) for key in STATISTICS_BY]
        self.by.set_items([(key, name[:1].upper() + name[1:]) for key, name in words])
        self.by.set_value("unit")
        self.counted.set_items([(EVERYTHING, tr("Tất cả, trừ đã rút đơn")),
                                (HANDED_IN, tr("Đã tiếp nhận, trừ không công nhận"))])  # fmt: skip
        self.counted.set_value(EVERYTHING)
        self.day.set_day(clock.today())
        self.field = Field(tr("Tính đến hết ngày"), self.day)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for part, stretch in ((Field(tr("Tính theo"), self.by), 3), (self.field, 2),
                              (Field(tr("Tính những sáng kiến"), self.counted), 3)):  # fmt: skip
            row.addWidget(part, stretch)
        for combo in (self.by, self.counted):
            combo.committed.connect(lambda _value: self._asked())
        self.day.committed.connect(lambda _value: self._asked())
        self.setFocusProxy(self.by)

    def question(self, programme_id: str) -> Question | None:
        """What is asked; None while the day cannot be read."""
        day = self.day.day()
        if day is None:
            return None
        return Question(programme_id, self.by.value(), day, self.counted.value() == HANDED_IN)

    def _asked(self) -> None:
        if self.day.day() is None:
            self.field.set_problem(tr("Không đọc được ngày. Ghi ngày/tháng/năm, ví dụ 12/8/2022."))
            return
        self.field.set_problem("")
        self.changed.emit()
