from __future__ import annotations

import dataclasses
import tempfile
import tracemalloc
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from domain.initiative import Initiative
from exports.reports.sheets import sheet_of
from exports.writers import xlsx
from tests.domain.dossier_samples import BINH, INITIATIVE, LETTER, PROGRAMME
from tests.papers_read import Sheet, summary_table


class StopError(Exception):
    pass


def opened(file: Path, *initiatives: Initiative) -> Any:
    content = summary_table(initiatives, PROGRAMME, LETTER)
    content.write(file, step=lambda done, total: None)
    return openpyxl.load_workbook(file).active


def content_of(*initiatives: Initiative) -> Sheet:
    return summary_table(initiatives, PROGRAMME, LETTER)


def test_the_sheet_has_the_official_words_in_their_places(tmp_path: Path) -> None:
    sheet, content = opened(tmp_path / "a.xlsx", INITIATIVE, INITIATIVE), content_of(INITIATIVE, INITIATIVE)
    assert sheet["A1"].value == content.title
    assert sheet["A2"].value == content.sub_title
    assert tuple(cell.value for cell in sheet[4]) == content.headings
    assert tuple(cell.value for cell in sheet[5]) == content.rows[0]
    assert tuple(cell.value for cell in sheet[6]) == content.rows[1]
    rest = [cell.value for row in sheet.iter_rows(min_row=7) for cell in row if cell.value]
    assert rest == ["TM. BAN THƯỜNG VỤ", "CHỦ TỊCH", LETTER.signer_name]
    merged = {str(found) for found in sheet.merged_cells.ranges}
    assert {"A1:G1", "A2:G2"} <= merged


def test_the_sheet_is_ready_to_print(tmp_path: Path) -> None:
    sheet = opened(tmp_path / "a.xlsx", INITIATIVE)
    assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.page_margins.left * 25.4 == pytest.approx(30)
    assert not sheet.protection.sheet
    assert sheet.freeze_panes == "A5"
    # Fitted to 250 mm the text of 12 points must not become smaller than the 10 that tables may have.
    printed_mm = sum((sheet.column_dimensions[c].width * 7 + 5) / 96 * 25.4 for c in "ABCDEFG")
    assert 12 * min(1, 250 / printed_mm) >= 9.99


def test_cells_have_the_face_frame_and_wrapping_of_a_paper(tmp_path: Path) -> None:
    sheet = opened(tmp_path / "a.xlsx", INITIATIVE)
    for row in (4, 5):
        for cell in sheet[row]:
            assert (cell.font.name, cell.font.size, cell.font.bold) == ("Times New Roman", 12, row == 4)
            assert cell.border.left.style == cell.border.bottom.style == "thin"
            assert cell.alignment.wrap_text or cell.column == 1
    assert sheet["A1"].font.bold
    assert sheet["A2"].font.italic


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_what_people_type_never_calculates(tmp_path: Path, start: str) -> None:
    attack = f'{start}HYPERLINK("http://example.invalid","bấm")'
    file = tmp_path / "a.xlsx"
    sheet = opened(file, dataclasses.replace(INITIATIVE, title=attack, summary=attack, effect=attack))
    for column in "CE":
        cell = sheet[f"{column}5"]
        assert (cell.value, cell.data_type) == (attack, "s")
        assert cell.quotePrefix
    assert sheet["F5"].data_type == "s"
    with zipfile.ZipFile(file) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_invisible_and_forbidden_characters_do_not_break_the_file(tmp_path: Path) -> None:
    sheet = opened(tmp_path / "a.xlsx", dataclasses.replace(INITIATIVE, title="Đồ\x00 gá\x0b\x1b <&> \ud800\ufffe cũ"))
    assert sheet["C5"].value.replace("\n", "") == "Đồ gá <&>  cũ"


def test_a_row_too_high_for_a_sheet_goes_on_below(tmp_path: Path) -> None:
    words = " ".join(f"từ{n}" for n in range(900))
    long = dataclasses.replace(INITIATIVE, summary=words, authors=(BINH,) * 20)
    sheet = opened(tmp_path / "a.xlsx", long, INITIATIVE)
    numbers = [row[0].value for row in sheet.iter_rows(min_row=5)]
    second = numbers.index(2)
    assert numbers[:second] == [1, *[None] * (second - 1)]
    parts = [sheet.cell(5 + n, 5).value or "" for n in range(second)]
    assert " ".join(part for part in parts if part) == words
    people = "\n".join(sheet.cell(5 + n, 2).value or "" for n in range(second))
    assert people.count("Phạm Văn Bình") == 20
    assert all(sheet.row_dimensions[5 + n].height <= 409 for n in range(second))


def test_rows_are_high_enough_for_their_text(tmp_path: Path) -> None:
    sheet = opened(tmp_path / "a.xlsx", dataclasses.replace(INITIATIVE, summary="x\n" * 11 + "x"))
    assert sheet.row_dimensions[5].height >= 12 * 15.75


def test_the_file_tells_no_name_of_a_person_or_a_computer(tmp_path: Path) -> None:
    file = tmp_path / "a.xlsx"
    opened(file, INITIATIVE)
    properties = openpyxl.load_workbook(file).properties
    assert (properties.creator, properties.lastModifiedBy) == ("Sổ Sáng Kiến", "Sổ Sáng Kiến")


def test_a_stopped_workbook_leaves_no_scratch_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def stop(done: int, total: int) -> None:
        raise StopError

    with pytest.raises(StopError):
        content_of(INITIATIVE).write(tmp_path / "a.xlsx", step=stop)
    assert list(tmp_path.iterdir()) == []


def test_a_table_longer_than_a_sheet_goes_on_in_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "ROWS_A_SHEET", 60)
    content_of(*[INITIATIVE] * 100).write(tmp_path / "a.xlsx", step=lambda done, total: None)
    sheets = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    assert len(sheets) == 3
    numbers = [row[0].value for sheet in sheets for row in sheet.iter_rows(min_row=5) if isinstance(row[0].value, int)]
    assert numbers == list(range(1, 101))
    assert all(sheet.print_title_rows == "$4:$4" and sheet["C4"].value == "Tên sáng kiến" for sheet in sheets)
    signed = [[cell.value for row in sheet.iter_rows() for cell in row if cell.value == "CHỦ TỊCH"] for sheet in sheets]
    assert signed == [[], [], ["CHỦ TỊCH"]]


def test_rows_of_a_long_table_are_measured_only_where_they_may_be_too_high(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "_MEASURED", 1)
    words = " ".join(f"từ{n}" for n in range(900))
    sheet = opened(tmp_path / "a.xlsx", INITIATIVE, dataclasses.replace(INITIATIVE, summary=words), INITIATIVE)
    assert sheet.row_dimensions[5].height is None
    assert [cell.value for cell in sheet[5]] == list(content_of(INITIATIVE).rows[0])
    numbers = [row[0].value for row in sheet.iter_rows(min_row=5)]
    last = numbers.index(3)
    assert numbers[:last] == [1, 2, *[None] * (last - 2)] and last > 2
    assert " ".join(str(sheet.cell(5 + n, 5).value) for n in range(1, last)) == words


def test_rows_written_together_are_those_written_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = dataclasses.replace(INITIATIVE, title="Kệ <sắt> & gỗ", effect="", summary="Một\nhai\u00a0ba")
    sums = dataclasses.replace(INITIATIVE, title="=1+1")
    capital = dataclasses.replace(INITIATIVE, title="CÓ DẤU " * 300)
    told = [INITIATIVE, odd] * 150 + [sums] + [odd] * 250 + [capital] + [INITIATIVE] * 40
    read = {}
    for measured in (0, 5_000):
        monkeypatch.setattr(xlsx, "_MEASURED", measured)
        sheet = opened(tmp_path / f"{measured}.xlsx", *told)
        read[measured] = [[(cell.value, cell.data_type, cell.style_id) for cell in row] for row in sheet.iter_rows()]
    assert read[0] == read[5_000]
    together = opened(tmp_path / "a.xlsx", odd)
    assert (together["C5"].value, together["E5"].value, together["F5"].value) == (
        "Kệ <sắt> & gỗ", "Một\nhai ba", read[0][5][5][0])  # fmt: skip


def test_rows_written_together_stop_at_the_end_of_a_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_MEASURED", 0)
    monkeypatch.setattr(xlsx, "ROWS_A_SHEET", 320)
    content_of(*[INITIATIVE] * 700).write(tmp_path / "a.xlsx", step=lambda done, total: None)
    sheets = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    numbers = [row[0].value for sheet in sheets for row in sheet.iter_rows(min_row=5) if isinstance(row[0].value, int)]
    assert numbers == list(range(1, 701))
    assert [sheet.max_row for sheet in sheets][:2] == [308, 308]


def test_no_more_rows_wait_in_memory_where_there_are_more(tmp_path: Path) -> None:
    short = sheet_of(content_of(INITIATIVE).content)
    (first,) = short.rows

    def peak(count: int) -> int:
        sheet = dataclasses.replace(short, rows=((no, *first[1:]) for no in range(count)), row_count=count)
        tracemalloc.start()
        with (tmp_path / "a.xlsx").open("wb") as file:
            xlsx.write(file, sheet, lambda done, total: None)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    peak(6_000)  # what is made once and kept
    assert peak(24_000) < peak(6_000) + (1 << 20)


def test_three_thousand_rows_are_all_there(tmp_path: Path) -> None:
    sheet = opened(tmp_path / "a.xlsx", *[INITIATIVE] * 3000)
    assert sheet["A3004"].value == 3000
