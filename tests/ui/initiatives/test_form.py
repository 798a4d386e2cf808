"""The form of one initiative: problems, authors, taking back, what may not be changed."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db import initiatives as stored_initiatives
from desktop.operations import initiatives
from domain.initiative import State
from domain.moves import Decision
from tests.typing_vi import press, vtype
from ui.initiatives.authors import AuthorsEditor
from ui.initiatives.page import InitiativesPage
from ui.initiatives.values import CELLS
from ui.session import Session

Show = Callable[[Session], InitiativesPage]
CTRL = Qt.KeyboardModifier.ControlModifier


def settle(qtbot: QtBot, page: InitiativesPage) -> initiatives.Stored:
    """What the store holds once everything typed is in it."""
    page.flush()
    qtbot.waitUntil(lambda: not page._session.lanes.busy())
    assert page.form.row_id is not None
    return initiatives.get(page._session.screen, page.form.row_id)


def authors(page: InitiativesPage) -> AuthorsEditor:
    return page.form.fields.authors


def retype(page: InitiativesPage, name: str, words: str) -> None:
    editor = page.form.fields.editors[name]
    editor.setFocus()
    editor.selectAll()
    press(editor, Qt.Key.Key_Backspace)
    vtype(editor, words)


def test_every_field_an_officer_enters_has_an_editor_and_keeps_what_is_typed(
    qtbot: QtBot, empty: Session, show: Show
) -> None:
    page = show(empty)
    page.new()
    fields = page.form.fields
    for name in ("title", "area", "summary", "effect", "reach", "benefit_note", "investor"):
        vtype(fields.editors[name], f"Chữ ở ô {name} đủ dấu")
    vtype(fields.editors["applied_from_on"], "12/10/2021")
    vtype(fields.editors["applied_to_on"], "310522")
    vtype(fields.editors["benefit_vnd"], "48,5 triệu")
    for name in ("trial", "technology_secret"):
        fields.editors[name].click()
    for name, row in (("kind", 1), ("block", 2), ("group", 1), ("benefit_state", 2)):
        fields.editors[name].setCurrentIndex(row)
        fields.editors[name].activated.emit(row)
    for cell, words in (("full_name", "Nguyễn Thị Ưởng"), ("birth_year", "1985"), ("phone", "0912.820.510")):
        vtype(authors(page).cards[0].editor(cell), words)
    held = settle(qtbot, page).initiative
    assert held.title == "Chữ ở ô title đủ dấu"
    assert [f"{held.applied_from_on:%d%m%y}", f"{held.applied_to_on:%d%m%y}"] == ["121021", "310522"]
    assert held.benefit_vnd == 48_500_000
    assert held.trial
    assert held.technology_secret
    assert (held.kind, held.block, held.benefit_state) == ("technical", "public", "claimed")
    assert held.authors[0].full_name == "Nguyễn Thị Ưởng"
    assert held.authors[0].phone == "0912820510"
    assert initiatives.problems(empty.screen, held) == ()


def test_words_that_cannot_be_read_stay_and_are_explained(qtbot: QtBot, page: InitiativesPage) -> None:
    retype(page, "benefit_vnd", "bốn chục triệu")
    retype(page, "applied_from_on", "31/2/2022")
    settle(qtbot, page)
    page.form.show_record(page.list.rows.known[1])
    page.form.show_record(page.list.rows.known[0])
    fields = page.form.fields
    assert fields.editors["benefit_vnd"].value() == "bốn chục triệu"
    assert fields.editors["applied_from_on"].value() == "31/2/2022"
    assert "bốn chục triệu" in fields.fields["benefit_vnd"].problem()
    assert "31/2/2022" in fields.fields["applied_from_on"].problem()
    assert page.form.frame.notice.text() == "Còn 2 mục phải bổ sung. Bấm F8 để tới mục đó."
    assert not page.form.frame.step_on.isEnabled()


def test_f8_goes_from_problem_to_problem(qtbot: QtBot, page: InitiativesPage) -> None:
    retype(page, "effect", "")
    retype(page, "benefit_vnd", "?")
    cell = authors(page).cards[0].editor("birth_year")
    cell.setFocus()
    cell.selectAll()
    press(cell, Qt.Key.Key_Backspace)
    vtype(cell, "85")
    settle(qtbot, page)
    page.finder.search.setFocus()
    seen = []
    for _ in range(4):
        qtbot.keyClick(page, Qt.Key.Key_F8)
        seen.append(QApplication.focusWidget().objectName())
    assert seen == ["author_birth_year", "effect", "benefit_vnd", "author_birth_year"]


def test_a_new_form_complains_only_about_fields_that_were_left(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    page.new()
    fields = page.form.fields.fields
    vtype(page.form.fields.editors["title"], "Khung treo")
    settle(qtbot, page)
    assert fields["effect"].problem() == ""
    assert page.form.frame.notice.text().startswith("Còn 4 mục")
    page.form.fields.editors["summary"].setFocus()
    page.form.fields.editors["effect"].setFocus()
    assert fields["summary"].problem().startswith("Chưa có tóm tắt")
    assert fields["effect"].problem() == ""
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert fields["effect"].problem() != ""


def test_each_field_is_one_step_to_take_back(qtbot: QtBot, page: InitiativesPage) -> None:
    before = settle(qtbot, page).initiative
    title, effect = page.form.fields.editors["title"], page.form.fields.editors["effect"]
    retype(page, "title", "Tên khác hẳn")
    retype(page, "effect", "Hiệu quả khác")
    assert settle(qtbot, page).initiative.title == "Tên khác hẳn"
    for _ in range(2):
        QApplication.sendEvent(effect, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Z, CTRL))
    assert (title.value(), effect.value()) == (before.title, before.effect)
    held = settle(qtbot, page).initiative
    assert (held.title, held.effect) == (before.title, before.effect)
    page.form.frame.redo.click()
    assert title.value() == "Tên khác hẳn"
    assert settle(qtbot, page).initiative.title == "Tên khác hẳn"
    assert page.form.frame.undo.isEnabled()


def test_authors_come_and_go(qtbot: QtBot, page: InitiativesPage) -> None:
    retype_share = authors(page).cards[0].editor("share_pct")
    authors(page).add.click()
    assert authors(page).cards[-1].editor("full_name").hasFocus()
    count = len(authors(page).cards)
    vtype(authors(page).cards[-1].editor("full_name"), "Y Blim Niê")
    retype_share.setFocus()
    retype_share.selectAll()
    vtype(retype_share, "50")
    vtype(authors(page).cards[-1].editor("share_pct"), "50")
    held = settle(qtbot, page).initiative
    assert [author.full_name for author in held.authors][-1] == "Y Blim Niê"
    assert len(held.authors) == count
    credited = page.form.fields.fields["credited_no"]
    assert not credited.isHidden()
    assert credited.problem().startswith("Hai tác giả")
    choice = page.form.fields.editors["credited_no"]
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert settle(qtbot, page).initiative.credited_no == 2
    authors(page).cards[-1].remove.click()
    assert len(settle(qtbot, page).initiative.authors) == count - 1
    page.form.undo()
    assert [author.full_name for author in settle(qtbot, page).initiative.authors][-1] == "Y Blim Niê"


def test_award_years_are_those_before_the_programmes_year(page: InitiativesPage) -> None:
    first, last = page.form.fields.programme.award_years
    shown = authors(page).cards[0].editor("awards").accessibleName()
    assert shown == f"Khen thưởng {first}–{last}"


def test_a_record_of_another_unit_is_only_read(qtbot: QtBot, session: Session, show: Show) -> None:
    held = initiatives.get(session.screen, 1).initiative
    other = dataclasses.replace(
        held, id="x" * 32, number="SK-2022-0001", unit_code="27009", unit_name="CĐCS Trường Mầm"
    )
    with session._desk.store.atomic():
        row = stored_initiatives.insert(
            session._desk.store, other, own=False, missing=0, now="2022-01-01T00:00:00.000Z"
        )
    page = show(session)
    page.open(row)
    form = page.form
    assert "CĐCS Trường Mầm" in form.frame.notice.text()
    title = form.fields.editors["title"]
    vtype(title, "sửa thử")
    assert title.value() == held.title
    assert not form.fields.editors["kind"].isEnabled()
    assert form.frame.more.isHidden()
    assert form.frame.step_on.isHidden()
    assert not form.autosave.writing()


def test_a_locked_record_goes_back_with_a_reason(qtbot: QtBot, session: Session, show: Show) -> None:
    initiatives.move(session._desk, [1], State.UNDER_APPRAISAL)
    page = show(session)
    page.open(1)
    form = page.form
    assert form.fields.editors["title"].isReadOnly()
    assert form.frame.notice.text().startswith("Đang chấm")
    form.frame.notice.clicked.emit()
    panel = form.frame.panel
    panel.confirm.click()
    assert panel.fields["reason"].problem().startswith("Bước này cần ghi lý do")
    vtype(panel.reason, "Bổ sung số liệu")
    panel.confirm.click()
    qtbot.waitUntil(lambda: initiatives.get(session.screen, 1).initiative.state is State.ELIGIBLE)
    qtbot.waitUntil(lambda: not form.fields.editors["title"].isReadOnly())
    assert panel.isHidden()


@pytest.mark.parametrize("state", [State.ACCEPTED, State.UNDER_APPRAISAL])
def test_the_step_on_moves_the_record(qtbot: QtBot, session: Session, show: Show, state: State) -> None:
    page = show(session)
    page.open(2)
    while initiatives.get(session.screen, 2).initiative.state is not state:
        with qtbot.waitSignal(session.changed):
            page.form.frame.step_on.click()
    qtbot.waitUntil(lambda: not session.lanes.busy())
    assert page.form.frame.pill.accessibleName() == {"accepted": "Đã tiếp nhận"}.get(state, "Đang chấm")


def test_a_move_that_is_refused_says_why(qtbot: QtBot, session: Session, show: Show) -> None:
    initiatives.move(session._desk, [3], State.UNDER_APPRAISAL)
    page = show(session)
    page.open(3)
    page.form.move_asked.emit(_into_council(page), Decision())
    qtbot.waitUntil(lambda: bool(page.form.frame.failure.text()))
    assert "Chưa chốt phiên họp" in page.form.frame.failure.text()


def _into_council(page: InitiativesPage) -> object:
    from ui.initiatives import moves

    found = moves.others(State.UNDER_APPRAISAL, page.form.fields.programme)
    return next(move for move in found if move.to is State.IN_COUNCIL)


def test_every_editor_has_a_name_and_follows_the_other_by_tab(page: InitiativesPage) -> None:
    fields = page.form.fields
    for name, editor in fields.editors.items():
        assert editor.accessibleName() or editor.text(), name
    stops, widget = [], fields.editors["title"]
    for _ in range(400):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and fields.isAncestorOf(widget):
            stops.append(widget.objectName())
        widget = widget.nextInFocusChain()
    people = [f"author_{cell}" for cell in CELLS]
    wanted = ["title", "kind", *people, "credited_no", "applied_from_on", "applied_to_on", "trial", "summary", "effect",
              "reach", "benefit_state", "benefit_vnd", "benefit_note", "area", "block", "group", "investor",
              "technology_secret"]  # fmt: skip
    assert [name for name in stops if name in wanted][: len(wanted)] == wanted


def seen_whole(page: InitiativesPage, part: QWidget) -> bool:
    """Whether a part of the form stands wholly in the window of the scrolling ground."""
    port = page.form.frame._scroll.viewport()
    return port.rect().contains(part.rect().translated(part.mapTo(port, QPoint(0, 0))))


def test_a_new_author_and_the_field_of_a_problem_are_seen_whole(qtbot: QtBot, page: InitiativesPage) -> None:
    page.resize(1160, 900)
    form, cards = page.form, authors(page).cards
    before = len(cards)
    authors(page).add.click()
    qtbot.waitUntil(lambda: seen_whole(page, cards[-1]))
    for at, card in enumerate(cards):
        name = card.editor("full_name")
        name.setFocus()
        name.selectAll()
        vtype(name, f"Nguyễn Văn Thử {at}")
    for card in cards[1:]:
        card.editor("share_pct").setFocus()
        card.editor("share_pct").selectAll()
        press(card.editor("share_pct"), Qt.Key.Key_Backspace)
    cards[0].editor("share_pct").setFocus()
    cards[0].editor("share_pct").selectAll()
    vtype(cards[0].editor("share_pct"), "50")
    settle(qtbot, page)
    assert len(cards) == before + 1
    form.fields.editors["investor"].setFocus()
    qtbot.waitUntil(lambda: seen_whole(page, form.fields.fields["investor"]))
    qtbot.keyClick(page, Qt.Key.Key_F8)
    assert QApplication.focusWidget() is cards[1].editor("share_pct")
    field = cards[1].fields["share_pct"]
    assert "tỷ lệ" in field.problem().lower()
    qtbot.waitUntil(lambda: seen_whole(page, field))


def test_the_next_new_one_tells_what_the_last_lacks(qtbot: QtBot, page: InitiativesPage, session: Session) -> None:
    retype(page, "effect", "")
    number = page.form.frame.title.text()
    with qtbot.waitSignal(session.told) as told:
        qtbot.keyClick(page, Qt.Key.Key_Return, CTRL)
    assert told.args == [f"{number} còn thiếu 1 mục"]
    assert page.form.row_id is None


def test_the_bar_over_the_form_is_there_before_the_first_letter(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    page.new()
    assert page.form.frame.notice.isVisible()
    vtype(page.form.fields.editors["title"], "K")
    settle(qtbot, page)
    assert page.form.frame.notice.isVisible()


def test_a_pill_is_never_cut(page: InitiativesPage) -> None:
    frame = page.form.frame
    for width in (700, 340):
        frame.resize(width, 600)
        shown = frame.pill_below if frame.pill.width() == 0 else frame.pill
        assert shown.isVisible()
        assert shown.width() >= shown.sizeHint().width()
