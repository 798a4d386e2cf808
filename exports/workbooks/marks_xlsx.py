"""Marks of an .xlsx or .xlsm workbook (ECMA-376), which the parser does not tell."""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any

from lxml import etree

from domain.legacy_text import encoding_of_font
from exports.workbooks.marks import Marks, Runs, runs_of

_CHUNK_BYTES = 1 << 20
_LONGEST_TAG = 2000
_HIDDEN_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\bhidden="(?:1|true)"[^>]*>')
_COLUMN = re.compile(rb'<(?:\w+:)?col\s[^>]*?\bhidden="(?:1|true)"[^>]*>')
_NUMBER = re.compile(rb'\b(r|min|max)="(\d+)"')
_CELL = re.compile(r"([A-Z]{1,3})(\d+)")
_UNCOUNTED = re.compile(
    rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3}\d+)"[^>]*><(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)


@dataclass
class _Book:
    """`fonts` for each cell format its font's name; `rich` for each shared text that changes its font its runs."""

    fonts: list[str] = field(default_factory=list)
    rich: dict[int, list[tuple[int, str]]] = field(default_factory=dict)

    @property
    def has_old_fonts(self) -> bool:
        names = [*self.fonts, *(name for runs in self.rich.values() for _place, name in runs)]
        return any(map(encoding_of_font, names))


def marks(file: IO[bytes]) -> dict[str, Marks]:
    """The marks of each sheet by its name; errors of zipfile, lxml and KeyError for what is no such workbook.

    Cells are looked at one by one only where the workbook has a font of before Unicode.
    """
    with zipfile.ZipFile(file) as archive:
        names = set(archive.namelist())
        parts, since_1904 = _parts(archive)
        book = _Book(_fonts(archive) if "xl/styles.xml" in names else [])
        if "xl/sharedStrings.xml" in names and b"rFont" in _start(archive, "xl/sharedStrings.xml"):
            book.rich = _rich(archive)
        return {name: _sheet(archive, part, book, since_1904) for name, part in parts.items() if part in names}


def _parts(archive: zipfile.ZipFile) -> tuple[dict[str, str], bool]:
    targets = {}
    for element in _elements(archive, "xl/_rels/workbook.xml.rels", "Relationship"):
        target = element.get("Target", "")
        targets[element.get("Id")] = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
    parts, since_1904 = {}, False
    for element in _elements(archive, "xl/workbook.xml", "sheet", "workbookPr"):
        if _tag(element) == "workbookPr":
            since_1904 = element.get("date1904") in ("1", "true")
            continue
        relation = next((value for name, value in element.attrib.items() if name.endswith("}id")), "")
        if relation in targets:
            parts[element.get("name", "")] = posixpath.normpath(targets[relation])
    return parts, since_1904


def _fonts(archive: zipfile.ZipFile) -> list[str]:
    names: list[str] = []
    found: list[str] = []
    for element in _elements(archive, "xl/styles.xml", "fonts", "cellXfs"):
        if _tag(element) == "fonts":
            names = [_first(font, "name") for font in element]
        else:
            numbers = [int(kind.get("fontId", "0")) for kind in element]
            found = [names[number] if number < len(names) else "" for number in numbers]
    return found


def _rich(archive: zipfile.ZipFile) -> dict[int, list[tuple[int, str]]]:
    found = {}
    for number, element in enumerate(_elements(archive, "xl/sharedStrings.xml", "si")):
        if runs := _changes(element):
            found[number] = runs
    return found


def _changes(text: Any) -> list[tuple[int, str]]:
    """Where a text of several runs changes its font, and to which."""
    changes, place = [], 0
    for run in text:
        if _tag(run) != "r":
            continue
        changes.append((place, _first(run, "rFont")))
        place += sum(len(part.text or "") for part in run if _tag(part) == "t")
    return changes


def _sheet(archive: zipfile.ZipFile, part: str, book: _Book, since_1904: bool) -> Marks:
    found = Marks(since_1904=since_1904)
    for chunk in _chunks(archive, part):
        if b"<f" in chunk:
            for cell in _UNCOUNTED.findall(chunk):
                found.uncounted.add(_place(cell.decode("ascii")))
        if b"hidden=" in chunk:
            _hide(chunk, found)
    if book.has_old_fonts:
        for element in _elements(archive, part, "c"):
            if _CELL.fullmatch(element.get("r", "")):
                found.write(*_place(element.get("r")), _cell_runs(element, book))
    return found


def _hide(chunk: bytes, found: Marks) -> None:
    for tag in _HIDDEN_ROW.findall(chunk):
        numbers = dict(_NUMBER.findall(tag))
        if b"r" in numbers:
            found.hidden_rows.add(int(numbers[b"r"]) - 1)
    for tag in _COLUMN.findall(chunk):
        numbers = dict(_NUMBER.findall(tag))
        if b"min" in numbers and b"max" in numbers:
            found.hide_columns(int(numbers[b"min"]) - 1, int(numbers[b"max"]) - 1)


def _cell_runs(cell: Any, book: _Book) -> Runs:
    style = int(cell.get("s", "0"))
    changes: list[tuple[int, str]] = []
    if cell.get("t") == "s":
        changes = book.rich.get(int(_first_text(cell, "v") or "-1"), [])
    elif cell.get("t") == "inlineStr":
        changes = [change for inner in cell for change in _changes(inner)]
    font = book.fonts[style] if style < len(book.fonts) else ""
    return runs_of(font, ((place, name or font) for place, name in changes))


def _place(name: str) -> tuple[int, int]:
    """Row and column from 0 of a cell named like C5."""
    found = _CELL.fullmatch(name)
    assert found is not None  # whoever asks has looked
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _chunks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Pieces of the part, each with the end of the one before it, so that no tag is cut."""
    before = b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK_BYTES):
            yield before + chunk
            before = chunk[-_LONGEST_TAG:]


def _start(archive: zipfile.ZipFile, part: str) -> bytes:
    with archive.open(part) as stream:
        return stream.read(4 * _CHUNK_BYTES)


def _elements(archive: zipfile.ZipFile, part: str, *wanted: str) -> Iterator[Any]:
    """The elements of these names one after another, each forgotten once it was used; entities are left alone."""
    with archive.open(part) as stream:
        tags = [f"{{*}}{name}" for name in wanted]
        for _event, element in etree.iterparse(stream, tag=tags, resolve_entities=False, no_network=True):
            yield element
            element.clear(keep_tail=False)
            while element.getprevious() is not None and element.getparent() is not None:
                del element.getparent()[0]


def _tag(element: Any) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _first(element: Any, name: str) -> str:
    """The value of the first element of this name inside."""
    return next((str(each.get("val", "")) for each in element.iter(f"{{*}}{name}")), "")


def _first_text(element: Any, name: str) -> str:
    return next((each.text or "" for each in element.iter(f"{{*}}{name}")), "")
