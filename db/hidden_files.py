"""Files at rest under a key of the register: written once from beginning to end, read in pieces."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.vault import derived
from domain.errors import TroubleError

MAGIC = b"sangkien-hidden/1\n"
PIECE_BYTES = 1 << 18
_SALT_BYTES, _TAG_BYTES = 16, 16


def hide(source: Path, target: Path, key: bytes) -> None:
    """The whole of `source` under `key`; `target` appears only when every byte is on the disk."""
    part, salt = target.with_name(target.name + ".part"), os.urandom(_SALT_BYTES)
    sealed = _cipher(key, salt)
    try:
        with source.open("rb") as reading, part.open("wb") as writing:
            writing.write(MAGIC + salt)
            for no, piece, last in _pieces(reading, PIECE_BYTES):
                writing.write(sealed.encrypt(_nonce(no, last), piece, MAGIC))
            writing.flush()
            os.fsync(writing.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def shown(source: Path, key: bytes) -> Iterator[bytes]:
    """What was hidden, in pieces. TroubleError package_changed as soon as a piece is not what was written, is moved, or
    the end is missing."""
    with source.open("rb") as reading:
        if reading.read(len(MAGIC)) != MAGIC:
            raise TroubleError("package_changed", path=str(source))
        sealed = _cipher(key, reading.read(_SALT_BYTES))
        for no, piece, last in _pieces(reading, PIECE_BYTES + _TAG_BYTES):
            try:
                yield sealed.decrypt(_nonce(no, last), piece, MAGIC)
            except InvalidTag as error:
                raise TroubleError("package_changed", path=str(source)) from error


def _pieces(file: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    """(number, bytes, whether it is the last): the last one is told by what comes after, so that a cut is seen."""
    no, piece = 0, file.read(size)
    while True:
        following = file.read(size)
        yield no, piece, not following
        if not following:
            return
        no, piece = no + 1, following


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    # A key for each file: nonces may then simply count.
    return AESGCM(derived(key + salt, "hidden-file/1"))


def _nonce(no: int, last: bool) -> bytes:
    return no.to_bytes(11, "big") + (b"\x01" if last else b"\x00")
