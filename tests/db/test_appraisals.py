from __future__ import annotations

import pytest
from sqlcipher3 import dbapi2

from db import appraisals, councils, initiatives
from db.store import Store
from domain.appraisal import ScoreSheet, Vote, result
from domain.council import Council, CouncilMember, Role
from domain.initiative import Author, State
from tests.db.stores import NOW, put, some
from tests.domain.kit import pack

POINTS = {"novelty": 20.5, "applicability": 30.0, "effect": 40.0}


def file(opened: Store, sheet_id: str, appraiser: str = "An", parents: tuple[str, ...] = ()) -> ScoreSheet:
    round_no = appraisals.round_of(opened, "x")
    sheet = ScoreSheet(sheet_id, "x", round_no, appraiser, POINTS, Vote.APPROVE, "ghi chú «ế»", parents, NOW)
    with opened.atomic():
        appraisals.append(opened, sheet)
    return sheet


def close(opened: Store) -> None:
    with opened.atomic():
        council_id = councils.insert(opened, Council("HĐ", (CouncilMember("An", Role.CHAIRMAN),)), NOW)
        found = result("x", appraisals.sheets(opened, "x"), pack().rubric, 1)
        appraisals.put_verdicts(opened, [(found, ())], council_id, NOW)


def test_sheets_come_back_as_they_were_filed_replaced_ones_too(opened: Store) -> None:
    first = file(opened, "a")
    second = file(opened, "b", parents=("a",))
    assert appraisals.sheets(opened, "x") == [first, second]
    with pytest.raises(dbapi2.IntegrityError):
        file(opened, "a", "Bình")


def test_a_closed_round_keeps_its_sheets_and_a_new_one_begins_empty(opened: Store) -> None:
    first = file(opened, "a")
    close(opened)
    assert (appraisals.round_of(opened, "x"), appraisals.sheets(opened, "x")) == (2, [])
    assert appraisals.closed_sheets(opened, "x") == [first]
    second = file(opened, "b")
    assert (appraisals.sheets(opened, "x"), appraisals.closed_sheets(opened, "x")) == ([second], [first])
    verdict = appraisals.verdict(opened, "x")
    assert verdict is not None and (verdict["round_no"], verdict["outcome"]) == (1, "recognised")
    close(opened)
    verdict = appraisals.verdict(opened, "x")
    assert verdict is not None and verdict["round_no"] == 2
    assert opened.value("SELECT count(*) FROM score_event") == 2


def test_a_draft_is_ones_own_and_goes_when_the_sheet_is_filed(opened: Store) -> None:
    with opened.atomic():
        appraisals.save_draft(opened, "x", "An", {"points": {"novelty": "2"}}, NOW)
        appraisals.save_draft(opened, "x", "An", {"points": {"novelty": "20,"}}, NOW)
        appraisals.save_draft(opened, "x", "Bình", {}, NOW)
    assert appraisals.draft(opened, "x", "An") == {"points": {"novelty": "20,"}}
    assert (appraisals.drafted_by(opened, "An"), appraisals.drafted_by(opened, "Bình")) == ({"x"}, set())
    file(opened, "a")
    assert appraisals.draft(opened, "x", "An") == {}
    assert appraisals.draft(opened, "x", "Chi") == {}


def test_who_has_filed_is_told_for_the_round_being_marked(opened: Store) -> None:
    row = put(opened, some(id="x", state=State.UNDER_APPRAISAL))
    other = put(opened, some(state=State.UNDER_APPRAISAL))
    put(opened, some(state=State.ACCEPTED))
    file(opened, "a")
    file(opened, "b", "Bình")
    assert appraisals.filed_by(opened) == {row: {"An", "Bình"}, other: set()}
    close(opened)
    assert appraisals.filed_by(opened) == {row: set(), other: set()}


@pytest.mark.parametrize("name", ["Nguyễn Văn An", "NGUYỄN VĂN AN", "nguyễn văn an"])
def test_an_author_is_known_however_the_list_writes_his_name(opened: Store, name: str) -> None:
    row = put(opened, some(authors=(Author("Lê Bình"), Author(name)), state=State.UNDER_APPRAISAL))
    put(opened, some(authors=(Author("Nguyễn Văn Ân"),), state=State.UNDER_APPRAISAL))
    assert initiatives.authored_by(opened, "Nguyễn Văn An") == {row}


def test_the_newest_council_sits(opened: Store) -> None:
    assert councils.current(opened) is None
    members = (CouncilMember("Ẩn", Role.SECRETARY), CouncilMember("An", Role.CHAIRMAN))
    with opened.atomic():
        councils.insert(opened, Council("Cũ", members[:1]), NOW)
        newest = councils.insert(opened, Council("Mới", members, "2022-12-01", "Hội trường"), NOW)
        councils.close(opened, newest, NOW)
    seated = councils.current(opened)
    assert seated is not None
    assert (seated.id, seated.closed, seated.council) == (
        newest,
        True,
        Council("Mới", members, "2022-12-01", "Hội trường"),
    )
    assert councils.member_names(opened, newest) == {"An", "Ẩn"}
