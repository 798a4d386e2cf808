"""Marks of an .ods workbook (OpenDocument 1.3), which the parser does not tell."""

from __future__ import annotations

import zipfile
from typing import IO, Any

from lxml import etree

from domain.legacy_text import encoding_of_font
from exports.workbooks.marks import Marks, runs_of

_HIDDEN = ("collapse", "filter")
_MOST_REPEATED = 1000  # rows and cells said to be repeated more often than this are the empty rest of the sheet


class _Reading:
    def __init__(self) -> None:
        self.sheets: dict[str, Marks] = {}
        self.faces: dict[str, str] = {}
        self.fonts: dict[str, str] = {}
        self._sheet = Marks()
        self._row = self._column = 0

    def start(self, element: Any) -> None:
        kind = etree.QName(element).localname
        if kind == "table":
            self._sheet, self._row, self._column = Marks(), 0, 0
            self.sheets[_get(element, "name")] = self._sheet
        elif kind == "table-row":
            self._column = 0

    def end(self, element: Any) -> None:
        kind = etree.QName(element).localname
        if kind == "font-face":
            self.faces[_get(element, "name")] = _get(element, "font-family").strip("'")
        elif kind == "style":
            self._style(element)
        elif kind == "table-column":
            count = _repeated(element, "number-columns-repeated")
            if _get(element, "visibility") in _HIDDEN:
                self._sheet.hide_columns(self._column, self._column + count - 1)
            self._column += count
        elif kind in ("table-cell", "covered-table-cell"):
            font = self.fonts.get(_get(element, "style-name"), "")
            if encoding_of_font(font):
                self._sheet.write(self._row, self._column, runs_of(font))
            self._column += _repeated(element, "number-columns-repeated")
        elif kind == "table-row":
            count = _repeated(element, "number-rows-repeated")
            if _get(element, "visibility") in _HIDDEN and count < _MOST_REPEATED:
                self._sheet.hidden_rows.update(range(self._row, self._row + count))
            self._row += count

    def _style(self, element: Any) -> None:
        for properties in element:
            name = _get(properties, "font-name")
            if name or _get(properties, "font-family"):
                self.fonts[_get(element, "name")] = self.faces.get(name, name) or _get(properties, "font-family")


def marks(file: IO[bytes]) -> dict[str, Marks]:
    """The marks of each sheet by its name; errors of zipfile, lxml and KeyError for what is no such workbook."""
    reading = _Reading()
    wanted = [f"{{*}}{name}" for name in ("font-face", "style", "table", "table-column", "table-row", "table-cell",
                                         "covered-table-cell")]  # fmt: skip
    with zipfile.ZipFile(file) as archive, archive.open("content.xml") as stream:
        events = etree.iterparse(stream, events=("start", "end"), tag=wanted, resolve_entities=False, no_network=True)
        for event, element in events:
            if event == "start":
                reading.start(element)
            else:
                reading.end(element)
                if etree.QName(element).localname == "table-row":
                    element.clear(keep_tail=False)
    return reading.sheets


def _get(element: Any, name: str) -> str:
    """The attribute of this local name, whatever its prefix."""
    return next((str(value) for key, value in element.attrib.items() if etree.QName(key).localname == name), "")


def _repeated(element: Any, name: str) -> int:
    count = _get(element, name)
    return int(count) if count.isdigit() else 1
