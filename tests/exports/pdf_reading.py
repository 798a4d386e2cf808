"""What a reader sees in a produced PDF file, for tests of papers."""

from __future__ import annotations

import ctypes
import re
from pathlib import Path
from typing import Any

import pypdfium2
from pypdfium2 import raw


def pages(file: Path) -> list[str]:
    """The text of each page in the order in which it was drawn."""
    document = pypdfium2.PdfDocument(file)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n").replace("\ufffe", "-") for page in document]
    finally:
        document.close()


def squeezed(text: str) -> str:
    """Text without white space: lines break elsewhere on paper."""
    return re.sub(r"\s", "", text)


def places(file: Path, words: str, page_no: int = 0) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of each character of the first occurrence of `words` (spaces left out)."""
    document = pypdfium2.PdfDocument(file)
    try:
        page = document[page_no].get_textpage()
        found = page.search(words).get_next()
        assert found, words
        start, count = found
        text = page.get_text_range(start, count)
        return [page.get_charbox(start + n, loose=True) for n in range(count) if text[n].strip()]
    finally:
        document.close()


def objects(file: Path, kind: int, page_no: int = 0) -> list[tuple[float, float, float, float]]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [found.get_bounds() for found in document[page_no].get_objects() if found.type == kind]
    finally:
        document.close()


def rules(file: Path, page_no: int = 0) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right, top of each drawn line or grid."""
    return objects(file, raw.FPDF_PAGEOBJ_PATH, page_no)


def texts(file: Path, page_no: int = 0) -> list[tuple[float, float, float, float]]:
    return objects(file, raw.FPDF_PAGEOBJ_TEXT, page_no)


def fonts(file: Path) -> dict[str, bool]:
    """Every font of the file by its name without the mark of a subset, and whether it is embedded."""
    document = pypdfium2.PdfDocument(file)
    try:
        return dict(_font(found) for page in document for found in page.get_objects() if _is_text(found))
    finally:
        document.close()


def facts(file: Path) -> dict[str, str]:
    """The file's metadata, and its language as "Lang"."""
    document = pypdfium2.PdfDocument(file)
    try:
        size = raw.FPDFCatalog_GetLanguage(document, None, 0)
        buffer = (ctypes.c_ushort * (size // 2))()
        raw.FPDFCatalog_GetLanguage(document, buffer, size)
        return {**document.get_metadata_dict(), "Lang": bytes(buffer).decode("utf-16-le").rstrip("\0")}
    finally:
        document.close()


def _is_text(found: Any) -> bool:
    return bool(found.type == raw.FPDF_PAGEOBJ_TEXT)


def _font(found: Any) -> tuple[str, bool]:
    font = raw.FPDFTextObj_GetFont(found)
    buffer = ctypes.create_string_buffer(200)
    raw.FPDFFont_GetBaseFontName(font, buffer, 200)
    return buffer.value.decode(), raw.FPDFFont_GetIsEmbedded(font) == 1
