from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from desktop.cli import run
from tests.desktop.cli.commands import Shell, write
from tests.desktop.operations.test_imports import AN, BINH, changed, workbook


@pytest.fixture
def unit(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "sổ", capsys).new("CDCS-01", "Công đoàn cơ sở Một")


def test_rows_are_mended_chosen_waited_for_and_taken_back(unit: Shell, tmp_path: Path) -> None:
    path = workbook(tmp_path, AN, BINH, changed(AN, title=None, period="31/4/2022"))
    tried = unit.ok("import", path, "--dry-run")
    assert (tried["imported"], tried["refused"], tried["waiting"]) == (2, 1, 1)
    assert tried["suggestions"] == [
        {"row": 4, "field": "applied_from_on", "before": "31/4/2022", "after": "30/04/2022"},
    ]
    done = unit.ok("import", path, "--rows", "2,4", "--cell", "H4=30/04/2022")
    assert (done["imported"], done["left_out"], done["waiting"]) == (1, 1, 1)
    (waiting,) = unit.ok("import", "waiting")["waiting"]
    assert (waiting["row"], waiting["ready"]) == (4, False)
    unit.ok("import", "waiting", waiting["id"], "--cell", "G4=Giá để khuôn", "--take")
    assert unit.ok("list")["total"] == 2
    (batch,) = unit.ok("import", "list")["imports"]
    assert (batch["file"], batch["counts"]["imported"]) == ("a.xlsx", 1)
    assert unit.ok("import", "undo", batch["import_no"]) == {"removed": 2, "restored": 0, "kept": []}
    assert unit.call("import", "undo", batch["import_no"])[1]["error"] == "import_undone_already"
    assert unit.call("import", "undo", "x")[1]["error"] == "import_unknown"


def test_a_row_may_wait_and_be_given_up(unit: Shell, tmp_path: Path) -> None:
    assert unit.ok("import", workbook(tmp_path, AN, BINH), "--wait", "3")["waiting"] == 1
    (waiting,) = unit.ok("import", "waiting")["waiting"]
    assert unit.ok("import", "waiting", waiting["id"], "--give-up")["waiting"] == []


def test_what_changed_is_shown_before_it_is_written(unit: Shell, tmp_path: Path) -> None:
    unit.ok("import", workbook(tmp_path, AN))
    tried = unit.ok("import", workbook(tmp_path, changed(AN, effect="Nhanh gấp đôi")), "--dry-run")
    assert tried["differences"] == [
        {"row": 2, "field": "Hiệu quả sáng kiến", "before": "Nhanh", "after": "Nhanh gấp đôi"},
    ]


def test_hidden_rows_are_asked_for(unit: Shell, tmp_path: Path) -> None:
    path = workbook(tmp_path, AN, BINH)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[3].hidden = True
    book.save(path)
    code, answer = unit.call("import", path)
    assert (code, answer["error"], answer["problems"][0]["code"]) == (1, "import_undecided", "hidden_rows_asked")
    code, tried = unit.call("import", path, "--dry-run")
    assert (code, tried["error"], tried["message"]) == (1, "import_undecided", answer["message"])
    assert (tried["hidden_rows"], tried["read"], tried["imported"], tried["undecided"]) == ([3], 2, 1, 1)
    assert tried["problems"] == answer["problems"]
    assert unit.ok("import", path, "--dry-run", "--hidden-rows", "keep")["imported"] == 2
    assert unit.ok("import", path, "--hidden-rows", "skip")["imported"] == 1


def test_a_mapping_is_kept_listed_and_forgotten(unit: Shell, tmp_path: Path) -> None:
    path = tmp_path / "lạ.html"
    path.write_text(
        "<html><meta charset=utf-8><table><tr><td>Ai</td><td>Cái gì</td></tr>"
        "<tr><td>Lê Thị Bình</td><td>Kệ để khuôn</td></tr></table></html>",
        encoding="utf-8",
    )
    assert unit.call("import", path)[1]["error"] == "table_columns_missing"
    columns = write(tmp_path / "cột.json", {"full_name": "Ai", "title": "Cái gì"})
    assert unit.ok("import", path, "--map", columns, "--keep-map", "Phòng")["imported"] == 1
    assert unit.ok("import", path)["known_as"] == "Phòng"
    (known,) = unit.ok("import", "mappings")["mappings"]
    assert known["columns"] == {"Ai": "full_name", "Cái gì": "title"}
    unit.ok("import", "forget", known["fingerprint"])
    assert unit.call("import", path)[1]["error"] == "table_columns_missing"


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--rows", "1-"), "rows_unreadable"),
        (("--rows", "77"), "import_row_unknown"),
        (("--cell", "5=x"), "rows_unreadable"),
        (("--encoding", "viscii"), "encoding_unknown"),
    ],
)
def test_options_nobody_can_mean_are_refused(unit: Shell, tmp_path: Path, options: tuple[str, str], code: str) -> None:
    status, answer = unit.call("import", workbook(tmp_path, AN), *options)
    assert (status, answer["error"]) == (1, code)


def test_the_answer_in_words(unit: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.cli import run

    for arguments in (["import", str(workbook(tmp_path, AN, changed(BINH, title=None)))], ["import", "list"],
                      ["import", "waiting"], ["import", "mappings"], ["import", "undo", "1"]):  # fmt: skip
        assert run.main([*arguments, "--home", str(unit.home)]) == 0
    told = capsys.readouterr().out
    assert "1 dòng chờ sửa" in told
    assert "import undo 1" in told
    assert "Đã hoàn tác: 1 sáng kiến vào thùng rác" in told


def test_a_hidden_list_beside_a_visible_one_is_asked_for(unit: Shell, tmp_path: Path) -> None:
    path = workbook(tmp_path, AN)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].title = "Năm nay"
    hidden = book.copy_worksheet(book.worksheets[0])
    hidden.title, hidden.sheet_state = "Năm ngoái", "hidden"
    book.save(path)
    for more in ((), ("--dry-run",)):
        code, answer = unit.call("import", path, *more)
        assert (code, answer["error"], answer["problems"][0]["code"]) == (1, "import_undecided", "hidden_list_asked")
        assert "--sheet" in answer["problems"][0]["message"]
    assert unit.ok("import", path, "--sheet", "Năm ngoái", "--dry-run")["sheet"] == "Năm ngoái"
    assert unit.ok("import", path, "--sheet", "Năm nay")["imported"] == 1


def test_what_is_not_brought_in_is_said_in_words(
    unit: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A column nobody understands, a sheet and a row that somebody has hidden."""
    path = workbook(tmp_path, AN, BINH)
    book = openpyxl.load_workbook(path)
    book.worksheets[0].row_dimensions[3].hidden = True
    book.worksheets[0].cell(1, 30, "Màu áo")
    book.worksheets[0].cell(2, 30, "xanh")
    old = book.create_sheet("Cũ")
    old.append(["một", "hai"])
    old.sheet_state = "hidden"
    book.save(path)
    assert run.main(["import", str(path), "--dry-run", "--home", str(unit.home)]) == 1
    said = capsys.readouterr().err
    assert "  - cột không dùng: «Màu áo»; ghép cột bằng --map.\n" in said
    assert "  - trang tính bị ẩn: «Cũ»; đọc trang ấy bằng --sheet.\n" in said
    assert "  - Trong tệp có 1 dòng sáng kiến đang bị ẩn." in said
    assert "đọc 2 dòng; mới 1," in said
    assert "  - 1 dòng đang bị ẩn còn phải chọn lấy hay bỏ, chưa đếm ở trên.\n" in said
