from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest

from domain.legacy_text import reading
from domain.table.cells import Cell, number
from domain.table.garbled import converted
from exports.workbooks.read import read

_FOLDER = Path(os.environ.get("SANGKIEN_REAL", "")) / "legacy"


_DIVIDED_BY_ZERO = "7"  # an error in a formula is no value to us; the expected text gives its number


def _line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _same(cell: Cell, expected: str) -> bool:
    """Numbers as far as the expected text gives them: it rounds to ten digits."""
    if (found := number(cell)) is not None:
        is_number = re.fullmatch(r"-?[\d.]+(e[+-]?\d+)?", expected) is not None
        return is_number and f"{float(found):.10g}" == f"{float(expected):.10g}"
    if cell is None and expected == _DIVIDED_BY_ZERO:
        return True
    return _line(str(cell if cell is not None else "")) == _line(expected)


Pair = tuple[Cell, str]


def _pairs(path: Path, *, fonts: bool) -> list[Pair]:
    """Each filled cell as it was read, and the text that stands beside the file."""
    expected = path.with_name(path.name + ".expected.txt").read_text(encoding="utf-8").removesuffix("\n")
    sheets = read(path).sheets
    rows = [row for sheet in sheets for row in converted(sheet.rows, sheet.fonts if fonts else {})[0]]
    told = [line.split("\t") for line in expected.split("\n")]
    pairs = [
        (row[column] if column < len(row) else None, words)
        for row, line in zip(rows, told, strict=True)
        for column, words in enumerate(line)
    ]
    return [(cell, words) for cell, words in pairs if words or cell is not None]


def _garbled(words: str) -> bool:
    """Some expected texts were themselves read in a wrong encoding: «Sù nghiƯp» for «Sự nghiệp»."""
    return reading(words, words) < 0.8


@pytest.mark.real
@pytest.mark.parametrize(("fonts", "at_least"), [(True, 0.99), (False, 0.95)], ids=["fonts", "words"])
def test_files_of_old_fonts_give_the_expected_text(
    capsys: pytest.CaptureFixture[str], fonts: bool, at_least: float
) -> None:
    if "SANGKIEN_REAL" not in os.environ or not _FOLDER.is_dir():
        pytest.skip("SANGKIEN_REAL names no folder of real files")
    lines, shares, every, good = [], [], 0, 0
    for path in sorted(_FOLDER.glob("*/*.xls")):
        pairs = _pairs(path, fonts=fonts)
        equal = sum(_same(cell, words) for cell, words in pairs)
        wrong = sum(not _same(cell, words) and _garbled(words) for cell, words in pairs)
        lines.append(f"{equal / len(pairs):8.2%} {equal:5} of {len(pairs):5}, {wrong:2} garbled there  {path.name}")
        shares.append(equal / (len(pairs) - wrong))
        every, good = every + len(pairs), good + equal
    with capsys.disabled():
        print("\n" + "\n".join([*lines, f"{good / every:8.2%} {good:5} of {every:5}  all"]))
    assert good / every >= at_least
    assert not fonts or min(shares) >= at_least
