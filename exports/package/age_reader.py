"""Reads a file encrypted with age (age-encryption.org/v1) in place, piece by piece, and lays nothing down open."""

from __future__ import annotations

import base64
import binascii
import hmac
import io
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from domain.seekable import Seekable
from exports.package.layout import RefusedError

MAGIC = b"age-encryption.org/"
CHUNK, TAG = 64 << 10, 16
_VERSION = b"age-encryption.org/v1"
_MOST_HEADER, _MOST_STANZAS = 64 << 10, 100
_COLUMNS, _FILE_KEY, _NONCE = 64, 16, 16
_ZERO = bytes(12)


@dataclass(frozen=True)
class _Stanza:
    arguments: tuple[bytes, ...]
    body: bytes


class AgeReader(Seekable, io.RawIOBase):
    """The open content of `file`, which stays open; at most one piece of 64 KiB is held.

    It is opened by one of `secrets`, or by `file_key`, which opens this file alone. Every piece is checked when it is
    read, and the last one at once: so a cut file is refused before anything is believed of it.
    RefusedError: encryption_malformed, encryption_altered, not_for_our_key.
    """

    def __init__(self, file: BinaryIO, secrets: Sequence[bytes], file_key: bytes = b"") -> None:
        super().__init__(CHUNK)
        self._file = file
        file.seek(0)
        stanzas, covered, mac = _header(file)
        file_key = file_key or _file_key(stanzas, secrets)
        if not hmac.compare_digest(_mac(file_key, covered), mac):
            raise RefusedError("encryption_altered")
        nonce = file.read(_NONCE)
        self._start = file.tell()
        sealed = file.seek(0, os.SEEK_END) - self._start
        if len(nonce) != _NONCE or sealed < TAG:
            raise RefusedError("encryption_altered")
        self._pieces = -(-sealed // (CHUNK + TAG))
        self._cipher = ChaCha20Poly1305(_derived(file_key, nonce, b"payload"))
        last = self._open(self._pieces - 1)
        if not last and self._pieces > 1:
            raise RefusedError("encryption_altered")
        self._size = (self._pieces - 1) * CHUNK + len(last)

    def size(self) -> int:
        return self._size

    def close(self) -> None:
        self._file.close()
        super().close()

    def _open(self, no: int) -> bytes:
        self._file.seek(self._start + no * (CHUNK + TAG))
        sealed, last = self._file.read(CHUNK + TAG), no == self._pieces - 1
        try:
            return self._cipher.decrypt(no.to_bytes(11, "big") + bytes([last]), sealed, None)
        except (InvalidTag, ValueError):
            raise RefusedError("encryption_altered") from None


def file_key(file: BinaryIO, secrets: Sequence[bytes]) -> bytes:
    """The key of this file alone; RefusedError encryption_malformed, not_for_our_key."""
    file.seek(0)
    return _file_key(_header(file)[0], secrets)


def _header(file: BinaryIO) -> tuple[list[_Stanza], bytes, bytes]:
    """The stanzas, the bytes that the header's own seal covers, and that seal."""
    raw = file.read(_MOST_HEADER)
    lines = _lines(raw)
    if next(lines, (b"", 0))[0] != _VERSION:
        raise RefusedError("encryption_malformed")
    stanzas: list[_Stanza] = []
    for line, at in lines:
        if line.startswith(b"--- "):
            file.seek(at + len(line) + 1)
            return stanzas, raw[: at + 3], _decoded(line[4:], 32)
        if not line.startswith(b"-> ") or len(stanzas) == _MOST_STANZAS:
            break
        stanzas.append(_Stanza(tuple(line[3:].split(b" ")), _body(lines)))
    raise RefusedError("encryption_malformed")


def _lines(raw: bytes) -> Iterator[tuple[bytes, int]]:
    """Whole lines and where each begins."""
    at = 0
    while (end := raw.find(b"\n", at)) >= 0:
        yield raw[at:end], at
        at = end + 1


def _body(lines: Iterator[tuple[bytes, int]]) -> bytes:
    encoded = b""
    for line, _at in lines:
        encoded += line
        if len(line) < _COLUMNS:
            return _decoded(encoded)
        if len(line) > _COLUMNS:
            break
    raise RefusedError("encryption_malformed")


def _decoded(text: bytes, size: int | None = None) -> bytes:
    try:
        found = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error:
        raise RefusedError("encryption_malformed") from None
    canonical = base64.b64encode(found).rstrip(b"=") == text
    if not canonical or (size is not None and len(found) != size):
        raise RefusedError("encryption_malformed")
    return found


def _file_key(stanzas: Sequence[_Stanza], secrets: Sequence[bytes]) -> bytes:
    """The key of this file, if one of the secrets opens a stanza of it."""
    for secret in secrets:
        private = X25519PrivateKey.from_private_bytes(secret)
        own = private.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
        for stanza in stanzas:
            if stanza.arguments[0] == b"X25519" and (key := _unwrapped(stanza, private, own)) is not None:
                return key
    raise RefusedError("not_for_our_key")


def _unwrapped(stanza: _Stanza, private: X25519PrivateKey, own: bytes) -> bytes | None:
    if len(stanza.arguments) != 2 or len(stanza.body) != _FILE_KEY + TAG:
        raise RefusedError("encryption_malformed")
    share = _decoded(stanza.arguments[1], 32)
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(share))
        wrapping = _derived(shared, share + own, b"age-encryption.org/v1/X25519")
        return ChaCha20Poly1305(wrapping).decrypt(_ZERO, stanza.body, None)
    except (InvalidTag, ValueError):  # for somebody else, or a share that hides nothing
        return None


def _mac(file_key: bytes, covered: bytes) -> bytes:
    seal = HMAC(_derived(file_key, b"", b"header"), SHA256())
    seal.update(covered)
    return seal.finalize()


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt or None, info).derive(key)
