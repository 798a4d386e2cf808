"""The page of initiatives: finding, filtering, moving several, going from record to record."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.changes import of
from desktop.operations import initiative_list, initiatives, programmes
from desktop.operations.initiatives import Filter
from domain.errors import RuleError
from domain.initiative import State
from tests.typing_vi import press, vtype
from ui.initiatives import finder, listing
from ui.initiatives.page import InitiativesPage
from ui.session import Session
from ui.shell import Page, Shell

ADD = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
Show = Callable[[Session], InitiativesPage]


def shown(page: InitiativesPage) -> list[int]:
    return list(page.list.rows.known)


def wait(qtbot: QtBot, page: InitiativesPage) -> None:
    """Until the list has been asked again and has answered."""
    qtbot.waitUntil(lambda: not page.finder.waiting() and not page._session.lanes.busy())


def chip_words(page: InitiativesPage) -> list[str]:
    return [chip.text() for chip in page.finder.chips._chips.values()]


def test_the_newest_stands_first_and_is_open(page: InitiativesPage) -> None:
    assert shown(page) == list(range(12, 0, -1))
    assert page.form.row_id == 12
    assert page.list.table.current_id() == 12
    assert page.form.fields.editors["title"].value() == page.list.model.index(0, 0).data()


def test_the_model_keeps_the_contract_of_qt(qtmodeltester: ModelTester, page: InitiativesPage) -> None:
    QAbstractItemModelTester(page.list.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    qtmodeltester.check(page.list.model)
    assert page.list.model.columnCount() == 13


@pytest.mark.parametrize(("typed", "found"), [("go tay nghe", True), ("bảng tay nghề", True), ("bạng tay", False),
                                              ("mai thi thoan", True), ("Mai Thị Thoan", True)])  # fmt: skip
def test_search_finds_without_accents_and_with_the_right_ones(
    qtbot: QtBot, page: InitiativesPage, typed: str, found: bool
) -> None:
    vtype(page.finder.search, typed.replace("go ", "bang "))
    wait(qtbot, page)
    assert (12 in shown(page)) is found
    assert len(shown(page)) < 12
    assert page.list.stack.currentWidget() is (page.list.table if found else page.list.empty)
    assert page.form.row_id == 12


def test_an_empty_search_can_be_taken_back(qtbot: QtBot, page: InitiativesPage) -> None:
    vtype(page.finder.search, "không có gì như vậy")
    wait(qtbot, page)
    assert shown(page) == []
    page.list.empty.clicked.emit()
    wait(qtbot, page)
    assert len(shown(page)) == 12
    assert page.list.table.current_id() == 12


def test_chips_count_and_hide_what_is_empty(qtbot: QtBot, session: Session, show: Show) -> None:
    initiatives.move(session._desk, [1, 2], State.ACCEPTED)
    initiatives.type_in(session._desk, 3, {"effect": ""})
    page = show(session)
    assert chip_words(page) == ["Tất cả  12", "Thiếu thông tin  1", "Nháp  10", "Đã tiếp nhận  2"]
    page.finder.show_chip("accepted")
    wait(qtbot, page)
    assert shown(page) == [2, 1]
    page.open("missing")
    wait(qtbot, page)
    assert shown(page) == [3]
    assert page.list.model.index(0, 2).data() == "Nháp – còn thiếu"


def test_chips_say_where_more_was_found_than_is_counted(
    qtbot: QtBot, page: InitiativesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    for part in (listing, finder):
        monkeypatch.setattr(part, "COUNTED", 4)
    vtype(page.finder.search, "mỗi")
    wait(qtbot, page)
    assert chip_words(page) == ["Tất cả  3+", "Nháp  3+"]
    page.finder.chips._chips["draft"].click()
    wait(qtbot, page)
    assert chip_words(page)[0] == "Tất cả  3+"
    page.finder.clear()
    wait(qtbot, page)
    assert chip_words(page) == ["Tất cả  12", "Nháp  12"]


def test_headings_sort_the_whole_list(qtbot: QtBot, page: InitiativesPage, session: Session) -> None:
    page.list.table.horizontalHeader().sectionClicked.emit(0)
    wait(qtbot, page)
    assert shown(page) == initiatives.page(session.screen, Filter(), "title")
    assert page.list.table.current_id() == 12
    page.list.table.horizontalHeader().sectionClicked.emit(0)
    wait(qtbot, page)
    assert shown(page) == initiatives.page(session.screen, Filter(), "-title")


def test_another_question_or_order_is_read_from_the_top(qtbot: QtBot, page: InitiativesPage, session: Session) -> None:
    page.resize(1160, 420)  # three or four of the twelve rows are in sight
    bar = page.list.table.verticalScrollBar()
    page.list.table.select_row(11)
    assert bar.value() > 0
    page.list.table.horizontalHeader().sectionClicked.emit(0)
    wait(qtbot, page)
    by_title = initiatives.page(session.screen, Filter(), "title")
    assert shown(page) == by_title
    assert bar.value() == 0
    page.finder.sort("-entered")
    wait(qtbot, page)
    front = initiative_list.first(session.screen, Filter(query="máy"))
    assert front
    oldest = min(set(initiatives.page(session.screen, Filter(query="máy"))) - set(front))
    page.list.select(None)
    page.form.show_record(oldest)  # one that says it in its texts, so that it comes with the second answer
    vtype(page.finder.search, "máy")
    wait(qtbot, page)
    assert page.list.table.current_id() == oldest
    assert page.list.table.currentIndex().row() > 3
    assert bar.value() == 0


def test_choosing_a_programme_filters_and_takes_it_for_new_ones(qtbot: QtBot, page: InitiativesPage) -> None:
    combo, session = page.finder.programme, page._session
    row = combo.findText("75 nghìn sáng kiến")
    combo.setCurrentIndex(row)
    combo.activated.emit(row)
    wait(qtbot, page)
    assert shown(page) == []
    assert programmes.current(session.screen).id == "75k-2021"
    page.new()
    vtype(page.form.fields.editors["title"], "Sáng kiến cũ")
    page.flush()
    wait(qtbot, page)
    assert len(shown(page)) == 1
    assert page.form.frame.title.text() == "SK-2021-0001"
    page.open(5)
    wait(qtbot, page)
    assert page.finder.programme.value() == ""
    assert page.form.row_id == 5


def test_several_are_accepted_and_the_refused_are_listed(qtbot: QtBot, session: Session, show: Show) -> None:
    initiatives.type_in(session._desk, 11, {"effect": "", "summary": ""})
    page = show(session)
    page.list.table.selectAll()
    assert not page.list.bar.isHidden()
    page.list.accept.click()
    wait(qtbot, page)
    states = {row["id"]: row["state"] for row in initiatives.rows(session.screen, shown(page))}
    assert [row for row, state in states.items() if state == "draft"] == [11]
    (refused,) = page.list.refusals.items
    assert refused.row_id == 11
    assert refused.sentences == ("Còn 2 mục phải bổ sung. Hãy bấm F8 để tới từng mục.",)
    assert len(page.list.table.selected_ids()) == 12
    page.list.refusals.asked.emit(11)
    wait(qtbot, page)
    assert page.form.row_id == 11
    page.list.table.selectAll()
    page.list.recognise.click()
    assert (page.list.refusals.isHidden(), page.list.panel.isHidden()) == (True, False)


def test_recognising_asks_for_the_decision_in_the_page(qtbot: QtBot, session: Session, show: Show) -> None:
    initiatives.move(session._desk, [11, 12], State.ELIGIBLE)
    initiatives.type_in(session._desk, 10, {"effect": ""})
    page = show(session)
    page.list.table.selectAll()
    page.list.recognise.click()
    panel = page.list.panel
    assert not panel.isHidden()
    assert panel.fields["reason"].isHidden()
    panel.confirm.click()
    assert [panel.fields[name].problem() != "" for name in ("no", "on", "signer")] == [True] * 3
    for editor, words in ((panel.no, "15/QĐ-HĐSK"), (panel.on, "1/6/2022"), (panel.signer, "Trần Văn Khoẻ")):
        vtype(editor, words)
    qtbot.waitUntil(panel.early.isVisible)  # said while it is written, and in nobody's way
    assert panel.early.text().startswith("Ngày quyết định (01/06/2022) ở trước ngày tiếp nhận của 2 sáng kiến")
    press(panel.signer, Qt.Key.Key_Return)
    wait(qtbot, page)
    held = initiatives.get(session.screen, 12).initiative
    assert held.state is State.RECOGNISED
    assert (held.decision_no, held.decision_signer) == ("15/QĐ-HĐSK", "Trần Văn Khoẻ")
    assert [refused.row_id for refused in page.list.refusals.items] == [10]


def test_drafts_go_into_the_bin_and_come_back(qtbot: QtBot, session: Session) -> None:
    initiatives.move(session._desk, [10], State.ACCEPTED)
    shell = Shell([Page("initiatives", "lightbulb", "Sáng kiến", lambda: InitiativesPage(session))], "Sổ", "Đơn vị")
    qtbot.addWidget(shell)
    page = shell.show_page("initiatives")
    assert isinstance(page, InitiativesPage)
    shell.show()
    wait(qtbot, page)
    for row in (0, 1, 2):
        index = page.list.model.index(row, 0)
        page.list.table.selectionModel().select(index, ADD)
    page.list.delete.click()
    wait(qtbot, page)
    assert shown(page) == list(range(10, 0, -1))
    assert [refused.row_id for refused in page.list.refusals.items] == [10]
    assert page.form.row_id == 10
    assert shell._toast.text() == "Đã chuyển 2 bản nháp vào Thùng rác"
    shell._toast.undo.click()
    wait(qtbot, page)
    assert shown(page) == list(range(12, 0, -1))


def test_keys_go_to_the_neighbour_the_search_and_a_new_one(qtbot: QtBot, page: InitiativesPage) -> None:
    alt, ctrl = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
    title = page.form.fields.editors["title"]
    qtbot.keyClick(page, Qt.Key.Key_F2)
    assert title.hasFocus()
    qtbot.keyClick(title, Qt.Key.Key_Down, alt)
    assert page.form.row_id == 11
    qtbot.keyClick(page.form.fields.editors["title"], Qt.Key.Key_Up, alt)
    assert page.form.row_id == 12
    qtbot.keyClick(page, Qt.Key.Key_F, ctrl)
    assert page.finder.search.hasFocus()
    page.new()  # Ctrl+N is a key of the window
    assert page.form.row_id is None
    vtype(page.form.fields.editors["title"], "Một")
    qtbot.keyClick(page, Qt.Key.Key_Return, ctrl)
    assert page.form.fields.editors["title"].value() == ""
    assert page.form.fields.editors["title"].hasFocus()
    vtype(page.form.fields.editors["title"], "Hai")
    page.flush()
    wait(qtbot, page)
    rows = initiatives.rows(page._session.screen, shown(page)[:2])
    assert [row["title"] for row in rows] == ["Hai", "Một"]
    assert page.list.table.current_id() == page.form.row_id == 14


def test_other_pages_open_a_record_or_a_field_of_it(qtbot: QtBot, page: InitiativesPage) -> None:
    page.open(4)
    assert page.form.row_id == 4
    page.open((5, "effect"))
    assert page.form.fields.editors["effect"].hasFocus()
    page.open("new")
    assert page.form.row_id is None
    with pytest.raises(RuleError):
        page.open(99999)


def test_an_empty_register_says_what_to_do_next(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    assert page.list.stack.currentWidget() is page.list.empty
    assert chip_words(page) == ["Tất cả  0", "Nháp  0"]
    page.list.empty.clicked.emit()
    assert page.form.is_open()
    assert page.form.fields.editors["title"].hasFocus()


def test_without_room_for_both_one_half_is_shown(qtbot: QtBot, page: InitiativesPage) -> None:
    page.resize(560, 600)
    qtbot.waitUntil(lambda: page.halves.narrow)
    assert page.form.isHidden()
    page.list.table.opened.emit(12)
    assert page.list.isHidden()
    assert page.form.fields.editors["title"].hasFocus()
    page.form.frame.back.click()
    assert page.form.isHidden()
    page.resize(1200, 600)
    qtbot.waitUntil(lambda: not page.halves.narrow)
    assert not page.form.isHidden()
    assert page.form.frame.back.isHidden()


def test_changes_of_others_are_shown_but_not_over_what_is_typed(qtbot: QtBot, page: InitiativesPage) -> None:
    session = page._session
    title = page.form.fields.editors["title"]
    title.setFocus()
    with qtbot.waitSignal(session.changed):
        session.do(lambda desk, _job: initiatives.type_in(desk, 12, {"title": "Tên mới", "effect": "Hiệu quả mới"}))
    assert page.form.fields.editors["effect"].value() == "Hiệu quả mới"
    assert title.value() != "Tên mới"
    assert page.list.model.index(0, 0).data() == "Tên mới"


def test_changes_that_name_no_record_show_in_every_row(qtbot: QtBot, page: InitiativesPage, session: Session) -> None:
    ids = list(page.list.rows.known)
    page.list.table.select_row(1)
    assert not initiatives.move(session._desk, ids, State.ACCEPTED).refused  # told to nobody yet
    before = {page.list.model.index(row, 2).data() for row in range(len(ids))}
    session.changed.emit(of("initiatives"))
    after = {page.list.model.index(row, 2).data() for row in range(len(ids))}
    assert len(after) == 1 and not after & before
    assert page.list.table.current_id() == ids[1]
