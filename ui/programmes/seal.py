"""An upper union hands its rules down: a signed package into a folder or onto a stick."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import programme_files
from desktop.operations.programmes import Installed
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.packages import pickers
from ui.packages.facts import Facts
from ui.programmes.origin import origin_words
from ui.programmes.task_head import TaskHead
from ui.session import Session
from ui.words import tr


class SealView(QWidget):
    """`closed()` when the person goes back."""

    closed = Signal()

    def __init__(self, session: Session, held: Installed, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._held = session, held
        self._busy = False
        self._written: Path | None = None
        hint = tr("Gói được ký bằng khóa của đơn vị này. Đơn vị cấp dưới nhận gói bằng «Nhận gói quy tắc…».")
        self.head = TaskHead(tr("Gửi quy định cho cấp dưới"), hint)
        self.head.left.connect(self.closed)
        self.banner, facts = Banner(), Facts()
        facts.set_rows(
            [
                (tr("Chương trình"), held.pack.title),
                (tr("Phiên bản"), held.version),
                (tr("Nguồn"), origin_words(held)),
            ]
        )
        self.go = Button(tr("Ký và ghi vào thư mục…"), "shield_checkmark", "primary")
        self.show_folder = Button(tr("Mở thư mục"), "folder_open")
        self.show_folder.hide()
        self.go.clicked.connect(self._pick)
        self.show_folder.clicked.connect(self._open_folder)
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addWidget(self.show_folder)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.head)
        column.addWidget(facts)
        column.addWidget(self.banner)
        column.addLayout(row)
        column.addStretch(1)
        self.setFocusProxy(self.go)

    def may_close(self) -> bool:
        return not self._busy

    def write_to(self, folder: Path) -> None:
        """Signs the package and writes it into a folder."""
        held = self._held
        self._busy = True
        self.go.setEnabled(False)
        self.banner.say("info", tr("Đang ký và ghi gói…"))
        self._session.do(
            lambda desk, _job: programme_files.seal(desk, held.id, folder, held.version), self._done, self._failed
        )

    def _pick(self) -> None:
        folder = pickers.folder(self, tr("Chọn nơi ghi gói quy tắc"))
        if folder is not None:
            self.write_to(folder)

    def _open_folder(self) -> None:
        if self._written is not None:
            pickers.show_folder(self._written)

    def _done(self, result: tuple[Path, object]) -> None:
        self._busy = False
        self._written = result[0]
        self.go.setEnabled(True)
        self.show_folder.show()
        words = tr("Đã ký và ghi {path}. Hãy đưa tệp này cho các đơn vị cấp dưới.", path=str(self._written))
        self.banner.say("ok", words)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self.go.setEnabled(True)
        self.banner.say("error", messages.of_error(error))
