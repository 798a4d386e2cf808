"""No operation keeps a number of an identity card, also where its words go past the records."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from desktop import clock
from desktop.desk import Desk
from desktop.operations import (
    appraisals,
    councils,
    identity,
    initiatives,
    objections,
    portal,
    programme_drafts,
    programmes,
    registers,
    reports,
    support,
    targets,
    unit_events,
)
from desktop.operations.reports import LetterWords
from desktop.operations.unit_events import Paper
from domain.council import Council, CouncilMember, Role
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision
from domain.target import Target
from domain.unit import Level
from tests.desktop.operations import unions

CARD = "079185012345"
WORDS = f"Bà X, CCCD {CARD}"
DAY = date(2026, 1, 1)
MEMBERS = (
    CouncilMember("Lê An", Role.CHAIRMAN),
    CouncilMember("Lê Bình", Role.SECRETARY),
    CouncilMember("Lê Chi", Role.UNION_REPRESENTATIVE),
)
Write = Callable[[Desk, int], object]


def move(**words: str) -> Write:
    told = dataclasses.replace(unions.PAPER, **words)  # type: ignore[arg-type]  # only fields of words are named
    return lambda desk, row: initiatives.move(desk, [row], State.RECOGNISED, told)


def seat(council: Council) -> Write:
    return lambda desk, _row: appraisals.set_council(desk, council)


def unit_event(paper: Paper, name: str = "CĐCS Mới") -> Write:
    return lambda desk, _row: unit_events.add(desk, name, "CM-01", Level.GRASSROOTS, "LD-CA-MAU", paper)


def target(document: str = "KH 12", name: str = unions.UNIT.name) -> Write:
    told = Target("", "1", "grassroots", unions.UNIT.code, name, initiatives=20, document=document, document_on=DAY)
    return lambda desk, _row: targets.hand_down(desk, told)


def copied(title: str, short_title: str) -> Write:
    words = {"new_id": "may-2027", "title": title, "short_title": short_title}
    return lambda desk, _row: programmes.copy(desk, "1m-2022", **words, year=2027)


def letter(**words: str) -> Write:
    told = dataclasses.replace(LetterWords(), **words)  # type: ignore[arg-type]  # only fields of words are named
    return lambda desk, _row: reports.write(desk, "summary_table", desk.home / "paper.xlsx", told, step=unions.quiet)


def card(field: str) -> Write:
    return lambda desk, _row: registers.change_unit(desk, dataclasses.replace(unions.UNIT, **{field: WORDS}))


WRITTEN: list[tuple[str, Write]] = [
    ("reason", move(reason=WORDS)),
    ("decision_signer", move(signer=WORDS)),
    ("decision_no", move(no=CARD)),
    ("who", lambda desk, row: objections.open_new(desk, row, "complaint", clock.today(), WORDS, "Sai số")),
    ("what", lambda desk, row: objections.open_new(desk, row, "complaint", clock.today(), "Lê An", WORDS)),
    ("portal_note", lambda desk, row: portal.mark_entered(desk, row, DAY, "12", WORDS)),
    ("portal_no", lambda desk, row: portal.mark_entered(desk, row, DAY, CARD)),
    ("portal_note", lambda desk, row: portal.mark_approved(desk, row, DAY, "12", WORDS)),
    ("portal_note", lambda desk, row: portal.mark_refused(desk, row, DAY, "12", WORDS)),
    ("name", lambda desk, _row: portal.set_top(desk, WORDS)),
    ("source", lambda desk, _row: support.put_wage(desk, DAY, 1, WORDS)),
    ("document", target(document=WORDS)),
    ("unit_code", target(name=WORDS)),
    ("name", unit_event(Paper(DAY, "QĐ 1"), WORDS)),
    ("document", unit_event(Paper(DAY, WORDS))),
    ("reason", unit_event(Paper(DAY, "QĐ 1", WORDS))),
    ("unit_name", card("name")),
    ("upper_name", card("upper_name")),
    ("place", card("place")),
    ("title", copied(WORDS, "May")),
    ("short_title", copied("Ngành may", WORDS)),
    ("title", lambda desk, _row: programmes.revise(desk, "1m-2022", {"title": WORDS})),
    ("name", seat(Council(WORDS, MEMBERS, "", ""))),
    ("place", seat(Council("Hội đồng", MEMBERS, "", WORDS))),
    ("members", seat(Council("Hội đồng", (CouncilMember(WORDS, Role.CHAIRMAN), *MEMBERS[1:]), "", ""))),
    ("place", letter(place=WORDS)),
    ("signer_name", letter(signer_name=WORDS)),
]


@pytest.mark.parametrize(("field", "write"), WRITTEN, ids=[f"{at}-{field}" for at, (field, _) in enumerate(WRITTEN)])
def test_words_with_a_number_are_refused_and_nothing_is_written(unit: Desk, field: str, write: Write) -> None:
    (row,) = unions.enter(unit)
    before = unions.everything_written(unit)
    with pytest.raises(RuleError, match="identity_number") as refused:
        write(unit, row)
    assert refused.value.field == field
    assert unions.everything_written(unit) == before
    assert CARD not in str(vars(refused.value))


def test_settling_renaming_and_clusters_are_looked_at_as_well(unit: Desk) -> None:
    (row,) = unions.enter(unit)
    objection_id, _ = objections.open_new(unit, row, "complaint", clock.today(), "Lê An", "Sai số")
    unit_id = unit_events.add(unit, "CĐCS Mới", "CM-01", Level.GRASSROOTS, "LD-CA-MAU", Paper(None)).unit_id
    with pytest.raises(RuleError, match="identity_number"):
        objections.settle(unit, objection_id, clock.today(), WORDS)
    with pytest.raises(RuleError, match="identity_number"):
        unit_events.rename(unit, unit_id, WORDS, "", Paper(DAY, "QĐ 1"))
    with pytest.raises(RuleError, match="identity_number"):
        unit_events.set_cluster(unit, unit_id, DAY, WORDS)
    assert CARD not in str(unions.everything_written(unit))


def test_a_reason_of_the_council_is_refused_by_itself(unit: Desk) -> None:
    (row,) = unions.enter(unit)
    moved = councils.decide(unit, State.DECLINED, Decision(), {row: WORDS})
    assert [problem.code for problem in moved.refused[row]] == ["identity_number"]
    assert CARD not in str(unions.everything_written(unit))


def test_what_is_still_being_written_is_kept_without_the_number(unit: Desk) -> None:
    (row,) = unions.enter(unit)
    councils.keep(unit, "council", {"name": WORDS, "members": [{"name": WORDS}], "drafts": True})
    reports.keep_draft(unit, LetterWords(place=WORDS, recipients=(WORDS, "Lưu")))
    appraisals.save_draft(unit, initiatives.get(unit, row).initiative.id, {"points": {"a": "5"}, "note": WORDS})
    begun = programme_drafts.begin(unit, "1m-2022", 2027)
    begun.draft["basic"][0]["title"] = WORDS
    programme_drafts.keep(unit, begun)
    assert CARD not in str(unions.everything_written(unit))
    assert councils.kept(unit, "council") == {"name": "Bà X", "members": [{"name": "Bà X"}], "drafts": True}
    assert reports.draft(unit).recipients == ("Bà X", "Lưu")


def test_a_draft_of_a_programme_with_a_number_in_its_title_says_so_at_its_cell(unit: Desk) -> None:
    begun = dataclasses.replace(programme_drafts.begin(unit, "1m-2022", 2027), confirmed=True)
    begun.draft["basic"][0] |= {"id": "may-2027", "title": WORDS, "short_title": "May"}
    found = programme_drafts.wrong(unit, begun)
    assert (found[0].code, found[0].field) == ("identity_number", "basic.0.title")


def test_a_new_register_keeps_none_in_its_own_words(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="identity_number"):
        registers.create(tmp_path / "new", dataclasses.replace(unions.UNIT, place=WORDS), unions.OFFICER, None)


def test_numbers_that_are_no_cards_pass(unit: Desk) -> None:
    identity.demand_none({"decision_no": "15/QĐ-CĐ", "portal_no": "123456789", "document": "KH 12 ngày 25/01/2022"})
    assert identity.left_out({"upper_vnd": "123456789", "year": 2027}) == {"upper_vnd": "123456789", "year": 2027}
