"""queue, reading, blind; and that no command tells whoever only marks of others' points or of hidden authors."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import desk
from desktop.cli import run
from desktop.operations import appraisals, users
from tests.desktop.cli.commands import Shell
from tests.desktop.operations.test_blinding import AUTHOR, marking
from tests.desktop.operations.unions import OFFICER, SECOND, THIRD

TOLD_TO_APPRAISERS = {"queue", "reading", "blind", "second-reading", "council", "recusal", "appraise", "verdicts",
                      "appraisal", "paper-sheets"}  # fmt: skip
ELSEWHERE = (("appraisal", "requests"), ("appraisal", "conflicts"))
NOTE = "CHỈ NGƯỜI CHẤM BIẾT"
THEIRS = {"novelty": 17.5, "applicability": 18.5, "effect": 19.5}
# Their operations refuse whom they are not for: tests/desktop/test_roles.py.
ASK_FOR_THEMSELVES = {"user", "journal", "diagnostics"}


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    """A register in which the officer and one member have filed, and the secretary, an appraiser, has not."""
    made = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim", "--user", OFFICER)
    opened = desk.open_desk(made.home, None)
    users.add(opened, SECOND, ["appraiser"], "")
    marking(opened)
    opened.close()
    return made


def file(shell: Shell, *names: str) -> str:
    opened = desk.open_desk(shell.home, None)
    public_id = appraisals.waiting(opened)[0].public_id
    told = {"initiative": public_id, "points": THEIRS, "vote": "decline", "note": NOTE}
    sheets = [told | {"appraiser": name} for name in names]
    assert appraisals.file_sheets(opened, sheets).refused == ()
    opened.close()
    return public_id


def commands() -> Iterator[tuple[str, argparse.ArgumentParser]]:
    top = next(action for action in run.parser()._actions if isinstance(action, argparse._SubParsersAction))
    for name, parser in top.choices.items():
        inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
        for one in [verb for action in inner for verb in action.choices.values()] or [parser]:
            yield name, one


def test_every_command_that_tells_of_records_is_the_officers() -> None:
    marks = {name for name, parser in commands() if parser.get_default("marks")}
    assert marks == TOLD_TO_APPRAISERS | ASK_FOR_THEMSELVES


def test_whoever_only_marks_is_told_no_record_list_paper_or_figure(shell: Shell, tmp_path: Path) -> None:
    public_id = file(shell, OFFICER, THIRD)
    paper = ("report", "score_summary", "--to", str(tmp_path / "x.pdf"))
    for words in (("show", public_id), ("list",), ("history", public_id), ("evidence", "list", public_id), paper,
                  ("statistics",), ("duplicates",)):  # fmt: skip
        code, answer = shell.call(*words, "--as-user", SECOND)
        assert (code, answer["error"]) == (1, "clerk_needed" if words is paper else "officer_needed"), words
    code, answer = shell.call("journal", "list", "--as-user", SECOND)
    assert (code, answer["error"]) == (1, "journal_closed")
    code, answer = shell.call("verdicts", "--rounds", public_id, "--as-user", SECOND)
    assert (code, answer["error"]) == (1, "officer_needed")


def test_no_command_tells_others_points_before_the_own_sheet_is_filed(shell: Shell, tmp_path: Path) -> None:
    public_id = file(shell, OFFICER, THIRD)
    asked = (("queue",), ("reading", public_id), ("verdicts",), ("blind",), ("recusal", "list"), ("council", "check"),
             ("paper-sheets", THIRD), *ELSEWHERE)  # fmt: skip
    told = json.dumps([shell.ok(*words, "--as-user", SECOND) for words in asked], ensure_ascii=False)
    assert not [secret for secret in (NOTE, "17.5", "18.5", "19.5", "55.5", '"decline"') if secret in told]
    own = tmp_path / "own.json"
    given = {"initiative": public_id, "points": THEIRS, "vote": "approve", "note": "của tôi"}
    own.write_text(json.dumps([given]), encoding="utf-8")
    assert shell.ok("appraise", own, "--as-user", SECOND)["filed"] == 1
    read = shell.ok("reading", public_id, "--as-user", SECOND)
    assert (read["own"]["note"], {one["note"] for one in read["others"]}, read["filed"]) == ("của tôi", {NOTE}, 3)
    assert shell.ok("verdicts", "--as-user", SECOND)["results"][0]["mean"] == 55.5


def test_nothing_the_secretary_can_ask_for_names_an_author_once_marking_is_blind(shell: Shell) -> None:
    public_id = shell.ok("queue", "--as-user", SECOND)["rows"][0]["id"]
    assert AUTHOR in json.dumps(shell.ok("reading", public_id, "--as-user", SECOND), ensure_ascii=False)
    assert shell.ok("blind", "on", "--as-user", SECOND)["blind"]
    asked = (
        ("queue",),
        ("reading", public_id),
        ("verdicts",),
        ("recusal", "list"),
        ("paper-sheets", THIRD),
        *ELSEWHERE,
    )
    told = json.dumps([shell.ok(*words, "--as-user", SECOND) for words in asked], ensure_ascii=False)
    assert not [secret for secret in (AUTHOR, "Hằng", "Hoa Sim", "27001") if secret in told]
    code, answer = shell.call("blind", "off", "--as-user", OFFICER)
    assert (code, answer["blind"]) == (0, False)


def test_the_secretary_asks_for_a_second_reading(shell: Shell) -> None:
    public_id = file(shell, OFFICER, SECOND)
    code, answer = shell.call("second-reading", public_id, "--as-user", SECOND)
    assert (code, answer["error"]) == (1, "second_reading_reason_missing")
    (asked,) = shell.ok("second-reading", public_id, "--reason", "chênh nhiều", "--as-user", SECOND)["asked"]
    assert asked == {"id": public_id, "reason": "chênh nhiều", "open_for": sorted([OFFICER, SECOND])}
    assert [row["again"] for row in shell.ok("queue", "--as-user", SECOND)["rows"]] == ["chênh nhiều"]


def test_the_secretary_types_in_what_a_member_wrote_on_paper(shell: Shell, tmp_path: Path) -> None:
    public_id = shell.ok("queue", "--as-user", SECOND)["rows"][0]["id"]
    theirs = tmp_path / "paper.json"
    given = {"initiative": public_id, "appraiser": THIRD, "points": THEIRS, "vote": "decline", "note": NOTE}
    theirs.write_text(json.dumps([given]), encoding="utf-8")
    code, answer = shell.call("appraise", theirs, "--as-user", SECOND)
    assert (code, answer["problems"][0]["code"]) == (1, "paper_before_own")
    theirs.write_text(json.dumps([given, given | {"appraiser": SECOND, "note": ""}]), encoding="utf-8")
    assert shell.ok("appraise", theirs, "--as-user", SECOND)["filed"] == 2
    told = shell.ok("paper-sheets", THIRD, "--as-user", SECOND)
    assert told["members"] == [{"name": THIRD, "role": "union_representative", "filed": 1, "owed": 1, "request": 0}]
    assert [(row["id"], row["filed"]) for row in told["rows"]] == [(public_id, True)]
    (other,) = shell.ok("reading", public_id, "--as-user", SECOND)["others"]
    assert (other["appraiser"], other["entered_by"]) == (THIRD, SECOND)
