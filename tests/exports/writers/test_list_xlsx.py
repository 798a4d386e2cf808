"""A list as a workbook: what office programs read out of it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from domain import text
from exports.writers import list_xlsx
from exports.writers.list_xlsx import Cell, Kind, ListColumn

COLUMNS = (ListColumn("Sáng kiến", width=40), ListColumn("Điện thoại"), ListColumn("Giá trị", Kind.MONEY),
           ListColumn("Áp dụng từ", Kind.DAY))  # fmt: skip


def written(rows: Sequence[Sequence[Cell]], columns: Sequence[ListColumn] = COLUMNS) -> io.BytesIO:
    stream = io.BytesIO()
    list_xlsx.write(stream, "Sáng kiến", columns, rows, len(rows), lambda _done, _total: None)
    stream.seek(0)
    return stream


def test_numbers_days_and_phones_are_what_they_are() -> None:
    book = load_workbook(written([("Kệ <sắt> & gỗ", "0912820510", 10**13, date(2022, 3, 1)), ("", "", None, None)]))
    (sheet,) = book.worksheets
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == tuple(column.title for column in COLUMNS)
    assert rows[1][:3] == ("Kệ <sắt> & gỗ", "0912820510", 10**13)
    assert sheet["D2"].value.date() == date(2022, 3, 1)
    assert (sheet["B2"].number_format, sheet["C2"].number_format) == ("@", "#,##0")
    assert rows[2] == (None,) * 4
    assert sheet.freeze_panes == "A2"
    assert sheet.column_dimensions["A"].width == 40


@pytest.mark.parametrize("words", ["=1+1", "+84912820510", "-5", "@SUM(A1)", "=cmd|'/c calc'!A1", "\t=1"])
def test_what_looks_like_a_formula_is_the_text_it_was(words: str) -> None:
    stream = written([(words, "", None, None)])
    cell = load_workbook(stream).active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (words, "s", True)


@given(st.lists(st.text(max_size=40).map(text.clean), min_size=1, max_size=5))
def test_every_text_comes_back_as_it_was(words: list[str]) -> None:
    rows = CalamineWorkbook.from_filelike(written([(one, "x", None, None) for one in words])).get_sheet_by_index(0)
    assert [row[0] for row in rows.to_python()[1:]] == words


def test_a_list_too_long_for_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(list_xlsx, "ROWS_A_SHEET", 3)
    book = load_workbook(written([(str(n), "", None, None) for n in range(7)]))
    assert book.sheetnames == ["Sáng kiến 1", "Sáng kiến 2", "Sáng kiến 3"]
    assert [[row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] for sheet in book.worksheets] == [
        ["0", "1", "2"], ["3", "4", "5"], ["6"],
    ]  # fmt: skip
    assert len(load_workbook(written([])).worksheets) == 1


def test_progress_is_told_and_may_stop_it() -> None:
    told: list[tuple[int, int]] = []

    def step(done: int, total: int) -> None:
        told.append((done, total))
        if done > 500:
            raise KeyError

    rows = [("x", "", None, None)] * 1200
    with pytest.raises(KeyError):
        list_xlsx.write(io.BytesIO(), "S", COLUMNS, rows, len(rows), step)
    assert told == [(500, 1200), (1000, 1200)]
