"""The person book on the screen: found, put right cell by cell, gathered, merged and told apart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives, people
from domain.person import Person
from tests.typing_vi import press, vtype
from tests.ui.registers import make_session
from ui.people.book_section import BookSection
from ui.people.page import BOOK, PeoplePage
from ui.session import Session

NAMES = ("Trần Văn Ân", "Đỗ Ơn Em", "Nguyễn Thị An", "Bùi Thị Oanh")


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = make_session(tmp_path)
    for name in NAMES:
        people.enter(made._desk, {"full_name": name, "birth_year": 1985, "workplace": "Xưởng 1"})
    yield made
    made.close()


@pytest.fixture
def section(qtbot: QtBot, session: Session) -> Iterator[BookSection]:
    page = PeoplePage(session)
    qtbot.addWidget(page)
    page.resize(1180, 700)
    page.show()
    page.activateWindow()
    page.show_section(BOOK)
    made = page.section(BOOK)
    assert isinstance(made, BookSection)
    yield made  # and the page lives as long


def listed(section: BookSection) -> list[str]:
    return [one.full_name for one in section.rows.rows(section.rows.known)]


def book(session: Session) -> list[Person]:
    return people.rows(session.screen, people.page(session.screen))


def buttons(section: BookSection, words: str) -> list[QPushButton]:
    found = section.findChildren(QPushButton)
    return [one for one in found if isinstance(one, QPushButton) and one.text() == words and one.isVisible()]


def test_people_stand_by_given_name_and_are_found_without_accents(section: BookSection) -> None:
    assert listed(section) == ["Nguyễn Thị An", "Trần Văn Ân", "Đỗ Ơn Em", "Bùi Thị Oanh"]
    assert QApplication.focusWidget() is section.search
    vtype(section.search, "do on")
    assert listed(section) == ["Đỗ Ơn Em"]
    vtype(section.search, "x")
    assert section.stack.currentWidget() is section.empty
    assert section.count.text() == "0 người"


def test_a_cell_is_saved_when_it_is_left(section: BookSection, session: Session) -> None:
    section.table.select_row(0)
    form = section.form
    assert form.editor("full_name").value() == "Nguyễn Thị An"
    position, born = form.editor("position"), form.editor("birth_year")
    position.setFocus()
    vtype(position, "Tổ trưởng")
    born.setFocus()
    born.selectAll()
    vtype(born, "12/8/1985")
    form.editor("phone").setFocus()
    assert session.lanes.wait_idle()
    entry = book(session)[0]
    assert (entry.position, str(entry.born_on)) == ("Tổ trưởng", "1985-08-12")
    assert (born.value(), form.fields["birth_year"].problem()) == ("12/08/1985", "")


def test_what_cannot_be_kept_stays_in_its_cell_with_the_reason(section: BookSection, session: Session) -> None:
    section.table.select_row(0)
    form = section.form
    born = form.editor("birth_year")
    born.setFocus()
    born.selectAll()
    vtype(born, "năm Thìn")
    form.editor("phone").setFocus()
    vtype(form.editor("phone"), "0912820510")
    form.flush()
    assert session.lanes.wait_idle()
    assert "năm Thìn" in form.fields["birth_year"].problem()
    assert book(session)[0].phone == "0912820510"  # the other cells go on
    assert not section.may_close()
    section.table.select_row(1)
    assert form.fields["birth_year"].problem() == ""
    section.table.select_row(0)
    assert session.lanes.wait_idle()
    assert born.value() == "năm Thìn"
    assert form.fields["birth_year"].problem() != ""
    born.selectAll()
    vtype(born, "1990")
    form.flush()
    assert session.lanes.wait_idle()
    assert book(session)[0].birth_year == 1990
    assert section.may_close()


def test_a_number_of_an_identity_card_is_refused_at_once(section: BookSection, session: Session) -> None:
    section.table.select_row(0)
    form = section.form
    position = form.editor("position")
    position.setFocus()
    vtype(position, "CCCD 00108501234")
    assert form.fields["position"].problem() == ""
    vtype(position, "5")
    assert "không lưu" in form.fields["position"].problem()
    form.editor("phone").setFocus()
    assert session.lanes.wait_idle()
    assert position.value() == "CCCD 001085012345"
    assert "00108501234" not in str(session.screen.store.rows("SELECT * FROM person"))
    assert section.may_close()  # nothing of it would ever be kept


def test_a_new_person_is_made_with_the_name(section: BookSection, session: Session) -> None:
    section.add.click()
    form = section.form
    assert form.editor("full_name").hasFocus()
    vtype(form.editor("full_name"), "Lê Thị Bình")
    form.editor("workplace").setFocus()
    vtype(form.editor("workplace"), "Xưởng 2")
    form.flush()
    assert session.lanes.wait_idle()
    form.flush()
    assert session.lanes.wait_idle()
    made = next(one for one in book(session) if one.full_name == "Lê Thị Bình")
    assert made.workplace == "Xưởng 2"
    assert "Lê Thị Bình" in listed(section)
    assert len(book(session)) == 5


def test_twins_are_merged_and_told_apart_again(qtbot: QtBot, section: BookSection, session: Session) -> None:
    people.enter(session._desk, {"full_name": "Nguyễn Thị An", "birth_year": 1985, "workplace": "Xưởng 2"})
    session.changed.emit(people.type_in(session._desk, 1, {"position": "Ca trưởng"}).changes)
    before = book(session)
    assert section.twins.isVisible()
    section.twins.toggle.click()
    buttons(section, "Gộp vào mục này")[0].click()
    assert session.lanes.wait_idle()
    assert len(book(session)) == 4
    assert not section.twins.isVisible()
    assert section.form.editor("full_name").value() == "Nguyễn Thị An"
    qtbot.waitUntil(lambda: len(buttons(section, "Tách lại")) == 1)
    (undo,) = buttons(section, "Tách lại")
    undo.click()
    assert session.lanes.wait_idle()
    assert book(session) == before
    qtbot.waitUntil(lambda: len(buttons(section, "Hai người khác nhau")) == 1)
    (apart,) = buttons(section, "Hai người khác nhau")
    apart.click()
    assert session.lanes.wait_idle()
    assert not section.twins.isVisible()
    assert len(book(session)) == 5


def test_two_chosen_rows_are_merged(section: BookSection, session: Session) -> None:
    assert section.merge.isHidden()
    section.table.select_row(0)
    press(section.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert not section.merge.isHidden()
    section.merge.click()
    assert session.lanes.wait_idle()
    assert listed(section) == ["Nguyễn Thị An", "Đỗ Ơn Em", "Bùi Thị Oanh"]


def test_authors_are_gathered_and_their_initiatives_open(qtbot: QtBot, section: BookSection, session: Session) -> None:
    author: dict[str, Any] = {"full_name": "Lê Thị Bình", "birth_year": 1990}
    made = initiatives.enter(session._desk, {"title": "Kệ để khuôn", "authors": [author]}).stored
    with session._desk.store.atomic():
        session._desk.store.execute("UPDATE author SET person_id = ''")
        session._desk.store.execute("DELETE FROM person WHERE full_name = 'Lê Thị Bình'")
    session.changed.emit(people.type_in(session._desk, 1, {"position": "Ca trưởng"}).changes)
    assert section.gather.text() == "Gom 1 tác giả vào sổ tay"
    section.gather.click()
    assert session.lanes.wait_idle()
    assert not section.gather.isEnabled()
    assert "Lê Thị Bình" in listed(section)
    section.table.select_row(listed(section).index("Lê Thị Bình"))
    (link,) = [one for one in section.form.findChildren(QPushButton) if "Kệ để khuôn" in one.text()]
    with qtbot.waitSignal(session.asked) as asked:
        link.click()
    assert asked.args == ["initiatives", made.row_id]


def test_list_and_entry_take_turns_where_it_is_narrow(qtbot: QtBot, section: BookSection) -> None:
    section.table.select_row(0)
    page = section.window()
    page.resize(page.minimumSizeHint().width(), 520)
    qtbot.waitUntil(lambda: section.halves.narrow)
    assert section.minimumSizeHint().width() <= 800
