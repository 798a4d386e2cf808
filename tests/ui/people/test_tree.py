"""The tree of units on the screen: finding, seeing as then, recording."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.operations import unit_events, units
from desktop.operations.unit_events import Paper
from domain.unit import Level
from tests.typing_vi import press, vtype
from tests.ui.registers import UNIT, make_session
from ui.people.page import TREE, PeoplePage
from ui.people.tree_section import TreeSection
from ui.people.unit_form import Form
from ui.session import Session

IN_CA_MAU = dataclasses.replace(UNIT, upper_code="", upper_name="LĐLĐ tỉnh Cà Mau")


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = make_session(tmp_path, unit=IN_CA_MAU)
    made.do(
        lambda desk, _: unit_events.add(desk, "CĐCS Tôm Năm Căn", "CM-01", Level.GRASSROOTS, "LD-CA-MAU", Paper(None))
    )
    assert made.lanes.wait_idle()
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PeoplePage:
    made = PeoplePage(session)
    qtbot.addWidget(made)
    made.resize(1160, 680)
    made.show()
    made.show_section(TREE)
    assert session.lanes.wait_idle()
    return made


@pytest.fixture
def tree(page: PeoplePage) -> TreeSection:
    section = page.section(TREE)
    assert isinstance(section, TreeSection)
    return section


def listed(tree: TreeSection) -> list[str]:
    rows = tree.list.model
    return [rows.cell(row, 0).text for row in range(rows.rowCount())]


def told(tree: TreeSection) -> str:
    return "\n".join(label.text() for label in tree.details.findChildren(QLabel) if label.isVisible())


def see(tree: TreeSection, session: Session, code: str) -> None:
    tree.open(code)
    assert session.lanes.wait_idle()


def test_it_opens_at_the_own_unit_among_its_neighbours(tree: TreeSection) -> None:
    assert listed(tree) == [UNIT.name, "CĐCS Tôm Năm Căn"]
    assert tree.details.name.text() == UNIT.name
    assert "LĐLĐ tỉnh Cà Mau" in tree.details.place.text()


def test_a_search_without_accents_lists_what_it_finds_with_what_became_of_it(
    tree: TreeSection, session: Session, qtbot: QtBot
) -> None:
    vtype(tree.search, "nam dinh")
    qtbot.waitUntil(lambda: listed(tree) == ["LĐLĐ tỉnh Nam Định"])
    tree.list.table.setFocus()
    press(tree.list.table, Qt.Key.Key_Down)
    assert session.lanes.wait_idle()
    assert tree.details.name.text() == "LĐLĐ tỉnh Nam Định"
    assert "LĐLĐ tỉnh Ninh Bình" in tree.details.became.text()
    assert not any(button.isVisible() for button in tree.details.buttons.values())
    tree.search.clear()
    vtype(tree.search, "khong co ten nay")
    qtbot.waitUntil(lambda: listed(tree) == [])
    assert tree.list.empty.isVisible()


def test_the_way_down_and_up_again(tree: TreeSection, session: Session) -> None:
    tree.list.entered.emit("TLD")
    assert session.lanes.wait_idle()
    assert "LĐLĐ tỉnh Đồng Tháp" in listed(tree)
    tree.list.select("LD-CA-MAU")
    press(tree.list.table, Qt.Key.Key_Return)
    assert session.lanes.wait_idle()
    assert listed(tree) == [UNIT.name, "CĐCS Tôm Năm Căn"]
    assert tree.details.name.text() == "LĐLĐ tỉnh Cà Mau"


def test_a_day_shows_the_tree_as_then(tree: TreeSection, session: Session) -> None:
    tree.list.entered.emit("TLD")
    vtype(tree.on, "1/3/2022")
    press(tree.on, Qt.Key.Key_Return)
    assert session.lanes.wait_idle()
    assert "LĐLĐ tỉnh Thừa Thiên Huế" in listed(tree)
    assert len([name for name in listed(tree) if name.startswith("LĐLĐ")]) == 63
    assert "01/03/2022" in tree.banner.text()
    tree.banner.clicked.emit()
    assert session.lanes.wait_idle()
    assert "LĐLĐ thành phố Huế" in listed(tree)
    assert tree.banner.text() == ""


def test_a_day_that_cannot_be_read_is_said(tree: TreeSection) -> None:
    vtype(tree.on, "hôm nọ")
    press(tree.on, Qt.Key.Key_Return)
    assert "hôm nọ" in tree.banner.text()
    assert tree.on.text() == "hôm nọ"


def test_a_rename_is_recorded_with_its_paper(tree: TreeSection, session: Session, qtbot: QtBot) -> None:
    see(tree, session, "CM-01")
    tree.details.buttons[Form.RENAME].click()
    name = tree.form.editors["name"]
    name.set_value("")
    vtype(name, "CĐCS Tôm Đất Mũi")
    vtype(tree.form.editors["on"], "1/2/2026")
    vtype(tree.form.editors["document"], "QĐ 12/QĐ-LĐLĐ")
    tree.form.save.click()
    assert session.lanes.wait_idle()
    assert tree.details.name.text() == "CĐCS Tôm Đất Mũi"
    qtbot.waitUntil(lambda: "QĐ 12/QĐ-LĐLĐ" in told(tree))
    assert "CĐCS Tôm Đất Mũi" in listed(tree)


def test_a_merge_chooses_the_other_unit_by_a_few_letters(tree: TreeSection, session: Session) -> None:
    see(tree, session, "CM-01")
    tree.details.buttons[Form.MERGE].click()
    vtype(tree.form.editors["to"], "may hoa sim")
    press(tree.form.editors["to"], Qt.Key.Key_Return)
    vtype(tree.form.editors["on"], "010226")
    vtype(tree.form.editors["reason"], "sáp nhập công ty")
    tree.form.save.click()
    assert session.lanes.wait_idle()
    home = units.home_of(session.screen, "CM-01", date(2026, 2, 1))
    assert units.tree(session.screen).lives[home.unit_id].code(date(2026, 2, 1)) == UNIT.code
    tree.take_back.click()
    assert session.lanes.wait_idle()
    assert units.home_of(session.screen, "CM-01", date(2026, 2, 1)).unit_id != home.unit_id


def test_a_split_says_what_becomes_of_the_old_unit_and_what_is_missing_at_its_field(
    tree: TreeSection, session: Session
) -> None:
    see(tree, session, "CM-01")
    tree.details.buttons[Form.SPLIT].click()
    form = tree.form
    assert [name for name, field in form.fields.items() if not field.isHidden()] == [
        "way", "name", "code", "name2", "code2", "on", "document", "reason"]  # fmt: skip
    for name, words in (("name", "CĐCS Tôm Một"), ("code", "CM-02"), ("on", "1/2/2026"), ("document", "QĐ 12")):
        vtype(form.editors[name], words)
    form.save.click()
    assert session.lanes.wait_idle()
    assert "ít nhất hai đơn vị mới" in form.fields["name2"].problem() and form.editors["name"].value()
    vtype(form.editors["name2"], "CĐCS Tôm Hai")
    vtype(form.editors["code2"], "cm-03")
    form.save.click()
    assert session.lanes.wait_idle()
    on = date(2026, 2, 1)
    tree_of = units.tree(session.screen)
    assert tree_of.lives[units.home_of(session.screen, "CM-01", on).unit_id].code(on) == "CM-02"
    assert tree_of.find("CM-03").name(on) == "CĐCS Tôm Hai"


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(tree: TreeSection, session: Session) -> None:
    see(tree, session, "CM-01")
    tree.details.buttons[Form.MOVE].click()
    vtype(tree.form.editors["reason"], "chuyển trụ sở")
    tree.form.save.click()
    assert session.lanes.wait_idle()
    assert tree.form.fields["on"].problem()
    vtype(tree.form.editors["on"], "1/2/2026")
    tree.form.save.click()
    assert session.lanes.wait_idle()
    assert tree.form.fields["to"].problem()
    tree.list.select(units.own_id(session.screen))
    assert session.lanes.wait_idle()
    assert tree.form.isVisible()
    assert tree.form.editors["reason"].value() == "chuyển trụ sở"
    assert "«Thôi»" in tree.form.banner.text()
    assert not tree.may_close()
    tree.form.away.click()
    assert tree.may_close()


def test_a_headcount_and_a_cluster_are_recorded(tree: TreeSection, session: Session, qtbot: QtBot) -> None:
    see(tree, session, "CM-01")
    tree.details.buttons[Form.HEADCOUNT].click()
    for name, words in (("on", "1/1/2026"), ("members", "1.200"), ("workers", "mười")):
        vtype(tree.form.editors[name], words)
    tree.form.save.click()
    assert session.lanes.wait_idle()
    assert tree.form.fields["workers"].problem()
    tree.form.editors["workers"].set_value("")
    vtype(tree.form.editors["workers"], "1500")
    tree.form.save.click()
    assert session.lanes.wait_idle()
    qtbot.waitUntil(lambda: "1.200 đoàn viên, 1.500 người lao động" in told(tree))
    tree.details.buttons[Form.CLUSTER].click()
    vtype(tree.form.editors["on"], "1/1/2026")
    vtype(tree.form.editors["cluster"], "Cụm thi đua số 2")
    tree.form.save.click()
    assert session.lanes.wait_idle()
    qtbot.waitUntil(lambda: "Cụm thi đua số 2" in told(tree))


def test_a_district_federation_added_here_ends_with_the_districts(
    tree: TreeSection, session: Session, qtbot: QtBot
) -> None:
    see(tree, session, "LD-CA-MAU")
    tree.details.buttons[Form.ADD].click()
    vtype(tree.form.editors["name"], "LĐLĐ huyện Năm Căn")
    vtype(tree.form.editors["code"], "CM-H1")
    tree.form.editors["level"].set_value("upper")
    with qtbot.waitSignal(session.told) as said:
        tree.form.save.click()
    assert "01/07/2025" in said.args[0]
    assert session.lanes.wait_idle()
    assert not units.tree(session.screen).find("CM-H1").alive(date(2025, 7, 1))


def test_the_page_opens_a_unit_another_page_asked_for(page: PeoplePage, tree: TreeSection, session: Session) -> None:
    page.open((TREE, "LD-DONG-THAP"))
    assert session.lanes.wait_idle()
    assert tree.details.name.text() == "LĐLĐ tỉnh Đồng Tháp"
    page.open(None)
    assert page.people.isVisible()
    vtype(tree.form.editors["reason"], "dở")
    assert not page.may_close()
    assert tree.isVisible()
