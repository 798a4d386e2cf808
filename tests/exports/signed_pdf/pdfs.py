"""PDF files for tests of signatures: papers as the program makes them, and ways to tamper with a signed one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from pyhanko.pdf_utils.generic import StreamObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from reportlab.pdfgen.canvas import Canvas

from domain.dossier import Signature
from domain.paper.content import Closing, Content, Look, Text, Title
from exports.signed_pdf import prepare, sign, verify
from exports.signed_pdf.gap import Prepared
from exports.signed_pdf.sign import Signed
from exports.signed_pdf.stamp import Said
from exports.signed_pdf.verdict import PdfSignature
from exports.writers import paper_pdf
from tests.exports.package.union import NOW

HAN, DUC = "Nguyễn Thị Ngọc Hân", "Trần Văn Đức"
SAID = Said(HAN, "CĐCS Công ty A", "Phê duyệt hồ sơ đề nghị công nhận")
FULL = "Chữ phủ kín trang giấy này, không chừa chỗ nào cả. " * 300


def paper(target: Path, *signatures: Signature, words: str = "Nội dung của văn bản.") -> Path:
    """A paper with the signature areas given, at the program's own hand."""
    blocks = (Title("TỜ TRÌNH"), *(Text(words, Look.BODY) for _ in range(3)), Closing(signatures))
    with target.open("wb") as stream:
        paper_pdf.write(stream, [Content("Tờ trình", blocks)], quiet)
    return target


def chairman(name: str = HAN) -> Signature:
    return Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", name)


def plain(target: Path, pages: int = 1, *, full: bool = False) -> Path:
    """A file of another program: no signature area; with `full`, no free place either."""
    canvas = Canvas(str(target))
    for _ in range(pages):
        canvas.setFont("Helvetica", 12)
        for line in range(60 if full else 3):
            canvas.drawString(20, 820 - 14 * line, "Bao cao ket qua " * (8 if full else 1))
        canvas.showPage()
    canvas.save()
    return target


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


class Here:
    """Reads PDFs in this process: how they are read apart is another test's (tests/desktop/outside)."""

    def pdf_prepared(self, _name: str, content: bytes, said: Said, certificate: bytes, reserved: int, *,
                     page: int | None, now: datetime, watched: Callable[[], None]) -> Prepared:  # fmt: skip
        watched()
        return prepare.prepare(content, said, certificate, reserved, page, now)

    def pdf_signatures(self, _name: str, content: bytes, *, watched: Callable[[], None]) -> list[PdfSignature]:
        watched()
        return verify.look(content)


def signed(source: Path, key: Any, name: str, said: Said = SAID, **options: Any) -> Signed:
    """`source` signed into a file of that name beside it."""
    now = options.pop("now", NOW)
    return sign.sign(source, source.with_name(name), key, said, reader=Here(), now=now, step=quiet, **options)


def updated(source: Path, target: Path, change: Callable[[IncrementalPdfFileWriter], None]) -> Path:
    """`source` with an incremental update: the signed bytes stay where they are."""
    writer = IncrementalPdfFileWriter(BytesIO(source.read_bytes()))
    change(writer)
    made = BytesIO()
    writer.write(made)
    target.write_bytes(made.getvalue())
    return target


def other_page(writer: IncrementalPdfFileWriter) -> None:
    """The first page says something else."""
    page = writer.root["/Pages"]["/Kids"][0]
    words = StreamObject(stream_data=b"BT /F1 24 Tf 72 720 Td (GIA TRI 999 TY) Tj ET")
    page[pdf_name("/Contents")] = writer.add_object(words)
    writer.update_container(page)
