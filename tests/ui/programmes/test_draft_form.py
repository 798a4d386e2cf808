"""Writing next year's programme in the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.operations import programme_drafts, programmes
from domain.errors import TroubleError
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


def test_next_years_programme_is_made_and_used(form: DraftForm, section: RulesSection, session: Session) -> None:
    retype(form, "basic", "title", "Hai triệu sáng kiến")
    retype(form, "basic", "short_title", "2 triệu sáng kiến")
    retype(form, "basic", "year", str(form.kept.year))
    form.frame.go("days")
    form.seen.click()
    for at in range(len(group(form, "deadlines").cards)):
        retype(form, "deadlines", "document", "Kế hoạch số 12/KH-LĐLĐ, mục 3", at)
    form.frame.go("checked")
    assert session.lanes.wait_idle()
    assert [one.title for one in form.checked.cards] == []
    form.checked.use.click()
    assert len(programmes.everything(session.screen)) == 2  # not before the button
    form.frame.next_button.click()
    assert session.lanes.wait_idle()
    assert section.task is None
    section.refresh()
    assert section.list.current() == f"2-trieu-sang-kien-{form.kept.year}"
    assert programmes.current(session.screen).id == section.list.current()
    assert section.list.table.model().index(0, 1).data() == "Của đơn vị"
    assert section.unfinished.isHidden()
    assert section.revise.isVisible()


def test_ones_own_rules_get_a_next_version(form: DraftForm, section: RulesSection, session: Session) -> None:
    test_next_years_programme_is_made_and_used(form, section, session)
    section.revise.click()
    again = section.task
    assert isinstance(again, DraftForm)
    again.frame.go("rubric")
    retype(again, "scale", "pass_mean", "75")
    again.frame.go("checked")
    assert session.lanes.wait_idle()
    again.frame.next_button.click()
    assert session.lanes.wait_idle()
    held = programmes.versions(session.screen, section.list.current())
    assert [(one.version, one.pack.rubric.pass_mean) for one in held] == [("1.1", 75), ("1.0", 70)]


def test_a_step_turns_green_only_when_its_cells_are_filled(form: DraftForm) -> None:
    def marks() -> list[str]:
        return [name.accessibleDescription() for _icon, name in form.frame._marks]

    form.frame.go("entry")
    assert marks()[:2] == ["bước còn chỗ phải điền"] * 2
    form.frame.go("basic")
    assert "còn trống" in card(form, "basic").fields["title"].problem()  # whoever comes back sees what is missing
    retype(form, "basic", "title", "Hai triệu sáng kiến")
    assert card(form, "basic").fields["title"].problem() == ""
    retype(form, "basic", "short_title", "2 triệu")
    form.frame.go("days")
    assert marks()[0] == "bước đã xong"
    for at in range(len(group(form, "deadlines").cards)):
        retype(form, "deadlines", "document", "Kế hoạch số 12/KH-LĐLĐ, mục 3", at)
    form.frame.go("entry")
    assert marks()[1] == "bước còn chỗ phải điền"  # nobody has looked at the days
    form.frame.go("days")
    form.seen.click()
    form.frame.go("entry")
    assert marks()[:2] == ["bước đã xong"] * 2
    retype(form, "blocks", "public", "")
    form.frame.go("portal")
    assert marks()[2] == "bước còn chỗ phải điền"


def test_days_and_titles_that_do_not_go_together_are_told_and_hinder_nothing(form: DraftForm, session: Session) -> None:
    fill(form)
    form.frame.go("days")
    year = int(card(form, "phases").editors["applied_to_on"].value()[-4:])
    retype(form, "deadlines", "on", f"31/5/{year + 1}")
    retype(form, "phases", "title", "Giai đoạn 1 (01/9/2021 – 31/5/2022)")
    form.frame.go("checked")
    assert session.lanes.wait_idle()
    assert [one.title for one in form.checked.cards] == [
        "Giai đoạn, dòng 1: Tên giai đoạn",
        "Hạn của từng cấp, dòng 1: Ngày",
    ]
    assert "2 chỗ nên kiểm tra lại" in form.checked.banner.text()
    assert form.frame.next_button.isEnabled()
    form.checked.cards[1].buttons[0].click()
    field = card(form, "deadlines").fields["on"]
    assert "kiểm tra lại" in field.problem()
    assert field.editor.property("problem") == "warn"


def test_a_box_of_the_portal_is_moved_up_by_its_arrow(form: DraftForm) -> None:
    form.frame.go("portal")
    before = [row["label"] for row in form.draft()["portal"]]
    group(form, "portal").add.click()
    last = len(before)
    vtype(card(form, "portal", last).editors["label"], "Lĩnh vực")
    for _ in range(2):
        card(form, "portal", last).lift.click()
        last -= 1
    assert [row["label"] for row in form.draft()["portal"]] == [*before[:last], "Lĩnh vực", *before[last:]]
    assert card(form, "portal", last).lift.hasFocus()


def in_sight(form: DraftForm, key: str, widget: QWidget) -> bool:
    scroll = form.bodies[key]._scroll
    top = widget.mapTo(scroll.viewport(), QPoint(0, 0)).y()
    return top >= 0 and top + widget.height() <= scroll.viewport().height()


def test_a_row_just_added_and_a_cell_to_be_mended_come_into_sight(
    form: DraftForm, session: Session, qtbot: QtBot
) -> None:
    form.frame.go("awards")
    group(form, "award_thresholds").add.click()
    added = group(form, "award_thresholds").cards[-1]
    qtbot.waitUntil(lambda: in_sight(form, "awards", added.fields["title"]))
    form.frame.go("checked")
    assert session.lanes.wait_idle()
    at = [one.title for one in form.checked.cards].index("Hạn của từng cấp, dòng 4: Văn bản, mục")
    form.checked.cards[at].buttons[0].click()
    field = card(form, "deadlines", 3).fields["document"]
    qtbot.waitUntil(lambda: in_sight(form, "days", field))


def test_the_keyboard_is_in_the_first_cell(form: DraftForm) -> None:
    assert card(form, "basic").editors["title"].hasFocus()


def fill(form: DraftForm) -> None:
    """What a copy asks for."""
    retype(form, "basic", "title", "Chương trình 2027")
    retype(form, "basic", "short_title", "Chương trình 2027")
    retype(form, "basic", "year", "2027")
    form.frame.go("days")
    if form.banner.button.isVisible():
        form.banner.clicked.emit()
    for at in range(len(group(form, "deadlines").cards)):
        retype(form, "deadlines", "document", "Kế hoạch số 12/KH-LĐLĐ, mục 3", at)
    if not form.seen.isChecked():
        form.seen.click()


def test_an_officer_changes_something_in_every_part(form: DraftForm, section: RulesSection, session: Session) -> None:
    fill(form)
    form.frame.go("entry")
    retype(form, "blocks", "enterprise", "Khối doanh nghiệp")
    group(form, "groups").add.click()
    vtype(group(form, "groups").cards[-1].editors["title"], "Lao động tự do")
    group(form, "fields").add.click()
    free = group(form, "fields").cards[-1]
    free.editors["field"].set_value("gender")
    vtype(free.editors["source"], "KH 12/KH-LĐLĐ, mục 5")
    form.frame.go("portal")
    retype(form, "portal", "label", "Nội dung sáng kiến", 5)
    retype(form, "portal", "limit", "1.500", 5)
    form.frame.go("judging")
    card(form, "recognition").editors["head"].click()
    retype(form, "recognition", "source", "KH 12/KH-LĐLĐ, mục 6")
    form.frame.go("money")
    retype(form, "targets", "unit_code", "31", 1)
    form.frame.go("awards")
    retype(form, "remuneration", "benefit_pct", "7,5")
    retype(form, "award_thresholds", "benefit_vnd", "90 triệu")
    group(form, "award_thresholds").add.click()
    added = group(form, "award_thresholds").cards[-1]
    assert added.editors["title"].value() == "Bằng Lao động sáng tạo"
    added.editors["who"].set_value("specialist")
    vtype(added.editors["benefit_vnd"], "300.000.000")
    form.frame.go("papers")
    retype(form, "number_forms", "form", "Số ……/TTr-CĐCS27")
    group(form, "papers").cards[1].remove.click()
    form.frame.go("checked")
    assert session.lanes.wait_idle()
    assert [one.title for one in form.checked.cards] == []
    form.checked.use.click()
    form.frame.next_button.click()
    assert session.lanes.wait_idle()
    pack = programmes.current(session.screen)
    assert (pack.id, pack.version) == ("chuong-trinh-2027", "1.0")
    assert pack.blocks[0].title == "Khối doanh nghiệp"
    assert pack.groups[-1].title == "Lao động tự do"
    assert pack.sources["gender"] == "KH 12/KH-LĐLĐ, mục 5"
    assert (pack.portal[5].label, pack.portal[5].limit) == ("Nội dung sáng kiến", 1500)
    assert (pack.recognition_routes, pack.recognition_source) == (("council",), "KH 12/KH-LĐLĐ, mục 6")
    assert pack.targets[1].unit_code == "31"
    assert pack.remuneration is not None and pack.remuneration.benefit_pct == 7.5
    assert pack.award_thresholds[0].benefit_vnd == 90_000_000
    assert (pack.award_thresholds[4].award, pack.award_thresholds[4].benefit_vnd) == ("creative_labour", 300_000_000)
    assert pack.number_forms["submission_letter"] == "{no}/TTr-CĐCS27"
    assert list(pack.papers) == ["summary_table"]


def test_words_that_cannot_be_saved_keep_the_window_open(form: DraftForm, section: RulesSection) -> None:
    form._not_kept(TroubleError("disk_full", again=True, path=""))
    assert not section.may_close()
