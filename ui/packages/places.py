"""Choosing where a package goes: the USB sticks that are in, or a folder, each with its room in words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QHideEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop import drives
from desktop.drives import Place
from desktop.jobs import Job
from desktop.operations.servers import ReceivingServer
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.labels import Icon, label
from ui.common.pill import Mark, Pill
from ui.packages import pickers
from ui.packages.server_rows import ServerRows
from ui.packages.wording import size_words
from ui.session import Session
from ui.words import tr

LOOK_AGAIN_MS = 2500
SPARE_BYTES = 1 << 20
Seen = tuple[list[Place], Place | None]


class PlaceChooser(QWidget):
    """One of the places, or none yet. `changed` when another one is chosen, or the chosen one fits no more.

    With `servers` those of the register are offered beside sticks and folders.
    """

    changed = Signal()

    def __init__(self, session: Session, *, servers: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._need_bytes = 0
        self._sticks: list[Place] = []
        self._folder: Place | None = None
        self._chosen: Path | None = None
        self._told: Path | None = None
        self._asking = False
        self._rows: list[PlaceRow] = []
        self._shown: list[tuple[Path, str, str, str]] = []
        self._group = QButtonGroup(self)
        self._empty = Banner("info")
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.browse = Button(tr("Chọn thư mục khác…"), "folder_open")
        self.browse.clicked.connect(self._browse)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._empty)
        column.addLayout(self._list)
        below = QHBoxLayout()
        below.addWidget(self.browse)
        below.addStretch(1)
        column.addLayout(below)
        self.servers = ServerRows(session, self._group) if servers else None
        if self.servers is not None:
            column.addWidget(self.servers)
            self.servers.picked.connect(self._server_picked)
        column.addStretch(1)
        self._timer = QTimer(self, interval=LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._show()

    def add_below(self, widget: QWidget) -> None:
        """Something else to fill in before the package can leave."""
        self._column.insertWidget(self._column.count() - 1, widget)  # above the empty room

    def chosen(self) -> Path | None:
        """The folder chosen, if one can write there now; None otherwise."""
        place = self._place()
        return place.path if place and not refusal(place, self._need_bytes) else None

    def chosen_server(self) -> ReceivingServer | None:
        """The server chosen instead of a folder."""
        return self.servers.chosen() if self.servers else None

    def set_need(self, need_bytes: int) -> None:
        """How much is to be written."""
        self._need_bytes = need_bytes
        self._show()

    def set_folder(self, folder: Path) -> None:
        """Offers a folder beside the sticks and chooses it."""
        self._folder, self._chosen = drives.at(folder), folder
        self._show()
        self._tell()

    def set_sticks(self, sticks: Sequence[Place]) -> None:
        """The sticks that are in now. The only one is chosen by itself; one pulled out is no longer chosen."""
        self._sticks = list(sticks)
        if self._place() is None and self.chosen_server() is None:
            self._chosen = self._sticks[0].path if len(self._sticks) == 1 else None
        self._show()
        if self.chosen() != self._told:
            self._tell()

    def check_again(self) -> None:
        """Looks at the folder chosen once more: it may have gone since."""
        if self._folder is not None:
            self._folder = drives.at(self._folder.path)
        self._show()
        self._tell()

    def look(self) -> None:
        """Looks which sticks are in and whether the folder is there, off the screen's thread."""
        folder = self._folder.path if self._folder else None

        def work(_job: Job) -> Seen:
            return drives.removable(), drives.at(folder) if folder else None

        if not self._asking:
            self._asking = True
            self._session.ask(work, self._found, self._not_found)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _found(self, seen: Seen) -> None:
        self._asking = False
        sticks, folder = seen
        if folder is not None and self._folder is not None and folder.path == self._folder.path:
            self._folder = folder
        self.set_sticks(sticks)

    def _not_found(self, _error: Exception) -> None:
        self._asking = False
        self.set_sticks([])

    def _place(self) -> Place | None:
        known = [*self._sticks, *([self._folder] if self._folder else [])]
        return next((place for place in known if place.path == self._chosen), None)

    def _browse(self) -> None:
        folder = pickers.folder(self, tr("Chọn nơi ghi"))
        if folder is not None:
            self.set_folder(folder)

    def _choose(self, path: Path) -> None:
        self._chosen = path
        self.check_again()

    def _server_picked(self) -> None:
        self._chosen = None
        self._show()
        self._tell()

    def _tell(self) -> None:
        self._told = self.chosen()
        self.changed.emit()

    def _show(self) -> None:
        self._say()
        places = [(place, "usb_stick") for place in self._sticks]
        if self._folder is not None:
            places.append((self._folder, "folder_open"))
        told = [(place.path, place.name, *words(place, self._need_bytes)) for place, _icon in places]
        if told != self._shown:
            self._shown = told
            self._build_rows(places)
        for row in self._rows:
            row.button.setChecked(row.path == self._chosen)

    def _say(self) -> None:
        none = tr("Không thấy USB nào. Hãy cắm USB vào máy (danh sách tự hiện), hoặc chọn một thư mục.")
        if self.servers is not None and self.servers.rows:
            none = tr("Không thấy USB nào. Hãy cắm USB vào máy, chọn một thư mục, hoặc một máy chủ ở dưới.")
        several = tr("Đang cắm {n} USB. Hãy chọn đúng USB cần ghi.", n=len(self._sticks))
        unclear = several if len(self._sticks) > 1 and not self._chosen else ""
        self._empty.say("info", unclear if self._sticks or self._folder else "" if self.chosen_server() else none)

    def _build_rows(self, places: Sequence[tuple[Place, str]]) -> None:
        at_hand = next((row.path for row in self._rows if row.button.hasFocus()), None)
        old, self._rows = self._rows, [self._row(place, icon) for place, icon in places]
        for row in self._rows:
            if row.path == at_hand:
                row.button.setFocus()
        for row in old:
            self._group.removeButton(row.button)
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _row(self, place: Place, icon: str) -> PlaceRow:
        row = PlaceRow(place, icon, self._need_bytes, parent=self)
        self._group.addButton(row.button)
        row.button.clicked.connect(lambda: self._choose(place.path))
        self._list.addWidget(row)
        row.show()
        return row


class PlaceRow(QFrame):
    """One place: its name, where it is, how much room, and whether it can be used."""

    def __init__(self, place: Place, icon: str, need_bytes: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.path = place.path
        self.button = QRadioButton(place.name)
        room, said = words(place, need_bytes)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.button)
        below = label("  ·  ".join(filter(None, (str(place.path), room))), "small", wrap=True)
        lines.addWidget(below)
        self.button.setAccessibleDescription(", ".join(filter(None, (below.text(), said))))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(Icon(icon, "accent" if not said else "muted", 1.3))
        row.addLayout(lines, 1)
        row.addWidget(Pill(Mark(said, "warning", "warn") if said else Mark(tr("Ghi được"), "checkmark_circle", "ok")))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.button.click()
        event.accept()


def words(place: Place, need_bytes: int) -> tuple[str, str]:
    """How much room a place has, and why it cannot be used; "" for what nobody can tell and where there is nothing."""
    room = tr("còn trống {free}", free=size_words(place.free_bytes)) if place.total_bytes else ""
    return room, refusal(place, need_bytes)


def refusal(place: Place, need_bytes: int) -> str:
    """Why a place cannot be used, in words; "" if it can."""
    if not place.path.is_dir():
        return tr("Không còn thấy")
    if not place.writable:
        return tr("Đang khóa ghi")
    if place.total_bytes and place.free_bytes < need_bytes + SPARE_BYTES:
        return tr("Không đủ chỗ")
    return ""
