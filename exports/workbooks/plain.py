"""Reading a table of plain text (.csv, .tsv, a web page): its encoding, its separator, its rows."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from typing import BinaryIO

from domain.errors import RuleError, TroubleError
from domain.legacy_text import TCVN3, VNI, detect, may_be_garbled
from domain.table.cells import Cell
from domain.table.pasted import pasted
from exports.workbooks.workbook import Keeper, Limits, Sheet, Workbook

_MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}
_SEPARATORS = ",;\t|"
_HEAD_CHARACTERS = 1 << 16
_PAGE_BYTES = 20 << 20
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)


def read_text(file: BinaryIO, stem: str, head: bytes, limits: Limits) -> Workbook:
    """A workbook of one sheet of that name; all cells are text.

    Without a byte order mark the text is UTF-8 if it can be; else Windows' Vietnamese code page, or the Western one
    where it reads as Vietnamese only under a font of before Unicode: so the letters of that font stay told apart.
    RuleError workbook_too_large, TroubleError workbook_unreadable.
    """
    marked = _MARKS.get(head[:2])
    for encoding in (marked,) if marked else ("utf-8", *_of_eight_bits(file)):
        try:
            return Workbook((Sheet(stem, list(_rows(file, stem, encoding, limits))),), encoding)
        except UnicodeError:
            continue
        except csv.Error:
            break
    raise TroubleError("workbook_unreadable")


def read_html(file: BinaryIO, stem: str, limits: Limits) -> Workbook:
    """The biggest table of a web page. RuleError workbook_too_large, TroubleError workbook_unreadable."""
    file.seek(0)
    data = file.read(_PAGE_BYTES + 1)
    if len(data) > _PAGE_BYTES:
        raise RuleError("workbook_too_large")
    said = _CHARSET.search(data[:_HEAD_CHARACTERS])
    for encoding in (*([said[1].decode("ascii")] if said else []), "utf-8-sig", "cp1258"):
        try:
            found = pasted(data.decode(encoding), "")
        except (UnicodeError, LookupError):
            continue
        if not found.rows:
            break
        keeper = Keeper(stem, limits)
        rows = [row for cells in found.rows for row in keeper.keep(cells)]
        return Workbook((Sheet(stem, rows, False, tuple(found.merged), fonts=found.fonts),), encoding)
    raise TroubleError("workbook_unreadable")


def _of_eight_bits(file: BinaryIO) -> tuple[str, ...]:
    file.seek(0)
    head = file.read(_HEAD_CHARACTERS)
    lines = head.decode("cp1252", "replace").splitlines()
    found = Counter(detect(line) for line in lines if may_be_garbled(line))
    return ("cp1252", "latin-1") if found[TCVN3] + found[VNI] > found[""] else ("cp1258",)


def _rows(file: BinaryIO, stem: str, encoding: str, limits: Limits) -> Iterator[list[Cell]]:
    keeper = Keeper(stem, limits)
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, newline="")
    try:
        separator, skipped = _separator(text.read(_HEAD_CHARACTERS))
        text.seek(0)
        for number, cells in enumerate(csv.reader(text, delimiter=separator)):
            if number >= skipped:
                yield from keeper.keep(list(cells))
    finally:
        text.detach()


def _separator(head: str) -> tuple[str, int]:
    """The separator, and how many first lines only name it ("sep=;", as the office program reads and writes it)."""
    first = head.partition("\n")[0].strip("\r\ufeff ")
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], 1
    return max(_SEPARATORS, key=lambda separator: _regularity(head, separator)), 0


def _regularity(head: str, separator: str) -> tuple[int, int]:
    """How many rows have the most usual width, and that width: commas inside sentences make no regular table."""
    widths = Counter(len(cells) for cells in csv.reader(head.splitlines(keepends=True), delimiter=separator))
    return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))
