"""What sealing a package for the units below has in common: a folder to choose, waiting, and what came of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.packages import pickers
from ui.programmes.task_head import TaskHead
from ui.words import tr


class SealTask(QWidget):
    """`closed()` when the person goes back. Subclasses say what they seal in `write_to(folder)`: `begin()` first, then
    `done(path, words)` or `failed(error)`.
    """

    closed = Signal()

    def __init__(self, title: str, hint: str, folder_title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder_title = folder_title
        self._busy = False
        self._written: Path | None = None
        self.head, self.banner = TaskHead(title, hint), Banner()
        self.head.left.connect(self.closed)
        self.go = Button(tr("Ký và ghi vào thư mục…"), "shield_checkmark", "primary")
        self.show_folder = Button(tr("Mở thư mục"), "folder_open")
        self.show_folder.hide()
        self.go.clicked.connect(self._pick)
        self.show_folder.clicked.connect(self._open_folder)

    def may_close(self) -> bool:
        return not self._busy

    def write_to(self, folder: Path) -> None:
        """Signs the package and writes it into a folder."""
        raise NotImplementedError

    def begin(self) -> None:
        self._busy = True
        self.go.setEnabled(False)
        self.banner.say("info", tr("Đang ký và ghi gói…"))

    def done(self, path: Path, words: str) -> None:
        self._busy = False
        self._written = path
        self.go.setEnabled(True)
        self.show_folder.show()
        self.banner.say("ok", words)

    def failed(self, error: Exception) -> None:
        self._busy = False
        self.go.setEnabled(True)
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def lay_out(self, *parts: QWidget) -> None:
        """The head, `parts`, what is told, and the buttons."""
        row = QHBoxLayout()
        row.addWidget(self.go)
        row.addWidget(self.show_folder)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for part in (self.head, *parts, self.banner):
            column.addWidget(part)
        column.addLayout(row)
        column.addStretch(1)

    def _pick(self) -> None:
        folder = pickers.folder(self, self._folder_title)
        if folder is not None:
            self.write_to(folder)

    def _open_folder(self) -> None:
        if self._written is not None:
            pickers.show_folder(self._written)
