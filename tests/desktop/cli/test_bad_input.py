"""Bad input: one clear sentence that says what to do, the right exit code, nothing lost or half written."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

from tests.desktop.cli.commands import Shell, sample, write

HEADINGS = ["TT", "Họ và tên, năm sinh, chức vụ, đơn vị công tác, điện thoại liên hệ", "Tên sáng kiến",
            "Thời gian áp dụng", "Tóm tắt nội dung sáng kiến", "Hiệu quả sáng kiến, giá trị làm lợi, phạm vi ứng dụng",
            "Các danh hiệu thi đua, hình thức khen thưởng cá nhân trong 03 năm (2019 – 2021)"]  # fmt: skip


@pytest.fixture
def unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "unit", capsys).new("27001", "CĐCS May Hoa Sim", "--upper-code", "27000")


@contextlib.contextmanager
def tiny_disk(folder: Path, kilobytes: int) -> Iterator[Path]:
    """A real file system of that size; a test that may not mount one says so."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(folder)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs an administrator on Linux")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def workbook(target: Path, *rows: list[object]) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in ([None, "TỔNG HỢP TÓM TẮT SÁNG KIẾN"], HEADINGS, *rows):
        sheet.append(row)
    book.save(target)
    return target


def test_a_file_that_is_no_workbook(unit: Shell, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"\x89PNG not a workbook" * 50)
    code, answer = unit.call("import", tmp_path / "a.xlsx")
    assert (code, answer["error"]) == (3, "workbook_unreadable")
    assert "a.xlsx" in answer["message"] and "Hãy" in answer["message"]
    assert unit.call("import", tmp_path / "none.xlsx")[1]["error"] == "workbook_missing"


def test_a_table_without_the_columns_it_needs(unit: Shell, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["STT", "Ghi chú"])  # type: ignore[union-attr]  # a new workbook has an active sheet
    book.save(tmp_path / "a.xlsx")
    code, answer = unit.call("import", tmp_path / "a.xlsx")
    assert (code, answer["error"]) == (1, "table_columns_missing")
    assert unit.ok("list")["total"] == 0


def test_rows_with_impossible_values_are_kept_and_named(unit: Shell, tmp_path: Path) -> None:
    first = [
        1,
        "Nguyễn Văn An, 1985, Tổ trưởng, Xưởng 1, 912345678",
        "Đồ gá may túi",
        "31/13/2022",
        "Cũ …",
        "Nhanh",
        "",
    ]
    second = [2, "Lê Thị Bình, 1990, Công nhân, Xưởng 2, 0912 345 679", "Kệ để khuôn", "01/3/2022", "Cũ …", "Gọn", ""]
    counts = unit.ok("import", workbook(tmp_path / "a.xlsx", first, second))
    assert (counts["imported"], counts["refused"], counts["cleaned"].get("phone_zero")) == (2, 0, 1)
    assert [(p["code"], p["row"]) for p in counts["problems"]] == [("date_unreadable", 3)]
    shown = unit.ok("show", unit.ok("list", "--query", "do ga")["rows"][0]["number"])
    assert shown["unread"] == {"applied_from_on": "31/13/2022"}
    assert shown["authors"][0]["phone"] == "0912345678"
    assert "date_unreadable" in {problem["code"] for problem in shown["problems"]}
    assert unit.call("move", shown["number"], "accepted")[0] == 1


@pytest.mark.parametrize("amount", [-5, 10**14])
def test_absurd_money(unit: Shell, tmp_path: Path, amount: int) -> None:
    values = sample()[0] | {"benefit_vnd": amount}
    answer = unit.ok("enter", write(tmp_path / "a.json", values))
    assert "benefit_absurd" in {problem["code"] for problem in answer["problems"]}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"title": 5}, "record_malformed"),
        ({"nonsense": "x"}, "record_malformed"),
        ({"title": "A", "applied_from_on": "31/12/2022"}, "record_malformed"),
        ({"number": "SK-1"}, "initiative_unknown"),
        (["a"], "json_malformed"),
    ],
)
def test_records_of_the_wrong_shape(unit: Shell, tmp_path: Path, values: object, code: str) -> None:
    exit_code, answer = unit.call("enter", write(tmp_path / "a.json", values))
    assert (exit_code, answer["error"]) == (1, code)
    assert unit.ok("list")["total"] == 0


def test_a_file_cannot_decide_what_the_register_decides(unit: Shell, tmp_path: Path) -> None:
    values = sample()[0] | {"state": "recognised", "decision_no": "1", "revision": 7, "unit_code": "999"}
    shown = unit.ok("show", unit.ok("enter", write(tmp_path / "a.json", values))["id"])
    assert (shown["state"], shown["decision_no"], shown["revision"], shown["unit_code"]) == ("draft", "", 0, "27001")


def test_a_register_is_not_made_twice_and_not_where_nothing_can_be_written(
    unit: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    again = ("new", "--unit-code", "1A", "--unit-name", "B", "--plain")
    assert unit.call(*again)[1]["error"] == "register_exists"
    code, answer = Shell(Path("/proc/none/register"), capsys).call(*again)
    assert (code, answer["error"], answer["again"]) == (3, "home_not_writable", True)
    assert Shell(unit.home.parent / "none", capsys).call("list")[1]["error"] == "register_missing"


def test_a_register_open_elsewhere_is_left_alone(unit: Shell) -> None:
    from desktop.desk import open_desk

    held = open_desk(unit.home, None)
    try:
        code, answer = unit.call("list")
        assert (code, answer["error"], answer["again"]) == (3, "register_busy", True)
    finally:
        held.close()
    assert unit.ok("list")["total"] == 0


def test_a_newer_store_is_refused_untouched(unit: Shell) -> None:
    from db import store

    opened = store.Store(unit.home / store.FILE, None)
    with opened.atomic():
        opened.insert("_sqlite_migrations", {"migration_set": "sangkien", "name": "m9999_later", "applied_at": "2099"})
    opened.close()
    before = (unit.home / store.FILE).read_bytes()
    code, answer = unit.call("list")
    assert (code, answer["error"]) == (3, "register_newer")
    assert (unit.home / store.FILE).read_bytes() == before


def test_a_damaged_store_or_vault_is_named(unit: Shell) -> None:
    (unit.home / "register.db").write_bytes(os.urandom(8192))
    assert unit.call("list")[1]["error"] == "register_damaged"
    (unit.home / "vault.json").write_text("{")
    assert unit.call("list")[1]["error"] == "vault_damaged"


def test_a_full_disk_while_saving(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with tiny_disk(tmp_path / "disk", 2400) as disk:
        shell = Shell(disk / "register", capsys).new("1A", "Đơn vị")
        long = {"title": "Kệ", "summary": "x" * 90_000}
        codes = [shell.call("enter", write(tmp_path / f"{n}.json", long)) for n in range(20)]
        refused = [answer for code, answer in codes if code]
        assert {answer["error"] for answer in refused} == {"disk_full"}
        (disk / "register" / "packages").mkdir(exist_ok=True)
        kept = sum(code == 0 for code, _answer in codes)
    assert 0 < kept < 20


def test_a_stick_without_room_or_protected(unit: Shell, tmp_path: Path) -> None:
    number = unit.ok("enter", write(tmp_path / "one.json", sample()[0]))["number"]
    unit.ok("move", number, "recognised", "--decision-no", "1", "--decision-on", "2023-06-01", "--signer", "X")
    unit.ok("key", "new")
    assert unit.call("pack", "--to", tmp_path / "none")[1]["error"] == "folder_missing"
    assert unit.ok("outbox")["rows"] == []
    with tiny_disk(tmp_path / "disk", 64) as disk:
        code, answer = unit.call("pack", "--to", disk)
        assert (code, answer["error"], answer["again"], list(disk.iterdir())) == (3, "folder_full", True, [])
        assert unit.ok("outbox")["rows"][0]["state"] == "failed"
        subprocess.run(["mount", "-o", "remount,ro,size=4096k", str(disk)], check=True)
        assert unit.call("send", "27001_0001.asice", "--to", disk)[1]["error"] == "folder_read_only"
        subprocess.run(["mount", "-o", "remount,rw,size=4096k", str(disk)], check=True)
        assert unit.ok("send", "27001_0001.asice", "--to", disk)["state"] == "delivered"
    assert unit.ok("outbox")["rows"][0]["state"] == "delivered"


def test_verifying_what_is_no_package(unit: Shell, tmp_path: Path) -> None:
    (tmp_path / "x.asice").write_bytes(b"PK nothing")
    code, answer = unit.call("verify", tmp_path / "x.asice", home=False)
    assert (code, answer["verdict"]) == (4, "unreadable")
    assert unit.call("verify", tmp_path / "none.asice", home=False)[0] == 3


@pytest.mark.parametrize(
    "command",
    [
        ("objection", "settle", 2**63, "--on", "1/2/2022", "--outcome", "Đã giải quyết"),
        ("target", "remove", 2**63),
        ("person", "list", "--limit", 2**64),
        ("list", "--limit", 2**63),
        ("cooperation-plan", "remove", 10**30),
        ("cooperation-plan", "enter", "plan.json"),
    ],
)
def test_a_number_too_large_for_the_register_is_refused_in_words(
    unit: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[object, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "plan.json", {"id": 2**63, "name": "Kế hoạch"})
    code, answer = unit.call(*command)
    assert (code, answer["error"]) == (1, "number_too_large")
    assert "Kiểm tra" in answer["message"]


def test_an_empty_list_of_the_portal_is_no_success(unit: Shell, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text(" \n\n", encoding="utf-8")
    code, answer = unit.call("portal", "approve", tmp_path / "list.txt")
    assert (code, answer["error"]) == (1, "portal_list_empty")
    assert "list.txt" in answer["message"]
