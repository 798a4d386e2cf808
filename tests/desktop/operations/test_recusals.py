from __future__ import annotations

import json

import pytest

from desktop.desk import APPRAISER, Desk
from desktop.messages import of_problem
from desktop.operations import appraisals, initiatives, recusals, sessions, users
from domain.council import Attendance, Council, CouncilMember, Role
from domain.errors import RuleError
from domain.initiative import Answer, State
from domain.recusal import Cause
from tests.desktop.operations import unions
from tests.desktop.operations.test_appraisals import events, file, line, row_of, seat, sheet, under_appraisal
from tests.desktop.operations.unions import OFFICER as HAN
from tests.desktop.operations.unions import SECOND, THIRD

FOURTH = "Phạm Giám Đốc"
FIVE = ((HAN, Role.CHAIRMAN), (SECOND, Role.SECRETARY), (THIRD, Role.UNION_REPRESENTATIVE), (FOURTH, Role.DEPUTY),
        ("Võ Chuyên Gia", Role.EXPERT))  # fmt: skip


def author_of(opened: Desk, public_id: str) -> str:
    return initiatives.find(opened, public_id).initiative.authors[0].full_name


def told(opened: Desk, operation: str) -> list[str]:
    return opened.store.column("SELECT subject FROM journal WHERE operation = ? ORDER BY id", [operation])


def test_a_declared_relative_files_no_sheet_and_is_not_counted(unit: Desk) -> None:
    x, y = under_appraisal(unit, 2)
    seat(unit, *FIVE)
    recusals.declare(unit, THIRD, author_of(unit, x), "spouse")
    assert file(unit, sheet(x, THIRD)) == ["appraiser_is_relative"]
    assert file(unit, sheet(y, THIRD)) == (
        [] if author_of(unit, y) != author_of(unit, x) else ["appraiser_is_relative"]
    )
    (aside,) = line(unit, x).recused
    assert (aside.name, aside.cause, aside.relation) == (THIRD, Cause.RELATIVE, "spouse")
    assert (line(unit, x).result.members, line(unit, x).result.needed) == (4, 3)
    assert (line(unit, y).result.members, line(unit, y).result.needed) == (5, 4)


def test_a_sheet_filed_before_the_relation_was_declared_is_kept_and_no_longer_counts(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    seat(unit, *FIVE)
    assert file(unit, sheet(x, THIRD), sheet(x, HAN)) == []
    recusals.declare(unit, THIRD, author_of(unit, x), "sibling")
    assert (line(unit, x).result.filed, len(events(unit))) == (1, 2)
    recusals.withdraw(unit, recusals.relations(unit)[0].id)
    assert (line(unit, x).result.filed, recusals.relations(unit)) == (2, [])
    assert (told(unit, "relation_declared"), told(unit, "relation_withdrawn")) == ([THIRD], [THIRD])


def test_the_queue_says_why_and_puts_it_last(unit: Desk) -> None:
    x, y, z = under_appraisal(unit, 3)
    recusals.declare(unit, HAN, author_of(unit, x), "child")
    recusals.request(unit, y, HAN, "hướng dẫn tác giả")
    found = {one.public_id: one.recusal for one in appraisals.waiting(unit)}
    assert [found[one] and found[one].cause for one in (x, y, z)] == [Cause.RELATIVE, Cause.OWN_REQUEST, None]
    assert appraisals.waiting(unit)[0].public_id == z


def test_the_same_relation_twice_is_one(unit: Desk) -> None:
    for name in (THIRD, THIRD.upper()):
        recusals.declare(unit, name, "Lê Tác", "spouse")
    assert len(recusals.relations(unit)) == len(told(unit, "relation_declared")) == 1


def test_who_may_write_into_the_book(unit: Desk) -> None:
    users.add(unit, SECOND, [APPRAISER], "")
    users.add(unit, THIRD, [APPRAISER], "")
    x = under_appraisal(unit)[0]
    secretary = unions.as_user(unit, SECOND)
    recusals.declare(secretary, THIRD, "Lê Tác", "spouse")
    third = unions.as_user(secretary, THIRD)
    for refused in (lambda: recusals.declare(third, THIRD, "Ai", "child"), lambda: recusals.withdraw(third, 1),
                    lambda: recusals.request(third, x, SECOND, "vì thế")):  # fmt: skip
        with pytest.raises(RuleError) as error:
            refused()
        assert error.value.code == "council_keeper_needed"
    assert [one.member for one in recusals.readable(third).relations] == [THIRD]
    recusals.request(third, x, THIRD, "cùng nhóm nghiên cứu")
    assert file(third, sheet(x, THIRD)) == ["appraiser_recused"]
    third.close()


def test_who_asked_to_stand_aside_may_take_it_back_before_the_session_closes(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    seat(unit, *FIVE)
    for reason, code in (("  ", "recusal_reason_missing"), ("thầy của tác giả", "")):
        try:
            recusals.request(unit, x, THIRD, reason)
        except RuleError as error:
            assert error.code == code
    with pytest.raises(RuleError) as again:
        recusals.request(unit, x, THIRD, "nữa")
    assert again.value.code == "recusal_asked_already"
    assert line(unit, x).recused[0].reason == "thầy của tác giả"
    recusals.take_back(unit, x, THIRD)
    assert (line(unit, x).recused, line(unit, x).result.members) == ((), 5)
    with pytest.raises(RuleError) as not_asked:
        recusals.take_back(unit, x, THIRD)
    assert not_asked.value.code == "recusal_not_asked"


def test_a_closed_session_keeps_who_stood_aside_whatever_is_declared_later(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    seat(unit, *FIVE)
    recusals.declare(unit, FOURTH, author_of(unit, x), "spouse")
    assert file(unit, *(sheet(x, name) for name, _ in FIVE if name != FOURTH)) == []
    appraisals.close(unit)
    recusals.withdraw(unit, recusals.relations(unit)[0].id)
    recusals.declare(unit, HAN, author_of(unit, x), "other")
    (closed,) = appraisals.decided(unit)
    assert [one.name for one in closed.recused] == [FOURTH]
    assert (closed.result.members, closed.result.approvals, closed.result.needed) == (4, 4, 3)
    (kept,) = unit.store.column("SELECT recused FROM verdict")
    assert json.loads(kept)[0]["cause"] == "relative"


def council(money: Answer = Answer.UNKNOWN, head: str = "", *more: Attendance) -> Council:
    marks = more or (None,) * len(FIVE)
    members = tuple(CouncilMember(name, role, mark) for (name, role), mark in zip(FIVE, marks, strict=True))
    return Council("HĐ", members, "2023-07-14", "Phòng 2", "14h", money, head)


def test_a_head_who_is_an_author_is_refused_with_the_article_where_the_state_pays(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    head = author_of(unit, x)
    members = (*council().members, CouncilMember(head, Role.EXPERT))
    for money, code in ((Answer.YES, "council_head_is_author"), (Answer.UNKNOWN, "council_state_money_unknown")):
        with pytest.raises(RuleError) as refused:
            appraisals.set_council(unit, Council("HĐ", members, state_funded=money, head=head.upper()))
        (problem,) = refused.value.problems
        assert (problem.code, problem.facts["article"]) == (code, "TT 18/2013/TT-BKHCN, Điều 8")
    appraisals.set_council(unit, Council("HĐ", members, state_funded=Answer.NO, head=head))
    assert [one.cause for one in line(unit, x).recused] == [Cause.HEAD_AUTHOR]
    assert line(unit, x).barred is None


def test_a_council_with_its_head_decides_nothing_of_his_that_comes_later(unit: Desk) -> None:
    seat(unit)
    (row,) = unions.enter(unit, 1)
    head = initiatives.get(unit, row).initiative.authors[0].full_name
    seated = Council("HĐ", (*council().members, CouncilMember(head, Role.EXPERT)), state_funded=Answer.YES, head=head)
    appraisals.set_council(unit, seated)
    initiatives.move(unit, [row], State.UNDER_APPRAISAL)
    x = initiatives.get(unit, row).initiative.id
    assert file(unit, *(sheet(x, name) for name, _ in FIVE)) == []
    found = line(unit, x)
    assert (found.result.outcome, found.result.reasons) == (None, ("council_head_is_author",))
    assert found.barred is not None
    with pytest.raises(RuleError) as refused:
        appraisals.close(unit)
    assert refused.value.code == "session_nothing_decided"
    appraisals.set_council(unit, council(Answer.YES, head))
    assert line(unit, x).result.outcome is State.RECOGNISED


def test_a_session_below_two_thirds_does_not_close(unit: Desk) -> None:
    x = under_appraisal(unit)[0]
    present, sent, absent = Attendance.PRESENT, Attendance.BY_SHEET, Attendance.ABSENT
    appraisals.set_council(unit, council(Answer.NO, "", present, present, present, absent, absent))
    assert file(unit, *(sheet(x, name) for name, _ in FIVE)) == []
    with pytest.raises(RuleError) as refused:
        appraisals.close(unit)
    assert refused.value.code == "session_below_quorum"
    assert (refused.value.facts["n"], refused.value.facts["needed"]) == (3, 4)
    appraisals.set_council(unit, council(Answer.NO, "", present, present, present, sent, absent))
    assert len(appraisals.close(unit)[0]) == 1


def test_what_was_said_of_a_session_comes_back(unit: Desk) -> None:
    wanted = council(Answer.NO, "Ông Trưởng", *[Attendance.PRESENT] * 4, Attendance.ABSENT)
    appraisals.set_council(unit, wanted)
    seated = appraisals.current_council(unit)
    assert seated is not None
    assert seated.council == sessions.cleaned(wanted)
    assert seated.council.held_time == "14:00"


def test_a_check_finds_conflicts_before_anybody_is_assigned_and_writes_nothing(unit: Desk) -> None:
    seat(unit)
    rows = unions.enter(unit, 2)
    initiatives.move(unit, rows[1:], State.ACCEPTED)
    before = unit.store.value("SELECT count(*) FROM journal")
    author = initiatives.get(unit, rows[0]).initiative.authors[0].full_name
    declared = recusals.relations_from([{"member": THIRD, "author": author, "relation": "spouse"}])
    found = sessions.check(unit, council(), declared)
    assert found.problems == ()
    conflict = next(one for one in found.conflicts if one.initiative.id == initiatives.get(unit, rows[0]).initiative.id)
    assert [one.name for one in conflict.recused] == [THIRD]
    assert [one.code for one in conflict.problems] == ["recusal_leaves_no_union_representative"]
    assert found.questions == ()
    sitting = Council("HĐ", (*council().members, CouncilMember(author, Role.EXPERT)))
    asked = sessions.check(unit, sitting).questions
    assert [one.code for one in asked] == ["council_head_unknown", "council_state_money_unasked"]
    assert unit.store.value("SELECT count(*) FROM journal") == before
    assert row_of(unit, initiatives.get(unit, rows[0]).initiative.id) == rows[0]


def test_nobody_reads_the_relations_of_others_but_who_keeps_the_book(unit: Desk) -> None:
    users.add(unit, THIRD, [APPRAISER], "")
    x = under_appraisal(unit)[0]
    recusals.declare(unit, SECOND, "Lê Tác", "spouse")
    recusals.request(unit, x, HAN, "thầy của tác giả")
    assert len(recusals.readable(unit).relations) == len(recusals.readable(unit).requests) == 1
    third = unions.as_user(unit, THIRD)
    assert (recusals.readable(third).relations, recusals.readable(third).requests) == ((), {})
    third.close()


def test_what_no_union_representative_can_vote_on_waits_for_another_council(unit: Desk) -> None:
    x, y = under_appraisal(unit, 2)
    author = initiatives.find(unit, x).initiative.authors[0].full_name
    assert author not in {one.full_name for one in initiatives.find(unit, y).initiative.authors}
    recusals.declare(unit, THIRD, author, "spouse")
    assert file(unit, *(sheet(public_id, name) for public_id in (x, y) for name in (HAN, SECOND))) == []
    found = line(unit, x)
    assert found.barred is not None and not found.ready
    assert (found.barred.code, found.result.outcome) == ("recusal_leaves_no_union_representative", None)
    assert "Điều 8" in of_problem(found.barred)
    closed, _ = appraisals.close(unit)
    assert [one.stored.initiative.id for one in closed] == [y]
    other = Council("HĐ 2", (*council().members, CouncilMember("Vũ Đoàn", Role.UNION_REPRESENTATIVE)))
    appraisals.set_council(unit, other)
    assert line(unit, x).barred is None and line(unit, x).result.members == 5
