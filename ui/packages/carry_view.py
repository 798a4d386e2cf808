"""«Chuyển tiếp»: the packages of units go on upwards unchanged, in one carrier; what goes, and where to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import carriers, tokens
from desktop.operations.carriers import Carried, Plan
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.common.numbers import written
from ui.common.page_head import PageHead
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages import pickers
from ui.packages.places import PlaceChooser
from ui.packages.stick_button import StickButton
from ui.packages.wording import when
from ui.session import Session
from ui.signatures.pin import PinField
from ui.words import tr

Row = dict[str, Any]


class CarryView(QWidget):
    """`closed` when the person is through. Where the key is on a token its PIN is asked for."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.plan: Plan | None = None
        self.done: Carried | None = None
        self._working = False
        self.close_button = Button(tr("Đóng"), "dismiss")
        self.close_button.clicked.connect(self.closed)
        self.banner = Banner()
        self.banner.clicked.connect(self._show_folder)
        self.progress = ProgressPanel(tr("Đang ghép và ký gói chuyển tiếp…"), stop=False)
        self.progress.hide()
        self._model = PageModel(_columns(), SequenceProvider[Row](), self)
        self.table = Table(self._model, tr("Gói sẽ chuyển tiếp"))
        self.where = PlaceChooser(session)
        self.where.changed.connect(self._enable)
        self.pin = PinField()
        self.pin.line.edited.connect(lambda _text: self._enable())
        self.where.add_below(self.pin)
        self.go = Button(tr("Ký và ghi gói chuyển tiếp"), "send", "primary")
        self.go.clicked.connect(self.carry)
        self._lay_out()
        self.refresh()

    def may_close(self) -> bool:
        return not self._working

    def refresh(self) -> None:
        """Looks again what waits to go on."""
        try:
            self.plan = carriers.plan(self._session.screen)
        except Exception as error:
            self.plan = None
            self.banner.say("error", messages.of_error(error))
        rows = list(self.plan.rows) if self.plan else []
        self.table.refresh(SequenceProvider(rows))
        if self.plan is not None:
            words = tr("Gói số {seq} lên {unit}: {n} gói nguyên bản, {m} sáng kiến.", seq=self.plan.seq,
                       unit=self._session.screen.unit.upper_name or self.plan.recipient, n=len(rows),
                       m=written(self.plan.records))  # fmt: skip
            more = tr("{n} gói nữa để lần sau vì đã đủ lớn.", n=self.plan.later) if self.plan.later else ""
            lost = tr("{n} gói mất tệp trong sổ, không chuyển được.", n=len(self.plan.missing))
            settled = tr("Kèm {n} quyết định về xung đột.", n=self.plan.settled) if self.plan.settled else ""
            self.sums.setText(" ".join(filter(None, (words, settled, more, lost if self.plan.missing else ""))))
        self._enable()

    def carry(self) -> None:
        """Seals the carrier and puts it where it was chosen."""
        to, planned = self.where.chosen(), self.plan
        if to is None or planned is None or not planned.rows:
            return
        self._working = True
        self.banner.clear()
        self.stick.show_for(None)
        self.progress.show()
        pin = self.pin.take() or None
        self._enable()
        job = self._session.do(lambda desk, job: carriers.pack(desk, planned, to, step=job.step, pin=pin),
                               self._carried, self._failed)  # fmt: skip
        self.progress.watch(job)

    def _carried(self, done: Carried) -> None:
        self.done = done
        self._end()
        self.refresh()
        self.banner.say("ok", tr("Đã ghi {name}: {n} gói, đọc lại và khớp.", name=done.path.name,
                                 n=done.packages), tr("Mở thư mục"))  # fmt: skip
        self.stick.show_for(done.path)

    def _failed(self, error: Exception) -> None:
        self._end()
        self.banner.say("error", messages.of_error(error))

    def _end(self) -> None:
        self._working = False
        self.progress.hide()
        self._enable()

    def _enable(self) -> None:
        on_token = tokens.held(self._session.screen) is not None
        show_if(self.pin, on_token)
        ready = self.plan is not None and bool(self.plan.rows) and self.where.chosen() is not None
        self.go.setEnabled(ready and (bool(self.pin.line.text()) or not on_token) and not self._working)

    def _show_folder(self) -> None:
        if self.done is not None:
            pickers.show_folder(self.done.path.parent)

    def _lay_out(self) -> None:
        self.sums = label("", "heading", wrap=True)
        hint = label(tr("Chữ ký của từng đơn vị đi theo nguyên vẹn: không ai chép lại, ký lại sáng kiến của đơn vị."),
                     "muted", wrap=True)  # fmt: skip
        left, right = Card(), Card(tr("Ghi vào đâu"))
        left.fill(self.table)
        self.stick = StickButton(self._session, self.banner)
        scroll = Scroll()
        scroll.body.setContentsMargins(0, 0, 6, 0)
        scroll.body.addWidget(self.stick, 0, Qt.AlignmentFlag.AlignLeft)  # above: seen without scrolling
        scroll.body.addWidget(self.where)
        scroll.body.addStretch(1)
        right.body.addWidget(scroll, 1)
        foot = right.foot()
        foot.addStretch(1)
        foot.addWidget(self.go)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 3)
        row.addWidget(right, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(8)
        column.addWidget(PageHead(tr("Chuyển tiếp gói lên trên"), None, (self.close_button,)))
        for part in (self.sums, hint, self.banner, self.progress):
            column.addWidget(part)
        column.addLayout(row, 1)


def _columns() -> list[Column[Row]]:
    return [
        Column(tr("Gói"), _cell, Kind.TWO_LINES),
        Column(tr("Sáng kiến"), lambda row: Cell(written(row["records"])), Kind.MONEY, sample="170.000"),
    ]


def _cell(row: Row) -> Cell:
    second = "  ·  ".join((row["unit_code"], tr("gói số {seq}", seq=row["seq"]), when(row["created_at"])))
    return Cell(row["unit_name"], second, second)
