"""The days off that count for the two working days of an answer: those known, and those somebody adds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.operations import data_requests
from domain import dates
from domain.working_days import DayOff
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.common.page_model import Cell, Column, PageModel, SequenceProvider
from ui.common.table import Table
from ui.common.tick_box import TickBox
from ui.session import Session
from ui.words import tr


class DaysOff(QWidget):
    """A list, the latest day first, and the fields of another day below it."""

    def __init__(self, session: Session, *, officer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.known = label("", "muted", wrap=True)
        self.banner = Banner()
        self.model: PageModel[DayOff] = PageModel(_columns(), SequenceProvider[DayOff](), self)
        self.table = Table(self.model, tr("Ngày nghỉ"))
        self.day = DateEdit(lambda words: dates.parse(words, clock.today()), tr("ngày/tháng/năm"))
        self.what = LineEdit(tr("Ví dụ: nghỉ bù Tết"))
        self.worked = TickBox(tr("Là ngày đi làm bù"))
        self.fields = {"day": Field(tr("Ngày"), self.day), "what": Field(tr("Tên ngày nghỉ"), self.what)}
        self.add = Button(tr("Thêm ngày"), "add")
        self.add.clicked.connect(self._add)
        self.remove = Button(tr("Bỏ ngày đã thêm"), "delete")
        self.remove.clicked.connect(self._remove)
        for part in (self.add, self.remove):
            part.setEnabled(officer)
        self._lay_out()
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        screen = self._session.screen
        self.table.refresh(SequenceProvider(data_requests.listed_days(screen)[::-1]))
        years = ", ".join(map(str, sorted(data_requests.calendar(screen).known_years)))
        known = tr("Thứ Bảy, Chủ nhật, 1/1, 30/4, 1/5, 2/9 tự tính. Tết, Giỗ Tổ đã đủ cho các năm "
                   "{years}; năm khác và ngày hoán đổi của đơn vị thì thêm ở đây.", years=years)  # fmt: skip
        self.known.setText(known)

    def _add(self) -> None:
        day = self.day.day()
        self.fields["day"].set_problem("")
        self.fields["what"].set_problem("")
        if day is None:
            words = self.day.value()
            self.fields["day"].set_problem(messages.sentence("day_off_unreadable", {"words": words}))
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        one = DayOff(day, self.what.value(), self.worked.isChecked())
        self._session.do(lambda desk, _job: data_requests.put_day(desk, one), lambda _changes: self._added(),
                         self._failed)  # fmt: skip

    def _added(self) -> None:
        for editor in (self.day, self.what):
            editor.set_value("")
        self.worked.setChecked(False)

    def _remove(self) -> None:
        place = self.table.current_id()
        for one in self.model.provider.rows([place]) if place is not None else []:
            self._take_away(one)

    def _take_away(self, one: DayOff) -> None:
        self._session.do(lambda desk, _job: data_requests.remove_day(desk, one.day), None, self._failed)

    def _failed(self, error: Exception) -> None:
        field = self.fields.get(getattr(error, "field", ""))
        if field is None:
            self.banner.say("error", messages.of_error(error))
        else:
            field.set_problem(messages.of_error(error))

    def _lay_out(self) -> None:
        listed = Card()
        listed.fill(self.table)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.fields["day"], 1)
        row.addWidget(self.fields["what"], 2)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.worked)
        below.addStretch(1)
        below.addWidget(self.remove)
        below.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.known)
        column.addWidget(self.banner)
        column.addWidget(listed, 1)
        column.addLayout(row)
        column.addLayout(below)


def _columns() -> tuple[Column[DayOff], ...]:
    return (
        Column(tr("Ngày"), lambda one: Cell(dates.shown(one.day)), sample="00/00/0000  "),
        Column(tr("Tên ngày nghỉ"), lambda one: Cell(tr("{what} (đi làm bù)", what=one.what) if one.worked
                                                     else one.what)),
    )  # fmt: skip
