"""A copy has what makes sense to have again, and nothing that was said of the first alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop import desk
from desktop.desk import Desk
from desktop.operations import copies, evidence, evidence_intake, initiatives
from domain.initiative import Answer, BenefitState, State
from tests.desktop.cli.commands import Shell, sample
from tests.desktop.operations import unions


def test_a_copy_is_a_draft_with_the_words_and_people_of_the_first(unit: Desk) -> None:
    first = initiatives.enter(unit, sample()[0]).stored
    initiatives.type_in(unit, first.row_id, {"benefit_state": "verified", "benefit_confirmed_by": "Kế toán trưởng",
                                             "lawful": "yes", "consent_by": "Giám đốc"})  # fmt: skip
    evidence_intake.add(unit, first.row_id, evidence_intake.bytes_source("a.pdf", b"%PDF-1.4"))
    before = initiatives.get(unit, first.row_id)
    made = copies.duplicate(unit, first.row_id).stored
    held, was = made.initiative, before.initiative
    assert held.title == f"{was.title} (bản sao)"
    assert [author.full_name for author in held.authors] == [author.full_name for author in was.authors]
    assert (held.summary, held.effect, held.group, held.benefit_vnd) == (was.summary, was.effect, was.group,
                                                                         was.benefit_vnd)  # fmt: skip
    assert held.number != was.number
    assert held.id != was.id
    assert (held.benefit_state, held.benefit_confirmed_by) == (BenefitState.CLAIMED, "")
    assert (held.lawful, held.consent_by) == (Answer.UNKNOWN, "")
    assert evidence.of_record(unit, made.row_id) == []
    assert initiatives.get(unit, first.row_id) == before


def test_of_a_decided_record_the_copy_is_a_draft_again(unit: Desk) -> None:
    unions.recognised(unit, 1)
    row_id = initiatives.page(unit, initiatives.Filter())[0]
    held = copies.duplicate(unit, row_id).stored.initiative
    assert (held.state, held.decision_no, held.decision_on, held.revision) == (State.DRAFT, "", None, 0)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path / "home", capsys).new("1A", "Đơn vị")
    opened = desk.open_desk(shell.home, None)
    number = initiatives.new(opened, {"title": "Kệ"}).stored.initiative.number
    opened.close()
    made = shell.ok("copy", number)
    assert made["number"] != number
    assert shell.ok("show", made["number"])["title"] == "Kệ (bản sao)"
