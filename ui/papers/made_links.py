"""What can be done with a paper that has just been made."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ui.common.buttons import button
from ui.words import tr


class MadeLinks(QWidget):
    """Hidden until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.print = button(tr("In…"), "print")
        self.open_file = button(tr("Mở tệp"), "document")
        self.open_folder = button(tr("Mở thư mục"), "folder_open")
        self.sign = button(tr("Ký số…"), "certificate")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for one in (self.print, self.open_file, self.open_folder, self.sign):
            row.addWidget(one)
        row.addStretch(1)
        self.hide()
