"""Writing next year's programme in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop.operations import programme_drafts
from tests.typing_vi import unikey, vtype
from ui.programmes.draft_form import DraftForm
from ui.programmes.row_edit import RowEdit
from ui.programmes.rows_edit import RowsEdit
from ui.programmes.rules import RulesSection
from ui.session import Session


@pytest.fixture
def form(section: RulesSection) -> DraftForm:
    section.copy.click()
    assert isinstance(section.task, DraftForm)
    return section.task


def group(form: DraftForm, name: str) -> RowsEdit:
    found = next(body.groups[name] for body in form.bodies.values() if name in body.groups)
    found.finish()
    return found


def card(form: DraftForm, name: str, at: int = 0) -> RowEdit:
    return group(form, name).cards[at]


def retype(form: DraftForm, name: str, cell: str, words: str, at: int = 0) -> None:
    editor = card(form, name, at).editors[cell]
    editor.clear()  # type: ignore[union-attr]
    vtype(editor, words)


def test_the_id_is_proposed_until_somebody_types_one(form: DraftForm) -> None:
    retype(form, "basic", "year", "2027")
    unikey(card(form, "basic").editors["short_title"], "Hai trieu", "ệu", 2)
    assert card(form, "basic").editors["short_title"].value() == "Hai triệu"
    assert card(form, "basic").editors["id"].value() == "hai-trieu-2027"
    retype(form, "basic", "id", "2m-2027")
    retype(form, "basic", "short_title", "Hai triệu sáng kiến")
    assert card(form, "basic").editors["id"].value() == "2m-2027"


def test_the_three_award_years_are_shown(form: DraftForm) -> None:
    retype(form, "basic", "year", "2027")
    assert "2024 – 2026" in card(form, "basic").editors["year"].accessibleDescription()


def test_what_is_typed_is_there_after_the_window_was_closed(
    form: DraftForm, section: RulesSection, session: Session
) -> None:
    retype(form, "basic", "title", "Phấn đấu hai triệu sáng kiến")
    assert section.may_close()
    section.flush()
    assert session.lanes.wait_idle()
    kept = programme_drafts.kept(session.screen)
    assert kept is not None
    assert kept.draft["basic"][0]["title"] == "Phấn đấu hai triệu sáng kiến"
    again = RulesSection(session)
    again.refresh()
    assert "soạn dở" in again.unfinished.text()
    again.unfinished.clicked.emit()
    assert isinstance(again.task, DraftForm)
    assert card(again.task, "basic").editors["title"].value() == "Phấn đấu hai triệu sáng kiến"
    again.deleteLater()


def test_words_are_kept_while_they_are_typed(form: DraftForm, session: Session, qtbot: QtBot) -> None:
    vtype(card(form, "basic").editors["title"], "Đang gõ")
    qtbot.waitUntil(lambda: programme_drafts.kept(session.screen) is not None)


def test_leaving_the_form_keeps_the_draft(form: DraftForm, section: RulesSection, session: Session) -> None:
    retype(form, "basic", "title", "Chương trình dở")
    form.frame.cancel_button.click()
    assert session.lanes.wait_idle()
    assert section.task is None
    section.refresh()
    assert section.unfinished.isVisible()
    section.copy.click()  # a draft that is there comes first
    assert isinstance(section.task, DraftForm)
    assert card(section.task, "basic").editors["title"].value() == "Chương trình dở"


def test_days_follow_the_year_when_the_person_says_so(form: DraftForm) -> None:
    before = form.draft()["phases"][0]["applied_from_on"]
    retype(form, "basic", "year", str(form.kept.year + 1))
    form.frame.go("days")
    assert form.draft()["phases"][0]["applied_from_on"] == before
    form.seen.click()
    form.banner.clicked.emit()
    after = form.draft()["phases"][0]["applied_from_on"]
    assert int(after[-4:]) == int(before[-4:]) + 1
    assert not form.seen.isChecked()  # a new proposal wants a new look


def test_a_row_taken_away_by_a_slip_comes_back_with_its_words(form: DraftForm) -> None:
    form.frame.go("days")
    rows = group(form, "deadlines")
    count = len(rows.cards)
    retype(form, "deadlines", "document", "Kế hoạch 12/KH-LĐLĐ", 1)
    rows.cards[1].remove.click()
    assert len(rows.cards) == count - 1
    rows.undo.click()
    assert len(rows.cards) == count
    assert rows.cards[1].editors["document"].value() == "Kế hoạch 12/KH-LĐLĐ"


def test_a_deadline_is_added_for_a_phase_just_written(form: DraftForm) -> None:
    form.frame.go("days")
    group(form, "phases").add.click()
    retype(form, "phases", "title", "Giai đoạn 3", 2)
    group(form, "deadlines").add.click()
    choice = group(form, "deadlines").cards[-1].editors["phase"]
    assert "Giai đoạn 3" in [choice.itemText(at) for at in range(choice.count())]  # type: ignore[union-attr]


def test_points_are_added_up_as_they_are_typed(form: DraftForm) -> None:
    form.frame.go("rubric")
    group(form, "criteria")
    form.rubric.add_up()
    assert "đúng bằng" in form.rubric.sum.text()
    retype(form, "criteria", "max_points", "35")
    assert "105" in form.rubric.sum.text()
    assert form.rubric.sum.property("look") == "error"


def test_nothing_is_made_while_something_is_wrong_and_each_thing_leads_to_its_cell(
    form: DraftForm, session: Session, qtbot: QtBot
) -> None:
    form.frame.go("days")
    retype(form, "deadlines", "on", "cuối tháng", 0)
    form.frame.go("checked")
    assert session.lanes.wait_idle()
    assert not form.frame.next_button.isEnabled()
    titles = [one.title for one in form.checked.cards]
    assert "Tên và năm: Tên chương trình" in titles
    assert "Hạn của từng cấp, dòng 1: Ngày" in titles
    form.checked.cards[titles.index("Hạn của từng cấp, dòng 1: Ngày")].buttons[0].click()
    assert form.frame.current() == "days"
    assert card(form, "deadlines").editors["on"].hasFocus()
    assert "cuối tháng" in card(form, "deadlines").fields["on"].problem()
    vtype(card(form, "deadlines").editors["on"], " 4")
    assert card(form, "deadlines").fields["on"].problem() == ""


def test_every_cell_has_a_spoken_name(form: DraftForm) -> None:
    for key, body in form.bodies.items():
        form.frame.go(key)
        for rows in body.groups.values():
            rows.finish()
            for one in rows.cards:
                assert all(editor.accessibleName() for editor in one.editors.values())
                assert all(editor.focusPolicy() != Qt.FocusPolicy.NoFocus for editor in one.editors.values())
