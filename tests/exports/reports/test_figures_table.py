from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from domain.dossier import Signature
from domain.errors import RuleError
from domain.figures_paper import FiguresPaper
from exports.reports import figures_table
from tests.exports.pdf_reading import pages

PAPER = FiguresPaper(
    "THỐNG KÊ SÁNG KIẾN THEO ĐƠN VỊ", "Tính đến hết ngày 31/05/2022", ("TT", "Đơn vị", "Số sáng kiến"), (10, 60, 20),
    ((1, "CĐCS May Hoa Sim", "170.324"), ("", "TỔNG SỐ", "170.324")), Signature("TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"),
)  # fmt: skip


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def test_a_workbook_has_the_title_the_day_and_every_row(tmp_path: Path) -> None:
    written = figures_table.write(PAPER, tmp_path / "a.xlsx", step=quiet)
    book = load_workbook(written.path)
    cells = [cell.value for row in book.active.iter_rows() for cell in row if cell.value not in (None, "")]  # type: ignore[union-attr]
    assert cells[:5] == [PAPER.title, PAPER.sub_title, *PAPER.headings]
    assert cells[5:10] == [1, "CĐCS May Hoa Sim", "170.324", "TỔNG SỐ", "170.324"]
    assert written.rows == 2


def test_a_page_to_sign_says_the_same(tmp_path: Path) -> None:
    written = figures_table.write(PAPER, tmp_path / "a.pdf", step=quiet)
    words = "\n".join(pages(written.path))
    assert written.pages == 1
    assert all(part in words for part in ("CĐCS May Hoa Sim", "170.324", "TỔNG SỐ", "CHỦ TỊCH"))


def test_another_kind_of_file_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="report_format_unknown"):
        figures_table.write(PAPER, tmp_path / "a.docx", step=quiet)
    assert list(tmp_path.iterdir()) == []
