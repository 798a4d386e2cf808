"""Whether a folder of this PC is a place for a register: asked of the system, judged by the rules."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from desktop import drives
from domain import home_place
from domain.errors import RuleError
from domain.home_place import Judgement

_REMOTE = 4  # DRIVE_REMOTE of GetDriveTypeW
_SYNCED_BY = {"OneDrive": "OneDrive", "OneDriveCommercial": "OneDrive", "OneDriveConsumer": "OneDrive"}
_CLOUD_TAG, _CLOUD_TAG_MASK = 0x9000001A, 0xFFFF0FFF  # IO_REPARSE_TAG_CLOUD and the nibble that numbers the provider


def judge(home: Path) -> Judgement:
    """What the folder is, or the nearest one above it that is there. It may wait for a slow drive: not for the screen's
    thread."""
    home = Path(os.path.realpath(home))  # a link into such a folder is that folder
    for variable, cloud in _SYNCED_BY.items():
        synced = os.environ.get(variable)
        if synced and Path(os.path.realpath(synced)) in (home, *home.parents):
            return Judgement(home_place.CLOUD, cloud)
    there = next((folder for folder in (home, *home.parents) if folder.exists()), home)
    if sys.platform == "win32" and any(_kept_by_a_cloud(folder) for folder in (there, *there.parents)):
        return Judgement(home_place.CLOUD)
    volume = QStorageInfo(str(there))
    disk = bytes(volume.fileSystemType().data()).decode(errors="replace")
    return home_place.judged(
        home.parts, disk=disk, remote=_remote(volume), removable=drives.is_removable(volume),
        markers=_markers(there),
    )  # fmt: skip


def demand_safe(home: Path) -> Judgement:
    """RuleError where a store would be torn: on a share, or in a folder that a program copies elsewhere. Returns what
    the folder is otherwise."""
    found = judge(home)
    if found.kind == home_place.CLOUD:
        raise RuleError("home_in_cloud", field="home", path=str(home), name=found.name or "cloud")
    if found.kind == home_place.NETWORK:
        raise RuleError("home_on_network", field="home", path=str(home))
    return found


def can_be_pulled(home: Path) -> bool:
    """Whether the folder lies on a stick: allowed, with a word about it."""
    return judge(home).kind == home_place.REMOVABLE


def _markers(there: Path) -> Iterator[str]:
    own = Path.home()
    for folder in (there, *there.parents):
        # The home folder of Linux and macOS holds a `.dropbox` of its own: settings, nothing that is synced.
        for marker in home_place.MARKERS if folder != own else ():
            with contextlib.suppress(OSError):
                if (folder / marker).exists():
                    yield marker


def _remote(volume: QStorageInfo) -> bool:
    if sys.platform == "win32":
        import ctypes

        return int(ctypes.windll.kernel32.GetDriveTypeW(volume.rootPath())) == _REMOTE
    return False


def _kept_by_a_cloud(folder: Path) -> bool:
    """Whether Windows itself says that the folder's files come from a cloud."""
    with contextlib.suppress(OSError):
        held = folder.lstat()
        tag = int(getattr(held, "st_reparse_tag", 0))
        recalled = getattr(stat, "FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS", 0x400000)
        return tag & _CLOUD_TAG_MASK == _CLOUD_TAG or bool(int(getattr(held, "st_file_attributes", 0)) & recalled)
    return False
