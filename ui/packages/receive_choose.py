"""First step of receiving: which files, folders and sticks."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import drives
from desktop.drives import Place
from desktop.operations import receiving
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.scroll import Scroll
from ui.packages import pickers
from ui.packages.places import LOOK_AGAIN_MS
from ui.packages.row_card import RowCard
from ui.packages.wording import size_words
from ui.session import Session
from ui.words import tr


class SourcesStep(QWidget):
    """What was chosen so far. `changed` when something came or went."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen: list[Path] = []
        self._sticks: list[Place] = []
        self._asking = False
        self.counts: dict[Path, int] = {}
        self.cards: list[RowCard] = []
        self.setAcceptDrops(True)
        self.empty = Empty(
            "arrow_import",
            tr("Thả tệp gói vào đây"),
            tr("hoặc chọn tệp, chọn cả thư mục; USB đang cắm tự hiện ở dưới."),
        )
        self.empty.setMinimumHeight(190)
        self.files_button = Button(tr("Chọn tệp…"), "document")
        self.folder_button = Button(tr("Chọn thư mục…"), "folder_open")
        self.files_button.clicked.connect(lambda: self.add(pickers.packages(self, tr("Chọn gói để nhận"))))
        self.folder_button.clicked.connect(self._pick_folder)
        self._scroll = Scroll()
        self._scroll.body.setContentsMargins(0, 0, 4, 0)
        self._scroll.body.setSpacing(8)
        self._scroll.body.addStretch(1)
        drop = Card()
        drop.fill(self.empty)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.files_button)
        buttons.addWidget(self.folder_button)
        self.total = label("", "label")
        buttons.addStretch(1)
        buttons.addWidget(self.total)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._drop = drop
        column.addWidget(drop)
        column.addLayout(buttons)
        column.addWidget(self._scroll, 1)
        self._timer = QTimer(self, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)

    def chosen(self) -> list[Path]:
        """Files and folders in the order they came."""
        return list(self._chosen)

    def add(self, paths: Iterable[Path]) -> None:
        """Takes more files and folders; those that are there already are not taken twice."""
        self._chosen = list(dict.fromkeys([*self._chosen, *paths]))
        self._show()
        self.changed.emit()
        folders = [path for path in self._chosen if path not in self.counts]
        if folders:
            self._session.ask(lambda _job: receiving.counted(folders), self._counted)

    def set_sticks(self, sticks: list[Place]) -> None:
        """The sticks that are in now, offered below."""
        if sticks != self._sticks:
            self._sticks = sticks
            self._show()

    def look(self) -> None:
        if not self._asking:
            self._asking = True
            self._session.ask(lambda _job: drives.removable(), self._found, lambda _error: self._found([]))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        self.add(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())

    def _counted(self, counts: dict[Path, int]) -> None:
        self.counts |= counts
        self._show()

    def _found(self, sticks: list[Place]) -> None:
        self._asking = False
        self.set_sticks(sticks)

    def _pick_folder(self) -> None:
        folder = pickers.folder(self, tr("Chọn thư mục có gói"))
        if folder is not None:
            self.add([folder])

    def _drop_out(self, path: Path) -> None:
        self._chosen.remove(path)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        for card in self.cards:
            self._scroll.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        offered = [stick for stick in self._sticks if stick.path not in self._chosen]
        self.cards = [*map(self._card, self._chosen), *map(self._offer, offered)]
        for at, card in enumerate(self.cards):
            self._scroll.body.insertWidget(at, card)
            card.show()
        self._drop.setVisible(len(self._chosen) < 3)
        known = sum(self.counts.get(path, 0) for path in self._chosen)
        self.total.setText(tr("Sẽ xem {n} tệp gói.", n=written(known)) if self._chosen else "")

    def _card(self, path: Path) -> RowCard:
        out = Button(tr("Bỏ"), "dismiss")
        out.setAccessibleName(tr("Bỏ {name}", name=path.name))
        out.clicked.connect(lambda: self._drop_out(path))
        icon = "folder_open" if path.is_dir() else "folder_zip"
        lines = [str(path)]
        if path in self.counts and icon == "folder_open":
            lines.insert(0, tr("{n} tệp gói", n=written(self.counts[path])))
        return RowCard(icon, "accent", path.name or str(path), lines, [out], parent=self)

    def _offer(self, stick: Place) -> RowCard:
        take = Button(tr("Lấy gói từ USB này"), "add")
        take.clicked.connect(lambda: self.add([stick.path]))
        room = tr("USB, {total}", total=size_words(stick.total_bytes)) if stick.total_bytes else tr("USB")
        return RowCard("usb_stick", "muted", stick.name, [f"{room}  ·  {stick.path}"], [take], parent=self)
