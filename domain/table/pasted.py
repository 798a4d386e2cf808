"""A table from the clipboard: what Excel and Word put there as HTML or as text with tabs, as rows of cells."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

from domain.legacy_text import encoding_of_font
from domain.table.cells import Cell

_ROWS, _COLUMNS = 200_000, 256
_FAMILY = re.compile(r"font-family\s*:\s*([^;}]+)", re.IGNORECASE)
_RULE = re.compile(r"([^{}]*)\{([^}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")
_BREAKS = frozenset({"br", "p", "div", "li"})
_BLANKS = re.compile(r"[ \t\r\n\f]+")

Runs = tuple[tuple[int, str], ...]


@dataclass
class Pasted:
    """Rows of text cells, merged cells as (first row, first column, last row, last column), and old fonts by cell."""

    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    fonts: dict[tuple[int, int], Runs] = field(default_factory=dict)


def pasted(html: str, text: str) -> Pasted:
    """The biggest table of the HTML, else the text between tabs; no rows if there is no table in either."""
    if "<t" in html.lower():
        reader = _Tables()
        reader.feed(html)
        reader.close()
        found = max(reader.tables, key=lambda table: sum(map(len, table.rows)), default=Pasted())
        if any(cell is not None for row in found.rows for cell in row):
            return found
    return Pasted(_between_tabs(text)) if "\t" in text else Pasted()


def _between_tabs(text: str) -> list[list[Cell]]:
    """Excel puts cells of several lines between quotation marks; Word does not, and marks may stand alone there."""
    if text.count('"') % 2:
        return [_filled(line.split("\t")[:_COLUMNS]) for line in text.splitlines()][:_ROWS]
    lines = (f"{line}\n" for line in text.replace("\r\n", "\n").removesuffix("\n").split("\n"))
    rows = csv.reader(lines, delimiter="\t")
    return [_filled(row[:_COLUMNS]) for _number, row in zip(range(_ROWS), rows, strict=False)]


def _filled(cells: Sequence[str]) -> list[Cell]:
    return [cell or None for cell in cells]


class _Tables(HTMLParser):
    """Reads tables one by one; a table inside a cell is part of that cell's words."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Pasted] = []
        self._classes: dict[str, str] = {}
        self._depth = 0
        self._in_style = False
        self._table = Pasted()
        self._taken: set[tuple[int, int]] = set()
        self._row = -1
        self._cell: tuple[int, int] | None = None
        self._words: list[str] = []
        self._runs: list[tuple[int, str]] = []
        self._font: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "style":
            self._in_style = True
        elif tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._table, self._taken, self._row = Pasted(), set(), -1
                self.tables.append(self._table)
        elif tag == "tr" and self._depth == 1:
            self._close_cell()
            self._row += 1
            if self._row < _ROWS:
                self._table.rows.append([])
        elif tag in ("td", "th") and self._depth == 1:
            self._close_cell()
            self._open_cell(given)
        elif tag in _BREAKS and self._cell is not None:
            self._break()
        if self._cell is not None and tag not in ("br", "img", "col", "meta", "link", "input", "hr"):
            self._font.append((tag, self._font_of(given) or (self._font[-1][1] if self._font else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._in_style = False
        elif tag in ("td", "th", "tr") and self._depth == 1:
            self._close_cell()
        elif tag == "table":
            if self._depth == 1:
                self._close_cell()
            self._depth = max(self._depth - 1, 0)
        while self._font and any(name == tag for name, _font in self._font):
            if self._font.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        if self._in_style:
            for names, body in _RULE.findall(data):
                if family := _FAMILY.search(body):
                    self._classes |= dict.fromkeys(_CLASS.findall(names), family[1])
        elif self._cell is not None:
            self._say(_BLANKS.sub(" ", data))

    def handle_comment(self, data: str) -> None:
        if self._in_style:
            self.handle_data(data)

    def _open_cell(self, given: dict[str, str]) -> None:
        column = 0
        while (self._row, column) in self._taken:
            column += 1
        if self._row < 0 or self._row >= _ROWS or column >= _COLUMNS:
            return
        down, across = _span(given.get("rowspan", "")), _span(given.get("colspan", ""))
        self._taken |= {(self._row + y, column + x) for y in range(min(down, 1000)) for x in range(across)}
        if down > 1 or across > 1:
            self._table.merged.append((self._row, column, self._row + down - 1, column + across - 1))
        self._cell, self._words, self._runs, self._font = (self._row, column), [], [], []

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        row, column = self._cell
        words = "".join(self._words)
        lead = len(words) - len(words.lstrip())
        words = words.strip()
        line = self._table.rows[row]
        line += [None] * (column + 1 - len(line))
        line[column] = words or None
        if words and any(encoding for _place, encoding in self._runs):
            runs = [(max(place - lead, 0), encoding) for place, encoding in self._runs if place - lead < len(words)]
            self._table.fonts[self._cell] = tuple(runs)
        self._cell = None

    def _say(self, words: str) -> None:
        if not words or (words == " " and (not self._words or self._words[-1].endswith(("\n", " ")))):
            return
        if self._words and self._words[-1].endswith("\n"):
            words = words.lstrip(" ")
        encoding = encoding_of_font(self._font[-1][1]) if self._font else ""
        if not self._runs or self._runs[-1][1] != encoding:
            self._runs.append((sum(map(len, self._words)), encoding))
        self._words.append(words)

    def _break(self) -> None:
        if self._words and not self._words[-1].endswith("\n"):
            self._words.append("\n")

    def _font_of(self, given: dict[str, str]) -> str:
        """The first font that is named, in the style, by <font face> or by the class."""
        family = _FAMILY.search(given.get("style", ""))
        named = family[1] if family else given.get("face") or self._classes.get(given.get("class", ""), "")
        return named.split(",")[0].strip(" \"'")


def _span(words: str) -> int:
    return min(max(int(words), 1), _COLUMNS) if words.isdigit() and len(words) < 7 else 1
