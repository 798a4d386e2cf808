"""The book of requests about personal data: who asks, until when, what was answered."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.operations import data_requests
from domain import dates
from domain.data_request import DataRequest
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import show_if
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.initiatives.halves import Halves
from ui.packages import pickers
from ui.people.request_form import RequestForm
from ui.people.request_words import asked, due, mark
from ui.session import Session
from ui.words import tr


class RequestBook(QWidget):
    """`waiting` is how many stand open. person_asked(id of an entry) opens that person's data."""

    person_asked = Signal(str)

    def __init__(self, session: Session, *, officer: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown = 0
        self.waiting = 0
        self.add = Button(tr("Ghi yêu cầu mới"), "add", "primary")
        self.add.clicked.connect(self.begin)
        show_if(self.add, officer)
        self.banner = Banner()
        self.model: PageModel[DataRequest] = PageModel(_columns(), SequenceProvider[DataRequest](), self)
        self.table = Table(self.model, tr("Sổ yêu cầu"))
        self.table.picked.connect(self._picked)
        self.form = RequestForm(session, data_requests.draft(session.screen), officer=officer)
        self.form.asked.connect(self._add)
        self.form.answered.connect(self._answer)
        self.form.print_asked.connect(self._print)
        self.form.person_asked.connect(self.person_asked)
        self.form.drafted.connect(self._keep)
        self._lay_out()
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        found = data_requests.everything(self._session.screen)
        self.waiting = sum(held.is_open for held in found)
        self.table.refresh(SequenceProvider(found))
        self.stack.setCurrentIndex(0 if found else 1)
        place = next((no for no, held in enumerate(found) if held.id == self._shown), None)
        if place is not None:
            self.table.select_row(place)
            self.form.show_request(found[place])
        elif found and not self.form.begun():
            self.table.select_row(0)
        elif not found:
            self.form.show_new()

    def begin(self) -> None:
        """Empty fields for a new request."""
        self._shown = 0
        self.table.clearSelection()
        self.halves.show_right()
        self.form.show_new()

    def flush(self) -> None:
        self.form.flush()

    def _picked(self, place: object) -> None:
        found = self.model.provider.rows([place]) if isinstance(place, int) else []
        for held in found:
            self._shown = held.id
            self.form.show_request(held)

    def _add(self, told: Mapping[str, object]) -> None:
        kind = str(told["kind"])
        rest = {name: value for name, value in told.items() if name != "kind"}
        self._session.do(lambda desk, _job: data_requests.add(desk, kind, **rest),  # type: ignore[arg-type]
                         lambda done: self._added(done[0]), self._failed)  # fmt: skip

    def _added(self, made: DataRequest) -> None:
        self.form.forget("new")
        self._shown = made.id
        self.banner.clear()
        self.refresh()
        self._session.told.emit(tr("Đã ghi yêu cầu số {no}.", no=made.id))

    def _answer(self, request_id: int, words: str, on: object) -> None:
        self._session.do(lambda desk, _job: data_requests.answer(desk, request_id, words, on),  # type: ignore[arg-type]
                         lambda done: self._answered(done[0]), self._failed)  # fmt: skip

    def _answered(self, held: DataRequest) -> None:
        self.form.forget(f"answer:{held.id}")
        self._shown = held.id
        self.banner.clear()
        self.refresh()
        self._session.told.emit(tr("Đã ghi câu trả lời."))

    def _print(self, request_id: int) -> None:
        name = f"tra-loi-yeu-cau-{request_id}.pdf"
        target = pickers.new_file(self, tr("In câu trả lời"), name, "PDF (*.pdf);;TXT (*.txt)")
        if target is not None:
            self._session.do(lambda desk, _job: data_requests.print_answer(desk, request_id, target),
                             lambda path: self.banner.say("ok", tr("Đã ghi vào {path}", path=str(path))),
                             self._failed)  # fmt: skip

    def _keep(self, words: Mapping[str, str]) -> None:
        self._session.keep(lambda desk, _job: data_requests.keep_draft(desk, words), None, self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleError) and self.form.refuse(error):
            return
        self.banner.say("error", messages.of_error(error))

    def _lay_out(self) -> None:
        empty = Empty("mail_inbox", tr("Chưa có yêu cầu nào"),
                      tr("Ai hỏi, xin sửa hay xóa dữ liệu của mình thì ghi vào đây; trả lời trong 2 ngày làm việc."),
                      tr("Ghi yêu cầu mới"))  # fmt: skip
        empty.clicked.connect(self.begin)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(empty)
        listed = Card()
        listed.fill(self.stack)
        self.halves = Halves(listed, self.form)
        self.form.back.connect(self.halves.show_left)
        self.table.opened.connect(lambda _id: self.halves.show_right())
        self.halves.narrowed.connect(self.form.back_button.setVisible)
        head = QHBoxLayout()
        head.addWidget(self.banner, 1)
        head.addStretch(0)
        head.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.halves, 1)


def _columns() -> tuple[Column[DataRequest], ...]:
    return (
        Column(tr("Ai, yêu cầu gì"), _who, Kind.TWO_LINES),
        Column(tr("Hạn"), lambda held: Cell(dates.shown(held.due_on)), sample="00/00/0000", fold_below=48),
        Column(tr("Trạng thái"), _mark, Kind.PILL, sample=tr("Trả lời muộn")),
    )


def _who(held: DataRequest) -> Cell:
    folded = tr("Hạn {day}", day=dates.shown(held.due_on))
    return Cell(held.who, asked(held), f"{folded}  ·  {asked(held)}", tip=f"{asked(held)}, {due(held)}")


def _mark(held: DataRequest) -> Cell:
    return Cell(mark=mark(held, clock.today()))
