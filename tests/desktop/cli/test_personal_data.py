"""Personal data from the command line: asked for, answered, exported, corrected, taken away."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain import kept_words
from tests.desktop.cli.commands import Shell, write
from tests.exports.pdf_reading import pages, squeezed

AN = {"full_name": "Nguyễn Văn An", "birth_year": 1985, "phone": "0912820510", "workplace": "Xưởng 1"}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    made.ok("enter", write(tmp_path / "r.json", {"title": "Kệ để khuôn", "authors": [AN]}))
    return made


def entry(shell: Shell) -> str:
    return str(shell.ok("person", "list")["rows"][0]["id"])


def test_a_person_asks_gets_everything_and_goes(shell: Shell, tmp_path: Path) -> None:
    her = entry(shell)
    asked = shell.ok("person", "request", "add", "--kind", "erase", "--person", her, "--what", "xóa số điện thoại")
    assert (asked["who"], asked["overdue"], asked["answered_on"]) == ("Nguyễn Văn An", False, None)
    shell.ok("person", "export", her, "--to", tmp_path / "an.json")
    told = json.loads((tmp_path / "an.json").read_text(encoding="utf-8"))
    assert told["entries"][0]["phone"] == AN["phone"]
    assert [one["title"] for one in told["initiatives"]] == ["Kệ để khuôn"]
    shell.ok("person", "export", her, "--to", tmp_path / "an.pdf")
    assert squeezed("Điện thoại liên hệ: 0912 820 510") in squeezed("".join(pages(tmp_path / "an.pdf")))
    assert shell.ok("person", "erase", her, "phone", "--dry-run")["records"] == 1
    shell.ok("person", "erase", her, "phone", "--reason", "theo yêu cầu")
    assert shell.ok("person", "show", her)["phone"] == ""
    done = shell.ok("person", "request", "answer", asked["request"], "--text", "Đã xóa số điện thoại ở mọi nơi.",
                    "--to", tmp_path / "tra-loi.txt")  # fmt: skip
    assert done["answered_on"] is not None
    assert "Đã xóa số điện thoại" in (tmp_path / "tra-loi.txt").read_text(encoding="utf-8-sig")
    gone = shell.ok("person", "anonymise", her, "--reason", "theo yêu cầu")
    assert (gone["alias"], gone["purged"]) == ("Người đã ẩn danh 1", True)
    assert shell.ok("person", "request", "list")["requests"][0]["who"] == gone["alias"]
    assert shell.call("person", "export", her, "--to", tmp_path / "an.txt")[1]["error"] == "person_anonymised"
    assert shell.ok("person", "purge")["purged"]


def test_consent_is_noted_for_all_and_withdrawn_by_one(shell: Shell) -> None:
    her = entry(shell)
    assert shell.ok("person", "list", "--no-consent")["total"] == 1
    assert shell.ok("person", "consent", "note", "--on", "1/2/2026") == {"persons": 1, "missing": 0}
    shown = shell.ok("person", "show", her)
    assert (shown["consent_on"], shown["consent_note"]) == ("2026-02-01", "Đã đồng ý theo danh sách ngày 01/02/2026")
    assert shell.call("person", "consent", "note", "--on", "1/2/2026")[1]["error"] == "consent_nobody"
    shell.ok("person", "consent", "withdraw", her, "--on", "3/2/2026")
    assert shell.ok("person", "show", her)["consent_note"] == "Đã rút lại sự đồng ý ngày 03/02/2026"
    assert shell.ok("person", "consent", "note", "--on", "4/2/2026", her)["persons"] == 1


def test_a_day_off_moves_the_day_of_the_answer(shell: Shell) -> None:
    asked = ("person", "request", "add", "--kind", "see", "--who", "Lê Thị Bé", "--on", "2/6/2026")
    assert shell.ok(*asked)["due_on"] == "2026-06-04"
    shell.ok("person", "day-off", "add", "3/6/2026", "--what", "Ngày nghỉ của công ty")
    assert {one["due_on"] for one in shell.ok("person", "request", "list")["requests"]} == {"2026-06-05"}
    shell.ok("person", "day-off", "add", "6/6/2026", "--what", "Làm bù", "--worked")
    shell.ok("person", "day-off", "remove", "3/6/2026")
    days = shell.ok("person", "day-off", "list")
    assert [one["day"] for one in days["days"] if one["worked"]] == ["2026-06-06"]
    assert shell.ok("person", "request", "list", "--open")["requests"][0]["overdue"]


def test_the_book_put_right_is_laid_over_the_records(shell: Shell, tmp_path: Path) -> None:
    her = entry(shell)
    shell.ok("person", "enter", write(tmp_path / "a.json", {"id": her, "position": "Tổ trưởng"}))
    (row,) = shell.ok("person", "correct", her, "--dry-run")["rows"]
    assert (row["fields"], row["left"]) == (["position"], False)
    assert shell.ok("person", "correct", her)["corrected"] == 1
    assert shell.ok("person", "correct", her)["rows"] == []


def test_what_is_wrong_is_refused(shell: Shell, tmp_path: Path) -> None:
    her = entry(shell)
    for command, code in (
        (("export", her, "--to", tmp_path / "an.doc"), "person_file_format"),
        (("erase", her, "soul", "--reason", "x"), "person_field_unknown"),
        (("anonymise", her), "erasure_reason_missing"),
        (("request", "add", "--kind", "see"), "data_request_incomplete"),
        (("request", "answer", "9", "--text", "x"), "data_request_unknown"),
        (("day-off", "add", "hôm qua", "--what", "x"), "day_off_unreadable"),
        (("consent", "note", "--on", "1/2/2126"), "consent_day_wrong"),
    ):
        exit_code, answer = shell.call("person", *command)
        assert (exit_code, answer["error"]) == (1, code)


def test_what_is_kept_is_told_in_the_words_of_the_page(shell: Shell) -> None:
    told = shell.ok("person", "words")["parts"]
    assert [one["title"] for one in told][:3] == ["Lưu gì", "Để làm gì", "Ở đâu"]
    assert all(one["sentences"] for one in told)
    assert sum(len(one["sentences"]) for one in told) == len(kept_words.SENTENCES)
