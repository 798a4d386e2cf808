"""The section of plans signed with the employer, in the real window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import cooperation_plans
from tests.typing_vi import vtype
from tests.ui.registers import make_session
from ui.programmes import page
from ui.programmes.plans import PlansSection
from ui.session import Session


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = make_session(tmp_path)
    yield made
    made.close()


@pytest.fixture
def section(qtbot: QtBot, session: Session) -> Iterator[PlansSection]:
    made = page.make(session)
    qtbot.addWidget(made)
    made.resize(1160, 720)
    made.show()
    made.activateWindow()
    made.open("plans")
    found = made.section("plans")
    assert isinstance(found, PlansSection)
    yield found
    made.close()


def add(qtbot: QtBot, section: PlansSection) -> None:
    count = section.model.rowCount()
    section.add.click()
    qtbot.waitUntil(lambda: section.model.rowCount() == count + 1 and section.form.isVisible())


def leave(qtbot: QtBot, section: PlansSection, name: str, words: str) -> None:
    """Type words into a field and leave it."""
    editor = section.form.editors[name]
    editor.setFocus()
    vtype(editor, words)
    section.flush()
    qtbot.waitUntil(lambda: not section._session.lanes.busy())


def test_a_plan_is_typed_and_kept_field_by_field(qtbot: QtBot, session: Session, section: PlansSection) -> None:
    assert section.stack.currentIndex() == 1
    assert not section.form.isVisible()
    add(qtbot, section)
    leave(qtbot, section, "no", "12/KHPH")
    leave(qtbot, section, "signed_on", "12/3/2022")
    leave(qtbot, section, "employer", "Công ty May Hoa Sim")
    leave(qtbot, section, "initiatives", "nhiều")
    (plan,) = cooperation_plans.everything(session.screen)
    assert (plan.no, plan.employer, plan.initiatives) == ("12/KHPH", "Công ty May Hoa Sim", None)
    assert "«nhiều»" in section.form.fields["initiatives"].problem()
    assert section.model.cell(0, 0).text == "Công ty May Hoa Sim"


def test_words_left_for_another_plan_are_kept_with_their_own(
    qtbot: QtBot, session: Session, section: PlansSection
) -> None:
    for name in ("Một", "Hai"):
        add(qtbot, section)
        leave(qtbot, section, "employer", name)
    first = next(place for place in range(2) if section.model.cell(place, 0).text == "Một")
    section.table.select_row(first)
    section.form.editors["content"].setFocus()
    vtype(section.form.editors["content"], "nội dung của Một")
    section.table.select_row(1 - first)
    qtbot.waitUntil(lambda: not session.lanes.busy())
    held = {plan.employer: plan.content for plan in cooperation_plans.everything(session.screen)}
    assert held == {"Một": "nội dung của Một", "Hai": ""}


def test_words_are_kept_while_the_field_is_still_open(qtbot: QtBot, session: Session, section: PlansSection) -> None:
    add(qtbot, section)
    content = section.form.editors["content"]
    content.setFocus()
    vtype(content, "đang gõ")
    qtbot.waitUntil(lambda: cooperation_plans.everything(session.screen)[0].content == "đang gõ")
    vtype(content, " dở")
    assert content.value() == "đang gõ dở"


def test_a_plan_nobody_wrote_into_is_not_kept(qtbot: QtBot, session: Session, section: PlansSection) -> None:
    add(qtbot, section)
    leave(qtbot, section, "employer", "Công ty May")
    add(qtbot, section)
    section.hide()
    qtbot.waitUntil(lambda: not session.lanes.busy())
    assert [plan.employer for plan in cooperation_plans.everything(session.screen)] == ["Công ty May"]


def test_a_number_of_an_identity_card_stays_in_front_and_out_of_the_store(
    qtbot: QtBot, session: Session, section: PlansSection
) -> None:
    add(qtbot, section)
    leave(qtbot, section, "content", "Bà Hoa, CCCD 001185012345")
    assert "001185012345" in section.form.editors["content"].value()
    assert section.form.fields["content"].problem()
    assert cooperation_plans.everything(session.screen)[0].content == ""


def test_a_plan_taken_off_the_list_comes_back(qtbot: QtBot, session: Session, section: PlansSection) -> None:
    add(qtbot, section)
    leave(qtbot, section, "employer", "Công ty May")
    section.form.remove.click()
    qtbot.waitUntil(lambda: section.stack.currentIndex() == 1)
    section.banner.clicked.emit()
    qtbot.waitUntil(lambda: section.stack.currentIndex() == 0)
    assert section.model.cell(0, 0).text == "Công ty May"
