"""What every way a sealed package can leave this PC by has in common, and what each of them promises."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from domain.errors import TroubleError
from exports.package.place import Source

Step = Callable[[int, int], None]
Keep = Callable[[str, int], None]
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Parcel:
    """A file to hand over under `name`; `sha256` (hex) is what it had when it was sealed."""

    source: Source
    name: str
    sha256: str


@dataclass(frozen=True)
class Arrival:
    """Where the file lies at the far end; `already_there` when the same bytes stood there before."""

    where: str
    size_bytes: int
    already_there: bool = False


class Channel(Protocol):
    """One way out.

    A package arrives whole or not at all, under its name; sending it twice is harmless; stopping leaves nothing that
    could be taken for it; another file of that name is not written over; nothing at the far end is removed; a file
    that changed since it was sealed is not sent. A channel never tries again by itself and never touches the register.
    """

    def deliver(self, parcel: Parcel, mark: str, *, step: Step, keep: Keep) -> Arrival:
        """Hands the parcel over, once.

        `step(done, total)` counts bytes and may raise to stop. `keep(mark, bytes)` says how much the far end is known
        to have and by which mark it is gone on with: the mark of an earlier try goes in again, "" the first time.
        TroubleError; its `again` says whether the very same may succeed later.
        """
        ...  # pragma: no cover


def digest_of(file: BinaryIO) -> str:
    """The SHA-256 (hex) of what is left of a file, which is then at its end."""
    digest = hashlib.sha256()
    while piece := file.read(_CHUNK):
        digest.update(piece)
    return digest.hexdigest()


def checked(source: Source, sha256: str) -> int:
    """The size of a file that is still what was sealed. TroubleError: package_missing, package_changed."""
    try:
        with source.open("rb") as file:
            digest, size = digest_of(file), file.tell()
    except OSError as error:
        raise TroubleError("package_missing", again=True, path=str(source)) from error
    if digest != sha256:
        raise TroubleError("package_changed", path=str(source))
    return size
