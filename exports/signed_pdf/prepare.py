"""Puts the field of one more signature and the gap for it into a PDF, which is taken to pieces for that: so it runs
apart, without any key.

Importing this module costs about half a second.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import x509 as asn1_x509
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
from pyhanko.sign.signers.pdf_cms import ExternalSigner
from pyhanko.stamp import StaticStampStyle

from domain.errors import RuleError
from exports.signed_pdf import place as places
from exports.signed_pdf import stamp, verify
from exports.signed_pdf.gap import Prepared
from exports.signed_pdf.malformed import MALFORMED
from exports.signed_pdf.stamp import Said

logging.getLogger("pyhanko").setLevel(logging.CRITICAL)


def prepare(
    data: bytes, said: Said, certificate_der: bytes, reserved: int, page: int | None, now: datetime
) -> Prepared:
    """The file with a gap of `reserved` bytes for a signature by the key of that certificate, said to be of `now`.

    `page` (from 0) is where the visible field shall stand; without it the file itself tells.
    RuleError: pdf_unreadable, pdf_encrypted, pdf_locked, pdf_altered_before, pdf_no_room, pdf_no_page.
    """
    before = _demand_intact(data)
    where = places.choose(data, said.name, page=page, may_add=not before)
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
        at = where.page if where.page >= 0 else _with_page(writer)
        name = _free_name(writer)
    except MALFORMED:
        raise RuleError("pdf_unreadable") from None
    meta = PdfSignatureMetadata(field_name=name, md_algorithm="sha256", subfilter=SigSeedSubFilter.PADES,
                                name=said.name, reason=said.reason or None)  # fmt: skip
    # Who signs is known by the certificate; the signature itself is made elsewhere.
    signer = ExternalSigner(asn1_x509.Certificate.load(certificate_der), None)
    field = SigFieldSpec(name, on_page=at, box=where.box)
    look = _style(stamp.drawn(said, now, where.box[2] - where.box[0], where.box[3] - where.box[1]))
    made, start, end = _gapped(
        writer, _Clocked(meta, signer, stamp_style=look, new_field_spec=field, now=now), reserved
    )
    if not made.startswith(data):
        raise RuleError("pdf_unreadable")  # the library has put more right than it may
    return Prepared(data, made[len(data) :], start, end, replace(where, page=at), before)


def _demand_intact(data: bytes) -> int:
    """How many signatures the file has; none of them may be broken already."""
    seen = verify.look(data)
    if not all(one.intact for one in seen):
        raise RuleError("pdf_altered_before")
    return len(seen)


def _gapped(writer: IncrementalPdfFileWriter, signer: PdfSigner, reserved: int) -> tuple[bytes, int, int]:
    made = BytesIO()
    try:
        # Twice, because a byte is written as two letters.
        found = signer.async_digest_doc_for_signing(writer, bytes_reserved=2 * reserved, output=made)
        gap, _document, _made = asyncio.run(found)
    except SigningError:
        # The author of the file, or its certifier, allows no further change.
        raise RuleError("pdf_locked") from None
    except (LayoutError, *MALFORMED):
        raise RuleError("pdf_unreadable") from None
    return made.getvalue(), gap.reserved_region_start, gap.reserved_region_end


class _Clocked(PdfSigner):
    """Signs at the time the program says, not at whatever the library reads from the clock."""

    def __init__(self, meta: PdfSignatureMetadata, signer: ExternalSigner, *, now: datetime, **options: Any) -> None:
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
