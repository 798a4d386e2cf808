"""Last step of sending: sealing, copying, reading back, and what to do when the stick is not there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import changes, messages
from desktop.desk import Desk
from desktop.jobs import Cancelled, Job
from desktop.operations import packages, sending
from desktop.operations.packages import Packed, Plan
from desktop.operations.sending import Delivered
from desktop.operations.servers import ReceivingServer
from desktop.operations.uploading import Arrival
from domain.errors import TroubleError
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import Icon, label
from ui.common.progress import ProgressPanel
from ui.packages import pickers
from ui.packages.facts import Facts
from ui.packages.stick_button import StickButton
from ui.session import Session
from ui.words import tr


@dataclass(frozen=True)
class Parcel:
    """A sealed package on its way: by its manifest's SHA-256, with what is said about it. It goes to `where`, or to a
    server."""

    manifest_sha256: str
    seq: int
    records: int
    recipient: str
    where: Path | None
    readers: str = ""
    server: ReceivingServer | None = None


class SendRun(QWidget):
    """Seals if there is something to seal, then copies.

    busy(bool)      work has begun, or ended in whatever way
    settled(bool)   it has ended: whether the copy lies there, read back
    elsewhere(sha)  the person wants to send the sealed package to another place
    again_asked()   nothing was sealed: the person wants to go back and try again
    """

    busy = Signal(bool)
    settled = Signal(bool)
    elsewhere = Signal(str)
    again_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._plan: Plan | None = None
        self._parcel: Parcel | None = None
        self._file: Path | None = None
        self._job: Job | None = None
        self.sealed = False
        self.panel = ProgressPanel()
        self.panel.ended.connect(self._ended)
        self.panel.hide()
        self.banner = Banner()
        self.card = self._result_card()
        session.uploads.began.connect(self._upload_began)
        session.uploads.ended.connect(self._upload_ended)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.panel)
        column.addWidget(self.banner)
        column.addLayout(self._buttons())
        column.addWidget(self.card)
        column.addStretch(1)

    def seal_and_send(self, planned: Plan, recipient: str, where: Path | ReceivingServer | None, pin: str = "") -> None:
        """Seal what was planned and hand it over; `pin` opens the token, if the key is on one."""
        self._plan, self._file, self.sealed = planned, None, False
        names = ", ".join(reader.unit_name for reader in planned.readers)
        readers = tr("Chỉ mở được ở {names} và đơn vị mình", names=names) if names else tr("Không mã hóa")
        self._parcel = parcel_to(where, Parcel("", planned.seq, len(planned.items), recipient, None, readers))
        self._begin(tr("Đang ký gói số {seq}…", seq=planned.seq))
        self._watch(
            self._session.do(
                lambda desk, job: packages.pack(desk, planned, None, step=job.step, pin=pin or None),
                self._sealed,
                self._failed,
            )
        )

    def send(self, parcel: Parcel) -> None:
        """Put a package that is sealed already where it goes."""
        self._parcel, self.sealed = parcel, True
        where, server = parcel.where, parcel.server
        if server is not None:
            self._begin(tr("Đang gửi gói số {seq} tới {name}…", seq=parcel.seq, name=server.name))
            self._session.uploads.send(parcel.manifest_sha256, server.id)
            return
        assert where is not None
        self._begin(tr("Đang chép gói số {seq} và đọc lại…", seq=parcel.seq))

        def work(desk: Desk, job: Job) -> tuple[Delivered, changes.Changes]:
            return sending.to_folder(desk, parcel.manifest_sha256, where, step=job.step)

        self._watch(self._session.do(work, self._delivered, self._failed))

    def _watch(self, job: Job) -> None:
        self._job = job
        self.panel.watch(job)

    def running(self) -> bool:
        """Whether nobody may leave yet; an upload goes on without this page."""
        return self.panel.isVisibleTo(self) and not self._uploading()

    def _uploading(self) -> bool:
        return self.sealed and self._parcel is not None and self._parcel.server is not None

    def _upload_began(self, manifest: str, job: Job) -> None:
        if self._uploading() and self._parcel is not None and manifest == self._parcel.manifest_sha256:
            self._watch(job)

    def _upload_ended(self, manifest: str, outcome: object) -> None:
        if not self._uploading() or self._parcel is None or manifest != self._parcel.manifest_sha256:
            return
        self.panel.hide()
        if isinstance(outcome, Arrival):
            self._arrived(outcome)
        elif isinstance(outcome, Cancelled):
            self._tell_failed(tr("Đã dừng theo ý bạn. Phần đã gửi vẫn ở máy chủ; gửi lại sẽ tiếp từ đó."))
        elif isinstance(outcome, Exception):
            self._failed(outcome)
            if isinstance(outcome, TroubleError) and outcome.again:
                self.banner.say("warn", self.banner.text() + " " + tr("Bạn có thể làm việc khác; sổ sẽ tự gửi lại."))
        self.busy.emit(False)
        self.settled.emit(isinstance(outcome, Arrival))

    def _arrived(self, done: Arrival) -> None:
        words = tr("Gói đã có sẵn trên máy chủ và khớp.") if done.already_there else tr("Máy chủ đã nhận đủ gói.")
        self._say_done(words, done.where)
        self.show_button.hide()

    def _begin(self, text: str) -> None:
        for part in (self.card, self.retry, self.other, self.back):
            part.hide()
        self.stick.show_for(None)
        self.banner.clear()
        self.panel.show_step(0, 0, text)
        self.panel.show()
        self.busy.emit(True)

    def _sealed(self, packed: Packed) -> None:
        assert self._parcel is not None
        self._session.told.emit(tr("Đã ký gói số {seq}", seq=packed.seq))
        self._parcel = replace(self._parcel, manifest_sha256=packed.manifest_sha256, records=packed.records)
        self.sealed = True

    def _delivered(self, answer: tuple[Delivered, changes.Changes]) -> None:
        done = answer[0]
        assert self._parcel is not None
        self._file = done.path
        words = tr("Gói đã có sẵn ở đó và khớp.")
        if not done.already_there:
            words = tr("Đã ghi, đọc lại và khớp.")
        self._say_done(words, str(done.path))
        self.show_button.show()
        self.stick.show_for(done.path)

    def _say_done(self, words: str, where: str) -> None:
        assert self._parcel is not None
        self.banner.say("ok", words)
        self.facts.set_rows(
            [
                (tr("Gói đã ký"), tr("số {seq}, {n} sáng kiến", seq=self._parcel.seq, n=self._parcel.records)),
                (tr("Gửi tới"), self._parcel.recipient),
                (tr("Mã hóa"), self._parcel.readers),
                (tr("Nơi nhận") if self._parcel.server else tr("Tệp"), where),
            ]
        )
        self.card.show()

    def _failed(self, error: Exception) -> None:
        self._tell_failed(messages.of_error(error))

    def _tell_failed(self, why: str) -> None:
        assert self._parcel is not None
        if self.sealed:
            # The outbox has the failed try on record, but an operation that raised has no Changes to return.
            self._session.changed.emit(changes.of("packages"))
            kept = tr("Gói số {seq} đã ký và còn nguyên trong sổ.", seq=self._parcel.seq)
            self.banner.say("error", f"{why} {kept}")
        else:
            self.banner.say("error", why)
        self.retry.setVisible(self.sealed)
        self.other.setVisible(self.sealed)
        self.back.setVisible(not self.sealed)

    def _ended(self, how: str) -> None:
        if self._plan is None and self._uploading():
            return  # how an upload ended is told once the outbox knows it
        if how == "done" and self._plan is not None:
            self._plan = None
            # A stop that came too late for the sealing still keeps the copy from being made.
            if self._job is not None and self._job.cancelled:
                how = "stopped"
            elif self._parcel is not None:
                self.send(self._parcel)
                return
        self.panel.hide()
        if how == "stopped":
            words = tr("Đã dừng theo ý bạn, không có tệp dở.")
            self._tell_failed(words if self.sealed else tr("Đã dừng theo ý bạn. Chưa có gì được ký hay ghi."))
        self.busy.emit(False)
        self.settled.emit(how == "done")

    def _again(self) -> None:
        assert self._parcel is not None
        self.send(self._parcel)

    def _go_elsewhere(self) -> None:
        if self._parcel is not None:
            self.elsewhere.emit(self._parcel.manifest_sha256)

    def _buttons(self) -> QHBoxLayout:
        self.retry = Button(tr("Gửi lại"), "arrow_sync", "primary")
        self.other = Button(tr("Gửi vào nơi khác…"), "folder_open")
        self.back = Button(tr("Quay lại sửa"), "chevron_left")
        self.retry.clicked.connect(self._again)
        self.other.clicked.connect(self._go_elsewhere)
        self.back.clicked.connect(self.again_asked)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.retry, self.other, self.back):
            button.hide()
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _result_card(self) -> Card:
        card = Card()
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Icon("mail_inbox", "accent", 1.3))
        words = tr(
            "Chờ biên nhận: khi cấp trên gửi lại tệp biên nhận, bấm «Nhận gói…» để gói này thành «Đã có biên nhận»."
        )
        top.addWidget(label(words, wrap=True), 1)
        self.facts = Facts()
        self.show_button = Button(tr("Mở thư mục"), "folder_open")
        self.show_button.clicked.connect(lambda: pickers.show_folder(self._file) if self._file else None)
        row = QHBoxLayout()
        self.stick = StickButton(self._session, self.banner)
        row.addWidget(self.show_button)
        row.addWidget(self.stick)
        row.addStretch(1)
        card.body.addWidget(self.facts)
        card.body.addLayout(top)
        card.body.addLayout(row)
        card.hide()
        return card


def parcel_to(where: Path | ReceivingServer | None, parcel: Parcel) -> Parcel:
    """The same parcel on its way to a folder or a server."""
    if isinstance(where, ReceivingServer):
        return replace(parcel, where=None, server=where)
    return replace(parcel, where=where, server=None)
