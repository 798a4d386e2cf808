"""Packages for the eyes of some alone: keys of recipients, sealing for them with age, opening with a key that fits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, BinaryIO

from domain.errors import RuleError, TroubleError
from exports.package import age_reader
from exports.package.age_reader import MAGIC, AgeReader
from exports.package.layout import LIMITS, RefusedError

SUFFIX = ".age"  # behind the package's own name
MOST_RECIPIENTS = 50
_IDENTITY_PREFIX = "age-secret-key-"
_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_POLYNOMIALS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


def new_identity() -> tuple[str, str]:
    """A secret key ("AGE-SECRET-KEY-1…") and what others seal for ("age1…")."""
    from pyrage import x25519  # loaded only where keys are made or packages sealed

    made = x25519.Identity.generate()
    return str(made), str(made.to_public())


def is_recipient(text: object) -> bool:
    """Whether `text` is a public key that can be sealed for; other kinds of age recipients are not."""
    return isinstance(text, str) and len(text) == 62 and len(_raw(text, "age")) == 32


def keys_told(header: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The public keys a header tells, by unit code: {"encryption": {"keys": {"27001": ["age1…"]}}}.

    What is no such key is passed over: a newer program may tell other kinds of keys beside.
    """
    told = header.get("encryption", {}).get("keys")
    units = told.items() if isinstance(told, Mapping) else ()
    found = {
        code: tuple(filter(is_recipient, keys))[:MOST_RECIPIENTS] for code, keys in units if isinstance(keys, list)
    }
    return {code: keys for code, keys in found.items() if keys}


def telling(keys: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The part of a header that `keys_told` reads; nothing where there is nothing to tell."""
    told = {code: list(held) for code, held in sorted(keys.items()) if held}
    return {"encryption": {"keys": told}} if told else {}


def encrypt(reader: BinaryIO, writer: BinaryIO, recipients: Sequence[str]) -> None:
    """All of `reader` into `writer`, piece by piece. RuleError("recipient_key_wrong") for a key that is none."""
    import pyrage

    if not recipients or not all(map(is_recipient, recipients)):
        raise RuleError("recipient_key_wrong")
    keys = [pyrage.x25519.Recipient.from_str(text) for text in dict.fromkeys(recipients)]
    pyrage.encrypt_io(reader, writer, keys)


def is_encrypted(file: BinaryIO) -> bool:
    """Leaves the file at its beginning. TroubleError("file_unreadable")."""
    with _readable():
        file.seek(0)
        start = file.read(len(MAGIC))
        file.seek(0)
    return start == MAGIC


def opened(file: BinaryIO, identities: Sequence[str]) -> BinaryIO:
    """The package itself, to be read at any place: `file`, or what one of the secret keys opens of it.

    RefusedError: package_encrypted (no key was given), package_too_large, and those of `AgeReader`.
    """
    if not is_encrypted(file):
        return file
    if not identities:
        raise RefusedError("package_encrypted")
    with _readable():
        reader: Any = AgeReader(file, _secrets(identities))
    if reader.size() > LIMITS.file_bytes:
        raise RefusedError("package_too_large", limit_mb=LIMITS.file_bytes >> 20)
    found: BinaryIO = reader
    return found


def file_key(file: BinaryIO, identities: Sequence[str]) -> bytes:
    """What opens this encrypted file and no other; b"" where none of the keys does, or there is nothing to open."""
    try:
        with _readable():
            return age_reader.file_key(file, _secrets(identities)) if identities else b""
    except RefusedError:
        return b""


def _secrets(identities: Sequence[str]) -> list[bytes]:
    return [_raw(identity.lower(), _IDENTITY_PREFIX) for identity in identities]


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise TroubleError("file_unreadable", again=True, reason=error.strerror or str(error)) from error


def _raw(text: str, prefix: str) -> bytes:
    """The bytes that Bech32 text with this prefix (BIP 173) carries; b"" where it is not such text."""
    start = f"{prefix}1"
    if not text.startswith(start):
        return b""
    values = [_LETTERS.find(letter) for letter in text[len(start) :]]
    expanded = [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]
    if -1 in values or _checksum(expanded + values) != 1:
        return b""
    return _bytes(values[:-_CHECKSUM])


def _checksum(values: Sequence[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, polynomial in enumerate(_POLYNOMIALS):
            check ^= polynomial if top >> bit & 1 else 0
    return check


def _bytes(fives: Sequence[int]) -> bytes:
    number, bits = 0, len(fives) * 5
    for five in fives:
        number = number << 5 | five
    spare = bits % 8
    if spare >= 5 or number & (1 << spare) - 1:
        return b""
    return (number >> spare).to_bytes(bits // 8, "big")
