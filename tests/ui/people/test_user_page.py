"""The page of one user: roles, a forgotten passphrase, and leaving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.desk import APPRAISER, CLERK, KEEPER, OFFICER
from desktop.jobs import Lanes
from desktop.operations import registers, users
from tests.typing_vi import vtype
from tests.ui.registers import UNIT, USER
from ui.people import user_page
from ui.people.page import PeoplePage
from ui.people.user_page import UserPage
from ui.registers.recovery import Recovery
from ui.session import Session

PASSPHRASE, BINH = "bốn con trâu đen", "Lê Văn Bình"


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    registers.create(tmp_path / "register", UNIT, USER, PASSPHRASE)
    opened = desk.open_desk(tmp_path / "register", PASSPHRASE)
    users.add(opened, BINH, [APPRAISER], "ba cây tre xanh")
    made = Session(opened, Lanes())
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PeoplePage:
    made = PeoplePage(session)
    qtbot.addWidget(made)
    made.show()
    return made


def of(page: PeoplePage, name: str) -> UserPage:
    page.people.users.edits[name].click()
    shown = page.people.stack.currentWidget()
    assert isinstance(shown, UserPage)
    return shown


def test_roles_are_changed_and_none_at_all_is_said_at_the_field(page: PeoplePage, session: Session) -> None:
    shown = of(page, BINH)
    shown.roles.choice.boxes[CLERK].click()
    shown.roles.save.click()
    assert session.lanes.wait_idle()
    assert users.find(session.screen, BINH).roles == {APPRAISER, CLERK}
    shown.roles.choice.set_roles([])
    shown.roles.save.click()
    assert session.lanes.wait_idle()
    assert shown.roles.field.problem() != ""
    shown.back.click()
    assert not isinstance(page.people.stack.currentWidget(), UserPage)


def test_a_forgotten_passphrase_is_typed_anew(page: PeoplePage, session: Session) -> None:
    card = of(page, BINH).forgotten
    vtype(card.first.line, "năm con ngựa trắng")
    vtype(card.again.line, "năm con ngựa")
    card.change.click()
    assert card.again.problem() != ""
    vtype(card.again.line, " trắng")
    card.change.click()
    assert session.lanes.wait_idle()
    assert BINH in card.banner.text()
    assert not users.is_at_desk(session.screen, "năm con ngựa trắng")


def test_the_last_keeper_names_the_next_one_and_then_the_window_locks(
    page: PeoplePage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(user_page, "confirm", lambda *_words: True)
    card = of(page, USER).leaving
    card.go.click()
    assert card.successor_field.problem() != ""
    card.successor.set_value(BINH)
    vtype(card.reason, "nghỉ hưu")
    with qtbot.waitSignal(session.asked) as asked:
        card.go.click()
    assert asked.args == ["lock", None]
    assert [(user.name, user.has(KEEPER)) for user in users.everyone(session.screen)] == [(BINH, True)]


def test_alone_nobody_leaves_and_what_to_do_first_is_said(page: PeoplePage, session: Session) -> None:
    session.do(lambda desk, _job: users.remove(desk, BINH, "chuyển đi"))
    assert session.lanes.wait_idle()
    card = of(page, USER).leaving
    assert card.nobody.isVisible() and "thêm người đó" in card.nobody.text()
    assert not card.go.isEnabled() and not card.successor_field.isVisible()


def test_the_code_a_keeper_took_along_is_told_until_there_is_another(page: PeoplePage, session: Session) -> None:
    safety = page.people.safety
    assert safety.outside.text() == ""
    session.do(lambda desk, _job: users.set_roles(desk, BINH, [KEEPER]))
    session.do(lambda desk, _job: users.remove(desk, BINH, "nghỉ hưu"))
    assert session.lanes.wait_idle()
    page.people.refresh()
    assert BINH in safety.outside.text()
    safety.make()
    assert session.lanes.wait_idle()
    page.people.refresh()
    assert safety.outside.text() == ""


def test_who_is_no_keeper_only_reads_the_list(qtbot: QtBot, tmp_path: Path, themed_app: QApplication) -> None:
    registers.create(tmp_path / "plain", UNIT, USER, None)
    opened = desk.open_desk(tmp_path / "plain", None)
    users.add(opened, BINH, [OFFICER], "")
    opened.close()
    session = Session(desk.open_desk(tmp_path / "plain", None, BINH), Lanes())
    made = PeoplePage(session)
    qtbot.addWidget(made)
    made.show()
    assert made.people.users.edits == {}
    assert not made.people.users.add.isVisible() and not made.people.unit.isVisible()
    session.close()


def test_a_new_recovery_code_is_shown_once(page: PeoplePage, session: Session, qtbot: QtBot) -> None:
    page.people.safety.make()
    qtbot.waitUntil(lambda: isinstance(page.people.stack.currentWidget(), Recovery))
    shown = page.people.stack.currentWidget()
    assert isinstance(shown, Recovery)
    shown.copy.click()
    code = QApplication.clipboard().text()
    assert users.is_at_desk(session.screen, code)
    shown.kept.click()
    shown.forward.click()
    assert page.people.stack.count() == 1
