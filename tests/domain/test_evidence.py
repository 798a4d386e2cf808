"""Which files are taken as evidence, and what they are called."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.evidence import KINDS, NAME_LIMIT, file_name, kind_of, size_words

ZIP = b"PK\x03\x04" + bytes(26)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.mark.parametrize(
    ("head", "names", "name", "code"),
    [
        (b"%PDF-1.7", (), "a.exe", "pdf"),
        (b"\xff\xd8\xff\xe0", (), "", "jpeg"),
        (b"\x89PNG\r\n\x1a\n", (), "a.jpg", "png"),
        (b"\0\0\0\x18ftypheic", (), "", "heic"),
        (ZIP, ("[Content_Types].xml", "word/document.xml"), "", "docx"),
        (ZIP, ("xl/workbook.xml",), "", "xlsx"),
        (ZIP + b"mimetypeapplication/vnd.oasis.opendocument.text", ("mimetype",), "", "odt"),
        (OLE, (), "a.DOC", "office"),
        (OLE, (), "setup.msi", ""),
        (ZIP, ("word/document.xml", "word/vbaProject.bin"), "a.docx", ""),
        (ZIP, ("a.exe",), "a.docx", ""),
        (b"MZ\x90\0", (), "a.pdf", ""),
        (b"<html>", (), "a.pdf", ""),
        (b"", (), "a.pdf", ""),
    ],
)
def test_the_content_says_what_a_file_is(head: bytes, names: tuple[str, ...], name: str, code: str) -> None:
    found = kind_of(head, names, name)
    assert (found.code if found else "") == code


@pytest.mark.parametrize(
    ("given_name", "code", "shown"),
    [
        ("Ảnh hiện trường.JPG", "jpeg", "Ảnh hiện trường.jpg"),
        ("báo cáo.exe", "pdf", "báo cáo.exe.pdf"),
        ("..\\..\\biên bản.pdf", "pdf", "....biên bản.pdf".lstrip(".")),
        ("a\u202efdp.exe", "pdf", "afdp.exe.pdf"),
        ("con.pdf", "pdf", "minh chứng con.pdf"),
        ("", "png", "minh chứng.png"),
        (unicodedata.normalize("NFD", "Quyết định.pdf"), "pdf", "Quyết định.pdf"),
    ],
)
def test_a_name_fits_its_content_and_every_file_system(given_name: str, code: str, shown: str) -> None:
    assert file_name(given_name, KINDS[code]) == shown


@given(st.text(), st.sampled_from(sorted(KINDS)))
def test_whatever_a_file_was_called_its_name_can_be_written(given_name: str, code: str) -> None:
    shown = file_name(given_name, KINDS[code])
    assert unicodedata.is_normalized("NFC", shown)
    assert not set(shown) & set('<>:"/\\|?*\n\0')
    assert len(shown) <= NAME_LIMIT + 6
    assert shown.rpartition(".")[2] in KINDS[code].endings
    assert file_name(shown, KINDS[code]) == shown


def test_sizes_are_told_in_words() -> None:
    assert [size_words(n) for n in (1, 524_288, 8_808_038, 100 << 20)] == ["1 KB", "512 KB", "8,4 MB", "100 MB"]
