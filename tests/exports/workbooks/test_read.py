from __future__ import annotations

import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from domain.errors import RuleError, TroubleError
from exports.apart.watch import resident_bytes
from exports.workbooks.read import read
from exports.workbooks.workbook import Limits
from tests.exports.workbooks import files

MORNING = datetime.fromisoformat("2021-03-05T07:30:00")  # a cell knows no time zone


@pytest.mark.parametrize("make", [files.xlsx, files.xls])
@pytest.mark.parametrize("name", ["danh sách.xlsx", "danh sách.xls", "không đuôi", "nhầm.csv"])
def test_a_workbook_is_known_by_its_content(tmp_path: Path, make: Callable[[Path], Path], name: str) -> None:
    book = read(make(tmp_path / name))
    assert [sheet.rows for sheet in book.sheets] == [files.ROWS]
    assert book.encoding == ""


def test_a_web_page_under_the_name_of_a_workbook(tmp_path: Path) -> None:
    """So many an office system exports its lists."""
    page = "<html><table><tr><td>STT</td><td>Tên</td></tr><tr><td>1</td><td>Gá kẹp</td></tr></table></html>"
    (tmp_path / "a.xls").write_text(page, encoding="utf-8")
    assert read(tmp_path / "a.xls").sheets[0].rows == [["STT", "Tên"], ["1", "Gá kẹp"]]


def test_open_document(tmp_path: Path) -> None:
    book = read(files.ods(tmp_path / "ds.ods"))
    assert [(sheet.name, sheet.rows) for sheet in book.sheets] == [("Danh sách", [["Tên sáng kiến"]])]


def test_cells_keep_their_place_and_kind(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["C3"], sheet["D3"] = "Tên", 0.5
    sheet["C5"], sheet["D5"], sheet["E5"] = date(2021, 3, 5), MORNING, True
    sheet["C6"], sheet["Z9"] = " ", "\xa0"
    sheet.merge_cells("C3:E3")
    sheet.merge_cells("A5:B6")
    book.save(tmp_path / "a.xlsx")
    (page,) = read(tmp_path / "a.xlsx").sheets
    assert page.rows == [
        [],
        [],
        [None, None, "Tên"],
        [],
        [None, None, date(2021, 3, 5), MORNING, True],
    ]
    assert set(page.merged) == {(2, 2, 2, 4), (4, 0, 5, 1)}


def test_hidden_sheets_are_told_and_one_sheet_can_be_asked_for(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["bìa"])
    book.create_sheet("Số liệu cũ").append(["ẩn"])
    book["Số liệu cũ"].sheet_state = "veryHidden"
    book.save(tmp_path / "a.xlsx")
    assert [(sheet.name, sheet.hidden) for sheet in read(tmp_path / "a.xlsx").sheets] == [
        ("Sheet", False),
        ("Số liệu cũ", True),
    ]
    assert [sheet.rows for sheet in read(tmp_path / "a.xlsx", sheet="Số liệu cũ").sheets] == [[["ẩn"]]]
    with pytest.raises(RuleError) as caught:
        read(tmp_path / "a.xlsx", sheet="Danh sách")
    assert caught.value.code == "sheet_missing"
    assert caught.value.facts == {"sheet": "Danh sách", "names": "Sheet, Số liệu cũ", "file": "a.xlsx"}


@pytest.mark.parametrize(
    "make", [files.locked_xlsx, files.locked_xls, lambda path: files.ods(path, locked=True)], ids=["xlsx", "xls", "ods"]
)
def test_a_password_is_told_from_damage(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    with pytest.raises(RuleError) as caught:
        read(make(tmp_path / "mật.xlsx"))
    assert (caught.value.code, caught.value.facts["file"]) == ("workbook_encrypted", "mật.xlsx")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><p>STT</p></html>",
        b"PK\x03\x04 cut off",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ],
    ids=["nothing", "a page without a table", "half a zip", "half a compound file"],
)
def test_what_is_no_workbook_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.xls").write_bytes(data)
    with pytest.raises(TroubleError) as caught:
        read(tmp_path / "a.xls")
    assert caught.value.code == "workbook_unreadable"


def test_a_truncated_workbook_is_refused(tmp_path: Path) -> None:
    whole = files.xlsx(tmp_path / "a.xlsx").read_bytes()
    (tmp_path / "a.xlsx").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(TroubleError) as caught:
        read(tmp_path / "a.xlsx")
    assert caught.value.code == "workbook_unreadable"


def test_a_parser_that_gives_up_takes_nothing_with_it(tmp_path: Path) -> None:
    with pytest.raises(TroubleError) as caught:
        read(files.crashing_xlsb(tmp_path / "a.xlsb"))
    assert caught.value.code == "workbook_crashed"


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    with pytest.raises(RuleError) as missing:
        read(tmp_path / "a.xlsx")
    assert missing.value.code == "workbook_missing"
    with pytest.raises(TroubleError) as folder:
        read(tmp_path)
    assert (folder.value.code, folder.value.again) == ("workbook_not_opened", True)


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_empty(tmp_path: Path, name: str) -> None:
    if name == "a.csv":
        (tmp_path / name).write_text(" ,\n,\n", encoding="utf-8")
    else:
        files.xlsx(tmp_path / name, [[None, " "]])
    with pytest.raises(RuleError) as caught:
        read(tmp_path / name)
    assert caught.value.code == "workbook_empty"


@pytest.mark.skipif(os.name == "nt", reason="Windows bounds no memory of a single process")
def test_one_stray_cell_in_the_far_corner_costs_neither_time_nor_memory(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "TT", "x"
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(RuleError) as caught:
        read(tmp_path / "a.xlsx")
    assert caught.value.code == "workbook_too_large"  # out of time or memory would have another code


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
@pytest.mark.parametrize(
    "limits", [Limits(rows=2), Limits(characters=20), Limits(file_bytes=30)], ids=["rows", "characters", "bytes"]
)
def test_limits_refuse_rather_than_cut(tmp_path: Path, name: str, limits: Limits) -> None:
    if name == "a.csv":
        (tmp_path / name).write_text("TT,Tên\n1,Cải tiến gá kẹp\n2,Đèn báo chuyền\n", encoding="utf-8")
    else:
        files.xlsx(tmp_path / name)
    assert len(read(tmp_path / name).sheets[0].rows) == 3
    with pytest.raises(RuleError) as caught:
        read(tmp_path / name, limits=limits)
    assert caught.value.code == "workbook_too_large"


def test_empty_rows_below_the_limit_and_cells_far_right_do_no_harm(tmp_path: Path) -> None:
    files.xlsx(tmp_path / "a.xlsx", [["a", None, "b"], [None] * 400 + ["far"], [" "], [" "]])
    assert read(tmp_path / "a.xlsx", limits=Limits(rows=1, columns=2)).sheets[0].rows == [["a"]]


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_time_runs_out(tmp_path: Path, name: str) -> None:
    if name == "a.csv":
        (tmp_path / name).write_text("TT,Tên\n1,Cải tiến gá kẹp\n", encoding="utf-8")
    else:
        files.xlsx(tmp_path / name)
    with pytest.raises(TroubleError) as caught:
        read(tmp_path / name, limits=Limits(seconds=0))
    assert (caught.value.code, caught.value.again) == ("workbook_timed_out", True)


@pytest.mark.skipif(os.name == "nt", reason="Windows bounds no memory of a single process")
@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "xl/styles.xml"])
def test_a_bomb_is_refused_in_words(tmp_path: Path, part: str) -> None:
    """Half a gigabyte of one letter in a file of half a megabyte."""
    files.xlsx(tmp_path / "ruột.xlsx")
    with (
        zipfile.ZipFile(tmp_path / "ruột.xlsx") as good,
        zipfile.ZipFile(tmp_path / "bom.xlsx", "w", zipfile.ZIP_DEFLATED) as bomb,
    ):
        for name in good.namelist():
            data = good.read(name)
            with bomb.open(name, "w") as out:
                if name != part:
                    out.write(data)
                    continue
                start = data.rindex(b"<t>") + 3 if b"<t>" in data else data.rindex(b"</")
                out.write(data[:start])
                for _ in range(500):
                    out.write(b"a" * (1 << 20))
                out.write(data[start:])
    assert (tmp_path / "bom.xlsx").stat().st_size < 4 << 20
    try:
        rows = read(tmp_path / "bom.xlsx", limits=Limits(memory_bytes=256 << 20)).sheets[0].rows
    except (RuleError, TroubleError) as error:
        assert error.code in ("workbook_too_large", "workbook_unreadable", "workbook_timed_out", "workbook_crashed")
    else:
        assert rows == files.ROWS  # the parser did not need that part


def test_memory_is_watched_from_outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system bounds nothing, whoever watches ends the worker."""
    monkeypatch.setattr("exports.apart.run.resident_bytes", lambda _process: (1 << 30) + 1)
    path = files.xlsx(tmp_path / "a.xlsx", [[number, "x" * 400] for number in range(20_000)])
    with pytest.raises(RuleError) as caught:
        read(path)
    assert caught.value.code == "workbook_too_large"


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="this system does not tell")
def test_what_a_process_holds_is_told() -> None:
    command = [sys.executable, "-c", "print(flush=True); input()"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        assert (resident_bytes(process) or 0) > 1 << 20
        process.communicate(b"\n")
    assert resident_bytes(process) is None


class _StopError(Exception):
    pass


def _stop(_done: int, _total: int) -> None:
    raise _StopError


@pytest.mark.parametrize("name", ["a.xlsx", "a.csv"])
def test_whoever_watches_can_stop_it(tmp_path: Path, name: str) -> None:
    rows = [[number, "x" * 40] for number in range(6000)]
    if name == "a.csv":
        (tmp_path / name).write_text("\n".join(f"{number},{text}" for number, text in rows), encoding="utf-8")
    else:
        files.xlsx(tmp_path / name, rows)
    with pytest.raises(_StopError):
        read(tmp_path / name, step=_stop)


@pytest.mark.real
def test_workbooks_made_by_others_give_rows_or_a_clear_error() -> None:
    folder = Path(os.environ.get("SANGKIEN_REAL", "")) / "spreadsheets"
    if "SANGKIEN_REAL" not in os.environ or not folder.is_dir():
        pytest.skip("SANGKIEN_REAL names no folder of real files")
    every = sorted(path for path in folder.rglob("*") if path.is_file())
    outcomes: dict[str, int] = {}
    for path in every[:: max(1, len(every) // 60)]:
        began = time.monotonic()
        try:
            outcome = "rows" if any(sheet.rows for sheet in read(path).sheets) else "nothing"
        except (RuleError, TroubleError) as error:
            outcome = error.code
        outcomes[outcome] = outcomes.get(outcome, 0) + 1
        assert time.monotonic() - began < 20, path
    assert outcomes.keys() <= {
        "rows",
        "workbook_empty",
        "workbook_unreadable",
        "workbook_encrypted",
        "workbook_crashed",
    }
    assert outcomes["rows"] > 0.7 * sum(outcomes.values())
