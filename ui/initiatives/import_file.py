"""Choosing the file to bring in: drop it, or browse for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.labels import Icon, label
from ui.words import tr

ENDINGS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".txt", ".html", ".htm")


class FilePanel(QWidget):
    """`changed(Path or None)` when a file has been chosen."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAcceptDrops(True)
        self._file: Path | None = None
        self.banner = Banner()
        self.browse = Button(tr("Chọn tệp…"), "folder_open")
        self.browse.clicked.connect(self._browse)
        self._name = label(tr("Kéo tệp danh sách vào đây"), "heading", wrap=True)
        self._where = label(tr("hoặc"), "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.banner)
        column.addWidget(self._ground(), 1)
        hint = tr("Các cột được nhận theo tên, không cần đúng thứ tự.")
        column.addWidget(label(hint, "small", wrap=True))
        self.setFocusProxy(self.browse)

    def chosen(self) -> Path | None:
        return self._file

    def choose(self, file: Path) -> None:
        self._file = file
        self.banner.clear()
        self._name.setText(file.name)
        self._where.setText(str(file.parent))
        self.browse.setText(tr("Chọn tệp khác…"))
        self.changed.emit(file)

    def say(self, sentence: str) -> None:
        """Why the file could not be read."""
        self.banner.say("error", sentence)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        file = _dropped(event)
        if file is not None:
            event.acceptProposedAction()
            self.choose(file)

    def _ground(self) -> QFrame:
        ground = QFrame()
        ground.setProperty("look", "card")
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.browse)
        row.addStretch(1)
        column = QVBoxLayout(ground)
        column.setContentsMargins(24, 24, 24, 24)
        column.addStretch(1)
        for part in (Icon("document_table", "accent", 2.2), self._name, self._where):
            part.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(part)
        column.addLayout(row)
        column.addStretch(1)
        return ground

    def _browse(self) -> None:
        start = self._file.parent if self._file else QStandardPaths.writableLocation(_DOCUMENTS)
        kinds = " ".join(f"*{ending}" for ending in ENDINGS)
        name, _kind = QFileDialog.getOpenFileName(
            self, tr("Chọn tệp danh sách"), str(start), f"{tr('Bảng tính')} ({kinds})"
        )
        if name:
            self.choose(Path(name))


_DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation


def _dropped(event: QDropEvent) -> Path | None:
    """The one local file that is being dropped, if it may hold a list."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 and files[0].suffix.lower() in ENDINGS else None
