"""Signs a PDF (PAdES-B-B) beside the file that is there: the new file appears only after it was read back and judged.

Importing this module costs about half a second: only whoever signs does so.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any, Protocol

from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import (
    AxisAlignment,
    BoxConstraints,
    InnerScaling,
    LayoutError,
    Margins,
    SimpleBoxLayoutRule,
)
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import PageObject
from pyhanko.sign import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import Signer as PyhankoSigner
from pyhanko.stamp import StaticStampStyle

from domain.errors import RuleError, TroubleError
from exports.signed_pdf import place as places
from exports.signed_pdf import read as reading
from exports.signed_pdf import stamp, verify
from exports.signed_pdf.malformed import MALFORMED
from exports.signed_pdf.place import Place
from exports.signed_pdf.stamp import Said

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
MAX_BYTES = 100 << 20
Step = Callable[[int, int], None]
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_STEPS = 4


class PdfKey(Protocol):
    """Whoever can sign PDFs: a key in memory, or a token that is open while the signing lasts."""

    def opened(self) -> Any:
        """A context manager that gives a signer of pyHanko."""


@dataclass(frozen=True)
class Signed:
    """The new file; `place` is where the visible field stands, `signatures` how many the file has now."""

    path: Path
    place: Place
    signatures: int


def sign(
    source: Path, target: Path, key: PdfKey, said: Said, *, page: int | None = None, now: datetime, step: Step
) -> Signed:
    """Write `source` with one more signature to `target`, which must not be there; earlier signatures stay good.

    `page` (from 0) is where the visible field shall stand; without it the file itself tells. `step` may raise to stop:
    then nothing is written.
    RuleError: pdf_target_exists, pdf_unreadable, pdf_encrypted, pdf_too_large, pdf_locked, pdf_altered_before,
    pdf_no_room, pdf_no_page, and what the key says. TroubleError: file_missing, file_unreadable, disk_full,
    pdf_write_failed, pdf_not_verified.
    """
    if target.exists():
        raise RuleError("pdf_target_exists", file=target.name)
    step(0, _STEPS)
    data = reading.read(source, MAX_BYTES)
    before = _demand_intact(data)
    step(1, _STEPS)
    where = places.choose(data, said.name, page=page, may_add=not before)
    step(2, _STEPS)
    made, where = _signed(data, where, key, said, now)
    step(3, _STEPS)
    with _appearing(target, made) as part:
        if not _verified(part, before + 1):
            raise TroubleError("pdf_not_verified", again=True, file=source.name)
        step(_STEPS, _STEPS)
    return Signed(target, where, before + 1)


def _verified(part: Path, signatures: int) -> bool:
    """Whether what lies on the disk has that many good signatures, one of them over all of it."""
    try:
        seen = verify.look(reading.read(part, MAX_BYTES << 1))
    except RuleError:
        return False
    return len(seen) == signatures and all(one.intact for one in seen) and any(one.whole_file for one in seen)


def _demand_intact(data: bytes) -> int:
    """How many signatures the file has; none of them may be broken already."""
    seen = verify.look(data)
    if not all(one.intact for one in seen):
        raise RuleError("pdf_altered_before")
    return len(seen)


def _signed(data: bytes, where: Place, key: PdfKey, said: Said, now: datetime) -> tuple[bytes, Place]:
    """The signed file, and the place with its true page where one was added."""
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
        page = where.page if where.page >= 0 else _with_page(writer)
        name = _free_name(writer)
    except MALFORMED:
        raise RuleError("pdf_unreadable") from None
    meta = PdfSignatureMetadata(field_name=name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES,
                                name=said.name, reason=said.reason or None)  # fmt: skip
    field = SigFieldSpec(name, on_page=page, box=where.box)
    left, bottom, right, top = where.box
    look = _style(stamp.drawn(said, now, right - left, top - bottom))
    with key.opened() as signer:
        made = _bytes(writer, _Clocked(meta, signer, stamp_style=look, new_field_spec=field, now=now))
    return made, replace(where, page=page)


def _bytes(writer: IncrementalPdfFileWriter, signer: PdfSigner) -> bytes:
    try:
        return bytes(asyncio.run(signer.async_sign_pdf(writer)).getvalue())
    except SigningError:
        # The author of the file, or its certifier, allows no further change.
        raise RuleError("pdf_locked") from None
    except (LayoutError, *MALFORMED):
        raise RuleError("pdf_unreadable") from None


class _Clocked(PdfSigner):
    """Signs at the time the program says, not at whatever the library reads from the clock."""

    def __init__(self, meta: PdfSignatureMetadata, signer: PyhankoSigner, *, now: datetime, **options: Any) -> None:
        super().__init__(meta, signer, **options)
        self._now = now

    def init_signing_session(self, *given: Any, **options: Any) -> Any:
        session = super().init_signing_session(*given, **options)
        session.system_time = self._now
        return session


def _style(drawn: bytes) -> StaticStampStyle:
    # As large as the field itself: the library's own margins would shrink the letters.
    layout = SimpleBoxLayoutRule(AxisAlignment.ALIGN_MID, AxisAlignment.ALIGN_MID, Margins(0, 0, 0, 0),
                                 InnerScaling.NO_SCALING)  # fmt: skip
    return StaticStampStyle(border_width=0, background=_Drawn(drawn), background_layout=layout)


class _Drawn(PdfContent):
    """A page that lies in memory, taken over as it is."""

    def __init__(self, drawn: bytes) -> None:
        super().__init__()
        self._drawn = drawn

    def render(self) -> bytes:
        taken = self._ensure_writer.import_page_as_xobject(PdfFileReader(BytesIO(self._drawn)))
        self.resources.xobject["/Drawn"] = taken
        left, bottom, right, top = taken.get_object()["/BBox"]
        self.box = BoxConstraints(width=right - left, height=top - bottom)
        return b"/Drawn Do"


def _with_page(writer: IncrementalPdfFileWriter) -> int:
    """An empty page at the end, for a paper on which nothing is free; its number."""
    count = int(writer.root["/Pages"]["/Count"])
    nothing = writer.add_object(StreamObject(stream_data=b""))
    make: Any = PageObject  # the library gives no types here
    put: Any = writer.insert_page
    put(make(contents=nothing, media_box=(0, 0, 595, 842)))
    return count


def _free_name(writer: IncrementalPdfFileWriter) -> str:
    fields = writer.root["/AcroForm"].get("/Fields", ()) if "/AcroForm" in writer.root else ()
    # By number: walking over the list would give references instead of fields.
    taken = {str(fields[number].get("/T", "")) for number in range(len(fields))}
    number = len(taken) + 1
    while f"ChuKy{number}" in taken:
        number += 1
    return f"ChuKy{number}"


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
