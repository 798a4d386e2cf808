"""The register's own copies of packages: under its key from the first byte on, open only in memory."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Literal

from db import aside, hidden_files
from db.backup_packages import CLEAR, HIDDEN, PURPOSE
from desktop import paths
from desktop.desk import Desk
from domain.errors import TroubleError
from exports.package.place import Clear, Place, Source
from exports.transports import folder

SUFFIX = HIDDEN
_OPENED = ".opened-"  # of older versions
_AGE = ".age"  # encrypted for its receiver: it needs no second cover


@dataclass(frozen=True)
class Copy:
    """A copy to be read; it may be hidden between one opening and the next."""

    path: Path
    _key: bytes = field(repr=False)

    @property
    def name(self) -> str:
        return self.path.name

    def __str__(self) -> str:
        return str(self.path)

    def open(self, _mode: Literal["rb"] = "rb") -> BinaryIO:
        """TroubleError package_changed for one that somebody meddled with."""
        hidden = _hidden(self.path)
        return hidden_files.opened(hidden, self._key) if hidden.exists() else self.path.open("rb")


@dataclass(frozen=True)
class _Hidden:
    """A place where nothing ever lies in the clear."""

    path: Path
    _key: bytes = field(repr=False)

    def source(self) -> Source:
        return Copy(self.path, self._key)

    def appearing(self) -> AbstractContextManager[BinaryIO]:
        if self.path.suffix == _AGE:
            return Clear(self.path).appearing()
        return hidden_files.appearing(_hidden(self.path), self._key)

    def aside(self) -> AbstractContextManager[BinaryIO]:
        return aside.opened(self.path.parent)


def place(desk: Desk, path: Path) -> Place:
    """Where a package of that name is laid down in this register; the file of that name is mostly not there."""
    return Clear(path) if desk.plain else _Hidden(path, desk.derived(PURPOSE))


def source(desk: Desk, path: Path) -> Source:
    """What to read a package from, its own copy or any file. Good on any thread, for as long as the register has it."""
    return Copy(path, desk.derived(PURPOSE))


def keep(desk: Desk, came: Path, kept: Path) -> None:
    """A package that came, as the register's own copy, read back before it counts.

    TroubleError as `folder.deliver`.
    """
    given = source(desk, came)
    sha256 = folder.file_sha256(given)
    if desk.plain or kept.suffix == _AGE:
        folder.deliver(given, kept.parent, kept.name, sha256, step=lambda _done, _total: None)
    else:
        folder.lay_down(given, place(desk, kept), sha256)


def hand_out(desk: Desk, kept: Path, to: Path, sha256: str) -> Path:
    """The copy as it was sealed, in a folder somebody chose; errors as `folder.deliver`."""
    return folder.deliver(source(desk, kept), to, kept.name, sha256, step=lambda _done, _total: None).path


def hide(desk: Desk) -> bool:
    """Puts one copy that an older version left in the clear under the register's key; whether there may be more.

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
    """As `hide`, until there is no more; what older programs left half open is taken away. Trouble waits for the
    next time: nobody is kept from his register by a copy."""
    with contextlib.suppress(OSError, TroubleError):
        for left in (desk.home / "packages").glob(f"{_OPENED}*"):
            shutil.rmtree(left, ignore_errors=True)
        while hide(desk):
            pass


def there(kept: Path) -> bool:
    """Whether the register still has the copy, hidden or not."""
    return kept.exists() or _hidden(kept).exists()


def remove(kept: Path) -> None:
    """The copy goes, hidden or not; none is none."""
    for file in (kept, _hidden(kept)):
        file.unlink(missing_ok=True)


def size_bytes(kept: Path) -> int:
    """About how large the copy is; 0 where there is none."""
    for file in (kept, _hidden(kept)):
        with contextlib.suppress(OSError):
            return file.stat().st_size
    return 0


def _hidden(kept: Path) -> Path:
    return kept.with_name(kept.name + SUFFIX)


def _clear(home: Path) -> Iterator[Path]:
    for drawer in (paths.sent(home), paths.received(home), paths.receipts(home)):
        yield from sorted(drawer.glob(f"*{CLEAR}"))
