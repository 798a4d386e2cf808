"""The register's own copies of packages: under its key at rest, in the clear only while they are being used."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from db import hidden_files
from db.backup_packages import CLEAR, HIDDEN, PURPOSE
from desktop import paths
from desktop.desk import Desk
from domain.errors import TroubleError

SUFFIX = HIDDEN
_OPENED = ".opened-"


def hide(desk: Desk) -> bool:
    """Puts one copy that stands in the clear under the register's key; whether there may be more.

    A plain register hides nothing: its key stands beside it.
    """
    if desk.plain:
        return False
    clear = next(_clear(desk.home), None)
    if clear is None:
        return False
    hidden_files.hide(clear, _hidden(clear), desk.derived(PURPOSE))
    clear.unlink()
    return True


def hide_all(desk: Desk) -> None:
    """As `hide`, until there is no more; what other programs left half open is taken away. Trouble waits for the next
    time: nobody is kept from his register by a copy."""
    with contextlib.suppress(OSError, TroubleError):
        for left in (desk.home / "packages").glob(f"{_OPENED}*"):
            shutil.rmtree(left, ignore_errors=True)
        while hide(desk):
            pass


@contextlib.contextmanager
def opened(desk: Desk, kept: Path) -> Iterator[Path]:
    """The copy as a file in the clear, for as long as it is needed; a file that is not hidden is given as it is.

    TroubleError package_changed for one that somebody meddled with.
    """
    hidden = _hidden(kept)
    if kept.exists() or not hidden.exists():
        yield kept
        return
    folder = Path(tempfile.mkdtemp(prefix=_OPENED, dir=desk.home / "packages"))
    try:
        target = folder / kept.name
        with target.open("wb") as writing:
            for piece in hidden_files.shown(hidden, desk.derived(PURPOSE)):
                writing.write(piece)
        yield target
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def lent(desk: Desk, kept: Path) -> Path:
    """As `opened`, a copy that stays until `give_back`: for work on other threads. Where the register has none, its
    own path, so that whoever reads it says so."""
    if not there(kept):
        return kept
    folder = Path(tempfile.mkdtemp(prefix=_OPENED, dir=desk.home / "packages"))
    with opened(desk, kept) as clear:
        shutil.copyfile(clear, folder / kept.name)
    return folder / kept.name


def give_back(borrowed: Path) -> None:
    """The copy that was lent is no longer needed. May be called twice."""
    if borrowed.parent.name.startswith(_OPENED):
        shutil.rmtree(borrowed.parent, ignore_errors=True)


def there(kept: Path) -> bool:
    """Whether the register still has the copy, hidden or not."""
    return kept.exists() or _hidden(kept).exists()


def size_bytes(kept: Path) -> int:
    """About how large the copy is; 0 where there is none."""
    for file in (kept, _hidden(kept)):
        with contextlib.suppress(OSError):
            return file.stat().st_size
    return 0


def _hidden(kept: Path) -> Path:
    return kept.with_name(kept.name + SUFFIX)


def _clear(home: Path) -> Iterator[Path]:
    for folder in (paths.sent(home), paths.received(home), paths.receipts(home)):
        yield from sorted(folder.glob(f"*{CLEAR}"))
