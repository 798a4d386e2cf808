"""Where papers are put, and another place for them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.labels import label
from ui.words import tr


class FolderLine(QWidget):
    """picked(path)   another folder was chosen; whoever hears it calls `show_folder`"""

    picked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = Path()
        self._where = label("", "small", wrap=True)
        self.other = Button(tr("Đổi thư mục…"), look="link")
        self.other.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._where, 1)
        row.addWidget(self.other)

    def show_folder(self, folder: Path) -> None:
        self._folder = folder
        self._where.setText(tr("Lưu vào: {path}", path=str(folder)))

    def _choose(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, tr("Nơi lưu văn bản"), str(self._folder))
        if chosen:
            self.picked.emit(Path(chosen))
