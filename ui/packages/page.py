"""«Gói»: what was sent, what came, and the keys that make it believable."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.operations import unit_standings
from domain import unit
from ui.common.buttons import Button, Chips
from ui.common.labels import show_if
from ui.common.late_stack import LateStack
from ui.common.page_head import PageHead
from ui.common.parting import Parting
from ui.common.pieces import Pieces, at_once, draw_later, laid_out_once
from ui.packages import pickers
from ui.packages.carry_view import CarryView
from ui.packages.clash_view import ClashView
from ui.packages.history import HistoryPanel
from ui.packages.outbox import OutboxPanel
from ui.packages.receive_wizard import ReceiveWizard
from ui.packages.received import ReceivedPanel
from ui.packages.resend import ResendWizard
from ui.packages.returns_panel import ReturnsPanel
from ui.packages.send_wizard import SendWizard
from ui.packages.trust_panel import TrustPanel
from ui.packages.units_panel import UnitsPanel
from ui.packages.verify_view import VerifyView
from ui.session import Session
from ui.statistics.opening import show_initiatives
from ui.words import tr

SENT, HISTORY, RECEIVED, TRUST = "sent", "history", "received", "trust"
RETURNS, UNITS = "returns", "units"
SECTIONS = (SENT, HISTORY, RECEIVED, RETURNS, UNITS, TRUST)
P = TypeVar("P", bound=QWidget)


class PackagesPage(QWidget):
    """The sections, and over them whatever is being done: sending, receiving, looking into a package.

    `open` takes "send", "receive", a section ("sent", "history", "received", "returns", "units", "trust"), or the
    path of a package to look into.
    """

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self._behind: QWidget | None = None
        self._parting = Parting(session.lanes, self)
        self.task: QWidget | None = None
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        session = self._session
        self._stack = QStackedWidget()
        self._main = self._build()
        self._stack.addWidget(self._main)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        yield
        self.outbox = OutboxPanel(session, later=True)
        yield from self.outbox.pieces
        self._sections.add(SENT, self.outbox)
        yield
        self.received = ReceivedPanel(session, later=True)
        yield from self.received.pieces
        self._sections.add(RECEIVED, self.received)
        yield
        self.returns = ReturnsPanel(session, later=True)
        yield from self.returns.pieces
        self._sections.add(RETURNS, self.returns)
        yield
        self._connect()
        yield from messages.reading()  # verdicts are told in them
        self._refresh()
        self.returns.counted.connect(self._show_chips)

    @property
    def history(self) -> HistoryPanel:
        """Made when it is first asked for, as are the two below: nobody waits for what he does not look at."""
        return self._late(HISTORY, HistoryPanel)

    @property
    def trust(self) -> TrustPanel:
        return self._late(TRUST, TrustPanel)

    @property
    def units(self) -> UnitsPanel:
        return self._late(UNITS, UnitsPanel)

    def made(self, key: str) -> QWidget | None:
        """The widget of a section if it is there yet."""
        return self._sections.made.get(key)

    def _late(self, key: str, kind: type[P]) -> P:
        panel = self._sections.part(key)
        assert isinstance(panel, kind)
        return panel

    def _make_panel(self, key: str) -> QWidget:
        if key == UNITS:
            units = UnitsPanel(self._session)
            units.list_asked.connect(self._list_of)
            return units
        return HistoryPanel(self._session) if key == HISTORY else TrustPanel(self._session)

    def open(self, what: object) -> None:
        """See the class."""
        if isinstance(what, Path):
            self.inspect(what)
        elif what == "send":
            self.send()
        elif what == "receive":
            self.receive()
        elif what in SECTIONS:
            self._leave_task()
            self.show_section(str(what))
        elif isinstance(what, str) and Path(what).suffix:
            self.inspect(Path(what))

    def may_close(self) -> bool:
        """False while a package is being written or taken in; the person is told to wait or stop."""
        idle = all(task.may_close() for task in (self.task, self._behind) if isinstance(task, _TASKS))
        if not idle:
            self._session.told.emit(tr("Đang xử lý gói. Hãy đợi xong, hoặc bấm «Dừng» trước."))
        return idle

    def show_section(self, key: str) -> None:
        """Brings a section to the front."""
        self.chips.choose(key)
        if key == UNITS:
            self.units.refresh()
        self._sections.setCurrentWidget(self._sections.part(key))

    def _wanted(self, key: str) -> None:
        """A chip was pressed."""
        self._sections.want(key, self.show_section, lambda: self.chips.current() == key)

    def send(self) -> None:
        """Opens the sending wizard; one that is open stays as it is."""
        if isinstance(self.task, SendWizard):
            return
        wizard = SendWizard(self._session)
        wizard.closed.connect(lambda: self._close(SENT))
        wizard.elsewhere.connect(self._resend_sealed)
        self._show_task(wizard)

    def receive(self) -> None:
        """Opens the receiving wizard; one that is open stays as it is."""
        if isinstance(self.task, ReceiveWizard):
            return
        wizard = ReceiveWizard(self._session)
        wizard.closed.connect(lambda: self._close(RECEIVED if self._counts[1] else SENT))
        wizard.inspect.connect(self.inspect)
        wizard.trust_asked.connect(self._settle_trust)
        self._show_task(wizard)

    def _receive_these(self, paths: list[Path]) -> None:
        self.receive()
        if isinstance(self.task, ReceiveWizard):
            self.task.add(paths)

    def resend(self, row: dict[str, Any]) -> None:
        """Sends a sealed package once more."""
        wizard = ResendWizard(self._session, row, self.outbox.recipient(row))
        wizard.closed.connect(lambda: self._close(SENT))
        self._show_task(wizard)

    def settle_clashes(self) -> None:
        """Shows the conflicts that wait for a person."""
        view = ClashView(self._session)
        view.closed.connect(lambda: self._close(RECEIVED))
        self._show_task(view)

    def carry(self) -> None:
        """Opens the carrying of packages upwards."""
        view = CarryView(self._session)
        view.closed.connect(lambda: self._close(SENT))
        self._show_task(view)

    def inspect(self, file: Path) -> None:
        """Shows what a package is and holds; a wizard that is open comes back afterwards."""
        if isinstance(self.task, VerifyView):
            self.task.check(file)
            return
        view = VerifyView(self._session)
        view.closed.connect(self._close_view)
        self._behind, self.task = self.task, view
        self._stack.addWidget(view)
        self._stack.setCurrentWidget(view)
        view.other.setFocus()
        view.check(file)

    def _build(self) -> QWidget:
        above = self._session.screen.unit.upper_code
        self.send_button = Button(tr("Xuất gói nộp…"), "arrow_export", "primary" if above else "")
        self.receive_button = Button(tr("Nhận gói…"), "arrow_import", "" if above else "primary")
        self.verify_button = Button(tr("Kiểm tra một gói…"), "shield_checkmark")
        self.carry_button = Button(tr("Chuyển tiếp…"), "send")
        buttons = (self.verify_button, self.carry_button, self.receive_button, self.send_button)
        self.head = PageHead(tr("Gói"), None, buttons)
        self.chips = Chips(tr("Phần của trang Gói"))
        self._sections = LateStack(self._make_panel)
        main = QWidget()
        column = QVBoxLayout(main)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(self.chips)
        column.addWidget(self._sections, 1)
        self.setFocusProxy(self.send_button if above else self.receive_button)
        return main

    def _connect(self) -> None:
        self.send_button.clicked.connect(self.send)
        self.receive_button.clicked.connect(self.receive)
        self.verify_button.clicked.connect(self._pick)
        self.chips.chosen.connect(self._wanted)
        self.outbox.send_asked.connect(self.send)
        self.outbox.resend.connect(self.resend)
        self.outbox.inspect.connect(self.inspect)
        self.received.receive_asked.connect(self.receive)
        self.received.inspect.connect(self.inspect)
        self.received.clashes_asked.connect(self.settle_clashes)
        self.received.watch.receive_asked.connect(self._receive_these)
        self.carry_button.clicked.connect(self.carry)
        self.returns.record_asked.connect(lambda what: self._session.asked.emit("initiatives", what))
        self._session.changed.connect(self._changed)

    def _changed(self, changes: Changes) -> None:
        if changes.topics & {"packages", "trust", "unit", "returns", "awards"}:
            self._refresh()

    def _refresh(self) -> None:
        above = bool(self._session.screen.unit.upper_code)
        show_if(self.send_button, above)
        show_if(self.carry_button, above and unit.gathers(self._session.screen.unit))
        self._counts = self.outbox.refresh(), self.received.refresh()
        self.returns.refresh()
        if TRUST in self._sections.made:
            self.trust.refresh()
        if HISTORY in self._sections.made:
            self.history.refresh()
        if self.chips.current() == UNITS and unit.gathers(self._session.screen.unit):
            self.units.refresh()
        self._show_chips()
        self._sections.setCurrentWidget(self._sections.part(self.chips.current()))

    def _show_chips(self) -> None:
        sent, received = self._counts
        chips: list[tuple[str, str, int | None]] = [
            (SENT, tr("Gửi đi"), sent),
            (HISTORY, tr("Lịch sử gửi"), None),
            (RECEIVED, tr("Nhận về"), received),
            *self._gathering(),
            (TRUST, tr("Khóa ký & tin cậy").replace("&", "&&"), None),
        ]
        sends = bool(sent or self._session.screen.unit.upper_code)
        self.chips.set_chips(chips if sends else chips[2:])

    def _gathering(self) -> list[tuple[str, str, int | None]]:
        """Returns are for both sides; the board only where units send to."""
        gathers = unit.gathers(self._session.screen.unit)
        shown: list[tuple[str, str, int | None]] = [(UNITS, tr("Bảng đơn vị"), None)] if gathers else []
        return [(RETURNS, tr("Trả lại"), self.returns.still_open), *shown]

    def _list_of(self, code: str, name: str) -> None:
        """The initiatives of a unit of the board, on their own page."""
        self._session.beside(lambda desk, _job: unit_standings.row_ids(desk, code),
               lambda ids: show_initiatives(self._session, name, ids), self._session.failed.emit)  # fmt: skip

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        draw_later(self._sections)

    def _show_task(self, task: QWidget) -> None:
        if not self.may_close():
            return
        self._leave_task()
        self.task = task
        self._stack.addWidget(task)
        self._stack.setCurrentWidget(task)
        draw_later(task)
        task.setFocus(Qt.FocusReason.OtherFocusReason)
        frame = getattr(task, "frame", None)
        if frame is not None:
            frame.next_button.setFocus()

    def _close(self, section: str) -> None:
        with laid_out_once(self):
            self._leave_task()
            self.show_section(section)
        draw_later(self._sections.part(section))
        self.chips.setFocus()

    def _close_view(self) -> None:
        view, self.task, self._behind = self.task, self._behind, None
        self._stack.setCurrentWidget(self.task or self._main)
        self._drop(view)

    def _leave_task(self) -> None:
        self._stack.setCurrentWidget(self._main)
        for task in (self.task, self._behind):
            self._drop(task)
        self.task = self._behind = None

    def _drop(self, task: QWidget | None) -> None:
        if task is None:
            return
        self._stack.removeWidget(task)
        self._parting.drop(task)

    def _resend_sealed(self, manifest_sha256: str) -> None:
        row = next((row for row in self.outbox.rows() if row["manifest_sha256"] == manifest_sha256), None)
        if row is not None:
            self.resend(row)

    def _settle_trust(self, file: Path) -> None:
        """From the receiving wizard: the request or the trust package at hand is opened where it is settled."""
        wizard = self.task
        kind = (
            next((row.kind for row in wizard.verdicts.rows if row.path == file), "")
            if isinstance(wizard, ReceiveWizard)
            else ""
        )
        self._leave_task()
        self.show_section(TRUST)
        if kind in ("enrolment", "trust", "submission"):
            self.trust.open_file(file, kind)

    def _pick(self) -> None:
        file = pickers.package(self, tr("Chọn gói để kiểm tra"))
        if file is not None:
            self.inspect(file)


_TASKS = (SendWizard, ReceiveWizard, ResendWizard, CarryView)
