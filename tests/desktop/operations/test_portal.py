from __future__ import annotations

import dataclasses
import time
from datetime import date, timedelta

import pytest

from db import journal
from desktop import clock
from desktop.desk import Desk
from desktop.operations import initiatives, portal
from domain import record
from domain.errors import RuleError
from domain.initiative import State
from domain.portal import PortalState
from tests.desktop.operations import unions

ENTERED, ANSWERED = date(2022, 2, 1), date(2022, 2, 9)


@pytest.fixture
def recognised(unit: Desk) -> Desk:
    unions.recognised(unit, 3)
    return unit


def first(desk: Desk) -> int:
    return portal.ids(desk)[0]


def state_of(desk: Desk, row_id: int) -> PortalState:
    return PortalState(portal.rows(desk, [row_id])[0]["portal_state"])


def test_an_initiative_goes_from_not_entered_to_approved(recognised: Desk) -> None:
    row = first(recognised)
    assert portal.counts(recognised) == {PortalState.NOT_ENTERED: 3}
    portal.mark_entered(recognised, row, ENTERED, "TLD-123")
    assert state_of(recognised, row) is PortalState.WAITING
    portal.mark_approved(recognised, row, ANSWERED)
    held = initiatives.get(recognised, row).initiative
    assert (held.portal_entered_on, held.portal_no, held.portal_approved_on) == (ENTERED, "TLD-123", ANSWERED)
    assert portal.counts(recognised) == {PortalState.NOT_ENTERED: 2, PortalState.APPROVED: 1}
    assert portal.ids(recognised, "approved") == [row]


def test_a_refused_one_is_entered_again_and_waits_again(recognised: Desk) -> None:
    row = first(recognised)
    portal.mark_entered(recognised, row, ENTERED)
    portal.mark_refused(recognised, row, ANSWERED, note="Trùng tên")
    assert state_of(recognised, row) is PortalState.REFUSED
    portal.mark_entered(recognised, row, ANSWERED + timedelta(days=1))
    held = initiatives.get(recognised, row).initiative
    assert (state_of(recognised, row), held.portal_note) == (PortalState.WAITING, "Trùng tên")


def test_ticks_are_taken_back_one_by_one(recognised: Desk) -> None:
    row = first(recognised)
    before = initiatives.get(recognised, row).initiative
    portal.mark_entered(recognised, row, ENTERED, "1")
    portal.mark_approved(recognised, row, ANSWERED)
    portal.take_back(recognised, row)
    assert state_of(recognised, row) is PortalState.WAITING
    portal.take_back(recognised, row)
    assert initiatives.get(recognised, row).initiative == before


def test_a_locked_record_takes_marks_and_its_text_stays(recognised: Desk) -> None:
    row = first(recognised)
    initiatives.move(recognised, [row], State.NOMINATED)
    before = record.record(initiatives.get(recognised, row).initiative)
    with pytest.raises(RuleError, match="record_locked"):
        initiatives.type_in(recognised, row, {"title": "Tên khác"})
    portal.mark_entered(recognised, row, ENTERED, "7")
    after = record.record(initiatives.get(recognised, row).initiative)
    assert {name for name in after if after[name] != before[name]} == {"portal_entered_on", "portal_no"}


def test_a_mark_travels_because_the_gates_of_the_upper_union_need_it(recognised: Desk) -> None:
    row = first(recognised)
    before = record.content_sha256(record.record(initiatives.get(recognised, row).initiative))
    portal.mark_entered(recognised, row, ENTERED)
    assert record.content_sha256(record.record(initiatives.get(recognised, row).initiative)) != before


def test_each_mark_is_a_line_of_the_journal_and_the_same_again_is_none(recognised: Desk) -> None:
    row = first(recognised)
    public_id = initiatives.get(recognised, row).initiative.id
    portal.mark_entered(recognised, row, ENTERED)
    portal.mark_entered(recognised, row, ENTERED)
    lines = [line for line in journal.lines(recognised.store, public_id) if line["operation"] == "portal_marked"]
    assert len(lines) == 1
    assert ENTERED.isoformat() in lines[0]["detail"]


@pytest.mark.parametrize(
    ("entered", "answered", "code"),
    [
        (None, ANSWERED, "portal_not_entered"),
        (ENTERED, ENTERED - timedelta(days=1), "portal_answer_early"),
        (ENTERED, clock.today() + timedelta(days=2), "portal_day_ahead"),
    ],
)
def test_what_cannot_be_is_refused(recognised: Desk, entered: date | None, answered: date, code: str) -> None:
    row = first(recognised)
    if entered:
        portal.mark_entered(recognised, row, entered)
    before = initiatives.get(recognised, row).initiative
    with pytest.raises(RuleError, match=code):
        portal.mark_approved(recognised, row, answered)
    assert initiatives.get(recognised, row).initiative == before


def test_a_withdrawn_one_and_one_of_another_unit_take_no_marks(unit: Desk) -> None:
    saved = initiatives.new(unit, {"title": "Kệ để khuôn"})
    initiatives.move(unit, [saved.stored.row_id], State.WITHDRAWN, initiatives.Decision(reason="Tác giả xin rút"))
    with pytest.raises(RuleError, match="portal_withdrawn"):
        portal.mark_entered(unit, saved.stored.row_id, ENTERED)
    assert portal.ids(unit) == []


def test_a_pasted_list_is_matched_by_portal_number_own_number_and_title(recognised: Desk) -> None:
    one, two, three = (initiatives.get(recognised, row).initiative for row in portal.ids(recognised))
    rows = portal.ids(recognised)
    portal.mark_entered(recognised, rows[0], ENTERED, "TLD 0001")
    portal.mark_entered(recognised, rows[1], ENTERED)
    pasted = f"tld 0001\n\n1\t{two.title.upper()}\tđã duyệt\n{three.number}\nKhông có tên này\nTLD 0001\n"
    lines = portal.matched(recognised, pasted)
    assert [line.outcome for line in lines] == ["ready", "ready", "not_entered", "unknown", "repeated"]
    assert [line.number for line in lines[:3]] == [one.number, two.number, three.number]
    marked, changes = portal.approve_matched(recognised, lines, ANSWERED)
    assert (marked, changes.rows) == (2, {rows[0], rows[1]})
    assert portal.counts(recognised) == {PortalState.APPROVED: 2, PortalState.NOT_ENTERED: 1}
    assert portal.matched(recognised, one.number)[0].outcome == "already"


def test_a_list_goes_in_whole_or_not_at_all(recognised: Desk) -> None:
    rows = portal.ids(recognised)
    portal.mark_entered(recognised, rows[0], ENTERED)
    portal.mark_entered(recognised, rows[1], ANSWERED)
    numbers = "\n".join(row["number"] for row in portal.rows(recognised, rows[:2]))
    with pytest.raises(RuleError, match="portal_answer_early"):
        portal.approve_matched(recognised, portal.matched(recognised, numbers), ENTERED)
    assert portal.counts(recognised) == {PortalState.WAITING: 2, PortalState.NOT_ENTERED: 1}


def test_the_unit_on_the_portal_is_the_upper_union_until_somebody_says(recognised: Desk) -> None:
    held = initiatives.get(recognised, first(recognised))
    shown = {box.fills: box.text for box in portal.boxes(recognised, held)}
    assert shown["unit.top"] == recognised.unit.upper_name
    portal.set_top(recognised, "  Liên đoàn Lao động thành phố Hải Phòng ")
    shown = {box.fills: box.text for box in portal.boxes(recognised, held)}
    assert shown["unit.top"] == "Liên đoàn Lao động thành phố Hải Phòng"


def test_drafts_are_not_to_be_entered_yet(unit: Desk) -> None:
    saved = initiatives.new(unit, {"title": "Kệ để khuôn"})
    assert portal.ids(unit) == []
    portal.mark_entered(unit, saved.stored.row_id, ENTERED)
    assert portal.ids(unit) == [saved.stored.row_id]


def test_a_pack_without_the_form_says_so(recognised: Desk) -> None:
    held = initiatives.get(recognised, first(recognised))
    foreign = dataclasses.replace(held, initiative=dataclasses.replace(held.initiative, programme="none"))
    with pytest.raises(RuleError, match="programme_unknown"):
        portal.boxes(recognised, foreign)


@pytest.mark.parametrize(
    "pasted",
    [
        "Tiết kiệm 12 triệu đồng mỗi tháng",
        "12\tMột sáng kiến khác hẳn\tLê B",
        "12\tLê B",
        "Điểm; 12",
        "{number}\tMột sáng kiến khác hẳn\tLê B",
        "12\t{other_title}",
        "{number}\t{other_title}",
        "{number} trong báo cáo",
    ],
)
def test_a_number_among_other_words_marks_nothing(recognised: Desk, pasted: str) -> None:
    rows = portal.ids(recognised)
    for row, number in zip(rows, ("12", "13", "14"), strict=True):
        portal.mark_entered(recognised, row, ENTERED, number)
    one, two = (initiatives.get(recognised, row).initiative for row in rows[:2])
    lines = portal.matched(recognised, pasted.format(number=one.number, other_title=two.title))
    assert [line.outcome for line in lines] == ["unknown"]
    assert portal.approve_matched(recognised, lines)[0] == 0


@pytest.mark.parametrize(
    "pasted",
    ["12", " 12. ", "12\t", "12\t{title}\tLê B", "12; {number}", "{number}\t{author}\tđã duyệt ngày 9/2/2022",
     "{number};{unit}", "1\t12\t{number}\t{title}"],
)  # fmt: skip
def test_a_number_by_itself_or_beside_its_own_title_names_its_record(recognised: Desk, pasted: str) -> None:
    row = first(recognised)
    portal.mark_entered(recognised, row, ENTERED, "12")
    one = initiatives.get(recognised, row).initiative
    facts = {"title": one.title, "number": one.number, "author": one.authors[0].full_name, "unit": one.unit_name}
    (line,) = portal.matched(recognised, pasted.format(**facts))
    assert (line.outcome, line.row_id) == ("ready", row)


def test_a_long_list_is_matched_in_one_pass(recognised: Desk) -> None:
    pasted = "\n".join(f"{place}\tMột sáng kiến khác hẳn số {place}\tLê B" for place in range(2000))
    began = time.process_time()
    assert {line.outcome for line in portal.matched(recognised, pasted)} == {"unknown"}
    assert time.process_time() - began < 0.5


def test_putting_the_day_of_entry_after_the_approval_is_refused(recognised: Desk) -> None:
    row = first(recognised)
    portal.mark_entered(recognised, row, ENTERED)
    portal.mark_approved(recognised, row, ANSWERED)
    before = initiatives.get(recognised, row).initiative
    with pytest.raises(RuleError, match="portal_answer_early"):
        portal.mark_entered(recognised, row, ANSWERED + timedelta(days=1))
    assert initiatives.get(recognised, row).initiative == before
    portal.mark_entered(recognised, row, ANSWERED)
    assert state_of(recognised, row) is PortalState.APPROVED
