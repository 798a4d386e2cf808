"""Whether the store's file still stands where it was opened: what is written into one that was taken away is lost."""

from __future__ import annotations

import os
from pathlib import Path

from domain.errors import TroubleError


class Whereabouts:
    """A file as it was when it was opened.

    A program that has it open notices nothing when its folder is moved or deleted: it goes on writing into a file
    that nobody will find. Windows forbids that, and its numbers of files on old sticks change.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._was = self._look()

    def demand(self) -> None:
        """TroubleError unless that very file still stands there."""
        now = self._look()
        if now is None:
            raise TroubleError("register_gone", again=True, path=str(self._path.parent))
        if os.name == "posix" and now != self._was:
            raise TroubleError("register_replaced", path=str(self._path.parent))

    def _look(self) -> tuple[int, int] | None:
        try:
            held = self._path.stat()
        except OSError:
            return None
        return held.st_dev, held.st_ino
