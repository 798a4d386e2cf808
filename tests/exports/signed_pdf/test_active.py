"""What a PDF does or carries besides its pages is told before it is signed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NullObject, StreamObject, pdf_name, pdf_string
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from exports.signed_pdf.active import active
from tests.exports.signed_pdf.pdfs import chairman, paper, plain, updated

Change = Callable[[IncrementalPdfFileWriter], None]


def in_root(key: str, value: Any) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        writer.root[pdf_name(key)] = writer.add_object(value) if isinstance(value, StreamObject) else value
        writer.update_root()

    return change


def in_page(key: str, value: Any) -> Change:
    def change(writer: IncrementalPdfFileWriter) -> None:
        page = writer.root["/Pages"]["/Kids"][0]
        page[pdf_name(key)] = value
        writer.update_container(page)

    return change


def told(**entries: Any) -> DictionaryObject:
    return DictionaryObject({pdf_name(f"/{key}"): value for key, value in entries.items()})


def listed(*entries: Any) -> ArrayObject:
    return ArrayObject(entries)


SCRIPT = told(S=pdf_name("/JavaScript"), JS=pdf_string("app.alert(1)"))
FOUND: dict[str, tuple[str, Change]] = {
    "opens with a script": ("script", in_root("/OpenAction", SCRIPT)),
    "script of a name": ("script", in_root("/Names", told(JavaScript=told(Names=listed(pdf_string("a"), SCRIPT))))),
    "script of a page": ("script", in_page("/AA", told(O=SCRIPT))),
    "script after a link": (
        "script", in_page("/Annots", listed(told(Subtype=pdf_name("/Link"), A=told(S=pdf_name("/URI"), Next=SCRIPT)))),
    ),
    "starts a program": ("launch", in_root("/OpenAction", told(S=pdf_name("/Launch"), F=pdf_string("calc.exe")))),
    "sends": ("sends", in_root("/OpenAction", told(S=pdf_name("/SubmitForm"), F=pdf_string("http://x.invalid")))),
    "attached file": ("files", in_root("/Names", told(EmbeddedFiles=told(Names=listed())))),
    "file on a page": ("files", in_page("/Annots", listed(told(Subtype=pdf_name("/FileAttachment"))))),
    "film": ("media", in_page("/Annots", listed(told(Subtype=pdf_name("/RichMedia"))))),
    "form that changes itself": ("form", in_root("/AcroForm", told(Fields=listed(), XFA=NullObject()))),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_it_is_found_wherever_it_hangs(name: str, tmp_path: Path) -> None:
    what, change = FOUND[name]
    path = updated(plain(tmp_path / "a.pdf"), tmp_path / "b.pdf", change)
    assert active(path.read_bytes()) == (what,)


def test_papers_of_this_program_do_nothing(tmp_path: Path) -> None:
    assert active(paper(tmp_path / "a.pdf", chairman()).read_bytes()) == ()
    assert active(plain(tmp_path / "b.pdf", 3).read_bytes()) == ()


def test_what_cannot_be_read_is_told_by_others(tmp_path: Path) -> None:
    for raw in (b"%PDF-1.7 torn", b"no PDF", b""):
        (tmp_path / "x.pdf").write_bytes(raw)
        assert active((tmp_path / "x.pdf").read_bytes()) == ()


def test_words_on_a_page_are_no_script(tmp_path: Path) -> None:
    assert active(paper(tmp_path / "a.pdf", chairman(), words="/JavaScript /Launch /EmbeddedFiles").read_bytes()) == ()
