"""«Gửi lại phiếu»: how far the marking of a request is, and the file that takes the sheets back."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import appraisal_results, marking_stores
from desktop.operations.appraisal_results import Progress, Sealed
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label
from ui.common.page_head import PageHead
from ui.common.scroll import Scroll
from ui.packages import pickers
from ui.packages.code_box import CodeBox
from ui.packages.facts import Facts
from ui.packages.wording import when
from ui.session import Session
from ui.words import tr


class SendingBack(QWidget):
    """The page beside the marking in a store that holds a request. `opened(Path)` for a newer request's file."""

    opened = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self._session = session
        self._file: Path | None = None
        self.send_button = Button(tr("Gửi lại phiếu…"), "send", "primary")
        self.newer_button = Button(tr("Mở yêu cầu mới…"), "folder_open")
        self.folder_button = Button(tr("Mở thư mục"), "folder_open")
        self.banner, self.standing = Banner(), Banner()
        self.facts, self.sent = Facts(), Facts()
        self.code = CodeBox(tr("Mã khóa của bạn: nơi nhận sẽ đối chiếu 30 chữ số này qua điện thoại"))
        self._build()
        self.setFocusProxy(self.send_button)
        self.send_button.clicked.connect(self._ask_where)
        self.newer_button.clicked.connect(self._ask_newer)
        self.folder_button.clicked.connect(lambda: pickers.show_folder(self._file) if self._file else None)
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        self._show(appraisal_results.progress(self._session.screen))

    def send(self, folder: Path) -> None:
        """Signs every sheet filed so far and puts the file into `folder`."""
        self.send_button.setEnabled(False)
        self._session.do(lambda desk, _job: appraisal_results.seal(desk, folder), self._sent, self._failed)

    def take(self, file: Path) -> None:
        """A newer request into the store at the desk: what is filed and drafted stays."""

        def work(desk: Desk, _job: Job) -> Changes:
            return marking_stores.renew(desk, file)

        self._session.do(work, lambda _: self.banner.say("ok", tr("Đã mở yêu cầu mới; phiếu và nháp giữ nguyên.")),
                         self._failed)  # fmt: skip

    def _ask_where(self) -> None:
        folder = pickers.folder(self, tr("Ghi gói phiếu vào đâu"))
        if folder is not None:
            self.send(folder)

    def _ask_newer(self) -> None:
        file = pickers.package(self, tr("Chọn tệp yêu cầu chấm"))
        if file is not None:
            self.take(file)

    def _sent(self, sealed: Sealed) -> None:
        self._file = sealed.path
        self.send_button.setEnabled(True)
        self.folder_button.show()
        words = tr("Đã ký và đọc lại {n} phiếu: {path}. Gửi tệp này về bằng USB, thư điện tử hay Zalo; gửi hai lần "
                   "cũng không sao.", n=sealed.sheets, path=str(sealed.path))  # fmt: skip
        self.banner.say("ok", words)
        self._session.told.emit(tr("Đã ký {n} phiếu để gửi lại.", n=sealed.sheets))
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.send_button.setEnabled(True)
        self.banner.say("error", messages.of_error(error))

    def _changed(self, changes: Changes) -> None:
        if changes.touches("appraisals") or changes.touches("packages"):
            self.refresh()

    def _show(self, progress: Progress) -> None:
        held = progress.held
        if progress.unsent:
            self.standing.say("warn", tr("{n} phiếu chưa gửi. Gửi một phần trước cũng được.", n=progress.unsent))
        elif progress.done >= progress.initiatives and progress.sent:
            self.standing.say("ok", tr("Đã chấm xong và đã ký mọi phiếu."))
        else:
            self.standing.say("info", tr("Chấm ở trang «Thẩm định», xong phần nào gửi phần ấy."))
        self.facts.set_rows(
            [
                (tr("Nơi giao"), f"{held.unit_name} ({held.unit_code})"),
                (tr("Hội đồng"), held.request.council),
                (tr("Người thẩm định"), held.request.appraiser),
                (tr("Yêu cầu"), tr("số {seq}, {n} sáng kiến", seq=held.seq, n=progress.initiatives)),
                (tr("Đã nộp phiếu"), tr("{n} trên {all}", n=progress.filed, all=progress.initiatives)),
                (tr("Xin không chấm"), str(progress.declined) if progress.declined else ""),
            ]
        )
        self.code.set_code(progress.key_code)
        rows = [(tr("Gói {seq}", seq=row["seq"]), f"{when(row['created_at'])}  ·  {Path(row['path']).name}")
                for row in progress.sent]  # fmt: skip
        self.sent.set_rows(rows or [(tr("Chưa gửi"), tr("Chưa có gói phiếu nào."))])

    def _build(self) -> None:
        self.head = PageHead(tr("Gửi lại phiếu"), None, (self.newer_button, self.send_button))
        told, history = Card(tr("Được giao chấm")), Card(tr("Đã ký để gửi"))
        told.body.addWidget(self.facts)
        history.body.addWidget(self.sent)
        history.body.addWidget(label(tr("Mỗi gói mang mọi phiếu đã nộp tới lúc ấy; gửi lại gói cũ không làm mất gì."),
                                     "muted", wrap=True))  # fmt: skip
        row = QHBoxLayout()
        row.addWidget(self.folder_button)
        row.addStretch(1)
        self.folder_button.hide()
        scroll = Scroll()
        scroll.body.setContentsMargins(0, 0, 4, 0)
        scroll.body.addWidget(self.standing)
        scroll.body.addWidget(self.banner)
        scroll.body.addLayout(row)
        for part in (told, self.code, history):
            scroll.body.addWidget(part)
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(10)
        column.addWidget(self.head)
        column.addWidget(scroll, 1)
