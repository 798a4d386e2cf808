from __future__ import annotations

import os
import re
import unicodedata
from pathlib import Path

import pytest

from domain.syllables import is_syllable
from domain.table.cells import Cell, number
from domain.table.garbled import converted
from exports.workbooks.read import read
from exports.workbooks.workbook import LIMITS
from tests.exports.workbooks.readers import Readers

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


_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile("[^bcdghklmnpqrstvx]+")
_MOST_GARBLED = 0.02  # of a file's cells; more would not be slips of the expected text


def _garbled_there(cell: Cell, expected: str) -> bool:
    """Whether the expected text itself was read in a wrong encoding: «Sù nghiƯp» for «Sự nghiệp».

    It is if a word of it cannot be a Vietnamese syllable, and wherever a word differs ours is one, with the same plain
    consonants. Where the expected words are all possible, or ours are not, the fault is ours.
    """
    ours, theirs = (_LETTERS.findall(unicodedata.normalize("NFC", str(words))) for words in (cell, expected))
    differing = [(one, other) for one, other in zip(ours, theirs, strict=False) if one != other]
    alike = all(is_syllable(one) and _consonants(one) == _consonants(other) for one, other in differing)
    return len(ours) == len(theirs) and alike and not all(is_syllable(other) for _one, other in differing)


def _consonants(word: str) -> str:
    return _VOWELS.sub("", word.lower())


@pytest.mark.parametrize(
    ("cell", "expected", "garbled"),
    [
        ("Sự nghiệp", "Sù nghiƯp", True),
        ("So với tổng xuất khẩu", "So víi tỉng xŭt khÈu", True),
        ("dự án trong chương trình", "dự ỏn trong chương trỡnh", True),
        ("Sù nghiƯp", "Sự nghiệp", False),  # ours is no syllable
        ("Sứ nghiệp", "Sự nghiệp", False),  # theirs are syllables, all of them
        ("Sự nghiệp", "Sù nghiƯc", False),  # another consonant: another word
        ("Sự", "Sù nghiƯp", False),  # a word is missing in ours
        (None, "nghiƯp", False),
    ],
)
def test_only_what_cannot_be_vietnamese_is_held_for_garbled(cell: Cell, expected: str, garbled: bool) -> None:
    assert _garbled_there(cell, expected) is garbled


@pytest.mark.real
@pytest.mark.parametrize(("fonts", "at_least"), [(True, 0.99), (False, 0.95)], ids=["fonts", "words"])
def test_files_of_old_fonts_give_the_expected_text(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, fonts: bool, at_least: float
) -> None:
    """The share of equal cells of each file, of all its cells and of those whose expected text is not garbled."""
    if "SANGKIEN_REAL" not in os.environ or not _FOLDER.is_dir():
        pytest.skip("SANGKIEN_REAL names no folder of real files")
    lines, shares, every, good = [], [], 0, 0
    for path in sorted(_FOLDER.glob("*/*.xls")):
        readers = Readers()
        monkeypatch.setattr(os, "waitpid", readers.ended)
        pairs = _pairs(path, fonts=fonts)
        readers.close()
        equal = sum(_same(cell, words) for cell, words in pairs)
        wrong = sum(not _same(cell, words) and _garbled_there(cell, words) for cell, words in pairs)
        shares.append(equal / (len(pairs) - wrong))
        lines.append(
            f"{equal / len(pairs):8.2%} {equal:5} of {len(pairs):5}; without {wrong:2} garbled there {shares[-1]:8.2%};"
            f" {readers.spent:5.2f} s of the processor {readers.memory / 1e6:4.0f} MB  {path.name}"
        )
        assert wrong <= _MOST_GARBLED * len(pairs), path
        assert (readers.spent <= LIMITS.seconds, readers.memory <= LIMITS.memory_bytes) == (True, True), path
        every, good = every + len(pairs), good + equal
    with capsys.disabled():
        print("\n" + "\n".join([*lines, f"{good / every:8.2%} {good:5} of {every:5}  all"]))
    assert good / every >= at_least
    assert not fonts or min(shares) >= at_least
