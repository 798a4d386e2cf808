"""Lists from the command line: filters, kept filters, and the list as a workbook."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.desktop.cli.commands import Shell, write

PEOPLE = [{"full_name": "Nguyễn Văn An", "phone": "0912820510"}]
ROWS = [
    {"title": "=Kệ sắt", "kind": "technical", "benefit_vnd": 5_000_000, "benefit_state": "claimed",
     "applied_from_on": "2022-03-01", "authors": PEOPLE},
    {"title": "Máy dệt điện", "kind": "management", "benefit_vnd": 90_000_000, "benefit_state": "claimed",
     "applied_from_on": "2022-09-01", "authors": PEOPLE, "block": "public"},
    {"title": "Giá gỗ", "authors": []},
]  # fmt: skip


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    for number, row in enumerate(ROWS):
        made.ok("enter", write(tmp_path / f"{number}.json", row))
    return made


def titles(shell: Shell, *arguments: str) -> list[str]:
    return [row["title"] for row in shell.ok("list", *arguments)["rows"]]


@pytest.mark.parametrize(("arguments", "found"), [
    (["--kind", "management"], [1]), (["--kind", "management,technical"], [0, 1]), (["--block", "public"], [1]),
    (["--benefit-from", "6000000"], [1]), (["--benefit-to", "6000000"], [0]),
    (["--applied-from", "2022-03-01", "--applied-to", "2022-03-31"], [0]), (["--accepted-from", "2022-01-01"], []),
    (["--unit", "27001"], [0, 1, 2]), (["--unit", "LD-HA-NOI"], []), (["--phase", "1"], [0]),
    (["--query", "dien"], [1]), (["--query", "điên"], []), (["--missing"], [0, 1, 2]), (["--overdue"], []),
    (["--programme", "75k-2021"], []),
])  # fmt: skip
def test_every_filter_filters(shell: Shell, arguments: list[str], found: list[int]) -> None:
    assert titles(shell, *arguments) == [str(ROWS[number]["title"]) for number in found]
    assert shell.ok("list", *arguments)["total"] == len(found)


def test_amounts_and_days_are_read_as_people_type_them(shell: Shell) -> None:
    """The refusals name these very spellings."""
    assert (
        titles(shell, "--benefit-from", "6 triệu") == titles(shell, "--benefit-from", "6.000.000") == ["Máy dệt điện"]
    )
    assert titles(shell, "--applied-from", "1/3/2022", "--applied-to", "31-3-2022") == ["=Kệ sắt"]
    for name, words in (("benefit-from", "khoảng 40 củ"), ("applied-to", "31/13/2022")):
        code, answer = shell.call("list", f"--{name}", words)
        assert (code, answer["problems"][0]["field"]) == (1, name.replace("-", "_"))


def test_a_unit_nobody_knows_is_no_empty_list(shell: Shell) -> None:
    code, answer = shell.call("list", "--unit", "99")
    assert (code, answer["error"]) == (1, "unit_not_in_tree")
    assert titles(shell, "--unit", " ld-ha-noi") == []


def test_a_search_tells_where_a_record_says_it_unless_its_row_does(shell: Shell, tmp_path: Path) -> None:
    told = {"title": "Giá đỡ", "authors": [], "summary": "Thay công đoạn hàn tay.\nDùng rô bốt hàn hồ quang."}
    shell.ok("enter", write(tmp_path / "texts.json", told))
    answer = shell.ok("list", "--query", "ro bot han")
    assert [row["found_in"] for row in answer["rows"]] == ["Dùng rô bốt hàn hồ quang."]
    assert [row["found_in"] for row in shell.ok("list", "--query", "may det")["rows"]] == [""]
    assert "found_in" not in shell.ok("list")["rows"][0]


def test_a_kept_filter_is_used_listed_narrowed_and_removed(shell: Shell) -> None:
    kept = shell.ok("filter", "keep", "Lớn", "--benefit-from", "1000000")
    assert kept["filter"] == {"benefit_from": 1_000_000}
    assert len(titles(shell, "--saved", "lớn")) == 2
    assert titles(shell, "--saved", "lớn", "--kind", "technical") == ["=Kệ sắt"]
    assert shell.ok("filter", "list")["filters"] == [{"name": "Lớn", "filter": {"benefit_from": 1_000_000}}]
    shell.ok("filter", "remove", "Lớn")
    assert shell.call("list", "--saved", "Lớn")[1]["error"] == "saved_filter_unknown"


def test_the_list_as_a_workbook_has_its_filter_order_and_columns(shell: Shell, tmp_path: Path) -> None:
    target = tmp_path / "ds.xlsx"
    done = shell.ok("list", "--benefit-from", "1", "--sort=-benefit", "--to", target, "--columns",
                    "title,phone,benefit,applied")  # fmt: skip
    assert (done["rows"], done["path"]) == (2, str(target))
    sheet = load_workbook(target).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    phone = "0912820510"
    assert [row[:3] for row in rows] == [["Máy dệt điện", phone, 90_000_000], ["=Kệ sắt", phone, 5_000_000]]
    assert sheet["A3"].data_type == "s"


@pytest.mark.parametrize(("arguments", "code"), [
    (["--state", "gone"], "state_unknown"), (["--sort", "colour"], "sort_unknown"),
    (["--applied-from", "hôm qua"], "date_unreadable"), (["--benefit-to", "nhiều"], "amount_unreadable"),
    (["--to", "ds.csv"], "report_format_unknown"), (["--to", "ds.xlsx", "--columns", "colour"], "column_unknown"),
])  # fmt: skip
def test_what_makes_no_sense_is_refused_in_words(shell: Shell, arguments: list[str], code: str) -> None:
    exit_code, answer = shell.call("list", *arguments)
    assert (exit_code, answer["error"]) == (1, code)
    assert answer["message"]


def test_many_are_changed_and_moved_by_a_filter_and_taken_back(shell: Shell) -> None:
    seen = shell.ok("bulk", "change", "kind", "management", "--benefit-from", "1", "--dry-run")
    assert seen == {"changed": 1, "same": 1, "refused": {}, "dry_run": True}
    assert shell.ok("list", "--kind", "management")["total"] == 1
    made = shell.ok("bulk", "change", "block", "public", "--benefit-from", "1")
    assert made["changed"] == 1
    assert shell.ok("list", "--block", "public")["total"] == 2
    told = shell.ok("bulk", "undo", "--dry-run")
    assert (told["undone"], told["change"]["field"], told["change"]["bulk"]) == (1, "block", made["bulk"])
    assert shell.ok("list", "--block", "public")["total"] == 2
    undone = shell.ok("bulk", "undo", str(made["bulk"]))
    assert (undone["undone"], undone["kept"], undone["why"]) == (1, 0, {})
    assert undone["change"] == told["change"]
    (listed,) = shell.ok("bulk", "list")["changes"]
    assert (listed["size"], bool(listed["undone_at"])) == (1, True)
    assert shell.call("bulk", "undo", str(made["bulk"]))[1]["error"] == "bulk_undone"
    assert shell.ok("list", "--block", "public")["total"] == 1
    assert shell.ok("bulk", "move", "accepted") == {"changed": 0, "refused": {"record_incomplete": 3}, "bulk": 0}
    assert shell.call("bulk", "undo")[1]["error"] == "bulk_undo_nothing"
    assert shell.call("bulk", "change", "title", "x")[1]["error"] == "bulk_field_unknown"


def test_a_filter_by_unit_says_which_units_that_are_gone_count_with_it(shell: Shell) -> None:
    assert shell.ok("list", "--unit", "27001")["gone"] == []
    paper = ("--on", "2024-01-01", "--document", "QĐ 2")
    for code, name in (("27002", "CĐCS Sao Mai"), ("27003", "CĐCS Hoa Sen")):
        shell.ok("unit", "add", code, name, "--under", "LD-DONG-THAP")
    shell.ok("unit", "merge", "27002", "--into", "27003", *paper)
    listed = shell.ok("list", "--unit", "27003")
    assert listed["gone"] == [{"code": "27002", "name": "CĐCS Sao Mai", "merged": True, "ended_on": "2024-01-01"}]
    assert shell.ok("list", "--unit", "27002")["gone"] == []
    words = shell.words("list", "--unit", "27003")
    assert "Gồm cả CĐCS Sao Mai (27002) đã sáp nhập ngày 01/01/2024." in words
    assert "Đơn vị này đã kết thúc; nay thuộc CĐCS Hoa Sen." in shell.words("list", "--unit", "27002")
