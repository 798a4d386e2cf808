"""Copies of evidence for other programs to open: in a folder of this person alone, gone when the program ends."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import weakref
from pathlib import Path

PREFIX = "sangkien-xem-"
STALE_S = 86_400  # left behind by a program that was cut off; another may be running beside this one


class PrivateCopies:
    """Made when first needed; `clean()` may be called at any time."""

    def __init__(self, below: Path | None = None) -> None:
        self._below = below or Path(tempfile.gettempdir())
        self._folder: Path | None = None
        self._finalizer: weakref.finalize[..., PrivateCopies] | None = None

    def place_for(self, name: str) -> Path:
        """A path where nothing stands yet, in a folder of its own so that the name can stay as it is."""
        if self._folder is None:
            self._sweep()
            self._folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=self._below))  # for this person alone
            self._finalizer = weakref.finalize(self, shutil.rmtree, self._folder, ignore_errors=True)
        return Path(tempfile.mkdtemp(dir=self._folder)) / name

    def clean(self) -> None:
        """Deletes the copies; one that another program still holds open on Windows goes at a later start."""
        if self._finalizer is not None:
            self._finalizer()
        self._folder = self._finalizer = None

    def _sweep(self) -> None:
        for left in self._below.glob(f"{PREFIX}*"):
            try:
                mine = not hasattr(os, "getuid") or left.stat().st_uid == os.getuid()
                if mine and time.time() - left.stat().st_mtime > STALE_S:
                    shutil.rmtree(left, ignore_errors=True)
            except OSError:
                continue
