"""The file that grows page by page: whole, where it says things are, and never in memory."""

from __future__ import annotations

import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.dossier import Signature
from domain.paper.content import Closing, Code, Content, Logo, Table, Text, Title
from exports.reports import sheets
from exports.writers import paper_pdf, qr
from exports.writers.sheet import Row, Sheet
from exports.writers.whole import appearing
from tests.exports.pdf_reading import fonts, pages

WORDS = "Trước đây làm bằng tay mất nhiều thời gian, nay có đồ gá nên nhanh hơn và đều hơn. " * 2


def quiet(_done: int, _total: int) -> None:
    pass


def sheet(count: int) -> Sheet:
    """About two rows a page."""
    rows: Iterator[Row] = ((1, WORDS, WORDS) for _ in range(count))
    return Sheet("Bảng", "BẢNG", "", ("TT", "Trước", "Sau"), (10, 24, 24), rows, count, Signature("", "CHỦ TỊCH"))


def several(to: Path) -> bytes:
    table = Table(("TT", "Nội dung"), (15, 150), tuple((str(no), WORDS) for no in range(80)))
    logo = Logo(qr.picture("x"))
    paper = Content(
        "Giấy", (logo, Title("GIẤY"), Text("漢字 Ừ"), table, Code("SSK1", ""), Closing((Signature("", "A"),)))
    )
    with to.open("wb") as stream:
        paper_pdf.write(stream, [paper, paper, paper], quiet)
    return to.read_bytes()


def test_every_object_stands_where_the_table_at_the_end_says(tmp_path: Path) -> None:
    data = several(tmp_path / "a.pdf")
    begin = int(data.rsplit(b"startxref\n", 1)[1].split()[0])
    listed, trailer = data[begin:].split(b"trailer\n")
    _, head, free, *entries = listed.splitlines()
    assert (head, free) == (b"0 %d" % (len(entries) + 1), b"0000000000 65535 f ")
    assert b"/Size %d" % (len(entries) + 1) in trailer
    for number, entry in enumerate(entries, start=1):
        assert len(entry) == 19  # and its end of line: twenty, as the format has it
        assert data[int(entry[:10]) :].startswith(b"%d 0 obj\n" % number)
    assert len(re.findall(rb"^\d+ 0 obj$", data, re.MULTILINE)) == len(entries)
    assert {int(number) for number in re.findall(rb"\b(\d+) 0 R\b", data)} <= set(range(1, len(entries) + 1))


def test_several_papers_share_fonts_and_pictures_and_are_the_same_bytes_again(tmp_path: Path) -> None:
    data = several(tmp_path / "a.pdf")
    assert data == several(tmp_path / "b.pdf")
    assert data.count(b"/Subtype /Image") == 1
    assert data.count(b"/FontFile2") == len(fonts(tmp_path / "a.pdf"))
    assert all(fonts(tmp_path / "a.pdf").values())


def test_a_page_is_in_the_file_when_it_has_ended(tmp_path: Path) -> None:
    sizes: list[int] = []
    with (tmp_path / "a.pdf").open("wb", buffering=0) as stream:
        sheets.write_pdf(stream, sheet(60), lambda _done, _total: sizes.append(stream.tell()))
    assert sizes == sorted(sizes)
    assert len(set(sizes)) >= len(pages(tmp_path / "a.pdf")) - 1  # the signature may begin one more


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    peaks = []
    for count in (20, 100, 500):  # the first loads what is loaded once
        tracemalloc.start()
        with (tmp_path / "a.pdf").open("wb") as stream:
            sheets.write_pdf(stream, sheet(count), quiet)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < peaks[1] * 2


def test_stopping_between_two_pages_leaves_nothing(tmp_path: Path) -> None:
    def stop(done: int, _total: int) -> None:
        if done == 50:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt), appearing(tmp_path / "a.pdf") as stream:
        sheets.write_pdf(stream, sheet(60), stop)
    assert list(tmp_path.iterdir()) == []
