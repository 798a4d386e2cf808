from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlcipher3 import dbapi2

from desktop.desk import Desk
from desktop.operations import imports, initiatives
from desktop.operations.initiatives import Filter
from domain.errors import RuleError
from domain.initiative import Initiative, State
from tests.desktop.operations import unions
from tests.desktop.operations.unions import StoppedError

HEADINGS = ["TT", "Họ và tên", "Năm sinh", "Chức vụ", "Đơn vị công tác", "Điện thoại", "Tên sáng kiến"]
HEADINGS += ["Thời gian áp dụng", "Tóm tắt nội dung sáng kiến", "Hiệu quả sáng kiến"]
HEADINGS += ["Số quyết định", "Ngày quyết định"]
AN = ["Nguyễn Văn An", 1985, "Tổ trưởng", "Xưởng 1", "0912345678", "Đồ gá may túi", "01/3/2022", "Cũ … mới …", "Nhanh"]
BINH = [
    "Lê Thị Bình",
    1990,
    "Công nhân",
    "Xưởng 2",
    "0912345679",
    "Kệ để khuôn",
    "02/4/2022",
    "Để đất … lên kệ …",
    "Gọn",
]


def changed(row: list[Any], **cells: Any) -> list[Any]:
    places = {"born": 1, "phone": 4, "title": 5, "period": 6, "summary": 7, "effect": 8}
    again = list(row)
    for name, value in cells.items():
        again[places[name]] = value
    return again


def workbook(folder: Path, *rows: list[Any], name: str = "a.xlsx") -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(HEADINGS)
    for number, row in enumerate(rows, 1):
        sheet.append([number, *row])
    book.save(folder / name)
    return folder / name


def take_in(opened: Desk, folder: Path, *rows: list[Any]) -> dict[str, int]:
    counts = imports.take_in(opened, imports.read(opened, workbook(folder, *rows))).counts
    return {name: count for name, count in counts.items() if count}


def held(opened: Desk, title: str) -> Initiative:
    return initiatives.everything(opened, Filter(query=title))[0].initiative


def test_a_plan_writes_nothing(unit: Desk, tmp_path: Path) -> None:
    before = unions.everything_written(unit)
    plan = imports.read(unit, workbook(tmp_path, AN, BINH))
    assert (plan.counts["imported"], plan.counts["read"], unions.everything_written(unit)) == (2, 2, before)


def test_new_then_identical_then_updated(unit: Desk, tmp_path: Path) -> None:
    assert take_in(unit, tmp_path, AN, BINH) == {"read": 2, "imported": 2}
    assert take_in(unit, tmp_path, AN, BINH) == {"read": 2, "identical": 2}
    assert take_in(unit, tmp_path, BINH, AN) == {"read": 2, "identical": 2}
    assert take_in(unit, tmp_path, AN, changed(BINH, effect="Gọn hẳn")) == {"read": 2, "identical": 1, "updated": 1}
    assert take_in(unit, tmp_path, AN, changed(BINH, effect="Gọn hẳn")) == {"read": 2, "identical": 2}
    assert (held(unit, "kệ").effect, initiatives.total(unit, Filter())) == ("Gọn hẳn", 2)


def test_the_same_row_twice_is_two_records_however_often_it_is_read(unit: Desk, tmp_path: Path) -> None:
    assert take_in(unit, tmp_path, AN, AN, BINH) == {"read": 3, "imported": 3}
    assert take_in(unit, tmp_path, AN, AN, BINH) == {"read": 3, "identical": 3}
    assert initiatives.total(unit, Filter()) == 3
    assert take_in(unit, tmp_path, AN) == {"read": 1, "identical": 1}


def test_a_plan_read_before_another_import_imports_nothing_twice(unit: Desk, tmp_path: Path) -> None:
    plans = [imports.read(unit, workbook(tmp_path, AN, BINH)) for _ in range(2)]
    assert imports.take_in(unit, plans[0]).counts["imported"] == 2
    again = imports.take_in(unit, plans[1]).counts
    assert (again["imported"], again["identical"], initiatives.total(unit, Filter())) == (0, 2, 2)
    details = [
        json.loads(row["detail"]) for row in unit.store.rows("SELECT detail FROM journal WHERE operation = 'imported'")
    ]
    assert [(told["imported"], told["identical"]) for told in details] == [(2, 0), (0, 2)]


def test_what_was_thrown_away_since_the_plan_is_imported_again(unit: Desk, tmp_path: Path) -> None:
    take_in(unit, tmp_path, AN, BINH)
    plan = imports.read(unit, workbook(tmp_path, AN, changed(BINH, effect="Gọn hẳn")))
    initiatives.delete(unit, initiatives.page(unit, Filter()))
    counts = imports.take_in(unit, plan).counts
    assert (counts["imported"], counts["updated"], counts["identical"]) == (2, 0, 0)
    assert [row["title"] for row in initiatives.rows(unit, initiatives.page(unit, Filter()))] == [AN[5], BINH[5]]


@pytest.mark.parametrize("at", [0, 100, 200, 250])
def test_stopped_in_the_middle_nothing_is_written(unit: Desk, tmp_path: Path, at: int) -> None:
    plan = imports.read(unit, workbook(tmp_path, *(changed(AN, title=f"Kệ số {n}") for n in range(250))))
    before = unions.everything_written(unit)

    def step(done: int, _total: int) -> None:
        if done == at:
            raise StoppedError

    with pytest.raises(StoppedError):
        imports.take_in(unit, plan, step=step)
    assert unions.everything_written(unit) == before


def test_killed_at_the_end_nothing_is_written(unit: Desk, tmp_path: Path) -> None:
    take_in(unit, tmp_path, AN)
    before = unions.everything_written(unit)
    unions.fail_on(unit, "imported")
    with pytest.raises(dbapi2.IntegrityError):
        take_in(unit, tmp_path, changed(AN, effect="khác"), BINH)
    assert unions.everything_written(unit) == before


def test_what_the_officer_typed_since_is_not_erased(unit: Desk, tmp_path: Path) -> None:
    take_in(unit, tmp_path, AN)
    authors = [
        {"full_name": AN[0], "birth_year": "1985", "share_pct": "60"},
        {"full_name": "Trần Chi", "share_pct": "40"},
    ]
    initiatives.type_in(unit, 1, {"authors": authors, "reach": "Ba chuyền", "effect": "Nhanh gấp đôi, đã đo"})
    assert take_in(unit, tmp_path, changed(AN, phone="0987654321")) == {"read": 1, "updated": 1}
    after = initiatives.get(unit, 1).initiative
    assert after.reach == "Ba chuyền"
    assert [(a.full_name, a.share_pct) for a in after.authors] == [(AN[0], 60.0), ("Trần Chi", 40.0)]
    assert after.authors[0].phone == "0987654321"
    line = json.loads(initiatives.history(unit, after.id)[0]["detail"])
    assert line["fields"]["effect"] == ["Nhanh gấp đôi, đã đo", "Nhanh"]


def test_a_corrected_list_puts_right_what_could_not_be_read(unit: Desk, tmp_path: Path) -> None:
    assert take_in(unit, tmp_path, changed(AN, period="31/13/2022", born="85?")) == {"read": 1, "imported": 1}
    assert set(held(unit, "đồ gá").unread) == {"applied_from_on", "authors.0.birth_year"}
    assert take_in(unit, tmp_path, changed(AN, period="32/13/2022", born="85?")) == {"read": 1, "updated": 1}
    assert held(unit, "đồ gá").unread["applied_from_on"] == "32/13/2022"
    assert take_in(unit, tmp_path, AN) == {"read": 1, "updated": 1}
    after = held(unit, "đồ gá")
    assert (after.unread, str(after.applied_from_on), after.authors[0].birth_year) == ({}, "2022-03-01", 1985)
    assert initiatives.problems(unit, after) == ()


def test_a_locked_record_is_not_changed_and_counted_as_refused(unit: Desk, tmp_path: Path) -> None:
    take_in(unit, tmp_path, AN, BINH)
    assert initiatives.move(unit, [1], State.UNDER_APPRAISAL).moved == (1,)
    before = initiatives.get(unit, 1)
    counts = take_in(unit, tmp_path, changed(AN, effect="khác"), changed(BINH, effect="khác"))
    assert counts == {"read": 2, "updated": 1, "refused": 1}
    assert initiatives.get(unit, 1) == before
    initiatives.move(unit, [1], State.ELIGIBLE, unions.PAPER)
    assert take_in(unit, tmp_path, changed(AN, effect="khác")) == {"read": 1, "updated": 1}


def test_a_decision_day_nobody_can_read_does_not_hold_the_record_for_ever(unit: Desk, tmp_path: Path) -> None:
    take_in(unit, tmp_path, [*AN, "15/QĐ", "cuối tháng 5"])
    row = held(unit, "đồ gá")
    assert (row.decision_no, row.unread, row.state) == ("15/QĐ", {"decision_on": "cuối tháng 5"}, "draft")
    assert initiatives.move(unit, [1], State.RECOGNISED, unions.PAPER).moved == (1,)
    assert initiatives.get(unit, 1).initiative.unread == {}


def test_a_row_without_a_title_is_refused_and_stops_no_other(unit: Desk, tmp_path: Path) -> None:
    assert take_in(unit, tmp_path, changed(AN, title=""), BINH) == {"read": 2, "imported": 1, "refused": 1}
    assert [author.full_name for author in held(unit, "kệ").authors] == [BINH[0]]


def test_numbers_go_on_and_the_programme_is_the_chosen_one(unit: Desk, tmp_path: Path) -> None:
    unions.enter(unit)
    plan = imports.read(
        unit, workbook(tmp_path, changed(AN, title="Máng dẫn", period="01/3/2021")), programme="75k-2021"
    )
    imports.take_in(unit, plan)
    row = held(unit, "máng dẫn")
    assert (row.number, row.programme, row.phase, row.unit_code) == ("SK-2021-0001", "75k-2021", "1", "27001")
    with pytest.raises(RuleError) as refused:
        imports.read(unit, workbook(tmp_path, AN), programme="none")
    assert refused.value.code == "programme_unknown"


def test_every_kind_of_cleaning_is_told_in_words() -> None:
    codes = ("line_breaks", "control", "spaces", "nfc", "look_alikes", "phone_zero")
    for language in ("vi", "en"):
        told = imports.cleaned_sentences(dict.fromkeys(codes, 7), language)
        assert all("7" in words and not words.startswith("cleaned_") for words in told), told


def test_a_plan_tells_what_each_new_row_will_lack(unit: Desk, tmp_path: Path) -> None:
    file = workbook(tmp_path, AN, changed(BINH, period="hôm nọ", effect=""))
    plan = imports.read(unit, file)
    assert [row.fate for row in plan.rows] == ["imported", "imported"]
    assert [{problem.field for problem in row.lacking} for row in plan.rows] == [set(), {"applied_from_on", "effect"}]
    imports.take_in(unit, plan)
    assert [len(initiatives.problems(unit, held(unit, name))) for name in ("đồ gá", "kệ")] == [0, 2]
    assert [row.lacking for row in imports.read(unit, file).rows] == [(), ()]
