"""The summary table as .pdf and .docx against the libraries' own tables."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure, compare
from domain.dossier import Signature, SummaryTable
from exports.reports import registry

ROWS = 1_000


def figures() -> Iterator[Figure]:
    headings = ("TT", "Họ và tên", "Tên sáng kiến", "Thời gian", "Tóm tắt", "Hiệu quả", "Danh hiệu")
    text = "Trước đây làm bằng tay mất nhiều thời gian, nay có đồ gá nên nhanh hơn và đều hơn. "
    rows: tuple[tuple[int | str, ...], ...] = tuple(
        (number, "Nguyễn Thị Ưởng", "Đồ gá may túi", "Từ 01/3/2022", text * 3, text, "")
        for number in range(1, ROWS + 1)
    )
    content = SummaryTable("TỔNG HỢP", "", headings, rows, Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"))
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.pdf"
        yield compare(
            f"summary table .pdf, {ROWS} rows",
            lambda: registry.write("summary_table", content, target, step=lambda _done, _total: None),
            lambda: _long_table(Path(folder) / "b.pdf", [headings, *rows]),
            "reportlab LongTable",
            n=3,
        )
        yield compare(
            f"summary table .docx, {ROWS} rows",
            lambda: registry.write("summary_table", content, Path(folder) / "a.docx", step=lambda _done, _total: None),
            lambda: _cell_by_cell(Path(folder) / "b.docx", [headings, *rows]),
            "python-docx, cell by cell",
            n=3,
        )


def _cell_by_cell(target: Path, rows: list[tuple[Any, ...]]) -> None:
    import docx

    document = docx.Document()
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    for line, row in zip(table.rows, rows, strict=True):
        for cell, value in zip(line.cells, row, strict=True):
            cell.text = str(value)
    document.save(str(target))


def _long_table(target: Path, rows: list[tuple[Any, ...]]) -> None:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate

    style = getSampleStyleSheet()["Normal"]
    cells = [[Paragraph(str(cell), style) for cell in row] for row in rows]
    table = LongTable(cells, colWidths=[30, 90, 90, 70, 200, 150, 100], repeatRows=1)
    SimpleDocTemplate(str(target), pagesize=landscape(A4)).build([table])
