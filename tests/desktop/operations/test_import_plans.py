from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlwt

from desktop.desk import Desk
from desktop.operations import import_mappings, import_mending, import_plans, imports, initiatives
from desktop.operations.import_plans import Wishes
from desktop.operations.initiatives import Filter
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.test_imports import AN, BINH, HEADINGS, changed, held, workbook
from tests.desktop.operations.unions import StoppedError
from tests.domain.old_fonts import typed_tcvn3

STRANGE = ["Mã", "Ai", "Cái gì", "Bao nhiêu"]


def place(plan: imports.Plan, field: str) -> int:
    column = plan.layout.column(field)
    assert column is not None
    return column


def test_a_cell_is_mended_in_the_preview_and_checked_at_once(unit: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path, AN, changed(BINH, title=None, period="31/4/2022"))
    plan = imports.read(unit, path)
    row = plan.rows[1]
    assert row.fate == imports.REFUSED
    (day,) = [cell for cell in import_mending.cells(plan, row) if cell.field == "applied_from_on"]
    assert (day.words, day.suggested) == ("31/4/2022", "30/04/2022")
    plan = import_mending.edited(unit, plan, day.row, day.column, day.suggested)
    plan = import_mending.edited(unit, plan, 3, place(plan, "title"), "Giá để khuôn")
    assert (plan.rows[1].fate, plan.rows[1].problems, plan.counts["imported"]) == (imports.NEW, (), 2)
    assert imports.take_in(unit, plan).counts["imported"] == 2
    assert str(held(unit, "giá để").applied_from_on) == "2022-04-30"
    # The file itself still says the old words: read again it brings nothing.
    assert imports.read(unit, path).counts["identical"] == 2


def test_a_row_emptied_in_the_preview_is_left_out(unit: Desk, tmp_path: Path) -> None:
    plan = imports.read(unit, workbook(tmp_path, AN, BINH))
    for cell in import_mending.cells(plan, plan.rows[1]):
        plan = import_mending.edited(unit, plan, cell.row, cell.column, "")
    assert imports.take_in(unit, plan).counts["imported"] == 1
    with pytest.raises(RuleError):
        import_mending.edited(unit, plan, 99, 1, "x")


def test_a_preview_can_be_stopped_while_rows_are_read(unit: Desk, tmp_path: Path) -> None:
    path, before, seen = workbook(tmp_path, AN, BINH), unions.everything_written(unit), list[tuple[int, int]]()
    book = import_plans.open_book(path)
    import_plans.plan(unit, path, book, step=lambda done, total: seen.append((done, total)))
    # Before, between and after what is done to the whole sheet, then with the rows.
    assert seen == [(0, 3), (0, 3), (0, 3), (2, 3)]
    for calls in range(len(seen)):
        left = iter(range(calls))

        def stop(_done: int, _total: int, left: Iterator[int] = left) -> None:
            if next(left, None) is None:
                raise StoppedError

        with pytest.raises(StoppedError):
            import_plans.plan(unit, path, book, step=stop)
    assert unions.everything_written(unit) == before


def test_rows_are_counted_as_they_are_chosen(unit: Desk, tmp_path: Path) -> None:
    plan = imports.read(unit, workbook(tmp_path, AN, BINH, changed(AN, title=None), changed(BINH, period="mai")))
    assert (plan.tally.taken, plan.tally.doubtful, plan.tally.aside, plan.counts["refused"]) == (3, 2, 0, 1)
    plan = import_mending.chosen(plan, [2, 3], import_plans.WAIT)
    assert (plan.tally.taken, plan.tally.aside, plan.counts["left_out"]) == (1, 2, 2)


def test_only_chosen_rows_come_in(unit: Desk, tmp_path: Path) -> None:
    plan = import_mending.only(imports.read(unit, workbook(tmp_path, AN, BINH)), [3])
    assert imports.take_in(unit, plan).counts == {
        "read": 2, "imported": 1, "updated": 0, "identical": 0, "refused": 0, "left_out": 1,
    }  # fmt: skip
    assert [row["title"] for row in initiatives.rows(unit, initiatives.page(unit, Filter()))] == ["Kệ để khuôn"]
    with pytest.raises(RuleError) as caught:
        import_mending.only(plan, [3, 40])
    assert caught.value.facts == {"row": "40"}


def test_hidden_rows_are_asked_about(unit: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path, AN, BINH)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[3].hidden = True
    book.save(path)
    plan = imports.read(unit, path)
    assert [problem.code for problem in plan.open_questions] == ["hidden_rows_asked"]
    with pytest.raises(RuleError) as caught:
        imports.take_in(unit, plan)
    assert caught.value.code == "import_undecided"
    assert import_plans.again(unit, plan, hidden_rows="keep").counts["imported"] == 2
    assert imports.take_in(unit, import_plans.again(unit, plan, hidden_rows="skip")).counts["imported"] == 1


def test_a_list_on_a_hidden_sheet_is_asked_about(unit: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path, AN)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "Năm ngoái"
    book.create_sheet("Ghi chú").append(["một", "hai"])
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    plan = imports.read(unit, path)
    assert [problem.code for problem in plan.open_questions] == ["hidden_sheet_asked"]
    assert import_plans.again(unit, plan, sheet="Năm ngoái").open_questions == ()


def test_a_hidden_list_beside_a_visible_one_is_asked_about_before_its_rows_are(unit: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path, AN, BINH)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "Năm nay"
    book.worksheets[0].row_dimensions[3].hidden = True
    headings = [cell.value for cell in book.worksheets[0][1]]
    for name, rows in (("Năm ngoái", [headings, list(AN)]), ("Mẫu trống", [headings]), ("Nháp", [["một", "hai"]])):
        made = book.create_sheet(name)
        made.sheet_state = "hidden"
        for row in rows:
            made.append(row)
    book.save(path)
    plan = imports.read(unit, path)
    assert [problem.code for problem in plan.open_questions] == ["hidden_list_asked", "hidden_rows_asked"]
    assert plan.open_questions[0].facts["names"] == ["Năm ngoái"]  # no list: a heading alone, some words
    by_hand = import_plans.again(unit, plan, columns=dict(plan.layout.columns), header_row=plan.layout.header_row)
    assert by_hand.open_questions[0].facts["names"] == ["Năm ngoái"]
    seen = import_plans.again(unit, plan, sheet="Năm nay")
    assert [problem.code for problem in seen.open_questions] == ["hidden_rows_asked"]
    other = import_plans.again(unit, plan, sheet="Năm ngoái")
    assert (other.open_questions, other.counts["imported"]) == ((), 1)


def test_a_list_in_an_old_font_comes_in_as_unicode(unit: Desk, tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("DS")
    font = xlwt.easyxf("font: name .VnTime")
    for number, row in enumerate([HEADINGS, [1, *AN], [2, *BINH]]):
        for column, cell in enumerate(row):
            sheet.write(number, column, typed_tcvn3(cell) if isinstance(cell, str) else cell, font)
    path = tmp_path / "cũ.xls"
    book.save(str(path))
    plan = imports.read(unit, path)
    assert {each.encoding for each in plan.conversions} == {"tcvn3"}
    assert plan.counts["imported"] == 2
    imports.take_in(unit, plan)
    assert held(unit, "kệ").authors[0].full_name == "Lê Thị Bình"
    with pytest.raises(RuleError):  # as it stands nobody knows its headings
        import_plans.again(unit, plan, encoding="unicode")
    with pytest.raises(RuleError) as caught:
        import_plans.again(unit, plan, encoding="viscii")
    assert caught.value.code == "encoding_unknown"


def strange(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Phòng kỹ thuật"])
    sheet.append(STRANGE)
    sheet.append(["A1", "Nguyễn Văn An", "Đồ gá may túi", "2 triệu đồng"])
    book.save(folder / "lạ.xlsx")
    return folder / "lạ.xlsx"


def test_a_strange_heading_is_mapped_once_and_remembered(unit: Desk, tmp_path: Path) -> None:
    path = strange(tmp_path)
    with pytest.raises(RuleError) as caught:
        imports.read(unit, path)
    assert caught.value.code == "table_columns_missing"
    book = import_plans.open_book(path)
    columns = {1: "full_name", 2: "title", 3: "benefit_vnd"}
    plan = import_plans.plan(unit, path, book, Wishes(columns=columns, header_row=2))
    assert (plan.columns, plan.counts["imported"]) == (
        {"Ai": "full_name", "Cái gì": "title", "Bao nhiêu": "benefit_vnd"},
        1,
    )
    import_mappings.keep(unit, plan, "Phòng kỹ thuật")
    again = imports.read(unit, path)
    assert (again.known_as, again.rows[0].initiative.benefit_vnd) == ("Phòng kỹ thuật", 2_000_000)
    (known,) = import_mappings.known(unit)
    import_mappings.change(unit, known.fingerprint[:8], name="PKT", columns={1: "full_name", 2: "title"})
    assert imports.read(unit, path).known_as == "PKT"
    assert imports.read(unit, path).rows[0].initiative.benefit_vnd is None
    import_mappings.forget(unit, known.fingerprint)
    with pytest.raises(RuleError):
        imports.read(unit, path)
    with pytest.raises(RuleError) as caught:
        import_mappings.forget(unit, known.fingerprint)
    assert caught.value.code == "mapping_unknown"


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({1: "full_name", 2: "title", 3: "title"}, "table_field_twice"),
        ({1: "full_name", 2: "tên"}, "table_field_unknown"),
        ({1: "full_name"}, "table_columns_missing"),
    ],
)
def test_a_mapping_that_cannot_be_is_refused(unit: Desk, tmp_path: Path, columns: dict[int, str], code: str) -> None:
    path = strange(tmp_path)
    with pytest.raises(RuleError) as caught:
        import_plans.plan(unit, path, import_plans.open_book(path), Wishes(columns=columns, header_row=2))
    assert caught.value.code == code


def test_formulas_bring_their_values_and_are_never_worked_out(unit: Desk, tmp_path: Path) -> None:
    path = workbook(tmp_path, changed(AN, effect='=HYPERLINK("http://127.0.0.1","Nhanh")'), BINH)
    (problem,) = imports.read(unit, path).problems
    assert (problem.code, problem.row, problem.field, problem.facts) == (
        "formula_uncounted",
        2,
        "effect",
        {"cell": "J2"},
    )
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name.endswith("sheet1.xml"):
                data = re.sub(rb"(</f>)<v ?/?>(</v>)?", rb"\1<v>Nhanh</v>", data)
            after.writestr(name, data)
    plan = imports.read(unit, tmp_path / "b.xlsx")
    assert (plan.problems, plan.rows[0].initiative.effect) == ((), "Nhanh")
