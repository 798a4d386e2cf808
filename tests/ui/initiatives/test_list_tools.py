"""What is done with the whole list: further conditions, kept filters, columns, the workbook, changing many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.operations import bulk, initiatives, programmes, saved_filters, unit_events, units
from desktop.operations.initiative_list import Filter
from desktop.operations.initiatives import Stored
from desktop.operations.unit_events import Paper
from domain.initiative import Initiative
from domain.unit import Level
from tests.typing_vi import press, vtype
from ui.common.choices import Choice
from ui.initiatives.page import InitiativesPage
from ui.session import Session
from ui.shell import Page, Shell

Show = Callable[[Session], InitiativesPage]


def wait(qtbot: QtBot, page: InitiativesPage) -> None:
    qtbot.waitUntil(lambda: not page.finder.waiting() and not page._session.lanes.busy())


def choose(choice: Choice, code: str) -> None:
    """Somebody picks an entry."""
    choice.set_value(choice.value())
    choice.setCurrentIndex(choice.findData(code, Qt.ItemDataRole.UserRole))
    choice.activated.emit(choice.currentIndex())


def some_kind(page: InitiativesPage) -> tuple[str, list[int]]:
    """A kind of the records, and who has it, the newest first."""
    held = initiatives.everything(page._session.screen, Filter(), "-entered")
    kind = held[0].initiative.kind
    return kind, [one.row_id for one in held if one.initiative.kind == kind]


def test_conditions_narrow_the_list_and_are_counted_on_the_button(qtbot: QtBot, page: InitiativesPage) -> None:
    tools = page._tools
    kind, having = some_kind(page)
    tools.filter_button.click()
    panel = tools.filters()
    choose(panel.choices["kinds"], kind)
    wait(qtbot, page)
    assert list(page.list.rows.known) == having
    vtype(panel.ends["benefit_from"], "1 tỷ")
    press(panel.ends["benefit_from"], Qt.Key.Key_Return)
    wait(qtbot, page)
    assert page.finder.filter() == Filter(programme="1m-2022", kinds=(kind,), benefit_from=10**9)
    assert tools.filter_button.text() == "Lọc (2)"
    panel.clear_button.click()
    wait(qtbot, page)
    assert len(page.list.rows.known) == 12
    assert tools.filter_button.text() == "Lọc"
    assert panel.choices["kinds"].value() == ""


def test_all_conditions_are_in_sight_in_however_many_lines_they_stand(qtbot: QtBot, page: InitiativesPage) -> None:
    tools = page._tools
    tools.filter_button.click()
    for width in (760, 1160):
        page.resize(width, 1000)
        qtbot.waitUntil(lambda: tools._scroll.height() == tools.filters().sizeHint().height() + 4)
        foot = tools.filters().clear_button
        assert tools._scroll.rect().contains(foot.mapTo(tools._scroll, foot.rect().bottomLeft()))
    amount = tools.filters().ends["benefit_from"]
    vtype(amount, "50 triệu")
    press(amount, Qt.Key.Key_Return)  # its words stand below, one line more
    wait(qtbot, page)
    qtbot.waitUntil(lambda: tools._scroll.rect().contains(foot.mapTo(tools._scroll, foot.rect().bottomLeft())))


def test_the_units_subtree_is_a_condition(qtbot: QtBot, page: InitiativesPage) -> None:
    page._tools.filter_button.click()
    page.finder.narrow(Filter(under="27001"))
    wait(qtbot, page)
    assert len(page.list.rows.known) == 12
    page.finder.narrow(Filter(under="00000"))
    wait(qtbot, page)
    assert len(page.list.rows.known) == 0
    assert page.list.stack.currentWidget() is page.list.empty


def test_a_unit_that_others_have_gone_into_says_so(qtbot: QtBot, page: InitiativesPage) -> None:
    def merged(opened: Desk) -> None:
        above = units.tree(opened).find("LD-DONG-THAP").id
        made = [unit_events.add(opened, name, code, Level.GRASSROOTS, above, Paper(date(2020, 1, 1), "QĐ 1")).unit_id
                for code, name in (("27002", "CĐCS Sao Mai"), ("27003", "CĐCS Hoa Sen"))]  # fmt: skip
        unit_events.merge(opened, made[0], made[1], Paper(date(2024, 1, 1), "QĐ 2"))

    page._session.do(lambda opened, _job: merged(opened))
    wait(qtbot, page)
    page._tools.filter_button.click()
    panel = page._tools.filters()
    for code, said in (("27003", "Gồm cả đơn vị đã sáp nhập, giải thể: CĐCS Sao Mai"),
                       ("27002", "Đơn vị này đã kết thúc; nay thuộc CĐCS Hoa Sen"), ("27001", "")):  # fmt: skip
        panel.show_parts(Filter(under=code))
        assert panel.fields["unit"]._note == said


def test_conditions_without_a_unit_do_not_read_the_tree_of_units(page: InitiativesPage) -> None:
    panel, asked = page._tools.filters(), list[str]()
    connection = page._session.screen.store.connection
    connection.set_trace_callback(asked.append)
    panel.show_parts(Filter(benefit_from=5))
    assert not asked
    panel.show_parts(Filter(under="27001"))
    connection.set_trace_callback(None)
    assert asked


def test_a_filter_is_kept_used_and_forgotten(qtbot: QtBot, page: InitiativesPage) -> None:
    kind, _ = some_kind(page)
    page._tools.filter_button.click()
    panel = page._tools.filters()
    choose(panel.choices["kinds"], kind)
    vtype(page.finder.search, "may")
    wait(qtbot, page)
    found = list(page.list.rows.known)
    panel.keep.click()
    wait(qtbot, page)
    assert "tên" in panel.fields["saved"]._problem  # it needs a name
    vtype(panel.name, "Loại một")
    panel.keep.click()
    wait(qtbot, page)
    assert [name for name, _ in saved_filters.everything(page._session.screen)] == ["Loại một"]
    page.finder.clear()
    wait(qtbot, page)
    assert len(page.list.rows.known) == 12
    choose(panel.saved, "Loại một")
    wait(qtbot, page)
    assert list(page.list.rows.known) == found
    assert page.finder.search.value() == "may"
    panel.drop.click()
    wait(qtbot, page)
    assert saved_filters.everything(page._session.screen) == []


def test_what_was_found_is_marked_in_the_row(qtbot: QtBot, page: InitiativesPage) -> None:
    title = str(page.list.model.index(0, 0).data())
    word = title.split()[1]
    vtype(page.finder.search, word)
    wait(qtbot, page)
    place = page.list.rows.place(12)
    cell = page.list.model.cell(place, 0)
    assert [cell.text[a:b].lower() for a, b in cell.spans][:1] == [word.lower()]
    page.list.table.grab()
    page.finder.clear()
    wait(qtbot, page)
    assert page.list.model.cell(0, 0).spans == ()


def test_a_row_found_by_its_texts_shows_where(qtbot: QtBot, page: InitiativesPage) -> None:
    held = initiatives.get(page._session.screen, 12).initiative
    phrase = next(" ".join(words) for words in zip(*(iter(held.effect.split()),) * 3, strict=False))
    assert phrase not in held.title
    vtype(page.finder.search, f'"{phrase}"')
    wait(qtbot, page)
    cell = page.list.model.cell(page.list.rows.place(12), 0)
    assert cell.text == held.title
    assert [cell.second[a:b] for a, b in cell.second_spans] == [phrase]
    page.list.table.grab()
    vtype(page.finder.search, " ")
    page.finder.search.set_value(held.number)
    page.finder.look()
    wait(qtbot, page)
    cell = page.list.model.cell(page.list.rows.place(12), 0)
    assert [cell.second[a:b] for a, b in cell.second_spans] == [held.number]
    page.finder.search.set_value(held.authors[0].workplace)
    page.finder.look()
    wait(qtbot, page)
    cell = page.list.model.cell(page.list.rows.place(12), 1)
    assert cell.second_spans[0][0] == 0


def test_columns_are_taken_out_moved_and_kept_for_the_next_window(
    qtbot: QtBot, session: Session, show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SANGKIEN_CONFIG_DIR", str(tmp_path / "config"))
    first = show(session)
    columns, table = first.list.columns, first.list.table
    assert columns.shown() == ("title", "author", "state")
    columns.set_shown("benefit", True)
    columns.set_shown("author", False)
    head = table.horizontalHeader()
    benefit = [column.key for column in first.list.model.columns].index("benefit")
    head.moveSection(head.visualIndex(benefit), 1)
    head.resizeSection(benefit, 222)
    columns.keep()
    assert columns.shown() == ("title", "benefit", "state")
    second = show(session)
    assert second.list.columns.shown() == ("title", "benefit", "state")
    assert abs(second.list.table.columnWidth(benefit) - 222) < 12
    assert second.list.exported() == ("number", "title", "benefit", "state")
    second.list.columns.reset()
    assert second.list.columns.shown() == ("title", "author", "state")


def test_several_columns_are_ticked_in_one_go(qtbot: QtBot, page: InitiativesPage) -> None:
    menu = page.list.columns.menu
    page._tools.column_button.click()
    for key in ("unit", "benefit"):
        menu.setActiveAction(page.list.columns._actions[key])
        qtbot.keyClick(menu, Qt.Key.Key_Space)
        assert menu.isVisible()
    place = menu.actionGeometry(page.list.columns._actions["author"]).center()
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=place)
    assert menu.isVisible()
    assert page.list.columns.shown() == ("title", "state", "unit", "benefit")
    menu.actions()[-1].trigger()
    assert page.list.columns.shown() == ("title", "author", "state")
    menu.close()


def test_every_column_sorts_or_says_that_it_cannot(qtbot: QtBot, page: InitiativesPage) -> None:
    for section, column in enumerate(page.list.model.columns):
        page.list.table.horizontalHeader().sectionClicked.emit(section)
        wait(qtbot, page)
        assert sorted(page.list.rows.known) == list(range(1, 13)), column.key
        assert not column.sort or page.finder.order == column.sort


def test_the_list_is_written_as_it_stands(
    qtbot: QtBot, page: InitiativesPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "ds.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    kind, having = some_kind(page)
    page.finder.narrow(Filter(kinds=(kind,)))
    page.finder.sort("title")
    wait(qtbot, page)
    with qtbot.waitSignal(page._session.told) as told:
        page._tools.export_button.click()
    assert target.name in str(told.args)
    sheet = load_workbook(target).active
    titles = [row[1] for row in sheet.iter_rows(min_row=2, values_only=True)]
    shown = [page.list.model.index(row, 0).data() for row in range(page.list.model.rowCount())]
    assert titles == shown
    assert len(titles) == len(having)


def test_many_are_changed_after_a_look_and_taken_back(qtbot: QtBot, session: Session) -> None:
    shell = Shell([Page("initiatives", "lightbulb", "Sáng kiến", lambda: InitiativesPage(session))], "Sổ", "Đơn vị")
    qtbot.addWidget(shell)
    page = shell.show_page("initiatives")
    assert isinstance(page, InitiativesPage)
    shell.show()
    wait(qtbot, page)
    before = {one.row_id: one.initiative.kind for one in initiatives.everything(session.screen, Filter())}
    kind = programmes.current(session.screen).kinds[-1].code
    page.list.table.selectAll()
    page.list.change.click()
    panel = page._tools.bulk
    assert panel is not None
    assert not panel.confirm.isEnabled()
    panel.look_button.click()
    assert "Hãy" in panel.to._problem  # nothing was chosen to write
    choose(panel.code, kind)
    panel.look_button.click()
    wait(qtbot, page)
    changing = sum(held != kind for held in before.values())
    assert panel.seen.text().startswith(f"Sẽ sửa {changing} sáng kiến")
    titles = {one.code: one.title for one in programmes.current(session.screen).kinds}
    newest = next(row_id for row_id in sorted(before, reverse=True) if before[row_id] != kind)
    number = initiatives.get(session.screen, newest).initiative.number
    assert f"{number}: {titles[before[newest]]} → {titles[kind]}" in panel.seen.text()
    assert f"… và {changing - bulk.SHOWN} sáng kiến nữa" in panel.seen.text()
    panel.confirm.click()
    wait(qtbot, page)
    assert {one.initiative.kind for one in initiatives.everything(session.screen, Filter())} == {kind}
    assert page.list.stack.currentWidget() is page.list.table
    shell._toast.undo.click()
    wait(qtbot, page)
    after = {one.row_id: one.initiative.kind for one in initiatives.everything(session.screen, Filter())}
    assert after == before


def test_a_stop_in_the_middle_changes_nothing_and_the_panel_stays(
    qtbot: QtBot, page: InitiativesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {one.row_id: one.initiative.kind for one in initiatives.everything(page._session.screen, Filter())}
    in_the_middle, go_on = Event(), Event()
    rewrite, done = bulk.initiatives.rewrite, list[int]()

    def slowly(desk: Desk, stored: Stored, changed: Initiative) -> None:
        rewrite(desk, stored, changed)
        done.append(stored.row_id)
        if len(done) == 3:
            in_the_middle.set()
            assert go_on.wait(60)

    monkeypatch.setattr(bulk, "_AT_ONCE", 1)  # asked after every record whether to go on
    page.list.table.selectAll()
    page.list.change.click()
    panel = page._tools.bulk
    assert panel is not None
    codes = [kind.code for kind in programmes.current(page._session.screen).kinds]
    choose(panel.code, min(codes, key=list(before.values()).count))
    panel.look_button.click()
    wait(qtbot, page)
    monkeypatch.setattr(bulk.initiatives, "rewrite", slowly)
    panel.confirm.click()
    qtbot.waitUntil(in_the_middle.is_set)
    assert panel.progress.isVisible()
    panel.progress.stop.click()
    go_on.set()
    wait(qtbot, page)
    assert len(done) == 3
    assert not panel.progress.isVisible()
    assert panel.look_button.isEnabled()
    assert {one.row_id: one.initiative.kind for one in initiatives.everything(page._session.screen, Filter())} == before
    assert page.list.stack.currentWidget() is not page.list.table


@pytest.mark.parametrize("field", ["phase", "unit_code"])
def test_phase_and_unit_are_chosen_from_a_list(qtbot: QtBot, page: InitiativesPage, field: str) -> None:
    page.list.table.selectAll()
    page.list.change.click()
    panel = page._tools.bulk
    assert panel is not None
    choose(panel.what, field)
    panel.what.committed.emit(field)
    screen = page._session.screen
    expected = {"phase": programmes.current(screen).phases[0].id, "unit_code": screen.unit.code}[field]
    assert panel.code.isVisible()
    choose(panel.code, expected)
    panel.look_button.click()
    wait(qtbot, page)
    told = panel.seen.text()
    assert ("Giai đoạn theo ngày" in told) if field == "phase" else ("đã đúng như vậy" in told)
    assert not panel.confirm.isEnabled()


def test_escape_puts_the_panels_away(qtbot: QtBot, page: InitiativesPage) -> None:
    page.list.table.selectAll()
    page.list.change.click()
    assert page.list.stack.currentWidget() is not page.list.table
    page._escape()
    assert page.list.stack.currentWidget() is page.list.table
    page._tools.filter_button.click()
    page._escape()
    assert not page._tools.filter_button.isChecked()
