"""Users, the unit and one's own passphrase, from the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.desk import APPRAISER
from desktop.jobs import Lanes
from desktop.operations import registers, users
from tests.typing_vi import press, vtype
from tests.ui.registers import UNIT, USER
from ui.common.scroll import Scroll
from ui.people.page import PeoplePage
from ui.session import Session

PASSPHRASE = "bốn con trâu đen"


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    registers.create(tmp_path / "register", UNIT, USER, PASSPHRASE)
    made = Session(desk.open_desk(tmp_path / "register", PASSPHRASE), Lanes())
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PeoplePage:
    made = PeoplePage(session)
    qtbot.addWidget(made)
    made.show()
    return made


def twice(page: PeoplePage, passphrase: str) -> None:
    """The passphrase of a new user, typed as it has to be."""
    vtype(page.people.users.passphrase.line, passphrase)
    vtype(page.people.users.again.line, passphrase)


def test_a_new_appraiser_opens_the_register_with_a_passphrase_of_his_own(
    page: PeoplePage, session: Session, tmp_path: Path
) -> None:
    vtype(page.people.users.name, "Trần Văn Khoẻ")
    twice(page, "năm con ngựa trắng")
    page.people.users.add.click()
    assert session.lanes.wait_idle()
    assert [user.name for user in users.everyone(session.screen)] == [USER, "Trần Văn Khoẻ"]
    assert page.people.users.name.value() == page.people.users.passphrase.line.value() == ""
    session.close()
    opened = desk.open_desk(tmp_path / "register", "năm con ngựa trắng")
    assert (opened.user.name, opened.user.roles) == ("Trần Văn Khoẻ", {APPRAISER})
    opened.close()


@pytest.mark.parametrize(
    ("name", "passphrase", "field"),
    [("", "năm con ngựa trắng", "name_field"), (USER, "năm con ngựa trắng", "name_field"), ("Tỏ", "ngắn", "passphrase"),
     ("Tỏ", PASSPHRASE, "passphrase")],
)  # fmt: skip
def test_a_user_that_cannot_be_added_is_said_at_the_field(
    page: PeoplePage, session: Session, name: str, passphrase: str, field: str
) -> None:
    vtype(page.people.users.name, name)
    twice(page, passphrase)
    page.people.users.add.click()
    assert session.lanes.wait_idle()
    assert getattr(page.people.users, field).problem() != ""
    assert len(users.everyone(session.screen)) == 1
    assert page.people.users.name.value() == name


def test_a_slip_of_the_finger_makes_no_user_nobody_can_open_for(page: PeoplePage, session: Session) -> None:
    vtype(page.people.users.name, "Tỏ")
    vtype(page.people.users.passphrase.line, "năm con ngựa trắng")
    vtype(page.people.users.again.line, "năm con ngựa trăng")
    page.people.users.add.click()
    assert session.lanes.wait_idle()
    assert "chưa giống nhau" in page.people.users.again.problem()
    assert len(users.everyone(session.screen)) == 1
    vtype(page.people.users.again.line, "năm con ngựa trắng")
    page.people.users.add.click()
    assert session.lanes.wait_idle()
    assert len(users.everyone(session.screen)) == 2


def test_the_unit_is_saved_when_its_words_change(page: PeoplePage, session: Session) -> None:
    assert not page.people.unit.save.isEnabled()
    vtype(page.people.unit.place, " Đông")
    assert page.people.unit.save.isEnabled()
    page.people.unit.save.click()
    assert session.lanes.wait_idle()
    assert "Đông" in desk.own_unit(session.screen.store).place
    assert not page.people.unit.save.isEnabled()


def test_ones_own_passphrase_changes_only_with_the_one_in_use(
    page: PeoplePage, session: Session, tmp_path: Path
) -> None:
    card = page.people.passphrase
    vtype(card.current.line, "không phải")
    vtype(card.first.line, "sáu con dê vàng")
    vtype(card.again.line, "sáu con dê")
    card.change.click()
    assert "chưa giống nhau" in card.again.problem()
    vtype(card.again.line, " vàng")
    card.change.click()
    assert session.lanes.wait_idle()
    assert card.current.problem() != ""
    card.current.line.clear()
    vtype(card.current.line, PASSPHRASE)
    card.change.click()
    assert session.lanes.wait_idle()
    assert "mật khẩu mới" in card.banner.text()
    session.close()
    desk.open_desk(tmp_path / "register", "sáu con dê vàng").close()


def test_after_a_user_is_added_the_keyboard_is_at_the_next_name(page: PeoplePage, session: Session) -> None:
    hint = page.people.users.passphrase.line.accessibleDescription()
    page.activateWindow()
    vtype(page.people.users.name, "Trần Văn Khoẻ")
    page.people.users.passphrase.line.setFocus()
    vtype(page.people.users.passphrase.line, "năm con ngựa trắng")
    press(page.people.users.passphrase.line, Qt.Key.Key_Return)
    assert page.people.users.again.line.hasFocus()
    vtype(page.people.users.again.line, "năm con ngựa trắng")
    press(page.people.users.again.line, Qt.Key.Key_Return)
    press(page.people.users.again.line, Qt.Key.Key_Return)
    assert session.lanes.wait_idle()
    assert len(users.everyone(session.screen)) == 2
    assert page.people.users.name.hasFocus()
    assert page.people.users.passphrase.line.accessibleDescription() == hint


def test_where_it_is_narrow_the_cards_stand_below_each_other(page: PeoplePage, qtbot: QtBot) -> None:
    page.resize(1400, 700)
    assert not page.people.columns.folded()
    qtbot.waitUntil(lambda: page.minimumSizeHint().width() >= page.people.columns.minimumSizeHint().width())
    page.resize(page.minimumSizeHint().width(), 700)
    qtbot.waitUntil(page.people.columns.folded)
    edge = page.people.unit.mapTo(page, page.people.unit.rect().topRight()).x()
    assert edge <= page.width()


def test_what_is_wrong_with_a_new_user_comes_into_sight_where_the_window_is_low(
    page: PeoplePage, session: Session, qtbot: QtBot
) -> None:
    page.resize(900, 420)
    users_card = page.people.users
    vtype(users_card.name, "Tỏ")
    users_card.again.line.setFocus()
    vtype(users_card.again.line, "khác")
    press(users_card.again.line, Qt.Key.Key_Return)
    ground = page.people.stack.currentWidget()
    assert isinstance(ground, Scroll)

    def seen() -> bool:
        top = users_card.again.mapTo(ground.viewport(), users_card.again.rect().topLeft()).y()
        return top >= 0 and top + users_card.again.height() <= ground.viewport().height()

    qtbot.waitUntil(lambda: users_card.again.problem() != "" and seen())
