"""A council that marks without knowing whose it is: who may choose it, when, and what its members read."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from desktop.desk import APPRAISER, Desk
from desktop.operations import appraisals, blinding, councils, evidence_intake, initiatives, sessions, users
from desktop.operations.evidence_intake import bytes_source
from domain.blind import MASK
from domain.council import Council, CouncilMember
from domain.errors import RuleError
from domain.initiative import State
from tests.desktop.operations import unions
from tests.desktop.operations.test_appraisals import MEMBERS, POINTS, file, seat, sheet
from tests.desktop.operations.test_papers import written
from tests.desktop.operations.unions import SECOND, THIRD

AUTHOR = "Đặng Thị Mỹ Hằng"
PDF = b"%PDF-1.4\n%%EOF\n"


def entered(opened: Desk) -> int:
    """The row of an initiative whose words tell of its author, before it comes to the council."""
    values = unions.sample()[0]
    author = values["authors"][0] | {"full_name": AUTHOR, "share_pct": 100, "workplace": "Phân xưởng Cắt 4"}
    told = {"title": "Bàn cắt của Đặng Thị Mỹ Hằng", "summary": "Chị Hằng, CĐCS May Hoa Sim, làm ở phân xưởng cắt 4.",
            "authors": [author]}  # fmt: skip
    row = initiatives.enter(opened, values | told).stored.row_id
    evidence_intake.add(opened, row, bytes_source("dang-thi-my-hang ban ve.pdf", PDF, None))
    return row


def marking(opened: Desk) -> int:
    seat(opened)
    row = entered(opened)
    assert initiatives.move(opened, [row], State.UNDER_APPRAISAL).refused == {}
    return row


def refusal(work: object, *given: object) -> str:
    with pytest.raises(RuleError) as raised:
        work(*given)  # type: ignore[operator]
    return raised.value.code


def test_a_blind_council_reads_neither_authors_nor_unit_anywhere(unit: Desk) -> None:
    users.add(unit, SECOND, [APPRAISER], "")
    row = marking(unit)
    open_ = blinding.reading(unit, row)
    assert (open_.blind, open_.initiative, [one.name for one in open_.evidence]) == (
        False, initiatives.get(unit, row).initiative, ["dang-thi-my-hang ban ve.pdf"])  # fmt: skip
    blinding.set_blind(unit, True)
    second = unions.as_user(unit, SECOND)
    read = blinding.reading(second, row)
    assert (read.blind, read.initiative.authors, read.initiative.unit_name) == (True, (), "")
    assert read.initiative.title == f"Bàn cắt của {MASK}"
    assert read.initiative.summary == f"Chị {MASK}, {MASK}, làm ở {MASK}."
    assert [(one.name, one.added_by) for one in read.evidence] == [(f"{MASK} ban ve.pdf", "")]
    assert [line.title for line in appraisals.waiting(second)] == [f"Bàn cắt của {MASK}"]
    second.close()


def test_the_secretary_chooses_and_a_mere_member_does_not(unit: Desk) -> None:
    for name in (SECOND, THIRD):
        users.add(unit, name, [APPRAISER], "")
    marking(unit)
    third = unions.as_user(unit, THIRD)
    assert refusal(blinding.set_blind, third, True) == "council_keeper_needed"
    second = unions.as_user(third, SECOND)
    assert blinding.set_blind(second, True).touches("appraisals") and blinding.is_blind(second)
    blinding.set_blind(second, True)
    noted = second.store.rows("SELECT operation FROM journal WHERE operation LIKE 'marking_%'")
    assert [one["operation"] for one in noted] == ["marking_blind"]
    second.close()


def test_once_a_sheet_is_filed_the_way_of_marking_stays_until_the_next_round(unit: Desk) -> None:
    row = marking(unit)
    public_id = initiatives.get(unit, row).initiative.id
    assert file(unit, *(sheet(public_id, name) for name, _ in MEMBERS)) == []
    assert refusal(blinding.set_blind, unit, True) == "blind_after_sheets"
    other = Council("HĐ", tuple(CouncilMember(*member) for member in MEMBERS), blind=True)
    assert [one.code for one in sessions.seating_problems(unit, other)] == ["blind_after_sheets"]
    appraisals.close(unit)
    assert councils.mark_again(unit, [row], "đo lại").refused == {}
    appraisals.set_council(unit, other)
    assert blinding.is_blind(unit)


def test_without_a_council_there_is_nothing_to_choose(unit: Desk) -> None:
    assert refusal(blinding.set_blind, unit, True) == "council_not_seated"


def test_what_the_person_book_calls_an_author_is_hidden_too(unit: Desk) -> None:
    row = marking(unit)
    linked = initiatives.get(unit, row).initiative.authors[0].person_id
    assert linked
    unit.store.execute("UPDATE person SET full_name = 'Bàn Cắt Của' WHERE id = ?", [linked])
    blinding.set_blind(unit, True)
    assert blinding.reading(unit, row).initiative.title == f"{MASK} {MASK}"


def test_an_officer_who_sits_waits_for_the_others_points_like_everybody(unit: Desk, tmp_path: Path) -> None:
    row = marking(unit)
    public_id = initiatives.get(unit, row).initiative.id
    assert file(unit, sheet(public_id, SECOND), sheet(public_id, THIRD)) == []
    (line,) = appraisals.results(unit)
    assert (line.result.mean, line.result.sheets, line.result.outcome, line.ready) == (None, (), None, True)
    appraisals.file_own(unit, public_id, POINTS, "approve")
    (line,) = appraisals.results(unit)
    assert (line.result.mean, len(line.result.sheets), line.ready) == (84.5, 3, True)
    assert dataclasses.asdict(line.result)["outcome"] is State.RECOGNISED


def test_blank_sheets_on_paper_name_nobody_either(unit: Desk, tmp_path: Path) -> None:
    row = marking(unit)
    number = initiatives.get(unit, row).initiative.number
    plain = written(unit, "score_sheet", tmp_path, number)
    blinding.set_blind(unit, True)
    (tmp_path / "blind").mkdir()
    told = written(unit, "score_sheet", tmp_path / "blind", number)
    assert (AUTHOR in plain, AUTHOR in told, "Hằng" in told) == (True, False, False)
    assert MASK in told and THIRD in told
