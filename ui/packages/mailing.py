"""Sending a package by e-mail: the address, the drafts, and what the person says became of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop import kept_packages, messages
from desktop.operations import emailing
from desktop.operations.emailing import Drafted
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.editors import LineEdit
from ui.common.field import Field
from ui.common.labels import label
from ui.common.progress import ProgressPanel
from ui.packages import pickers
from ui.packages.wording import size_words
from ui.session import Session
from ui.words import tr


class MailDialog(QDialog):
    """`row` is the package's row of the outbox; the drafts are made here, sending is the mail program's."""

    def __init__(self, session: Session, row: dict[str, Any], recipient: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._package = session, str(row["manifest_sha256"])
        self._made: Drafted | None = None
        self.setWindowTitle(tr("Gửi gói qua thư điện tử"))
        self.setProperty("look", "page")
        self._kept = Path(row["path"])
        size = kept_packages.size_bytes(self._kept)
        self._about = label(tr("Gói số {seq} gửi {to}, {size}. Hồ sơ giấy vẫn gửi qua đường bưu điện.",
                               seq=row["seq"], to=recipient, size=size_words(size)), "muted", wrap=True)  # fmt: skip
        self.address = LineEdit(tr("congdoan@tinh.vn"))
        hint = tr("Để trống nếu sẽ ghi trong chương trình thư.")
        self.field = Field(tr("Địa chỉ nhận"), self.address, help_text=hint)
        self.banner = Banner()
        self.progress = ProgressPanel(tr("Đang soạn thư"))
        self.make = Button(tr("Soạn thư nháp"), "mail", "primary")
        self.open_button = Button(tr("Mở thư nháp"), "mail", "primary")
        self.folder_button = Button(tr("Mở thư mục"), "folder_open")
        self.copy_address, self.copy_subject = Button(tr("Chép địa chỉ")), Button(tr("Chép tiêu đề"))
        self.sent = Button(tr("Tôi đã gửi thư"), "checkmark")
        self.later = Button(tr("Đóng"))
        self._build()
        self.address.set_value(emailing.address(session.screen))
        self.make.clicked.connect(self._draft)
        self.open_button.clicked.connect(self._open)
        self.folder_button.clicked.connect(self._show_folder)
        self.copy_address.clicked.connect(lambda: self._copy(self._made.letter.to if self._made else ""))
        self.copy_subject.clicked.connect(lambda: self._copy(self._made.letter.subject if self._made else ""))
        self.sent.clicked.connect(self._sent)
        self.later.clicked.connect(self.reject)
        self.progress.ended.connect(lambda _how: self.progress.hide())
        self.address.setFocus()

    def _draft(self) -> None:
        to = self.address.value()
        self.field.set_problem("")
        self.banner.clear()
        where = None
        if emailing.folder_needed(self._session.screen, self._kept):
            where = pickers.folder(self, tr("Chọn nơi ghi thư nháp (ngoài sổ)"))
            if where is None:
                return
        self.progress.show()
        self.progress.watch(self._session.do(
            lambda desk, job: emailing.draft(desk, self._package, to, where, step=job.step), self._drafted,
            self._failed,
        ))  # fmt: skip

    def _drafted(self, made: Drafted) -> None:
        self._made = made
        count = len(made.paths)
        words = tr("Đã soạn {n} thư nháp. Mở từng thư trong chương trình thư rồi bấm gửi ở đó.", n=count)
        self.banner.say("ok", words)
        self._after.show()
        self.make.hide()
        self.copy_address.setEnabled(bool(made.letter.to))
        self.open_button.setFocus()

    def _open(self) -> None:
        """The mail program opens them; where none does, the sentence says the other way."""
        if self._made is None:
            return
        opened = [QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))) for path in self._made.paths]
        if not all(opened):
            words = tr("Máy này không mở được thư nháp. Hãy bấm «Mở thư mục» và gửi tệp gói bằng trang thư trên mạng.")
            self.banner.say("warn", words)

    def _show_folder(self) -> None:
        if self._made is not None:
            pickers.show_folder(self._made.paths[0])

    def _copy(self, words: str) -> None:
        QGuiApplication.clipboard().setText(words)
        self._session.told.emit(tr("Đã chép"))

    def _sent(self) -> None:
        self._session.do(lambda desk, _job: emailing.sent(desk, self._package), lambda _changes: self.accept(),
                         self._failed)  # fmt: skip

    def _failed(self, error: Exception) -> None:
        if isinstance(error, RuleError) and error.field == "address":
            self.field.set_problem(messages.of_error(error))
        else:
            self.banner.say("error", messages.of_error(error))

    def _build(self) -> None:
        self._after = QWidget()
        below = QVBoxLayout(self._after)
        below.setContentsMargins(0, 0, 0, 0)
        for pair in ((self.open_button, self.folder_button), (self.copy_address, self.copy_subject), (self.sent,)):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in pair:
                row.addWidget(button, 1)
            below.addLayout(row)
        self._after.hide()
        self.progress.hide()
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.later)
        foot.addWidget(self.make)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(tr("Gửi gói qua thư điện tử"), "heading"))
        shown: tuple[QWidget, ...] = (self._about, self.field, self.progress, self.banner, self._after)
        for part in shown:
            column.addWidget(part)
        column.addStretch(1)
        column.addLayout(foot)
        self.resize(self.fontMetrics().averageCharWidth() * 76, self.sizeHint().height() + 120)
