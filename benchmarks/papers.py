"""Long papers against the libraries' own tables: how long they take, how that grows, how much memory they need.

With `--big` the workbook and the pages of a whole province (170 000 rows) are made as well.
"""

from __future__ import annotations

import tempfile
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, overload

from benchmarks import big_register
from benchmarks.figure import Figure, compare
from domain.dossier import Signature
from domain.paper.content import Closing, Content, Table, Text, Title
from exports.reports import registry

SMALL, FEW, MIDDLE, USUAL = 1_000, 2_500, 4_000, (5_000, 10_000)
HEADINGS = ("TT", "Họ và tên", "Tên sáng kiến", "Thời gian", "Tóm tắt", "Hiệu quả", "Danh hiệu")
WIDTHS = (10.0, 38.0, 28.0, 26.0, 78.0, 40.0, 30.0)
_WORDS = "Trước đây làm bằng tay mất nhiều thời gian, nay có đồ gá nên nhanh hơn và đều hơn."


class Rows(Sequence[tuple[str, ...]]):
    """So many rows, each made when it is asked for."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __len__(self) -> int:
        return self._count

    @overload
    def __getitem__(self, at: int) -> tuple[str, ...]: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[tuple[str, ...]]: ...
    def __getitem__(self, at: int | slice) -> tuple[str, ...] | Sequence[tuple[str, ...]]:
        if isinstance(at, slice):
            return [self[no] for no in range(self._count)[at]]
        if not 0 <= at < self._count:
            raise IndexError(at)
        return (str(at + 1), f"Nguyễn Thị Ưởng {at}, 1985, Tổ trưởng, Xưởng May 2", f"Đồ gá may túi số {at}",
                "Từ 01/3/2022", " ".join([_WORDS] * 3), _WORDS, "")  # fmt: skip


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield compare(
            f"summary table .docx, {SMALL} rows",
            lambda: _write(folder / "a.docx", SMALL),
            lambda: _cell_by_cell(folder / "b.docx", SMALL),
            "python-docx, cell by cell",
            n=3,
        )
        for styled, against in ((True, "openpyxl write-only, styled"), (False, "openpyxl write-only, plain")):
            yield compare(
                f"summary table .xlsx, {USUAL[1]} rows",
                lambda: _write(folder / "a.xlsx", USUAL[1]),
                lambda styled=styled: _write_only(folder / "b.xlsx", USUAL[1], styled),  # type: ignore[misc]
                against,
                n=3,
            )
        yield _against_long_table(folder)
        for ending in ("pdf", "xlsx"):
            yield from _grown(folder / f"a.{ending}")
        if big_register.NATION in big_register.SIZES:
            for ending in ("xlsx", "pdf"):
                yield from _sized(folder / f"a.{ending}", big_register.PROVINCE)


def _against_long_table(folder: Path) -> Figure:
    """Once, in time of this process alone: LongTable takes long."""
    mine = _cpu(folder / "a.pdf", MIDDLE)
    begin = time.process_time()
    _long_table(folder / "b.pdf", MIDDLE)
    theirs = time.process_time() - begin
    return Figure(f"summary table .pdf, {MIDDLE} rows", round(mine, 3), "s", round(mine / theirs, 3),
                  "reportlab LongTable", 1)  # fmt: skip


def _grown(target: Path) -> Iterator[Figure]:
    """Twice the rows should take twice the time: the shortest of three, in time of this process alone."""
    turns = [[_cpu(target, rows) for rows in USUAL] for _ in range(3)]
    few, many = (min(times) for times in zip(*turns, strict=True))
    yield Figure(
        f"{target.suffix} of {USUAL[1]} rows", round(many, 3), "s", round(many / few, 2), f"{USUAL[0]} rows", 3
    )
    yield _remembered(target, USUAL[1])


def _sized(target: Path, rows: int) -> Iterator[Figure]:
    each = _cpu(target, USUAL[1]) / USUAL[1]
    whole = _cpu(target, rows)
    yield Figure(f"{target.suffix} of {rows} rows", round(whole, 1), "s", round(whole / rows / each, 2),
                 f"a row of {USUAL[1]}", 1)  # fmt: skip
    yield _remembered(target, rows)


def _remembered(target: Path, rows: int) -> Figure:
    """The most memory at a time, which should hardly grow with the rows."""
    few, many = (_peak(target, count) for count in (FEW, rows))
    return Figure(f"memory of {target.suffix}, {rows} rows", round(many, 1), "MB", round(many / few, 2),
                  f"{FEW} rows", 1)  # fmt: skip


def _cpu(target: Path, rows: int) -> float:
    begin = time.process_time()
    _write(target, rows)
    return time.process_time() - begin


def _peak(target: Path, rows: int) -> float:
    tracemalloc.start()
    _write(target, rows)
    peak = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    return peak


def _write(target: Path, rows: int) -> None:
    table = Table(HEADINGS, WIDTHS, Rows(rows), frozenset({0}), 11)
    blocks = (Title("TỔNG HỢP"), Text("(Kèm theo Tờ trình)"), table,
              Closing((Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),)))  # fmt: skip
    content = Content("Tổng hợp", blocks, landscape=True, sheet=True)
    registry.write("summary_table", [content], target, step=lambda _done, _total: None)


def _cell_by_cell(target: Path, count: int) -> None:
    import docx

    rows = [HEADINGS, *Rows(count)]
    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, value in zip(line.cells, row, strict=True):
            cell.text = str(value)
    document.save(str(target))


def _write_only(target: Path, count: int, styled: bool) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, Font, Side

    book: Any = Workbook(write_only=True)
    page: Any = book.create_sheet("L")
    font, wrapped, thin = Font(name="Times New Roman", size=12), Alignment(wrap_text=True, vertical="top"), Side("thin")
    box = Border(thin, thin, thin, thin)
    for row in Rows(count):
        cells: list[Any] = list(row)
        if styled:
            cells = [WriteOnlyCell(page, value) for value in row]
            for cell in cells:
                cell.font, cell.alignment, cell.border = font, wrapped, box
        page.append(cells)
    book.save(target)


def _long_table(target: Path, count: int) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["Normal"]
    cells = [[Paragraph(str(cell), style) for cell in row] for row in (HEADINGS, *Rows(count))]
    table = LongTable(cells, colWidths=[30, 90, 90, 70, 200, 150, 100], repeatRows=1)
    SimpleDocTemplate(str(target), pagesize=landscape(A4)).build([table])
