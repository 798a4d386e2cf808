"""The history of a record as its journal tells it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db import journal
from desktop import desk
from desktop.desk import Desk
from desktop.operations import history, initiatives, programmes, typed_words
from desktop.operations import journal as desk_journal
from domain import journal_words
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision
from tests.desktop.cli.commands import Shell


def test_who_changed_what_from_what_to_what_and_why(unit: Desk) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    initiatives.type_in(unit, row_id, {"title": "Kệ để khuôn", "reach": "Xưởng 1"})
    initiatives.type_in(unit, row_id, {"benefit_vnd": "nhiều"}, settled=False)
    initiatives.type_in(unit, row_id, {"benefit_vnd": "48,5 triệu"})
    initiatives.move(unit, [row_id], State.WITHDRAWN, Decision(reason="Tác giả xin rút"))
    told = [(one.field, one.before, one.after, one.reason) for one in history.of_record(unit, row_id)]
    assert ("title", "Kệ", "Kệ để khuôn", "") in told
    assert ("benefit_vnd", None, 48_500_000, "") in told
    assert [one[0] for one in told if one[0] == "benefit_vnd"] == ["benefit_vnd"]
    assert told[0] == ("state", "draft", "withdrawn", "Tác giả xin rút")
    assert [one.field for one in history.of_record(unit, row_id, "reach")] == ["reach"]
    assert {one.who for one in history.of_record(unit, row_id)} == {unit.user.name}
    at, who = history.entered(unit, row_id)
    assert (bool(at), who) == (True, unit.user.name)


def test_a_reason_is_given_afterwards_and_told_better_and_the_last_word_counts(unit: Desk) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    public_id = initiatives.get(unit, row_id).initiative.id
    initiatives.type_in(unit, row_id, {"title": "Giá", "reach": "Xưởng 1"})
    initiatives.move(unit, [row_id], State.WITHDRAWN, Decision(reason="Tác giả xin rút"))
    moved, *_others = history.of_record(unit, row_id)
    [change] = history.of_record(unit, row_id, "reach")
    form = typed_words.why(change.line, "reach")
    typed_words.keep_reason(unit, public_id, form, "Gõ nh")
    history.give_reason(unit, row_id, change.line, "reach", "Gõ nhầm")
    assert typed_words.kept_reason(unit, public_id, form) == ""
    history.give_reason(unit, row_id, change.line, "reach", " Gõ nhầm\n tên xưởng ")
    history.give_reason(unit, row_id, change.line, "reach", "Gõ nhầm tên xưởng")  # nothing new: no line
    told = {one.field: one.reason for one in history.of_record(unit, row_id)}
    assert told == {"reach": "Gõ nhầm tên xưởng", "title": "", "state": "Tác giả xin rút"}
    history.give_reason(unit, row_id, moved.line, "state", "Rút theo đơn")
    assert history.of_record(unit, row_id, "state")[0].reason == "Rút theo đơn"
    given = [line for line in journal.lines(unit.store, public_id) if line["operation"] == "reason_given"]
    assert len(given) == 3
    said = journal_words.said("reason_given", json.loads(given[-1]["detail"]), programmes.current(unit))
    assert (journal_words.named("reason_given"), said.endswith("lý do: Gõ nhầm")) == ("Ghi lý do của một lần sửa", True)
    assert desk_journal.verify(unit).broken == ()


def test_a_reason_of_no_change_or_of_nothing_is_refused(unit: Desk) -> None:
    row_id, other = (initiatives.new(unit, {"title": title}).stored.row_id for title in ("Kệ", "Bàn"))
    initiatives.type_in(unit, row_id, {"reach": "Xưởng 1"})
    [change] = history.of_record(unit, row_id)
    wrong = [(row_id, change.line, "title"), (row_id, change.line - 1, "reach"), (other, change.line, "reach")]
    for at, line, field in wrong:
        with pytest.raises(RuleError, match="reason_of_no_change"):
            history.give_reason(unit, at, line, field, "Vì sao")
    with pytest.raises(RuleError, match="reason_empty"):
        history.give_reason(unit, row_id, change.line, "reach", " \n")
    assert history.of_record(unit, row_id) == (change,)


def test_every_line_is_read_however_many_there_are(unit: Desk) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    for number in range(210):
        initiatives.type_in(unit, row_id, {"reach": f"Xưởng {number}"})
    assert len(history.of_record(unit, row_id, "reach")) == 210


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "home", capsys).new("1A", "Đơn vị")
    opened = desk.open_desk(shell.home, None)
    made = initiatives.new(opened, {"title": "Kệ"}).stored
    initiatives.type_in(opened, made.row_id, {"title": "Giá", "reach": "Xưởng 1"})
    opened.close()
    found = shell.ok("history", made.initiative.number, "--field", "title")["changes"]
    assert [(one["before"], one["after"], one["operation"]) for one in found] == [("Kệ", "Giá", "typed")]
    assert len(shell.ok("history", made.initiative.number)["changes"]) == 2
    reached = (made.initiative.number, "--field", "reach", "--reason")
    assert shell.ok("history", *reached, "Gõ nhầm")["changes"][0]["reason"] == "Gõ nhầm"
    refused = {("--reason", "Vì"): "reason_needs_field", ("--field", "effect", "--reason", "Vì"): "reason_of_no_change",
               ("--field", "reach", "--reason", " "): "reason_empty"}  # fmt: skip
    for words, error in refused.items():
        assert shell.call("history", made.initiative.number, *words)[1]["error"] == error
    assert shell.call("history", made.initiative.number, "--field", "tên")[1]["error"] == "history_field_unknown"
