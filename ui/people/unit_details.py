"""Everything the register knows of one unit, seen on a day, and what can be recorded about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.units import Details
from domain import dates
from domain.labels import LEVELS
from domain.unit_tree import SINCE_EVER
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.flow import Flow
from ui.common.labels import label
from ui.common.numbers import written
from ui.people import unit_words
from ui.people.unit_form import Form
from ui.words import tr


class UnitDetails(QWidget):
    """asked(form)   one of the buttons: the form wanted"""

    asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = label("", "heading", wrap=True)
        self.place = label("", "muted", wrap=True)
        self.became = Banner()
        self.buttons = {form: Button(words) for form, words in _buttons()}
        row = QWidget()
        flow = Flow(row, 6)
        for form, button in self.buttons.items():
            button.clicked.connect(lambda _=False, wanted=form: self.asked.emit(wanted))
            flow.addWidget(button)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self.name, self.place, self.became, row):
            column.addWidget(part)
        column.addLayout(self._lines)
        column.addStretch(1)

    def show_details(self, shown: Details, on: date, *, officer: bool) -> None:
        unit, life = shown.line, shown.life
        self.name.setText(unit.name)
        way = " › ".join(reversed(shown.place))
        level = tr(LEVELS[str(unit.level)])
        self.place.setText("\n".join(filter(None, (way, tr("Mã {code}  ·  {level}", code=unit.code, level=level)))))
        became = unit_words.became(unit, shown.home_name)
        self.became.say("info", became)
        alive, head = life.alive(on), not life.links
        for form, button in self.buttons.items():
            ends = form in (Form.MOVE, Form.MERGE, Form.SPLIT, Form.DISSOLVE)
            button.setVisible(officer and alive and not (head and ends))
        self._clear()
        self._headcount(shown, on)
        none = tr("không thuộc cụm nào")
        clusters = self._dated([(day, cluster or none) for day, cluster in shown.clusters])
        self._part(tr("Cụm, khối thi đua qua thời gian"), clusters or [tr("Chưa thuộc cụm nào")])
        self._part(tr("Tên qua thời gian"), self._dated(life.names))
        if len(life.codes) > 1:
            self._part(tr("Mã qua thời gian"), self._dated(life.codes))
        if shown.uppers:
            self._part(tr("Cấp trên qua thời gian"), self._dated(shown.uppers))
        self._part(tr("Sự kiện"), self._events(shown))

    def _headcount(self, shown: Details, on: date) -> None:
        total = shown.total
        lines = [tr("{members} đoàn viên, {workers} người lao động; {counted}/{units} đơn vị có số",
                    members=written(total.members), workers=written(total.workers), counted=written(total.counted),
                    units=written(total.units))] if total.counted else [tr("Chưa ghi số nào")]  # fmt: skip
        lines += [
            tr("Riêng đơn vị, ngày {day}: {members} đoàn viên, {workers} người lao động", day=dates.shown(c.counted_on),
               members=written(c.members), workers=written(c.workers))
            for c in reversed(shown.counts)
        ]  # fmt: skip
        self._part(tr("Số người tính đến {day}, kể cả đơn vị bên dưới", day=dates.shown(on)), lines)

    def _dated(self, facts: Sequence[tuple[date, str]]) -> list[str]:
        return [f"{unit_words.since(day)}: {value}" for day, value in reversed(facts)]

    def _events(self, shown: Details) -> Iterable[str]:
        for one in shown.events:
            event = one.event
            day = tr("Từ trước") if event.on == SINCE_EVER else dates.shown(event.on)
            words = unit_words.happened(event, shown.names, shown.line.id)
            paper = "; ".join(filter(None, (event.document, event.reason)))
            back = tr("đã lấy lại") if one.taken_back_at else ""
            yield "  ·  ".join(filter(None, (f"{day}: {words}", paper, back)))

    def _part(self, title: str, lines: Iterable[str]) -> None:
        self._lines.addSpacing(6)
        self._lines.addWidget(label(title, "label", wrap=True))
        for line in lines:
            self._lines.addWidget(label(line, wrap=True))

    def _clear(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def _buttons() -> list[tuple[Form, str]]:
    return [
        (Form.ADD, tr("Thêm đơn vị dưới")),
        (Form.RENAME, tr("Đổi tên, mã")),
        (Form.MOVE, tr("Chuyển")),
        (Form.MERGE, tr("Hợp nhất")),
        (Form.SPLIT, tr("Chia, tách")),
        (Form.DISSOLVE, tr("Giải thể")),
        (Form.HEADCOUNT, tr("Ghi số người")),
        (Form.CLUSTER, tr("Cụm thi đua")),
    ]
