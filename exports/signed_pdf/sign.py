"""Signs a PDF (PAdES-B-B) beside the file that is there: the new file appears only after it was read back and judged.

The file is never taken to pieces here, where the key is: another process puts the gap into it and judges it.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from domain.errors import RuleError, TroubleError
from exports.package import signing_certificate as certificates
from exports.signed_pdf import read as reading
from exports.signed_pdf.gap import Prepared
from exports.signed_pdf.page import MAX_BYTES
from exports.signed_pdf.place import Place
from exports.signed_pdf.stamp import Said
from exports.signed_pdf.verdict import PdfSignature

Step = Callable[[int, int], None]
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_STEPS = 4
# A signature of the longest key with all that is said in it, besides the certificates.
_RESERVED = 4096


class PdfKey(Protocol):
    """Whoever can sign PDFs: a key in memory, or a token that is open while the signing lasts."""

    @property
    def certificate_pem(self) -> str: ...

    @property
    def issuers_pem(self) -> tuple[str, ...]: ...

    def opened(self) -> Any:
        """A context manager that gives a signer of pyHanko."""


class Reader(Protocol):
    """Whoever takes PDFs to pieces; all errors name the file."""

    def pdf_prepared(
        self, name: str, content: bytes, said: Said, certificate_der: bytes, reserved: int, *, page: int | None,
        now: datetime, watched: Callable[[], None],
    ) -> Prepared:  # fmt: skip
        """See `exports.signed_pdf.prepare.prepare`; whatever `watched` raises ends the reading."""

    def pdf_signatures(self, name: str, content: bytes, *, watched: Callable[[], None]) -> Sequence[PdfSignature]:
        """See `exports.signed_pdf.verify.look`."""


@dataclass(frozen=True)
class Signed:
    """The new file; `place` is where the visible field stands, `signatures` how many the file has now."""

    path: Path
    place: Place
    signatures: int


def sign(
    source: Path, target: Path, key: PdfKey, said: Said, *, page: int | None = None, reader: Reader, now: datetime,
    step: Step,
) -> Signed:  # fmt: skip
    """Write `source` with one more signature to `target`, which must not be there; earlier signatures stay good.

    `page` (from 0) is where the visible field shall stand; without it the file itself tells. `step` may raise to stop:
    then nothing is written.
    RuleError: pdf_target_exists, pdf_unreadable, pdf_encrypted, pdf_too_large, pdf_locked, pdf_altered_before,
    pdf_no_room, pdf_no_page, and what the key and the reader say. TroubleError: file_missing, file_unreadable,
    disk_full, pdf_write_failed, pdf_not_verified, and what the reader says.
    """
    if target.exists():
        raise RuleError("pdf_target_exists", file=target.name)
    step(0, _STEPS)
    data = reading.read(source, MAX_BYTES)
    step(1, _STEPS)
    # The library needs the certificate to know what it has to say of the kind of key.
    own, *issuers = (certificates.der(pem) for pem in (key.certificate_pem, *key.issuers_pem))
    reserved = _RESERVED + sum(map(len, (own, *issuers)))
    made = reader.pdf_prepared(
        source.name, data, said, own, reserved, page=page, now=now, watched=lambda: step(1, _STEPS)
    )
    step(2, _STEPS)
    signed = made.filled(_signature(made.sha256, key, now))
    step(3, _STEPS)
    with _appearing(target, signed) as part:
        if not _verified(source.name, part, made.before + 1, reader, lambda: step(3, _STEPS)):
            raise TroubleError("pdf_not_verified", again=True, file=source.name)
        step(_STEPS, _STEPS)
    return Signed(target, made.place, made.before + 1)


def _signature(sha256: bytes, key: PdfKey, now: datetime) -> bytes:
    from exports.package import cms  # half a second to import, needed only here

    with key.opened() as signer:
        return cms.sign_pdf(sha256, signer, now)


def _verified(name: str, part: Path, signatures: int, reader: Reader, watched: Callable[[], None]) -> bool:
    """Whether what lies on the disk has that many good signatures, one of them over all of it."""
    try:
        seen = reader.pdf_signatures(name, reading.read(part, MAX_BYTES << 1), watched=watched)
    except RuleError:
        return False
    return len(seen) == signatures and all(one.intact for one in seen) and any(one.whole_file for one in seen)


@contextmanager
def _appearing(target: Path, made: bytes) -> Iterator[Path]:
    """The bytes in a file beside `target`, which takes its place at the end; on any error nothing is left."""
    part = target.with_name(target.name + ".part")
    try:
        try:
            with part.open("wb") as stream:
                stream.write(made)
                stream.flush()
                os.fsync(stream.fileno())
            yield part
            if target.exists():  # somebody else has put one there meanwhile
                raise RuleError("pdf_target_exists", file=target.name)
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as error:
        code = "disk_full" if error.errno in _FULL else "pdf_write_failed"
        raise TroubleError(code, again=True, path=str(target.parent), file=target.name) from error
