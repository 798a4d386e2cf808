"""Watches the scanner's folder: whoever has just scanned a paper is offered it without looking for it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from desktop import scans

KNOWN = 10_000  # a folder of years of scans


class ScanWatch(QObject):
    """`came(Path)` with a file that was not there when the watching began, once for each."""

    came = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        self._known: dict[Path, float] = {}

    def watch(self, folder: Path | None) -> None:
        """This folder from now on; None for none."""
        wanted = [str(folder)] if folder is not None else []
        if self._watcher.directories() == wanted:
            return
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        if wanted:
            self._watcher.addPaths(wanted)
        self._known = dict(scans.newest(folder, KNOWN)) if folder is not None else {}

    def _look(self, folder: str) -> None:
        for path, made_at in reversed(scans.newest(Path(folder))):
            if path not in self._known:
                self.came.emit(path)
            self._known[path] = made_at
