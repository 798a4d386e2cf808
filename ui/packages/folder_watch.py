"""The folder that is watched for packages: how many new ones lie there, and the button that takes them in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QTimer, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.jobs import Job
from desktop.operations.watched_folders import PURPOSE, WatchedFolder
from desktop.settings import Settings
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.labels import Icon, label
from ui.packages import pickers
from ui.session import Session
from ui.words import tr

LOOK_AGAIN_MS = 20_000  # a share does not say when something comes
SOON_MS = 800  # a file that has just appeared is still being written


class FolderWatch(QWidget):
    """`receive_asked(paths)` with the packages that are new. Nothing is taken in by itself: a person looks first."""

    receive_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None, settings: Settings | None = None) -> None:
        super().__init__(parent)
        self._session, self._settings = session, settings or Settings()
        self._folder: WatchedFolder | None = None
        self._job: Job | None = None
        self.new: list[Path] = []
        self.banner = Banner()
        self.banner.clicked.connect(lambda: self.receive_asked.emit(list(self.new)))
        self._words = label("", "muted", wrap=True)
        self.choose_button = Button(tr("Theo dõi thư mục…"), "folder_open")
        self.stop_button = Button(tr("Thôi theo dõi"), "dismiss")
        self.choose_button.clicked.connect(self._pick)
        self.stop_button.clicked.connect(lambda: self.watch(None))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Icon("eye"))
        row.addWidget(self._words, 1)
        row.addWidget(self.stop_button)
        row.addWidget(self.choose_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addLayout(row)
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self.look)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(lambda _folder: self._soon.start())
        self._again = QTimer(self, interval=LOOK_AGAIN_MS)
        self._again.timeout.connect(self.look)
        self.watch(self._settings.folder(PURPOSE), keep=False)

    def watch(self, folder: Path | None, *, keep: bool = True) -> None:
        """This folder from now on; None for none. The PC remembers it."""
        if keep:
            self._settings.keep_folder(PURPOSE, folder or Path())
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._folder = WatchedFolder(folder) if folder is not None and folder != Path() else None
        if self._folder is not None:
            self._watcher.addPath(str(self._folder.place))
        self.new = []
        self._show()
        self.look()

    def look(self) -> None:
        """Looks into the folder, beside the screen."""
        folder = self._folder
        if folder is None or self._job is not None:
            return
        self._job = self._session.beside(lambda desk, _job: (folder, folder.unseen(desk)), self._found, self._failed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._again.start()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._again.stop()

    def _found(self, answer: tuple[WatchedFolder, list[Path]]) -> None:
        self._job = None
        folder, new = answer
        if folder is self._folder:
            self.new = new
            self._show()

    def _failed(self, error: Exception) -> None:
        self._job = None
        self.banner.say("warn", messages.of_error(error))

    def _show(self) -> None:
        folder = self._folder
        self.stop_button.setVisible(folder is not None)
        if folder is None:
            self._words.setText(tr("Chưa theo dõi thư mục nào. Gói chép vào thư mục được theo dõi sẽ hiện ở đây."))
            self.banner.clear()
            return
        self._words.setText(tr("Đang theo dõi {path}", path=str(folder.place)))
        words = tr("Có {n} gói mới trong thư mục theo dõi.", n=len(self.new)) if self.new else ""
        self.banner.say("info", words, tr("Nhận…"))

    def _pick(self) -> None:
        folder = pickers.folder(self, tr("Chọn thư mục để theo dõi"))
        if folder is not None:
            self.watch(folder)
