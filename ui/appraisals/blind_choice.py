"""Whether the council marks without knowing whose it is: a switch for whoever keeps its book."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.banner import Banner
from ui.common.labels import label
from ui.common.tick_box import TickBox
from ui.words import tr


class BlindChoice(QWidget):
    """chosen(bool)   somebody set it; whoever hears it says with `show_choice` what holds afterwards"""

    chosen = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = TickBox(tr("Chấm ẩn tên tác giả, đơn vị"))
        self.box.setObjectName("blind")
        self.note = label(tr("Tên trong chữ và tên tệp được che; trong nội dung tệp minh chứng thì không."), "small",
                          wrap=True)  # fmt: skip
        self.banner = Banner()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in (self.box, self.note, self.banner):
            column.addWidget(part)
        self.box.clicked.connect(self.chosen)

    def show_choice(self, blind: bool, problem: str = "") -> None:
        self.box.setChecked(blind)
        self.note.setVisible(blind)
        self.banner.say("warn", problem)
