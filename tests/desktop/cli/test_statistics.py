"""The command `statistics`: tables, the list behind a figure, kept tables, the sheet of a year, and files."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.operations.statistics import BY
from domain.statistics import WHAT
from tests.desktop.cli.commands import Shell, sample, write


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "unit", capsys).new("27001", "CĐCS May Hoa Sim")
    for entry in sample()[:4]:
        made.ok("enter", write(tmp_path / "one.json", entry))
    return made


@pytest.mark.parametrize("by", BY)
def test_the_list_of_a_figure_has_as_many_rows(shell: Shell, by: str) -> None:
    table = shell.ok("statistics", "--by", by)
    assert table["rows"]
    for row in table["rows"]:
        for what in WHAT:
            figure = row[what] if what in row else row["benefits"][what]["count"]
            listed = shell.ok("statistics", "--by", by, "--list", row["key"], "--what", what)
            assert (listed["total"], len(listed["rows"])) == (figure, figure), (row["key"], what)


def test_a_table_is_kept_listed_and_shown_with_what_changed(shell: Shell, tmp_path: Path) -> None:
    kept = shell.ok("statistics", "--by", "kind", "--keep", "Báo cáo tháng 5")
    (row,) = shell.ok("statistics", "--kept")["rows"]
    assert (row["id"], row["name"], row["by"]) == (kept["id"], "Báo cáo tháng 5", "kind")
    before = shell.ok("statistics", "--show", kept["id"])
    assert before["differences"] == [] and before["totals"]["initiatives"] == 4
    shell.ok("enter", write(tmp_path / "one.json", sample()[5]))
    after = shell.ok("statistics", "--show", kept["id"], "--list", "*")
    assert (after["rows"], after["totals"], after["total"]) == (before["rows"], before["totals"], 4)
    whole = next(one for one in after["differences"] if one["key"] == "*")
    assert (whole["before"]["initiatives"], whole["now"]["initiatives"]) == (4, 5)


def test_tables_go_into_files(shell: Shell, tmp_path: Path) -> None:
    for number, options in enumerate((("--by", "month"), ("--emulation", "2022"), ("--by", "rank_block"))):
        target = tmp_path / f"{number}.xlsx"
        assert shell.ok("statistics", *options, "--to", target)["path"] == str(target)
        assert target.stat().st_size > 0
    code, answer = shell.call("statistics", "--to", tmp_path / "a.doc")
    assert (code, answer["error"]) == (1, "report_format_unknown")


def test_the_sheet_of_a_year_names_the_source_of_each_figure(shell: Shell) -> None:
    told = shell.ok("statistics", "--emulation", "2022", "--list", "27001", "--what", "recognised")
    assert set(told["sources"]) == {"recognised", "nominated", "awarded", "verified"}
    (row,) = told["rows"]
    assert (row["unit_code"], row["recognised"], told["total"]) == ("27001", 0, 0)
    assert all(one["document"] for one in row["targets"]) and all(one["source"] for one in row["dossiers"])
    code, answer = shell.call("statistics", "--emulation", "1999")
    assert (code, answer["error"]) == (1, "emulation_year_unknown")


def test_what_is_not_there_is_exit_one(shell: Shell) -> None:
    for options, code in ((("--show", "9"), "kept_table_unknown"), (("--keep", " "), "kept_name_missing"),
                          (("--by", "cluster", "--list", "Cụm 9"), "statistics_figure_unknown")):  # fmt: skip
        exit_code, answer = shell.call("statistics", *options)
        assert (exit_code, answer["error"]) == (1, code)


def test_a_kept_table_lists_its_people_and_what_is_counted_otherwise_now(shell: Shell, tmp_path: Path) -> None:
    kept = shell.ok("statistics", "--by", "kind", "--keep", "Báo cáo tháng 5")
    shown = shell.ok("statistics", "--show", kept["id"])
    for row in (shown["totals"], *shown["rows"]):
        for what in WHAT:
            figure = row[what] if what in row else row["benefits"][what]["count"]
            told = shell.ok("statistics", "--show", kept["id"], "--list", row["key"], "--what", what)
            assert (told["total"], len(told["listed"])) == (figure, figure), (row["key"], what)
    shell.ok("enter", write(tmp_path / "one.json", sample()[5]))
    told = shell.ok("statistics", "--show", kept["id"], "--changed", "*")
    (one,) = told["changes"]
    assert (one["change"], one["why"], one["title"]) == ("came", "new", sample()[5]["title"])
    people = shell.ok("statistics", "--show", kept["id"], "--changed", "*", "--what", "persons")
    assert {row["full_name"] for row in people["changes"]} <= {row["full_name"] for row in sample()[5]["authors"]}
    code, answer = shell.call("statistics", "--show", kept["id"], "--changed", "*", "--what", "colour")
    assert (code, answer["error"]) == (1, "statistics_figure_unknown")


def test_quality_and_a_sample_go_into_files(shell: Shell, tmp_path: Path) -> None:
    shell.ok("move", "SK-2022-0001", "accepted")
    for name, options in (("a.xlsx", ("quality",)), ("b.pdf", ("quality", "--list", "twins")),
                          ("c.pdf", ("sample", "1", "--seed", "7"))):  # fmt: skip
        assert shell.ok(*options, "--to", tmp_path / name)["path"] == str(tmp_path / name)
        assert (tmp_path / name).stat().st_size > 0
    code, answer = shell.call("quality", "--list", "evidence", "--to", tmp_path / "d.xlsx")
    assert (code, answer["error"]) == (1, "quality_file_of_list")
