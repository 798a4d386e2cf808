"""The card of an author: people offered by name, the fold, days of birth, numbers that are not kept."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives, people
from tests.typing_vi import press, unikey, vtype
from ui.initiatives.author_card import AuthorCard
from ui.initiatives.page import InitiativesPage
from ui.initiatives.values import MORE_CELLS
from ui.session import Session

Show = Callable[[Session], InitiativesPage]
HOA = {"full_name": "Trần Thị Hoa", "birth_year": 1990, "born_on": "1990-02-03", "workplace": "Xưởng may 2",
       "position": "Tổ trưởng", "phone": "0912820510", "education": "Kỹ sư", "leader": True}  # fmt: skip


@pytest.fixture
def page(empty: Session, show: Show) -> InitiativesPage:
    """A new record in a register whose book knows two people."""
    people.enter(empty._desk, HOA)
    people.enter(empty._desk, {"full_name": "Nguyễn Văn Hoàng", "birth_year": 1985})
    made = show(empty)
    made.new()
    vtype(made.form.fields.editors["title"], "Kệ")
    return made


def card(page: InitiativesPage, place: int = 0) -> AuthorCard:
    return page.form.fields.authors.cards[place]


def held(qtbot: QtBot, page: InitiativesPage) -> initiatives.Stored:
    page.flush()
    qtbot.waitUntil(lambda: not page._session.lanes.busy())
    assert page.form.row_id is not None
    return initiatives.get(page._session.screen, page.form.row_id)


def offered(page: InitiativesPage) -> list[str]:
    popup = card(page).name.finder.popup()
    assert popup is not None
    model = popup.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())] if popup.isVisible() else []


def test_three_letters_offer_people_and_the_chosen_one_fills_the_empty_cells(
    qtbot: QtBot, page: InitiativesPage
) -> None:
    name = card(page).name
    name.setFocus()
    vtype(card(page).editor("workplace"), "Xưởng 9")
    vtype(name, "ho")
    assert offered(page) == []
    vtype(name, "a")
    assert [line.partition("  ·")[0] for line in offered(page)] == ["Trần Thị Hoa", "Nguyễn Văn Hoàng"]
    popup = name.finder.popup()
    press(popup, Qt.Key.Key_Down)
    assert name.value() == "hoa"  # walking through the list writes nothing
    press(popup, Qt.Key.Key_Return)
    assert name.value() == "Trần Thị Hoa"
    author = held(qtbot, page).initiative.authors[0]
    (row,) = people.page(page._session.screen, "tran thi hoa")
    assert author.person_id == people.at(page._session.screen, row).id
    assert (str(author.born_on), author.phone, author.leader) == ("1990-02-03", "0912820510", True)
    assert author.workplace == "Xưởng 9"  # typed before, so it stays
    assert card(page).editor("birth_year").value() == "03/02/1990"
    page.form.undo()
    assert (name.value(), card(page).editor("phone").value()) == ("hoa", "")


def test_enter_goes_on_with_what_was_typed(qtbot: QtBot, page: InitiativesPage) -> None:
    name = card(page).name
    name.setFocus()
    vtype(name, "Hoa")
    assert len(offered(page)) == 2
    press(name.finder.popup(), Qt.Key.Key_Return)
    assert (name.value(), card(page).person_id) == ("Hoa", "")


def test_a_name_typed_with_marks_is_never_rewritten(page: InitiativesPage) -> None:
    name = card(page).name
    name.setFocus()
    unikey(name, "Hoang", "àng", back=3)
    assert name.value() == "Hoàng"
    assert [line.partition("  ·")[0] for line in offered(page)] == ["Nguyễn Văn Hoàng"]


def test_a_day_of_birth_goes_into_the_cell_of_the_year(qtbot: QtBot, page: InitiativesPage) -> None:
    vtype(card(page).name, "Lê Thị Bình")
    born = card(page).editor("birth_year")
    born.setFocus()
    vtype(born, "12/8/1985")
    author = held(qtbot, page).initiative.authors[0]
    assert (author.birth_year, str(author.born_on)) == (1985, "1985-08-12")
    page.form.fields.editors["title"].setFocus()
    held(qtbot, page)
    page.form.show_record(page.form.row_id or 0)
    assert card(page).editor("birth_year").value() == "12/08/1985"


def test_enter_passes_the_fold_by_as_it_does_every_field_and_the_space_bar_opens_it(
    qtbot: QtBot, page: InitiativesPage
) -> None:
    one = card(page)
    one.editor("awards").setFocus()
    press(one.editor("awards"), Qt.Key.Key_Tab)
    assert one.fold.hasFocus()
    press(one.fold, Qt.Key.Key_Return)
    assert page.form.fields.editors["applied_from_on"].hasFocus()
    assert not one.editor("education").isVisible()
    one.fold.setFocus()
    press(one.fold, Qt.Key.Key_Space)
    assert one.editor("education").isVisible()
    press(one.fold, Qt.Key.Key_Return)
    assert one.editor("education").hasFocus()


def test_the_fold_keeps_what_is_typed_in_it(qtbot: QtBot, page: InitiativesPage) -> None:
    one = card(page)
    vtype(one.name, "Lê Thị Bình")
    assert not one.editor("education").isVisible()
    assert one.fold.text() == "Thêm thông tin"
    press(one.fold, Qt.Key.Key_Space)
    vtype(one.editor("education"), "Kỹ sư dệt")
    for cell, code in (("membership", "member"), ("gender", "female"), ("leader", "no")):
        choice = one.editor(cell)
        choice.setCurrentIndex(choice.findData(code))
        choice.activated.emit(choice.currentIndex())
    one.editor("leads").click()
    one.fold.click()
    assert one.fold.text() == "Thêm thông tin  ·  đã ghi 5"
    author = held(qtbot, page).initiative.authors[0]
    assert (author.education, author.membership, author.gender) == ("Kỹ sư dệt", "member", "female")
    assert (author.leader, author.leads) == (False, True)
    row_id = page.form.row_id or 0
    page.form.show_new()
    assert card(page).blank()
    page.form.show_record(row_id)
    assert [bool(card(page)._word(cell)) for cell in MORE_CELLS] == [True] * 5


def test_tab_goes_from_the_usual_cells_to_the_fold_and_into_it(page: InitiativesPage) -> None:
    one = card(page)
    one.fold.click()
    awards = one.editor("awards")
    awards.setFocus()
    seen = []
    for _ in range(7):
        focused = QApplication.focusWidget()
        press(focused, Qt.Key.Key_Tab)
        seen.append(QApplication.focusWidget().objectName())
    assert seen == ["more_of_author", *(f"author_{cell}" for cell in MORE_CELLS), "add_author"]


def test_a_number_of_an_identity_card_is_refused_at_once_and_never_stored(qtbot: QtBot, page: InitiativesPage) -> None:
    form = page.form
    vtype(card(page).name, "Lê Thị Bình")
    position = card(page).editor("position")
    position.setFocus()
    vtype(position, "Tổ trưởng 00108501234")
    form.autosave.save(settled=False)
    assert card(page).fields["position"].problem() == ""
    vtype(position, "5")
    assert "không lưu" in card(page).fields["position"].problem()
    vtype(form.fields.editors["effect"], "Bớt 12 phút mỗi ca")
    form.fields.editors["effect"].setFocus()
    stored = held(qtbot, page)
    assert (stored.initiative.authors[0].position, stored.initiative.effect) == ("Tổ trưởng", "Bớt 12 phút mỗi ca")
    assert not form.autosave.failing()
    assert position.value() == "Tổ trưởng 001085012345"  # what was typed stays in front of the person
    assert "không lưu" in card(page).fields["position"].problem()
    assert "00108501234" not in str(page._session.screen.store.rows("SELECT * FROM journal"))
    qtbot.keyClick(page, Qt.Key.Key_F8)
    seen = set()
    for _ in range(8):
        seen.add(QApplication.focusWidget().objectName())
        qtbot.keyClick(page, Qt.Key.Key_F8)
    assert "author_position" in seen
    position.setFocus()
    for _ in range(13):
        press(position, Qt.Key.Key_Backspace)
    assert card(page).fields["position"].problem() == ""
    assert held(qtbot, page).initiative.authors[0].position == "Tổ trưởng"


def test_an_author_typed_whole_is_offered_in_the_next_record(qtbot: QtBot, page: InitiativesPage) -> None:
    for cell, words in (("full_name", "Đỗ Thị Ánh"), ("birth_year", "1991")):
        editor = card(page).editor(cell)
        editor.setFocus()
        vtype(editor, words)
    page.form.fields.editors["effect"].setFocus()
    held(qtbot, page)
    page.new()
    card(page).name.setFocus()
    vtype(card(page).name, "do thi")
    assert offered(page) == ["Đỗ Thị Ánh  ·  1991"]
