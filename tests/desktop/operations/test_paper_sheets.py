"""Sheets on paper: typed in by whoever keeps the book, named as such, and fair like any other."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from db import appraisals as stored_sheets
from db import journal, sheet_clashes
from desktop import desk
from desktop.desk import APPRAISER, Desk
from desktop.operations import appraisals, paper_sheets, recusals, second_readings, sheet_intake, users
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.elsewhere import BINH, CHI, HAN, LOW, POINTS, Elsewhere, ask, under_appraisal

SECRET, OTHER = "bốn con trâu đen", "ba cây tre xanh"


def codes(error: pytest.ExceptionInfo[RuleError]) -> list[str]:
    return [problem.code for problem in error.value.problems]


@pytest.fixture
def locked(tmp_path: Path) -> Desk:
    """An encrypted register; of its council the officer and Bình, the secretary, have passphrases, Chi has none."""
    opened = unions.new(tmp_path / "unit", passphrase=SECRET)
    users.add(opened, BINH, [APPRAISER], OTHER)
    return opened


def test_a_sheet_on_paper_counts_and_says_who_typed_it(locked: Desk) -> None:
    x, _other = under_appraisal(locked)
    assert paper_sheets.names(locked) == (CHI,)
    appraisals.file_own(locked, x, POINTS, "approve")
    paper_sheets.keep_draft(locked, x, CHI, {"points": {"novelty": "1"}})
    assert paper_sheets.view(locked, x, CHI).draft == {"points": {"novelty": "1"}}
    paper_sheets.enter(locked, x, CHI, LOW, "decline", "giấy ký ngày 12")
    found = paper_sheets.view(locked, x, CHI)
    assert found.own is not None and (found.own.appraiser, found.own.entered_by, found.draft) == (CHI, HAN, {})
    (line,) = (
        one for one in journal.lines(locked.store, x) if one["operation"] == "sheet_filed" and CHI in one["detail"]
    )
    assert '"on_paper": true' in line["detail"] and line["user_name"] == HAN
    (member,) = paper_sheets.members(locked)
    assert (member.name, member.filed, member.owed) == (CHI, 1, 2)
    paper_sheets.enter(locked, x, CHI, POINTS, "approve")
    assert len(stored_sheets.sheets(locked.store, x)) == 3, "typed anew, the one before is kept"
    assert [one.filed for one in paper_sheets.lines(locked, CHI)] == [True, False]
    locked.close()


def test_whoever_sits_files_his_own_first_and_sees_nothing_before(locked: Desk) -> None:
    x = under_appraisal(locked, 1)[0]
    with pytest.raises(RuleError) as found:
        paper_sheets.enter(locked, x, CHI, POINTS, "approve")
    assert codes(found) == ["paper_before_own"]
    told = {"initiative": x, "appraiser": CHI, "points": POINTS, "vote": "approve"}
    own = told | {"appraiser": HAN}
    assert appraisals.file_sheets(locked, [told]).refused[0][1][0].code == "paper_before_own"
    assert appraisals.file_sheets(locked, [told, own]).refused == (), "his own of the same file comes first"
    locked.close()
    opened = desk.open_desk(locked.home, OTHER, BINH)
    seen = paper_sheets.view(opened, x, CHI)
    assert seen.own is None and seen.barred is not None and seen.barred.code == "paper_before_own"
    appraisals.file_own(opened, x, LOW, "decline")
    assert paper_sheets.view(opened, x, CHI).own is not None
    paper_sheets.enter(opened, x, CHI, LOW, "approve")
    with pytest.raises(RuleError) as found:
        paper_sheets.enter(opened, x, HAN, LOW, "decline")
    assert codes(found) == ["appraiser_marks_alone"], "who has a passphrase marks under it"
    second_readings.ask(opened, x, "chênh nhiều")
    assert paper_sheets.lines(opened, CHI)[0].again == "chênh nhiều"
    opened.close()


def test_a_member_who_keeps_no_book_types_nobodys_sheet(locked: Desk) -> None:
    x = under_appraisal(locked, 1)[0]
    users.add(locked, CHI, [APPRAISER], "hai con gà đỏ đỏ")
    locked.close()
    opened = desk.open_desk(locked.home, "hai con gà đỏ đỏ", CHI)
    assert paper_sheets.names(opened) == ()
    with pytest.raises(RuleError, match="council_keeper_needed"):
        paper_sheets.view(opened, x, BINH)
    with pytest.raises(RuleError) as found:
        paper_sheets.enter(opened, x, BINH, POINTS, "approve")
    assert codes(found) == ["paper_before_own"]
    appraisals.file_own(opened, x, POINTS, "approve")
    with pytest.raises(RuleError) as found:
        paper_sheets.enter(opened, x, BINH, POINTS, "approve")
    assert codes(found) == ["sheet_of_another"]
    opened.close()


def test_paper_never_replaces_what_a_member_filed_himself_elsewhere(unit: Desk, usb: Path, tmp_path: Path) -> None:
    x, y = under_appraisal(unit)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    pc.mark(x)
    assert paper_sheets.members(unit)[0].request_seq == 1
    sheet_intake.take_in(unit, pc.send(usb))
    for public_id in (x, y):
        appraisals.file_own(unit, public_id, POINTS, "approve")
    with pytest.raises(RuleError) as found:
        paper_sheets.enter(unit, x, BINH, LOW, "decline")
    assert codes(found) == ["paper_over_own"]
    paper_sheets.enter(unit, y, BINH, LOW, "decline")


def test_who_stands_aside_types_nobodys_sheet_of_that_one(unit: Desk) -> None:
    x, y = under_appraisal(unit)
    recusals.request(unit, x, HAN, "tôi hướng dẫn tác giả")
    with pytest.raises(RuleError) as found:
        paper_sheets.enter(unit, x, CHI, POINTS, "approve")
    assert codes(found) == ["paper_by_recused"]
    recusals.request(unit, y, CHI, "tôi là chị tác giả")
    appraisals.file_own(unit, y, POINTS, "approve")
    with pytest.raises(RuleError) as found:
        paper_sheets.enter(unit, y, CHI, POINTS, "approve")
    assert codes(found) == ["appraiser_recused"]
    assert [one.recused for one in paper_sheets.lines(unit, CHI)] == [False, True]


def test_a_package_that_says_a_sheet_was_typed_from_paper_is_not_taken(unit: Desk, usb: Path, tmp_path: Path) -> None:
    x, _y = under_appraisal(unit)
    pc = Elsewhere(ask(unit, usb).path, tmp_path / "pc")
    pc.mark(x)
    opened = pc.open()
    (first,) = sheet_clashes.sheets_of(opened.store, BINH)
    with opened.store.atomic():
        forged = dataclasses.replace(first, id="forged", entered_by=HAN, parents=(first.id,))
        stored_sheets.insert(opened.store, forged)
    opened.close()
    assert sheet_intake.take_in(unit, pc.send(usb))[0].counts == {"new": 1, "refused": 1, "conflicts": 0}
