from __future__ import annotations

import sqlite_utils
from sqlcipher3 import dbapi2

from db import appraisals, councils, recusals
from db.migrations import m0001_first, m0011_sessions
from db.store import Store
from domain.appraisal import ScoreSheet, Vote, result
from domain.council import Attendance, Council, CouncilMember, Role
from domain.initiative import Answer
from domain.recusal import Cause, Recusal, Relation
from tests.db.stores import NOW
from tests.domain.kit import pack

COUNCIL = Council(
    "HĐ",
    (CouncilMember("An", Role.CHAIRMAN, Attendance.PRESENT), CouncilMember("Chi", Role.UNION_REPRESENTATIVE)),
    "2023-07-14",
    "Phòng 2",
    "14:00",
    Answer.YES,
    "Ông Trưởng",
)


def test_relations_hold_until_they_are_withdrawn_and_stay_in_the_store(opened: Store) -> None:
    with opened.atomic():
        first = recusals.declare(opened, "Chi", "Lê Tác", Relation.SPOUSE)
        recusals.declare(opened, "An", "Phạm Con", Relation.PARENT)
        recusals.withdraw(opened, first, NOW)
    assert [(one.member, one.author, one.relation) for one in recusals.relations(opened)] == [
        ("An", "Phạm Con", Relation.PARENT)
    ]
    assert opened.value("SELECT count(*) FROM declared_relation") == 2


def test_a_request_is_of_one_initiative_and_may_be_made_anew(opened: Store) -> None:
    with opened.atomic():
        recusals.request(opened, "x", "An", "thầy của tác giả")
        recusals.request(opened, "y", "Chi", "cùng nhóm")
        recusals.take_back(opened, "x", "An", NOW)
    assert recusals.requests(opened) == {"y": {"Chi": "cùng nhóm"}}
    with opened.atomic():
        recusals.request(opened, "x", "An", "vẫn vậy")
    assert recusals.requests(opened)["x"] == {"An": "vẫn vậy"}


def test_a_session_comes_back_with_everything_said_of_it(opened: Store) -> None:
    with opened.atomic():
        councils.insert(opened, COUNCIL, NOW)
    held = councils.current(opened)
    assert held is not None
    assert held.council == COUNCIL


def test_a_verdict_keeps_who_stood_aside_and_a_sheet_its_gates(opened: Store) -> None:
    aside = (Recusal("Chi", Cause.RELATIVE, Relation.SPOUSE, "Lê Tác"), Recusal("An", Cause.OWN_REQUEST, reason="thầy"))
    sheet = ScoreSheet("s", "x", 1, "An", {}, Vote.DECLINE, gates={"new": False})
    with opened.atomic():
        council_id = councils.insert(opened, COUNCIL, NOW)
        appraisals.append(opened, sheet)
        found = result("x", appraisals.sheets(opened, "x"), pack().rubric, 1)
        appraisals.put_verdicts(opened, [(found, aside)], council_id, NOW)
    (verdict,) = appraisals.verdicts(opened, "x")
    assert appraisals.recused_of(verdict) == aside
    assert appraisals.sheets_of_round(opened, "x", 1) == [sheet]


def test_a_store_of_before_keeps_its_sheets_and_verdicts() -> None:
    db = sqlite_utils.Database(dbapi2.connect(":memory:"), execute_plugins=False)
    m0001_first.apply(db)
    db.execute("INSERT INTO council (id, name, held_on, place, created_at) VALUES (1, 'HĐ', '', '', ?)", [NOW])
    db.execute("INSERT INTO council_member VALUES (1, 'An', 'chairman')")
    db.execute(
        "INSERT INTO score_event VALUES ('s', 'x', 1, 'An', '[]', '{\"novelty\": 20.5}', 'approve', 'được', ?)", [NOW]
    )
    db.execute("INSERT INTO verdict VALUES ('x', 1, 'recognised', 82.5, 3, 3, 1, ?)", [NOW])
    m0011_sessions.apply(db)
    assert list(db.execute("SELECT points, gates, note FROM score_event")) == [('{"novelty": 20.5}', "{}", "được")]
    assert list(db.execute("SELECT outcome, mean, recused FROM verdict")) == [("recognised", 82.5, None)]
    assert list(db.execute("SELECT name, held_time, state_funded, head FROM council")) == [("HĐ", "", "", "")]
    assert list(db.execute("SELECT name, attendance FROM council_member")) == [("An", "")]
    assert appraisals.recused_of({"recused": None}) is None
    db.conn.close()
