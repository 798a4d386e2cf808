"""The newest papers of a folder, each a link that opens it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.papers import files
from ui.words import tr

SHOWN = 8


class MadeFiles(Card):
    """picked(file)   one of them is to be opened"""

    picked = Signal(Path)

    def __init__(self) -> None:
        super().__init__(tr("Đã lập"))
        self._links = QVBoxLayout()
        self._links.setSpacing(4)
        scroll = Scroll()
        scroll.body.addLayout(self._links)
        scroll.body.addStretch(1)
        self.fill(scroll)

    def show_folder(self, folder: Path, endings: Iterable[str]) -> None:
        while (item := self._links.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        found = files.latest(folder, sorted(endings), SHOWN)
        for file in found:
            link = Button(file.name, look="link")
            link.clicked.connect(lambda _on=False, file=file: self.picked.emit(file))
            self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        if not found:
            self._links.addWidget(label(tr("Chưa có văn bản nào trong thư mục này."), "muted", wrap=True))
