"""Evidence is looked at inside the program: PDFs page by page, pictures; anything else is refused in words."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from reportlab.pdfgen import canvas

from desktop.desk import Desk
from desktop.jobs import Cancelled
from desktop.operations import evidence, evidence_intake, evidence_pages
from desktop.operations.evidence import Evidence
from desktop.operations.evidence_intake import bytes_source
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.test_pictures import noisy
from tests.exports.package.test_evidence import WORKBOOK


def pdf(*sizes: tuple[int, int], password: str = "") -> bytes:
    """A PDF with one page of each size, in points."""
    content = io.BytesIO()
    paper = canvas.Canvas(content, encrypt=password or None)
    for width, height in sizes:
        paper.setPageSize((width, height))
        paper.drawString(40, 40, "Evidence")
        paper.showPage()
    paper.save()
    return content.getvalue()


def added(opened: Desk, name: str, content: bytes) -> Evidence:
    row = unions.enter(opened)[0]
    return evidence_intake.add(opened, row, bytes_source(name, content, None)).evidence


def refused(opened: Desk, found: Evidence) -> str:
    with pytest.raises(RuleError) as raised:
        evidence_pages.page(opened, found, 0, 500)
    return raised.value.code


def test_a_pdf_is_drawn_page_by_page_as_wide_as_there_is_room(unit: Desk) -> None:
    found = added(unit, "bản vẽ.pdf", pdf((595, 842), (842, 595), (100, 10_000)))
    first, second, last = (evidence_pages.page(unit, found, no, 600) for no in (0, 1, 99))
    assert (first.no, first.pages, first.image.width()) == (0, 3, 600)
    assert (second.no, second.image.height()) == (1, 424)
    assert (last.no, last.image.height()) == (2, evidence_pages.TALLEST)


def test_a_picture_is_one_page(unit: Desk) -> None:
    found = added(unit, "ảnh.png", noisy(800, 400, "PNG"))
    shown = evidence_pages.page(unit, found, 7, 200)
    assert (shown.no, shown.pages, shown.image.width(), shown.image.height()) == (0, 1, 200, 100)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("hỏng.pdf", b"%PDF-1.4\n%%EOF\n", "evidence_pdf_unreadable"),
        ("khóa.pdf", pdf((595, 842), password="kín"), "evidence_pdf_unreadable"),
        ("bảng.xls", WORKBOOK, "evidence_no_pages"),
        ("ảnh.png", b"\x89PNG\r\n\x1a\n" + b"x" * 50, "evidence_picture_unreadable"),
    ],
)
def test_what_cannot_be_drawn_is_said_in_words(unit: Desk, name: str, content: bytes, code: str) -> None:
    assert refused(unit, added(unit, name, content)) == code


def test_a_page_nobody_waits_for_any_more_is_not_drawn(unit: Desk) -> None:
    found = added(unit, "bản vẽ.pdf", pdf((595, 842)))

    def stopped() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        evidence_pages.page(unit, found, 0, 600, stopped)


def test_pages_saved_as_pictures_overwrite_nothing(unit: Desk, tmp_path: Path) -> None:
    found = added(unit, "bản vẽ.pdf", pdf((595, 842), (595, 842)))
    made = evidence_pages.save_all(unit, found, tmp_path)
    assert [path.name for path in made] == ["bản vẽ.pdf-1.png", "bản vẽ.pdf-2.png"]
    with pytest.raises(RuleError) as raised:
        evidence_pages.save_all(unit, found, tmp_path)
    assert raised.value.code == "evidence_target_exists"
    assert len(list(tmp_path.glob("*.png"))) == 2 and evidence.get(unit, found.id) == found
