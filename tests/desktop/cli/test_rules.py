"""eligibility, objection, dossier and list --overdue from the command line, on the shipped sample."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desktop import desk
from desktop.cli import run
from desktop.operations import initiatives
from domain.eligibility import rules
from tests.desktop.cli.commands import Shell, sample
from tests.domain.kit import pack


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "register", capsys).new("27001", "CĐCS May Hoa Sim")
    opened = desk.open_desk(made.home, None)
    for values in sample()[:5]:
        initiatives.enter(opened, values)
    opened.close()
    return made


def test_every_record_has_one_outcome_for_each_rule_each_with_a_source(shell: Shell) -> None:
    results = shell.ok("eligibility")["results"]
    names = [rule.name for rule in rules(pack())]
    by_record: dict[str, list[str]] = {}
    for each in results:
        assert set(each) == {"id", "rule", "outcome", "severity", "field", "source", "message"}
        assert each["source"] and each["message"] and each["outcome"] in ("pass", "warn", "block", "unknown")
        by_record.setdefault(each["id"], []).append(each["rule"])
    assert list(by_record.values()) == [names] * 5


def test_one_record_one_rule_one_outcome(shell: Shell) -> None:
    number = shell.ok("list")["rows"][0]["number"]
    assert len(shell.ok("eligibility", number)["results"]) == len(rules(pack()))
    assert {each["rule"] for each in shell.ok("eligibility", "--rule", "recognised")["results"]} == {"recognised"}
    unknown = shell.ok("eligibility", "--outcome", "unknown")["results"]
    assert "recognised" in {each["rule"] for each in unknown}
    code, answer = shell.call("eligibility", "--rule", "beauty")
    assert (code, answer["error"]) == (1, "rule_unknown")


def test_for_a_person_a_register_is_a_few_lines(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["eligibility", "--home", str(shell.home)]) == 0
    said = capsys.readouterr().out
    assert "5 sáng kiến." in said and len(said.splitlines()) == len(rules(pack())) + 1


def test_a_register_damaged_under_the_command_still_leaves_readable_json(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = desk.open_desk(shell.home, None)
    with opened.store.atomic():
        opened.store.execute("UPDATE initiative SET programme = 'gone' WHERE id = 3")
    opened.close()
    code, answer = shell.call("eligibility")
    assert code == 1
    assert answer["error"] == "programme_unknown"


def test_a_complaint_is_recorded_listed_and_settled(shell: Shell) -> None:
    number = shell.ok("list", "--sort", "number")["rows"][0]["number"]
    told = ("--kind", "complaint", "--who", "Lê An", "--what", "Số liệu sai", "--on", "2022-11-05")
    made = shell.ok("objection", "open", number, *told)["objection"]
    listed = shell.ok("objection", "list", "--open")["objections"]
    assert [(one["number"], one["opened_on"], one["settled_on"]) for one in listed] == [(number, "2022-11-05", None)]
    blocked = shell.ok("eligibility", number, "--outcome", "block")["results"]
    assert [each["rule"] for each in blocked] == ["no_complaint"]
    shell.ok("objection", "settle", made, "--outcome", "Đã trả lời")
    assert shell.ok("objection", "list", "--open")["objections"] == []
    assert shell.ok("objection", "list", number)["objections"][0]["outcome"] == "Đã trả lời"
    code, answer = shell.call("objection", "settle", made, "--outcome", "lần nữa")
    assert (code, answer["problems"][0]["code"]) == (1, "objection_settled")


def test_the_four_tests_of_a_dossier(shell: Shell) -> None:
    number = shell.ok("list")["rows"][0]["number"]
    (result,) = shell.ok("dossier", number)["results"]
    assert [test["test"] for test in result["tests"]] == ["on_time", "complete", "no_complaint", "no_dispute"]
    assert all(test["source"] and test["message"] for test in result["tests"])
    assert not result["valid"]
    assert shell.ok("dossier")["results"] == []


def test_overdue_answers_are_listed(shell: Shell) -> None:
    number = shell.ok("list")["rows"][0]["number"]
    shell.ok("move", number, "accepted")
    assert shell.ok("list", "--overdue")["total"] == 0
    opened = desk.open_desk(shell.home, None)
    with opened.store.atomic():
        opened.store.execute("UPDATE initiative SET accepted_on = '2020-01-31' WHERE number = ?", [number])
    opened.close()
    assert [row["number"] for row in shell.ok("list", "--overdue")["rows"]] == [number]


def test_json_is_one_object_however_it_is_written(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["eligibility", "--home", str(shell.home), "--json", "--rule", "lawful"]) == 0
    assert len(json.loads(capsys.readouterr().out)["results"]) == 5
