"""USB sticks and other places a package can be handed over by: which are there, and whether one can write to them."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QStorageInfo

_MOUNTED_UNDER = ("/media/", "/run/media/", "/Volumes/")
_REMOVABLE = 2  # DRIVE_REMOVABLE of GetDriveTypeW


@dataclass(frozen=True)
class Place:
    """A folder to write to. `name` is the stick's label or the folder's name; bytes are 0 where nobody can tell."""

    path: Path
    name: str
    free_bytes: int
    total_bytes: int
    writable: bool


def removable() -> list[Place]:
    """The removable drives mounted now, by name. It may wait for a slow drive: not for the screen's thread."""
    found = [volume for volume in QStorageInfo.mountedVolumes() if volume.isReady() and is_removable(volume)]
    return sorted((_place(volume) for volume in found), key=lambda place: place.name)


def at(folder: Path) -> Place:
    """The same about any folder; a folder that is not there has no room and cannot be written to."""
    if not folder.is_dir():
        return Place(folder, folder.name, 0, 0, writable=False)
    volume = QStorageInfo(str(folder))
    writable = not volume.isReadOnly() and os.access(folder, os.W_OK)
    return Place(folder, folder.name or str(folder), volume.bytesAvailable(), volume.bytesTotal(), writable)


def is_stick(path: Path) -> bool:
    """Whether `path` lies on a drive that can be pulled out; may wait for a slow drive."""
    volume = QStorageInfo(str(path))
    return volume.isReady() and is_removable(volume)


def _place(volume: QStorageInfo) -> Place:
    path = Path(volume.rootPath())
    writable = not volume.isReadOnly() and os.access(path, os.W_OK)
    name = volume.name() or path.name or volume.rootPath()
    return Place(path, name, volume.bytesAvailable(), volume.bytesTotal(), writable)


def is_removable(volume: QStorageInfo) -> bool:
    root = volume.rootPath()
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(root)) == _REMOVABLE
    if root.startswith(_MOUNTED_UNDER):
        return True
    disk = bytes(volume.device().data()).decode(errors="replace").removeprefix("/dev/").rstrip("0123456789")
    flag = Path("/sys/block") / disk / "removable"
    return bool(disk) and flag.is_file() and flag.read_text().strip() == "1" and root != "/"
