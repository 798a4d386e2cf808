"""«Máy khác»: who marks on another PC, how far each is, what changed since, and what contradicts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.operations import appraisal_requests, initiatives, sheet_conflicts
from desktop.operations.appraisal_requests import Standing
from domain.labels import FIELDS
from ui.appraisals.keyed import Keyed
from ui.appraisals.request_wizard import RequestWizard
from ui.appraisals.settling import Settling
from ui.appraisals.take_in import TakeIn
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label, show_if
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.pill import Mark
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages import pickers
from ui.packages.facts import Facts
from ui.packages.wording import when
from ui.session import Session
from ui.words import tr

Task = RequestWizard | TakeIn | Settling


class Elsewhere(QWidget):
    """The requests, and over them whatever is being done: asking, taking in, settling."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked = 0
        self.task: Task | None = None
        self.model = PageModel(_columns(), _keyed(()), self)
        self.table = Table(self.model, tr("Yêu cầu chấm đã giao"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.banner = Banner()
        self.empty = Empty("people", tr("Chưa giao phiếu cho máy khác"),
                           tr("Thành viên ở nơi khác mở một tệp, chấm trên máy mình rồi gửi tệp phiếu về; "
                              "không cần mạng, không cần sổ."), tr("Giao phiếu…"))  # fmt: skip
        self.ask_button = Button(tr("Giao phiếu…"), "arrow_export", "primary")
        self.take_button = Button(tr("Nhận phiếu…"), "arrow_import")
        self.folder_button = Button(tr("Mở thư mục"), "folder_open")
        self.changed, self.facts = Banner(), Facts()
        self._build()
        self.banner.clicked.connect(self.settle)
        self.empty.clicked.connect(self.ask)
        self.ask_button.clicked.connect(self.ask)
        self.take_button.clicked.connect(self.take_in)
        self.folder_button.clicked.connect(self._show_folder)
        self.table.picked.connect(lambda _: self._show())

    def refresh(self) -> None:
        """Reads everything on the store lane; an older answer is dropped."""
        self._asked += 1
        asked = self._asked
        self._session.do(
            lambda desk, _job: _read(desk),
            lambda found: self._arrived(*found) if asked == self._asked else None,
        )
        if isinstance(self.task, Settling):
            self.task.refresh()

    def ask(self) -> None:
        """Opens the wizard that asks somebody to mark; one that is open stays."""
        if not isinstance(self.task, RequestWizard):
            self._show_task(RequestWizard(self._session))

    def take_in(self) -> None:
        if not isinstance(self.task, TakeIn):
            wizard = TakeIn(self._session)
            wizard.settle_asked.connect(self.settle)
            self._show_task(wizard)

    def settle(self) -> None:
        if not isinstance(self.task, Settling):
            self._show_task(Settling(self._session))

    def take_focus(self) -> None:
        front = self._stack.currentWidget()
        (self.table if front is self._work else front or self).setFocus()

    def may_close(self) -> bool:
        """False while something is being written."""
        return self.task is None or self.task.may_close()

    def current(self) -> Standing | None:
        provider = self.model.provider
        return provider.get(self.table.current_id()) if isinstance(provider, Keyed) else None

    def _arrived(self, found: Sequence[Standing], contradicting: int) -> None:
        self.table.refresh(_keyed(found))
        if found and self.table.current_id() is None:
            self.table.select_row(0)
        words = tr("{n} phiếu mâu thuẫn chờ người chọn; sáng kiến ấy chưa được xếp hạng.", n=contradicting)
        self.banner.say("warn", words if contradicting else "", tr("Xem phiếu mâu thuẫn"))
        if self.task is None:
            self._stack.setCurrentWidget(self._work if found else self._nothing)
        self._show()

    def _show(self) -> None:
        one = self.current()
        show_if(self._pane, one is not None)
        if one is None:
            return
        request = one.request
        self._pane.set_title(request.appraiser)
        self.changed.say("warn", self._changed_words(one) if not request.superseded_at else "")
        seen = tr("tác giả và đơn vị được che") if request.blind else tr("thấy tác giả và đơn vị")
        answered = when(request.answered_at or "")
        self.facts.set_rows(
            [
                (tr("Yêu cầu"), tr("số {seq}, {n} sáng kiến, {seen}", seq=request.seq, n=one.initiatives, seen=seen)),
                (tr("Giao lúc"), tr("{at}, {who}", at=when(request.made_at), who=request.made_by)),
                (tr("Phiếu đã về"), tr("{n} trên {all}", n=one.filed, all=one.initiatives)),
                (tr("Nhận phiếu lần cuối"), answered),
                (tr("Vòng đã chốt"), tr("{n} sáng kiến", n=one.ended) if one.ended else ""),
                (tr("Tệp"), request.path),
            ]
        )

    def _changed_words(self, one: Standing) -> str:
        """Which records were corrected after they had gone out, and in which fields."""
        told = []
        for public_id, fields in one.changed.items():
            number = initiatives.find(self._session.screen, public_id).initiative.number
            told.append(f"{number}: " + ", ".join(tr(FIELDS[field]) for field in fields if field in FIELDS))
        if not told:
            return ""
        return tr("Đã sửa sau khi giao: {what}. Giao lại nếu người thẩm định cần thấy bản mới.", what="; ".join(told))

    def _show_task(self, task: Task) -> None:
        if not self.may_close():
            return
        self._leave()
        self.task = task
        task.closed.connect(self._close)
        self._stack.addWidget(task)
        self._stack.setCurrentWidget(task)
        task.setFocus(Qt.FocusReason.OtherFocusReason)

    def _leave(self) -> None:
        if self.task is not None:
            gone, self.task = self.task, None
            self._stack.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _close(self) -> None:
        self._leave()
        self._stack.setCurrentWidget(self._work if self.model.rowCount() else self._nothing)
        self.refresh()
        self.take_focus()

    def _show_folder(self) -> None:
        one = self.current()
        if one is not None:
            pickers.show_folder(Path(one.request.path))

    def _build(self) -> None:
        self._nothing, self._work = Card(), QWidget()
        self._nothing.fill(self.empty)
        listed = Card()
        listed.fill(self.table)
        foot = listed.foot()
        foot.setSpacing(8)
        foot.addStretch(1)
        foot.addWidget(self.take_button)
        foot.addWidget(self.ask_button)
        self._pane = Card(" ", ruled=True)
        scroll = Scroll()
        kept = label(tr("Bản sao của yêu cầu nằm trong sổ, có thể gửi lại."), "small", wrap=True)
        for part in (self.changed, self.facts, kept):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        self._pane.fill(scroll)
        below = self._pane.foot()
        below.addStretch(1)
        below.addWidget(self.folder_button)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(listed)
        split.addWidget(self._pane)
        split.setSizes([560, 560])
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(split, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._nothing)
        self._stack.addWidget(self._work)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._stack)


def _read(desk: Desk) -> tuple[list[Standing], int]:
    return appraisal_requests.standings(desk), len(sheet_conflicts.waiting(desk))


def _keyed(found: Sequence[Standing]) -> Keyed[Standing]:
    return Keyed(found, lambda one: one.request.seq)


def _columns() -> list[Column[Standing]]:
    return [
        Column(tr("Người thẩm định"), _who, Kind.TWO_LINES),
        Column(tr("Phiếu"), lambda one: Cell(f"{one.filed}/{one.initiatives}"), sample="170/170"),
        Column(tr("Tình trạng"), lambda one: Cell(mark=state_of(one)), Kind.PILL, sample=tr("Đã có bản mới hơn")),
    ]


def _who(one: Standing) -> Cell:
    second = tr("yêu cầu số {seq}, {at}", seq=one.request.seq, at=when(one.request.made_at))
    return Cell(one.request.appraiser, second, second)


def state_of(one: Standing) -> Mark:
    """How a request stands, in one pill."""
    if one.request.superseded_at:
        return Mark(tr("Đã có bản mới hơn"), "arrow_sync", "neutral")
    if one.changed:
        return Mark(tr("Đã sửa sau khi giao"), "warning", "warn")
    if one.filed >= one.initiatives:
        return Mark(tr("Đủ phiếu"), "checkmark_circle", "ok")
    if one.filed:
        return Mark(tr("Mới về một phần"), "clock", "info")
    return Mark(tr("Chờ phiếu"), "clock", "neutral")
