"""The commands of the portal, of money and of targets, as a province's own script would call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desktop.cli.commands import Shell, sample, write


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    made = Shell(tmp_path / "unit", capsys).new("27001", "CĐCS May Hoa Sim", "--upper-code", "27000")
    for entry in sample()[:3]:
        made.ok("enter", write(tmp_path / "one.json", entry))
    for row in made.ok("list")["rows"]:
        made.ok("move", row["id"], "accepted")
    return made


def test_the_portal_from_list_to_approval(shell: Shell, tmp_path: Path) -> None:
    rows = shell.ok("portal", "list", "--state", "not_entered")["rows"]
    assert len(rows) == 3
    one, two = rows[0]["number"], rows[1]["number"]
    boxes = shell.ok("portal", "show", one)["boxes"]
    assert [box["label"] for box in boxes][:2] == ["Họ và tên", "Số điện thoại"]
    assert all(not box["limit"] or box["length"] <= box["limit"] for box in boxes)
    assert shell.ok("portal", "mark", one, "entered", "--no", "TLD-1", "--on", "2022-02-01")["state"] == "waiting"
    assert shell.ok("portal", "mark", two, "entered", "--on", "2022-02-01")["state"] == "waiting"
    assert shell.ok("portal", "mark", two, "refused", "--on", "9/2/2022", "--note", "Trùng")["state"] == "refused"
    pasted = tmp_path / "approved.txt"
    pasted.write_text("TLD-1\nKhông rõ\n", encoding="utf-8")
    assert shell.ok("portal", "approve", pasted, "--dry-run")["marked"] == 0
    done = shell.ok("portal", "approve", pasted, "--on", "9/2/2022")
    assert (done["marked"], [line["outcome"] for line in done["lines"]]) == (1, ["ready", "unknown"])
    assert shell.ok("portal", "list")["counts"] == {"not_entered": 1, "waiting": 0, "approved": 1, "refused": 1}
    assert shell.ok("portal", "mark", one, "take-back")["state"] == "waiting"


def test_a_mark_that_cannot_be_is_exit_one_with_its_field(shell: Shell) -> None:
    number = shell.ok("list")["rows"][0]["number"]
    code, answer = shell.call("portal", "mark", number, "approved")
    assert (code, answer["error"]) == (1, "portal_not_entered")
    code, answer = shell.call("portal", "mark", number, "entered", "--on", "31/2/2022")
    assert (code, answer["error"]) == (1, "date_unreadable")


def test_support_and_what_the_unit_adds(shell: Shell) -> None:
    assert shell.ok("support", "set", "--own-vnd", "150 nghìn")["own_vnd"] == 150_000
    code, answer = shell.call("support", "set", "--own-vnd", "200001")
    assert (code, answer["error"], answer["problems"][0]["field"]) == (1, "own_support_over", "own_vnd")
    told = shell.ok("support")
    assert told["totals"]["paid"] == 0 and told["totals"]["initiatives"] == 3
    assert told["rows"][0]["gates"] == {"portal_entered": False, "portal_approved": False, "reported": False}


def test_remuneration_its_calculator_and_its_wages(shell: Shell) -> None:
    assert shell.ok("remuneration")["rows"] == []
    assert shell.ok("remuneration", "transfer", "--price-vnd", "10.000.000")["amount_vnd"] == 1_500_000
    wages = shell.ok("remuneration", "wage", "--from-on", "1/1/2030", "--vnd", "3.000.000", "--source", "NĐ 1")["wages"]
    assert wages[-1]["vnd"] == 3_000_000


def test_a_payment_that_cannot_be_is_exit_one_with_its_sentence(shell: Shell) -> None:
    number = shell.ok("list")["rows"][0]["number"]
    code, answer = shell.call("remuneration", "paid", number, "1", "--vnd", "5.000.000")
    assert (code, answer["error"]) == (1, "remuneration_not_recognised")
    code, answer = shell.call("remuneration", "paid", number, "1", "--take-back")
    assert (code, answer["error"], answer["problems"][0]["field"]) == (1, "remuneration_not_paid", "year_no")


def test_the_finder_warns_that_the_rule_must_be_checked(shell: Shell) -> None:
    found = shell.ok("creative-labour", "--who", "specialist")
    assert "đối chiếu" in found["warning"]
    assert all({"benefit_state", "threshold_vnd", "source"} <= set(row) for row in found["rows"])


def test_targets_are_set_listed_and_removed(shell: Shell) -> None:
    made = shell.ok("target", "set", "--phase", "1", "--initiatives", "2", "--document", "KH 12", "--document-on",
                    "25/1/2022")  # fmt: skip
    rows = shell.ok("target", "list", "--headcount", "40", "--headcount-on", "31/5/2022")["rows"]
    held = next(row for row in rows if row["id"] == made["id"])
    assert held["document_on"] == "2022-01-25"
    assert set(held["counts"]) == {"persons", "initiatives", "entries"}
    assert held["headcount"] == {"people": 40, "on": "2022-05-31", "units": 1, "counted": 1}
    shell.ok("target", "remove", made["id"])
    assert all(row["id"] == 0 for row in shell.ok("target", "list")["rows"])
    code, answer = shell.call("target", "set", "--initiatives", "2")
    assert (code, [problem["field"] for problem in answer["problems"]]) == (1, ["document"])


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        (("--unit", "bogus unit €", "--initiatives", "5"), "unit_code_malformed", "unit_code"),
        (("--initiatives", 10**19), "target_too_large", "initiatives"),
        (("--persons", 10**9 + 1), "target_too_large", "persons"),
    ],
)
def test_a_target_nobody_could_mean_is_refused_at_its_field(
    shell: Shell, given: tuple[object, ...], code: str, field: str
) -> None:
    before = shell.ok("target", "list")["rows"]
    exit_code, answer = shell.call("target", "set", "--document", "KH 12", *given)
    assert (exit_code, answer["error"]) == (1, "target_refused")
    assert [(problem["code"], problem["field"]) for problem in answer["problems"]] == [(code, field)]
    assert shell.ok("target", "list")["rows"] == before


def test_a_headcount_below_nobody_is_refused(shell: Shell) -> None:
    code, answer = shell.call("target", "list", "--headcount", "-5")
    assert (code, answer["error"], answer["problems"][0]["field"]) == (1, "headcount_impossible", "headcount")


@pytest.mark.parametrize("by", ["phase", "kind", "block", "group", "month", "unit"])
def test_statistics_tell_persons_initiatives_and_entries_apart(shell: Shell, by: str) -> None:
    told = shell.ok("statistics", "--by", by)
    assert told["totals"]["initiatives"] == 3 == sum(row["initiatives"] for row in told["rows"])
    assert told["totals"]["entries"] >= told["totals"]["initiatives"]
    assert {"persons", "initiatives", "entries"} <= set(told["rows"][0])
    assert shell.ok("statistics", "--as-of", "2020-01-01")["totals"]["initiatives"] == 0
