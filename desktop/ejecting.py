"""Letting go of a stick: the system writes what it still holds and says itself that nothing uses the stick any more."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QStorageInfo

from desktop import drives
from domain.errors import TroubleError

PATIENCE_S = 60
_BUSY = ("busy", "in use", "being used")
# Not tested on Windows. The verb is what the Explorer's own menu does; the drive is gone some moments later.
_WINDOWS = (
    "(New-Object -ComObject Shell.Application).NameSpace(17).ParseName('{drive}').InvokeVerb('Eject');"
    " foreach ($i in 1..20) {{ Start-Sleep -Milliseconds 500; if (-not (Test-Path '{drive}\\')) {{ exit 0 }} }}; exit 1"
)


def can_eject(path: Path) -> bool:
    """Whether `path` lies on a drive that can be pulled and this system can let go of; may wait for a slow drive."""
    volume = QStorageInfo(str(path))
    return volume.isReady() and drives.is_removable(volume) and bool(_ways(volume))


def eject(path: Path) -> None:
    """Lets go of the drive `path` lies on. TroubleError drive_in_use, drive_not_let_go; both may be tried again."""
    volume = QStorageInfo(str(path))
    root, said = Path(volume.rootPath()), ""
    for way in _ways(volume):
        try:
            done = subprocess.run(way, capture_output=True, text=True, timeout=PATIENCE_S, check=False,
                                  env=os.environ | {"LC_ALL": "C"})  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            continue
        if not _is_there(root):
            return
        said += (done.stdout + done.stderr).lower()
    busy = any(word in said for word in _BUSY)
    raise TroubleError("drive_in_use" if busy else "drive_not_let_go", again=True, path=str(root))


def _ways(volume: QStorageInfo) -> list[list[str]]:
    """The programs that can do it, the friendliest first."""
    root, device = volume.rootPath(), bytes(volume.device().data()).decode(errors="replace")
    if sys.platform == "win32":
        script = _WINDOWS.format(drive=root[:2])
        known = [["powershell", "-NoProfile", "-NonInteractive", "-Command", script]]
    elif sys.platform == "darwin":
        known = [["diskutil", "eject", root]]
    else:
        known = [["gio", "mount", "--eject", root], ["udisksctl", "unmount", "--no-user-interaction", "-b", device],
                 ["umount", root]]  # fmt: skip
    return [way for way in known if shutil.which(way[0])]


def _is_there(root: Path) -> bool:
    return root.exists() if sys.platform == "win32" else root.is_mount()
