"""Papers by command: which there are, one for one initiative, a file each, and what cannot be made."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from desktop import clock
from tests.desktop.cli.commands import Shell
from tests.desktop.operations import decided, unions
from tests.exports.pdf_reading import pages

WORDS = ("--letter-no", "12", "--letter-on", "10/7/2023", "--place", "Bình Tân", "--issuer", "Công ty May")


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Shell]:
    opened = unions.new(tmp_path / "home")
    decided.fill(opened, monkeypatch)
    opened.close()
    monkeypatch.setattr(clock, "today", lambda: decided.TODAY)
    yield Shell(tmp_path / "home", capsys)


def test_the_list_says_what_each_is_for_and_how_many_are_ready(shell: Shell) -> None:
    listed = {one["id"]: one for one in shell.ok("report", "list")["reports"]}
    assert len(listed) == 17
    assert listed["certificate"]["initiatives"] == 2
    assert listed["receipt_slip"]["group"] == "intake"
    assert listed["nomination_list"]["formats"] == ["xlsx", "pdf", "docx"]
    assert all(one["purpose"] for one in listed.values())


def test_one_paper_for_one_initiative(shell: Shell, tmp_path: Path) -> None:
    made = shell.ok("report", "certificate", "--to", tmp_path / "a.pdf", "--only", "SK-2022-0002", *WORDS)
    assert (made["rows"], made["pages"]) == (3, 3)
    assert "Công ty May chứng nhận" in pages(tmp_path / "a.pdf")[0]
    made = shell.ok(
        "report", "result_slip", "--to", tmp_path / "a.docx", "--only", "declined", "--position", "CHỦ TỊCH"
    )
    assert (made["rows"], made["pages"]) == (1, 0)
    assert any("Không công nhận" in line.text for line in docx.Document(tmp_path / "a.docx").paragraphs)


def test_a_file_each(shell: Shell, tmp_path: Path) -> None:
    made = shell.ok("report", "certificate", "--to", tmp_path / "to", "--each", "--format", "docx", *WORDS)
    assert made["rows"] == len(list((tmp_path / "to").glob("*.docx"))) == 5


@pytest.mark.parametrize(
    ("options", "code"),
    [(("sổ đỏ", "--to", "a.pdf"), "report_unknown"), (("certificate", "--to", "a.xlsx"), "report_format_unknown"),
     (("certificate", "--to", "a.pdf", "--only", "draft"), "paper_state"),
     (("score_sheet", "--to", "a.pdf"), "paper_needs_appraisal"),
     (("certificate", "--to", "to", "--each", "--format", "odt"), "report_format_unknown"),
     (("certificate", "--to", "a.pdf", "--letter-on", "mai"), "date_unreadable")],
)  # fmt: skip
def test_what_cannot_be_made_is_said_in_a_sentence(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    exit_code, answer = shell.call("report", *options)
    assert (exit_code, answer["error"]) == (1, code)
    assert answer["message"].endswith(".")
    assert not [file for file in tmp_path.rglob("*") if file.suffix in (".pdf", ".docx", ".xlsx", ".part")]


def test_a_template_by_command(shell: Shell, tmp_path: Path) -> None:
    listed = shell.ok("report", "template", "list")
    assert {one["own"] for one in listed["templates"]} == {False} and len(listed["templates"]) == 17
    file = tmp_path / "certificate.toml"
    assert shell.ok("report", "template", "show", "certificate", "--to", file)["path"] == str(file)
    words = file.read_text(encoding="utf-8")
    file.write_text(words.replace("«{title}»", "«{titel}»"), encoding="utf-8")
    exit_code, answer = shell.call("report", "template", "edit", "certificate", "--from", str(file))
    assert (exit_code, answer["error"]) == (1, "template_refused")
    assert [(one["code"], one["field"]) for one in answer["problems"]] == [("template_gap_unknown", "block.6.text")]
    file.write_text(words.replace('GIẤY CHỨNG NHẬN SÁNG KIẾN"', 'GIẤY GHI NHẬN"'), encoding="utf-8")
    assert shell.ok("report", "template", "edit", "certificate", "--from", file, "--dry-run")["ok"]
    assert shell.ok("report", "template", "edit", "certificate", "--from", file)["differences"] == 1
    (change,) = shell.ok("report", "template", "diff", "certificate")["differences"]
    assert change == {"what": "title", "before": "GIẤY CHỨNG NHẬN SÁNG KIẾN", "now": "GIẤY GHI NHẬN"}
    shell.ok("report", "certificate", "--to", tmp_path / "a.pdf", *WORDS)
    assert "GIẤY GHI NHẬN" in pages(tmp_path / "a.pdf")[0]
    assert not shell.ok("report", "template", "reset", "certificate")["own"]
    assert shell.ok("report", "template", "restore", "certificate")["own"]
    assert shell.ok("report", "template", "keep", "certificate")["own"]
    for wrong in (("foo",), ("show",), ("edit", "certificate")):
        assert shell.call("report", "template", *wrong)[1]["error"] == "template_usage"
    assert shell.call("report", "certificate", "extra", "--to", "a.pdf")[1]["error"] == "report_words_unknown"


def test_the_cover_of_a_package_and_the_figures_of_a_day(shell: Shell, tmp_path: Path) -> None:
    made = shell.ok("report", "package_cover", "--to", tmp_path / "a.pdf", "--only", "0123456789")
    assert made["pages"] == 1 and "0123 4567 89ab cdef" in pages(tmp_path / "a.pdf")[0]
    assert shell.call("report", "package_cover", "--to", "b.pdf", "--only", "9")[1]["error"] == "paper_package_unknown"
    shell.ok("report", "statistics_report", "--to", tmp_path / "c.pdf", "--as-of", "1/6/2023", *WORDS)
    assert "Tính đến hết ngày 01 tháng 6 năm 2023" in pages(tmp_path / "c.pdf")[0].replace("\n", " ")
    answer = shell.call("report", "statistics_report", "--to", "d.pdf", "--as-of", "mai")[1]
    assert (answer["error"]) == "date_unreadable"
