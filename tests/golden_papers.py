"""The golden samples of the papers: `python -m tests.golden_papers` writes them anew into tests/data/papers.

NAME.txt is the text of every page of the .pdf, NAME.xlsx.txt the cells of the workbook, a row a line. Whoever writes
them anew looks at what has changed before keeping it.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

import openpyxl
import pytest

from desktop.desk import Desk
from desktop.operations import initiatives, reports
from tests.desktop.operations import decided, unions
from tests.desktop.operations.decided import WORDS
from tests.exports.pdf_reading import pages

FOLDER = Path(__file__).resolve().parent / "data" / "papers"
GAP = "\t"


def names() -> list[str]:
    """Every file there is to be, for every paper and kind of file that has words to compare."""
    return [f"{report.id}{ending}" for report in reports.reports() for ending in _endings(report.formats)]


def told(unit: Desk, rows: list[int], name: str, to: Path) -> str:
    """The words of one sample, made of the register of `tests.desktop.operations.decided`."""
    paper, _, ending = name.removesuffix(".txt").partition(".")
    only = initiatives.get(unit, rows[0]).initiative.number if paper == "score_sheet" else ""
    target = to / f"{paper}.{ending or 'pdf'}"
    reports.write(unit, paper, target, WORDS, step=unions.quiet, only=only)
    return cells(target) if ending else "\n".join(pages(target)) + "\n"


def cells(file: Path) -> str:
    book = openpyxl.load_workbook(file)
    lines = []
    for sheet in book:
        for row in sheet.iter_rows(values_only=True):
            words = ["" if cell is None else str(cell).replace("\n", " / ") for cell in row]
            lines.append(GAP.join(words).rstrip())
    return "\n".join(lines) + "\n"


def _endings(formats: tuple[str, ...]) -> list[str]:
    return [".txt", ".xlsx.txt"] if "xlsx" in formats else [".txt"]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as monkeypatch:
        unit = unions.new(Path(folder) / "unit")
        rows = decided.fill(unit, monkeypatch)
        for name in names():
            (FOLDER / name).write_text(told(unit, rows, name, Path(folder)), encoding="utf-8", newline="\n")
        unit.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
