"""Seating a council and bringing initiatives before it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.operations import appraisals, initiatives
from domain.council import Role
from domain.initiative import State
from tests.typing_vi import press, vtype
from tests.ui.appraisals.seated import (
    HUYEN,
    LAM,
    OFFICER,
    VAN,
    make_home,
    open_page,
    session_of,
    settle,
    shut,
    under_focus,
)
from ui.appraisals.page import AppraisalsPage

pytestmark = pytest.mark.usefixtures("themed_app")


def type_names(page: AppraisalsPage, *names: str) -> None:
    for row, name in zip(page.council.members.rows, names, strict=True):
        line = row.name.lineEdit()
        assert line is not None
        vtype(line, name)


def test_a_council_is_seated(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, seats=()), OFFICER)
    form = page.council
    assert form.name.value() == "Hội đồng sáng kiến CĐCS Công ty TNHH May Hoa Sim"
    type_names(page, VAN, LAM, "Phạm Ngọc Tuyền", HUYEN)
    vtype(form.on, "14/7/2023")
    vtype(form.place, "Phòng họp số 2")
    assert form.needed.text() == "Cần ít nhất 3 trong 4 thành viên đồng ý."
    assert not form.problems.isVisible()
    form.save.click()
    settle(page)
    seated = appraisals.current_council(session_of(page).screen)
    assert seated is not None
    assert [(member.name, member.role) for member in seated.council.members] == [
        (VAN, Role.CHAIRMAN), (LAM, Role.SECRETARY), ("Phạm Ngọc Tuyền", Role.EXPERT),
        (HUYEN, Role.UNION_REPRESENTATIVE)]  # fmt: skip
    assert (seated.council.held_on, seated.council.place) == ("2023-07-14", "Phòng họp số 2")
    shut(page)


def test_what_the_composition_lacks_is_said_while_it_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, seats=()), OFFICER)
    type_names(page, VAN, VAN, LAM, HUYEN)
    assert "hai lần" in page.council.problems.text()
    page.council.members.rows[3].remove.click()
    assert "đại diện công đoàn" in page.council.problems.text()
    page.council.save.click()
    settle(page)
    assert appraisals.current_council(session_of(page).screen) is None
    shut(page)


def test_the_number_that_must_agree_follows_the_rows(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), OFFICER)
    page.open("council")
    assert page.council.needed.text() == "Cần ít nhất 2 trong 3 thành viên đồng ý."
    for _ in range(2):
        page.council.members.add.click()
        page.council.members.rows[-1].role.set_value("expert")
    page.council.members.edited.emit()
    assert page.council.needed.text() == "Cần ít nhất 4 trong 5 thành viên đồng ý."
    shut(page)


def test_a_council_half_written_survives_reopening(qtbot: QtBot, tmp_path: Path) -> None:
    home = make_home(tmp_path, seats=())
    page = open_page(qtbot, home, OFFICER)
    line = page.council.members.rows[0].name.lineEdit()
    assert line is not None
    vtype(line, "Lê Thị Th")
    shut(page)
    again = open_page(qtbot, home, OFFICER)
    assert again.council.members.body()[0]["name"] == "Lê Thị Th"
    assert appraisals.current_council(session_of(again).screen) is None
    shut(again)


def test_users_of_the_register_are_offered_by_name(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, seats=()), OFFICER)
    names = page.council.members.rows[0].name
    assert [names.itemText(row) for row in range(names.count())] == [OFFICER, VAN, LAM]
    shut(page)


def test_everything_complete_goes_to_the_council_with_one_button(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, seats=()), OFFICER)
    screen = session_of(page).screen
    intake = page.council.intake
    assert not intake.send.isEnabled()
    assert intake._told.text() == "Lập hội đồng trước, rồi đưa sáng kiến vào chấm."
    type_names(page, VAN, LAM, "Phạm Ngọc Tuyền", HUYEN)
    page.council.save.click()
    settle(page)
    assert intake.send.text() == "Đưa 4 sáng kiến vào chấm"
    intake.drafts.setChecked(False)
    assert not intake.send.isEnabled()
    intake.drafts.setChecked(True)
    intake.send.click()
    settle(page)
    assert initiatives.total(screen, initiatives.Filter(states=(State.UNDER_APPRAISAL,))) == 4
    assert not intake.send.isEnabled()
    shut(page)


def tabbed(page: AppraisalsPage, count: int) -> list[QWidget]:
    """Where the keyboard is after each of so many Tabs."""
    stops = []
    for _ in range(count):
        press(under_focus(page), Qt.Key.Key_Tab)
        stops.append(under_focus(page))
    return stops


@pytest.mark.parametrize("seats", [(), (VAN, LAM, HUYEN)])
def test_tab_goes_as_the_eye_does(qtbot: QtBot, tmp_path: Path, seats: tuple[str, ...]) -> None:
    page = open_page(qtbot, make_home(tmp_path, seats=seats), OFFICER)
    page.open("council")
    form = page.council
    for more in (False, True):
        if more:
            form.members.add.click()
            vtype(under_focus(page), "Phạm")
        qtbot.waitUntil(form.members.rows[-1].isVisible)
        form.save.setEnabled(True)
        form.name.setFocus()
        rows = [stop for row in form.members.rows for stop in (row.name, row.role, row.attendance, row.remove)]
        wanted = [form.on, form.place, *form.session.stops(), *rows, form.members.add, form.save]
        assert tabbed(page, len(wanted)) == wanted
    shut(page)


def test_nothing_is_lacking_before_anybody_has_typed_or_saved(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, seats=()), OFFICER)
    assert not page.council.problems.isVisible()
    page.council.save.click()
    assert "chưa ghi họ tên" in page.council.problems.text()
    assert "hai lần" not in page.council.problems.text()
    shut(page)


def test_who_is_no_user_of_the_register_is_named(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path), OFFICER)
    page.open("council")
    assert page.council.strangers.text().startswith(f"{HUYEN} chưa là người dùng của sổ")
    assert "«Máy khác»" in page.council.strangers.text() and "dòng lệnh" not in page.council.strangers.text()
    with qtbot.waitSignal(session_of(page).asked) as asked:
        page.council.strangers.clicked.emit()
    assert asked.args == ["people", None]
    page.council.members.rows[2].remove.click()
    assert not page.council.strangers.isVisible()
    shut(page)


@pytest.mark.parametrize("width", [1160, 640])
def test_nothing_of_the_form_is_cut_off_where_it_is_narrow(qtbot: QtBot, tmp_path: Path, width: int) -> None:
    page = open_page(qtbot, make_home(tmp_path), OFFICER)
    page.open("council")
    page.resize(width, 520)
    qtbot.waitUntil(lambda: page.council.width() < width)
    settle(page)
    form = page.council
    ground = form._main.widget()
    assert ground is not None
    qtbot.waitUntil(lambda: ground.width() <= form._main.viewport().width())
    assert form.conflicts.isVisible() and form.relations.isVisible()
    assert form._side.isVisible() == (width > 1000)
    shut(page)
