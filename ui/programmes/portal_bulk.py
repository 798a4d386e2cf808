"""A list of what the portal has approved, pasted at once: what each line names is shown before anything is marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import portal
from desktop.operations.portal import Matched
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.editors import DateEdit, TextEdit
from ui.common.field import Field
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import Mark
from ui.common.table import Table
from ui.session import Session
from ui.words import tr


class BulkCard(Card):
    """`closed()` when the person goes back to the boxes."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Ghi kết quả duyệt theo danh sách"), ruled=True, parent=parent)
        self._session = session
        self.lines: Sequence[Matched] = ()
        self.pasted = TextEdit(tr("Mỗi dòng một mã số trên Cổng, số sáng kiến hoặc tên sáng kiến"), limit=0, lines=5)
        self.day = DateEdit(placeholder=tr("hôm nay"))
        self.field = Field(tr("Danh sách được duyệt"), self.pasted,
                           help_text=tr("Chép từ Cổng hoặc từ Excel rồi dán vào đây."))  # fmt: skip
        self.day_field = Field(tr("Ngày Cổng duyệt"), self.day)
        self.banner = Banner()
        self.look = button(tr("Đối chiếu"), "search")
        self.apply = button(tr("Ghi đã duyệt"), "checkmark", primary=True)
        self.back = Button(tr("Quay lại từng sáng kiến"), look="link")
        columns = [
            Column[Matched](tr("Dòng đã dán"), _line, Kind.TWO_LINES),
            Column[Matched](tr("Kết quả"), _outcome, Kind.PILL, sample=tr("Khớp nhiều sáng kiến")),
        ]
        self.model = PageModel(columns, SequenceProvider[Matched]())
        self.table = Table(self.model, tr("Đối chiếu danh sách"))
        self._lay_out()
        self.look.clicked.connect(self.compare)
        self.apply.clicked.connect(self.approve)
        self.back.clicked.connect(self.closed)
        self.pasted.edited.connect(lambda _text: self._show(()))
        self._show(())

    def compare(self) -> None:
        """Says what each line names; nothing is written."""
        words = self.pasted.value()
        self._session.do(lambda desk, _job: portal.matched(desk, words), self._show)

    def approve(self) -> None:
        """Marks what matches, all or none."""
        if self.day.value().strip() and self.day.day() is None:
            self.day_field.set_problem(tr("Không đọc được ngày. Ghi ngày/tháng/năm, ví dụ 12/8/2022."))
            return
        lines, on = self.lines, self.day.day()
        self.apply.setEnabled(False)
        self._session.do(lambda desk, _job: portal.approve_matched(desk, lines, on), self._approved, self._failed)

    def _show(self, lines: Sequence[Matched]) -> None:
        self.lines = lines
        self.day_field.set_problem("")
        self.banner.clear()
        ready = sum(line.outcome == "ready" for line in lines)
        self.table.refresh(SequenceProvider(lines))
        self.apply.setEnabled(ready > 0)
        if lines:
            left = len(lines) - ready
            self.banner.say("warn" if left else "info",
                            tr("{n} dòng sẽ được ghi là đã duyệt; {left} dòng không ghi, xem lý do bên dưới.",
                               n=written(ready), left=written(left)))  # fmt: skip

    def _approved(self, done: tuple[int, Changes]) -> None:
        left = [line.line for line in self.lines if line.outcome != "ready"]
        self._show(())
        self.pasted.set_value("\n".join(left))
        self._session.told.emit(tr("Đã ghi {n} sáng kiến được Cổng duyệt.", n=written(done[0])))

    def _failed(self, error: Exception) -> None:
        self.apply.setEnabled(True)
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _lay_out(self) -> None:
        self.body.addWidget(self.field)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.day_field)
        row.addStretch(1)
        row.addWidget(self.look)
        self.body.addLayout(row)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.table, 1)
        foot = self.foot()
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.apply)


def _line(line: Matched) -> Cell:
    told = f"{line.number} · {line.title}" if line.number else tr("không khớp: ghi số hoặc đúng tên sáng kiến")
    return Cell(line.line, told if line.outcome != "several" else tr("ghi rõ số sáng kiến"), tip=line.line)


def _outcome(line: Matched) -> Cell:
    marks = {
        "ready": Mark(tr("Sẽ ghi"), "checkmark_circle", "ok"),
        "already": Mark(tr("Đã ghi trước"), "checkmark", "neutral"),
        "repeated": Mark(tr("Lặp lại"), "copy", "neutral"),
        "not_entered": Mark(tr("Chưa ghi ngày nhập"), "warning", "warn"),
        "several": Mark(tr("Khớp nhiều sáng kiến"), "warning", "warn"),
        "unknown": Mark(tr("Không khớp"), "dismiss", "error"),
    }
    return Cell(mark=marks[line.outcome])
