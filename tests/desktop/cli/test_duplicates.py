"""Near-duplicates from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, write
from tests.domain.test_duplicate import BODY, OTHER, TITLE


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    for title, summary in ((TITLE, BODY), ("Cải tiến gá hàn ống", BODY.replace("mười hai", "15")), ("Công nợ", OTHER)):
        made.ok("enter", write(tmp_path / "r.json", {"title": title, "summary": summary}))
    return made


def test_pairs_are_told_with_their_passages_and_judged_once(shell: Shell) -> None:
    (pair,) = shell.ok("duplicates")["pairs"]
    assert (pair["a_title"], pair["b_title"], pair["verdict"]) == (TITLE, "Cải tiến gá hàn ống", "")
    assert all(one["a"] == one["b"] for one in pair["passages"])
    assert any(one["a"].startswith("Trước đây công nhân") for one in pair["passages"])
    told = shell.ok("duplicates", pair["a"], "--judge", pair["b_number"], "--as", "different", "--note", "máy khác")
    assert (told["a"], told["b"], told["verdict"]) == (pair["a"], pair["b"], "different")
    assert shell.ok("duplicates", "--verdict", "open")["pairs"] == []
    assert [one["b"] for one in shell.ok("duplicates", pair["b_number"])["pairs"]] == [pair["a"]]
    shell.ok("duplicates", pair["a"], "--judge", pair["b"], "--as", "open")
    assert len(shell.ok("duplicates", "--verdict", "open")["pairs"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["SK-2022-0001", "--judge", "SK-2022-0001", "--as", "same"], "duplicate_of_itself"),
        (["SK-2022-0001", "--judge", "SK-2022-0002"], "duplicate_judging_incomplete"),
        (["--judge", "SK-2022-0002", "--as", "same"], "duplicate_judging_incomplete"),
        (["SK-2022-0001", "--judge", "SK-2022-0099", "--as", "same"], "initiative_unknown"),
        (["SK-2022-0099"], "initiative_unknown"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_words(shell: Shell, arguments: list[str], code: str) -> None:
    exit_code, answer = shell.call("duplicates", *arguments)
    assert (exit_code, answer["error"]) == (1, code)
