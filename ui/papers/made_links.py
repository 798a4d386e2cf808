"""What can be done with a paper that has just been made."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ui.common.buttons import button
from ui.common.flow import Flow
from ui.words import tr


class MadeLinks(QWidget):
    """In several lines where there is little room; hidden until there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.print = button(tr("In…"), "print")
        self.open_file = button(tr("Mở tệp"), "document")
        self.open_folder = button(tr("Mở thư mục"), "folder_open")
        self.sign = button(tr("Ký số…"), "certificate")
        row = Flow(self)
        for one in (self.print, self.open_file, self.open_folder, self.sign):
            row.addWidget(one)
        self.hide()
