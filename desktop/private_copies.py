"""Copies of evidence for other programs to open: in a folder of this person alone, gone as soon as they can go."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import weakref
from pathlib import Path

from PySide6.QtCore import QLockFile

PREFIX, LOCK = "sangkien-xem-", "lock"
STALE_S = 86_400  # a folder without a lock is of a version that made none


class PrivateCopies:
    """Made when first needed; `clean()` may be called at any time, `sweep()` once at a start."""

    def __init__(self, below: Path | None = None) -> None:
        self._below = below or Path(tempfile.gettempdir())
        self._folder: Path | None = None
        self._lock: QLockFile | None = None
        self._finalizer: weakref.finalize[..., PrivateCopies] | None = None

    def place_for(self, name: str) -> Path:
        """A path where nothing stands yet, in a folder of its own so that the name can stay as it is."""
        if self._folder is None:
            self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self._below))  # for this person alone
            self._lock = _locked(self._folder)
            self._finalizer = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return Path(tempfile.mkdtemp(dir=self._folder)) / name

    def clean(self) -> bool:
        """Deletes the copies; False while one is held open by another program, as Windows does: try again later."""
        folder = self._folder
        if folder is None:
            return True
        for copy in folder.iterdir():
            if copy.is_dir():
                shutil.rmtree(copy, ignore_errors=True)
        if any(copy.is_dir() for copy in folder.iterdir()):
            return False
        if self._lock is not None:
            self._lock.unlock()
        if self._finalizer is not None:
            self._finalizer()
        self._folder = self._lock = self._finalizer = None
        return True

    def sweep(self) -> None:
        """Deletes what a program that was cut off has left; the copies of one that runs beside this stay."""
        for left in self._below.glob(f"{PREFIX}*"):
            try:
                mine = not hasattr(os, "getuid") or left.stat().st_uid == os.getuid()
                if left != self._folder and mine and _left_behind(left):
                    shutil.rmtree(left, ignore_errors=True)
            except OSError:
                continue


def _locked(folder: Path) -> QLockFile:
    """A lock that a living program holds and a dead one loses at once."""
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)
    lock.tryLock(0)
    return lock


def _left_behind(folder: Path) -> bool:
    if not (folder / LOCK).exists():
        return time.time() - folder.stat().st_mtime > STALE_S
    lock = QLockFile(str(folder / LOCK))
    lock.setStaleLockTime(0)
    return lock.tryLock(0)
