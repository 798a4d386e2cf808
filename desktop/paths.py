"""Where a register lies on this PC, and what is inside its folder."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from platformdirs import user_data_dir


def default_home() -> Path:
    """The folder of the register when none is named: SANGKIEN_HOME, else the user's own data folder."""
    named = os.environ.get("SANGKIEN_HOME")
    return Path(named) if named else Path(user_data_dir("SoSangKien", appauthor=False)) / "register"


def marking_home(name: str) -> Path:
    """The folder for what another register asks somebody here to mark, beside that of the own register."""
    return default_home().parent / "appraisals" / name


def sent(home: Path) -> Path:
    """Copies of the packages that were sealed here."""
    return _folder(home / "packages" / "sent")


def received(home: Path) -> Path:
    """Copies of the packages that were taken in here."""
    return _folder(home / "packages" / "received")


def receipts(home: Path) -> Path:
    """Receipts this register wrote."""
    return _folder(home / "packages" / "receipts")


def papers(home: Path) -> Path:
    """Where papers go as long as nobody chooses another place: beside the register, for they are in the clear.

    Those that an earlier version has written inside move there once, if nothing holds them.
    """
    beside, inside = home.with_name(f"{home.name}-papers"), home / "papers"
    if inside.is_dir() and not beside.exists():
        with contextlib.suppress(OSError):
            inside.rename(beside)
    return _folder(beside)


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path
