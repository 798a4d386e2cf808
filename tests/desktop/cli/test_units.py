"""The commands about units."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.cli import run
from tests.desktop.cli.commands import Shell


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim", "--upper-name", "LĐLĐ tỉnh Đồng Tháp")


def test_list_finds_without_accents_and_on_a_day(shell: Shell) -> None:
    found = shell.ok("unit", "list", "--query", "ben tre", "--on", "2022-03-01")
    assert [(row["code"], row["standing"]) for row in found["rows"]] == [("LD-BEN-TRE", "itself")]
    found = shell.ok("unit", "list", "--query", "ben tre", "--on", "01/07/2025")
    assert [(row["standing"], row["home"]) for row in found["rows"]] == [("merged", "LD-VINH-LONG")]
    assert shell.ok("unit", "list", "--under", "LD-DONG-THAP")["total"] == 2
    assert len(shell.ok("unit", "list", "--limit", "5")["rows"]) == 5


def test_show_tells_the_unit_through_time(shell: Shell) -> None:
    shown = shell.ok("unit", "show", "LD-THUA-THIEN-HUE")
    assert shown["name"] == "LĐLĐ thành phố Huế"
    assert [name["from"] for name in shown["names"]] == [None, "2025-01-01"]
    assert shell.ok("unit", "show", "LD-THUA-THIEN-HUE", "--on", "2024-12-31")["name"] == "LĐLĐ tỉnh Thừa Thiên Huế"
    assert shell.ok("unit", "show", "27001", "--on", "2022-03-01")["place"][0] == "LĐLĐ tỉnh Đồng Tháp"


def test_the_whole_life_of_a_unit(shell: Shell) -> None:
    paper = ("--on", "01/02/2026", "--document", "QĐ 12/QĐ-LĐLĐ")
    shell.ok("unit", "add", "DT-1", "CĐCS Mì Sa Đéc", "--under", "LD-DONG-THAP")
    shell.ok("unit", "add", "DT-2", "CĐCS Bột Sa Đéc", "--under", "ld-dong-thap")
    ended = shell.ok("unit", "add", "DT-3", "LĐLĐ huyện Lấp Vò", "--under", "LD-DONG-THAP", "--level", "upper")
    assert ended["ended_on"] == "2025-07-01"
    assert shell.ok("unit", "rename", "DT-1", "CĐCS Mì Hoa", "--new-code", "DT-9", *paper)["code"] == "DT-9"
    assert shell.ok("unit", "move", "DT-9", "--under", "LD-TIEN-GIANG", "--on", "2024-01-01", "--reason", "dời xưởng")
    assert shell.ok("unit", "headcount", "DT-1", "--on", "2026-02-01", "--members", 8, "--workers", 9)["members"] == 8
    assert shell.ok("unit", "cluster", "DT-1", "Cụm 1", "--on", "2026-02-01")["cluster"] == "Cụm 1"
    assert shell.ok("unit", "merge", "DT-2", "--into", "DT-9", *paper)["home"] == "DT-9"
    assert shell.ok("unit", "dissolve", "DT-9", "--on", "2026-03-01", "--reason", "hết việc")["standing"] == "dissolved"
    assert shell.ok("unit", "take-back")["kind"] == "dissolve"
    shown = shell.ok("unit", "show", "DT-9", "--on", "2026-03-01")
    assert (shown["name"], shown["cluster"], shown["headcount"]["members"]) == ("CĐCS Mì Hoa", "Cụm 1", 8)
    assert [event["taken_back"] for event in shown["events"]] == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("show", "KHONG-CO"), "unit_not_in_tree"),
        (("list", "--on", "hôm qua"), "date_unreadable"),
        (("add", "X-1", "Tên", "--under", "TLD", "--level", "to"), "unit_level_unknown"),
        (("add", "LD-CA-MAU", "Tên", "--under", "TLD"), "unit_code_taken"),
        (("dissolve", "TLD", "--on", "2026-01-01", "--reason", "thử"), "unit_head_stays"),
        (("move", "LD-CA-MAU", "--under", "TLD", "--on", "2026-01-01", "--reason", "thử"), "unit_already_there"),
        (("headcount", "LD-CA-MAU", "--on", "2026-01-01", "--members", "5"), "headcount_impossible"),
    ],
)
def test_what_cannot_be_is_refused_in_words(shell: Shell, arguments: tuple[str, ...], error: str) -> None:
    code, answer = shell.call("unit", *arguments)
    assert (code, answer["error"]) == (1, error)
    assert answer["message"]


def test_people_read_sentences(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["unit", "list", "--query", "nam dinh", "--home", str(shell.home)]) == 0
    assert "đã hợp nhất vào LĐLĐ tỉnh Ninh Bình" in capsys.readouterr().out
    assert run.main(["unit", "show", "27001", "--home", str(shell.home)]) == 0
    assert "Trong: Tổng Liên đoàn Lao động Việt Nam › LĐLĐ tỉnh Đồng Tháp" in capsys.readouterr().out


def test_a_unit_is_split_by_one_decision(shell: Shell) -> None:
    paper = ("--on", "01/02/2026", "--document", "QĐ 12/QĐ-LĐLĐ")
    shell.ok("unit", "add", "DT-1", "CĐCS Mì Sa Đéc", "--under", "LD-DONG-THAP")
    code, answer = shell.call("unit", "split", "DT-1", "--into", "DT-2=CĐCS Mì 1", *paper)
    assert (code, answer["error"]) == (1, "unit_split_parts")
    told = shell.ok("unit", "split", "DT-1", "--into", "DT-2=CĐCS Mì 1", "--into", "DT-3=CĐCS Mì 2", *paper)
    assert (told["standing"], told["home"]) == ("merged", "DT-2")
    assert [(one["code"], one["name"]) for one in told["new"]] == [("DT-2", "CĐCS Mì 1"), ("DT-3", "CĐCS Mì 2")]
    stays = shell.ok("unit", "split", "DT-3", "--into", "DT-4=CĐCS Mì 4", "--stays", "--on", "2026-03-01",
                     "--document", "QĐ 13")  # fmt: skip
    assert (stays["standing"], [one["code"] for one in stays["new"]]) == ("itself", ["DT-4"])
