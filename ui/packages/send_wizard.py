"""Sending in five steps: choose, check, see what the receiver sees, say where, and have it done."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import keys, overview, packages, programmes, tokens
from desktop.operations.keys import KeyState
from desktop.operations.overview import Todo
from desktop.operations.packages import Item, Plan
from desktop.operations.servers import ReceivingServer
from ui.common.labels import show_if
from ui.common.wizard import Step, WizardFrame
from ui.packages.encryption_box import EncryptionBox
from ui.packages.places import PlaceChooser
from ui.packages.send_check import CheckStep, blocking
from ui.packages.send_choose import ChooseStep
from ui.packages.send_preview import PreviewStep
from ui.packages.send_run import SendRun
from ui.session import Session
from ui.signatures.pin import PinField
from ui.words import tr

NARROW_LETTERS = 135  # two lists beside each other want the room of the steps
RECORD_BYTES = 6_000  # what a record and its line in the summary table usually take


def _plan(desk: Desk, _job: Job) -> tuple[Plan, tuple[Todo, ...]]:
    """What may go; where nothing may, what has to be done first."""
    planned = packages.plan(desk, only="all")
    return planned, () if planned.items else overview.before_sending(desk)


class SendWizard(QWidget):
    """`closed` when the person is through or thinks better of it; `elsewhere(sha)` to send a sealed one again.

    What is going to leave is planned anew whenever an initiative changes, so the preview is never older than the
    register.
    """

    closed = Signal()
    elsewhere = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plan: Plan | None = None
        self._planning = 0
        self.choose, self.check, self.preview = ChooseStep(), CheckStep(), PreviewStep()
        self.where, self.run = PlaceChooser(session, servers=True), SendRun(session)
        self.pin, self.encryption = PinField(), EncryptionBox(session)
        self.where.add_below(self.encryption)
        self.where.add_below(self.pin)
        self.frame = WizardFrame(tr("Xuất gói nộp"), self._steps(), narrow_letters=NARROW_LETTERS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._connect()
        self.frame.start()
        self._show_key()
        self._replan(keep=False)

    def may_close(self) -> bool:
        """Whether nothing is being sealed or copied."""
        return not self.run.running()

    def _steps(self) -> list[Step]:
        upper = self._recipient()
        return [
            Step("choose", tr("Chọn sáng kiến"), tr("Gửi tới {upper}.", upper=upper), self.choose),
            Step("check", tr("Kiểm tra"), tr("Phần mềm kiểm tra từng sáng kiến trước khi đóng gói."), self.check),
            Step(
                "preview",
                tr("Bên nhận thấy gì"),
                tr("Đúng những gì sẽ rời khỏi máy này, không hơn."),
                self.preview,
            ),
            Step(
                "where",
                tr("Nơi ghi"),
                tr("Gói được ký, ghi ra, rồi đọc lại từ USB để so."),
                self.where,
                tr("Đóng gói và ghi"),
            ),
            Step("run", tr("Đóng gói và ghi"), tr("Có thể dừng bất cứ lúc nào, sổ không bị ảnh hưởng."), self.run),
        ]

    def _connect(self) -> None:
        self.pin.line.edited.connect(lambda _text: self._placed())
        self.frame.entered.connect(self._entered)
        self.frame.cancelled.connect(self.closed)
        self.frame.finished.connect(self.closed)
        self.choose.changed.connect(self._chosen)
        self.choose.table.opened.connect(lambda _row_id: self.frame.to_next())
        self.choose.key_asked.connect(self._make_key)
        self.choose.asked.connect(self._session.asked)
        self.check.mend.connect(lambda row_id: self._session.asked.emit("initiatives", row_id))
        self.check.left_out.connect(self._leave_out)
        self.where.changed.connect(self._placed)
        self.encryption.changed.connect(self._placed)
        self.run.busy.connect(lambda busy: self.frame.set_valid("run", not busy))
        self.run.settled.connect(self._settled)
        self.run.elsewhere.connect(self.elsewhere)
        self.run.again_asked.connect(self._back_to_check)
        self._session.changed.connect(self._changed)

    def _entered(self, key: str) -> None:
        if key == "check":
            self._check()
        elif key == "preview":
            if any(blocking(item) for item in self.choose.chosen()):
                self._leave_out({item.stored.row_id for item in self.choose.chosen() if blocking(item)})
            self.preview.set_items(self.choose.chosen(), programmes.current(self._session.screen))
        elif key == "where":
            self.where.set_need(RECORD_BYTES * len(self.choose.chosen()))
            self._placed()
        elif key == "run":
            self._send()

    def _back_to_check(self) -> None:
        self.frame.go("check")
        self._replan(keep=True)

    def _replan(self, *, keep: bool) -> None:
        self._planning += 1
        asked = self._planning
        for key in ("choose", "check", "preview", "where"):
            self.frame.set_valid(key, False)

        def done(found: tuple[Plan, tuple[Todo, ...]]) -> None:
            if asked == self._planning:  # a newer question is on its way otherwise
                self._planned(*found, keep=keep)

        self._session.do(_plan, done, self._not_planned)

    def _planned(self, planned: Plan, ahead: tuple[Todo, ...], *, keep: bool) -> None:
        self._plan = planned
        self.encryption.show_for(planned.recipient, self._recipient(), planned.readers)
        self.choose.set_items(planned.items, ahead, keep=keep)
        self._chosen()
        if not keep:
            self.choose.table.select_row(0)
            self.choose.table.setFocus()
        current = self.frame.current()
        if current == "check":
            self._check()
        elif current == "preview":
            self.preview.set_items(self.choose.chosen(), programmes.current(self._session.screen))

    def _not_planned(self, error: Exception) -> None:
        self.choose.say_trouble(messages.of_error(error), getattr(error, "code", ""))

    def _changed(self, changes: Changes) -> None:
        if changes.touches("trust"):
            self._show_key()
        if changes.topics & {"initiatives", "trust"} and not self.run.running() and self.frame.current() != "run":
            self._replan(keep=self._plan is not None)

    def _chosen(self) -> None:
        chosen = self.choose.chosen()
        ready = self._plan is not None and bool(chosen) and keys.has_key(self._session.screen)
        for key in ("choose", "check", "preview"):
            self.frame.set_valid(key, ready)
        self._placed()

    def _check(self) -> None:
        chosen = self.choose.chosen()
        self.check.set_items(chosen)
        stopped = sum(bool(blocking(item)) for item in chosen)
        word = tr("Bỏ {n} sáng kiến và tiếp tục", n=stopped) if stopped else tr("Tiếp tục")
        self.frame.set_forward("check", word)
        self.frame.set_valid("check", len(chosen) > stopped)

    def _leave_out(self, row_ids: set[int]) -> None:
        self.choose.leave_out(row_ids)
        if self.frame.current() == "check":
            self._check()

    def _placed(self) -> None:
        on_token = tokens.held(self._session.screen) is not None
        show_if(self.pin, on_token)
        ready = (bool(self.pin.line.text()) or not on_token) and self.encryption.right()
        self.frame.set_valid("where", ready and self._destination() is not None and bool(self.choose.chosen()))

    def _send(self) -> None:
        place = self._destination()
        if self._plan is None or place is None:
            # Pulled out since it was chosen: nothing is sealed for a stick that is not there.
            self.where.check_again()
            self.frame.go("where")
            return
        self.run.seal_and_send(
            self._parcel(self._plan, self.choose.chosen()), self._recipient(), place, self.pin.take()
        )

    def _destination(self) -> Path | ReceivingServer | None:
        return self.where.chosen() or self.where.chosen_server()

    def _settled(self, good: bool) -> None:
        self.frame.set_hint(tr("Gói đã tới nơi ghi.") if good else tr("Chưa xong. Không có gì mất."))

    def _parcel(self, planned: Plan, chosen: list[Item]) -> Plan:
        return dataclasses.replace(planned, items=tuple(chosen), readers=self.encryption.readers())

    def _recipient(self) -> str:
        unit = self._session.screen.unit
        return unit.upper_name or unit.upper_code

    def _show_key(self) -> None:
        if keys.has_key(self._session.screen):
            self.choose.key_banner.clear()
            return
        words = tr("Gói phải được ký, mà sổ này chưa có khóa ký. Tạo khóa chỉ mất một giây.")
        self.choose.key_banner.say("warn", words, tr("Tạo khóa ký"))

    def _make_key(self) -> None:
        def done(_answer: tuple[KeyState, Changes]) -> None:
            words = tr("Đã tạo khóa ký. Nhớ xin cấp trên xác nhận ở mục «Khóa ký & tin cậy».")
            self.choose.key_banner.say("ok", words)
            self._chosen()

        def failed(error: Exception) -> None:
            self.choose.key_banner.say("error", messages.of_error(error))

        self._session.do(lambda desk, _job: keys.new(desk), done, failed)
