"""Awards in the window: chosen, typed, recorded, withdrawn; what is typed is kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.operations import awards
from desktop.operations.awards import Given
from tests.desktop.operations import unions
from tests.typing_vi import vtype
from tests.ui.appraisals.seated import OFFICER, make_home, open_page, session_of, settle, shut
from ui.appraisals.page import AWARDS, AppraisalsPage

pytestmark = pytest.mark.usefixtures("themed_app")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    made = make_home(tmp_path, entries=0, seats=())
    opened = desk.open_desk(made, None)
    unions.recognised(opened, 2)
    opened.close()
    return made


def at_awards(qtbot: QtBot, home: Path) -> AppraisalsPage:
    page = open_page(qtbot, home, OFFICER)
    page.show_section(AWARDS)
    settle(page)
    return page


def test_an_award_is_recorded_and_withdrawn_with_its_reason(qtbot: QtBot, home: Path) -> None:
    page = at_awards(qtbot, home)
    section = page.awards
    qtbot.mouseClick(section.give, Qt.MouseButton.LeftButton)
    settle(page)
    assert "cấp" in section._level_field.problem() and section.lines == []
    section.level.set_value("grassroots")
    section.form.set_value("Giấy khen")
    section.paper.set_body({"no": "8/QĐ", "on": "20/07/2023", "signer": "Bà X"})
    qtbot.mouseClick(section.give, Qt.MouseButton.LeftButton)
    settle(page)
    (line,) = section.lines
    assert (line.award.form, section._level_field.problem()) == ("Giấy khen", "")
    assert section.form.value() == "Giấy khen", "one decision awards many"
    line.open_button.click()
    line.go.click()
    settle(page)
    assert [one.award.id for one in section.lines] == [line.award.id]
    line = section.lines[0]
    line.open_button.click()
    line.reason.set_value("ghi nhầm")
    line.go.click()
    settle(page)
    assert section.lines == [] and awards.everything(session_of(page).screen) == []
    shut(page)


def test_the_reason_for_withdrawing_an_award_is_kept_while_it_is_typed(qtbot: QtBot, home: Path) -> None:
    opened = desk.open_desk(home, None)
    first = awards.awardable(opened)[0][0]
    for form in ("Giấy khen", "Bằng khen"):
        awards.give(opened, first.row_id, Given("grassroots", form, "8/QĐ", date(2023, 7, 20), "Bà X"))
    opened.close()
    page = at_awards(qtbot, home)
    page.awards.lines[1].open_button.click()
    vtype(page.awards.lines[1].reason, "ghi nhầm")
    page.awards.refresh()  # as when something else has changed
    settle(page)
    assert page.awards.lines[1].reason.value() == "ghi nhầm"
    page.awards.table.select_row(1)
    page.awards.table.select_row(0)
    qtbot.waitUntil(page.awards.lines[1].reason.isVisible)
    assert page.awards.lines[1].reason.value() == "ghi nhầm"
    shut(page)
    page = at_awards(qtbot, home)
    assert not page.awards.lines[0].reason.isVisible()
    assert page.awards.lines[1].reason.value() == "ghi nhầm"
    page.awards.lines[1].go.click()
    settle(page)
    (line,) = page.awards.lines
    assert line.award.form == "Giấy khen"
    shut(page)


def test_what_is_typed_for_an_award_is_kept(qtbot: QtBot, home: Path) -> None:
    page = at_awards(qtbot, home)
    page.awards.form.set_value("Bằng khen")
    page.awards.form.edited.emit("Bằng khen")
    shut(page)
    page = at_awards(qtbot, home)
    assert page.awards.form.value() == "Bằng khen"
    shut(page)
