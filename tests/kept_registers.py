"""Registers that many tests begin with: worked in once, then copied."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Hashable
from pathlib import Path

_made: dict[Hashable, Path] = {}
_ground = tempfile.TemporaryDirectory(prefix="kept-registers-")


def copy(name: Hashable, home: Path, make: Callable[[Path], None]) -> None:
    """Puts into `home`, which is not there yet, what `make(home)` makes; called once for each `name`, it must close
    what it opens and write no path of where it is."""
    if name not in _made:
        kept = Path(_ground.name) / str(len(_made))
        make(kept)
        _made[name] = kept
    shutil.copytree(_made[name], home)
