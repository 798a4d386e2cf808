"""The small parts of the page of packages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop.drives import Place
from domain.labels import OUTBOX_STATES, VERDICTS
from tests.typing_vi import press, vtype
from tests.ui.packages.conftest import Opener
from tests.ui.packages.pair import Pair, recognise, seal, settle, vouch
from ui import icons
from ui.common.page_model import Cell, Column
from ui.packages import wording
from ui.packages.check_table import CheckTable
from ui.packages.code_box import CodeBox, CodeEdit
from ui.packages.facts import Facts
from ui.packages.paper import sheet
from ui.packages.places import PlaceChooser, refusal
from ui.packages.record_view import RecordView


def test_every_state_and_verdict_has_colour_icon_and_word(themed_app: QApplication) -> None:
    marks = [wording.outbox_mark(state) for state in OUTBOX_STATES]
    marks += [wording.verdict_mark(verdict) for verdict in VERDICTS]
    for mark in marks:
        assert mark.word and not icons.pixmap(mark.icon).isNull()
    assert all(wording.outbox_next(state, "X").endswith(".") for state in OUTBOX_STATES)
    assert len({(mark.icon, mark.tone) for mark in marks[-4:]}) == 4


@given(st.text(max_size=60))
def test_grouping_keeps_every_digit(typed: str) -> None:
    assert wording.digits_of(wording.grouped(typed)) == wording.digits_of(typed)
    assert all(len(part) <= 5 for part in wording.grouped(typed).split())


def test_words_for_gaps_counts_and_sizes(themed_app: QApplication) -> None:
    assert wording.gaps_words([2, 5]) == "Thiếu gói số 2, 5"
    assert wording.gaps_words(()) == ""
    assert wording.counts_words({"new": 3, "identical": 1, "updated": 0}) == "3 mới, 1 giống hệt"
    told = wording.receipt_words(3, {"new": 4, "identical": 1, "conflict": 2})
    assert told == "Biên nhận cho gói số 3: cấp trên đã nhận 5 sáng kiến; 2 xung đột"
    assert wording.size_words(1_572_864) == "1,5 MB"
    assert wording.when("") == "" and wording.when("2023-07-25T07:05:00.000Z").startswith("25/07/2023 ")


def test_a_code_is_understood_as_it_is_typed(qtbot: QtBot, themed_app: QApplication) -> None:
    edit = CodeEdit()
    qtbot.addWidget(edit)
    told: list[str] = []
    edit.explained.connect(told.append)
    vtype(edit, "12345-678")
    assert told[-1] == "12345 678 – còn 22 chữ số" and edit.text() == "12345-678"
    vtype(edit, "9" * 22)
    assert edit.complete() and told[-1].endswith("đủ 30 chữ số")
    vtype(edit, "1")
    assert not edit.complete() and told[-1] == "Thừa 1 chữ số"


def test_a_code_is_copied(qtbot: QtBot, themed_app: QApplication) -> None:
    box = CodeBox("Mã")
    qtbot.addWidget(box)
    box.set_code("123456789012345678901234567890")
    box.copy_button.click()
    assert QApplication.clipboard().text() == "12345 67890 12345 67890 12345 67890"
    assert "<b>12345" in sheet("CĐ <A>", box.code()) and "&lt;A&gt;" in sheet("CĐ <A>", "")


def test_boxes_turn_by_mouse_and_space(qtbot: QtBot, themed_app: QApplication, qtmodeltester: ModelTester) -> None:
    table: CheckTable[int] = CheckTable([Column("Số", lambda row: Cell(str(row)))], lambda row: row, "Số")
    qtbot.addWidget(table)
    table.resize(400, 300)
    table.show()
    table.set_rows([10, 20, 30])
    table.set_checked([10])
    qtmodeltester.check(table.model())
    with qtbot.waitSignal(table.turned):
        table.select_row(1)
        press(table, Qt.Key.Key_Space)
    assert table.checked() == {10, 20}
    spot = table.visualRect(table.model().index(2, 0)).center()
    qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert table.checked() == {10, 20, 30}
    table.set_rows([30])
    assert table.checked() == {10, 20, 30} and table.is_checked_row(0)
    assert table.model().index(0, 0).data() == "đã chọn"


def test_places_in_words(themed_app: QApplication, tmp_path: Path) -> None:
    good = Place(tmp_path, "KINGSTON", 10**9, 2 * 10**9, writable=True)
    assert refusal(good, 10**6) == ""
    assert refusal(good, 10**9) == "Không đủ chỗ"
    assert refusal(replace(good, writable=False), 0) == "Đang khóa ghi"
    assert refusal(replace(good, path=tmp_path / "gone"), 0) == "Không còn thấy"


@pytest.fixture
def chooser(qtbot: QtBot, pair: Pair) -> PlaceChooser:
    made = PlaceChooser(pair.unit)
    qtbot.addWidget(made)
    return made


def test_the_only_stick_is_chosen_and_a_pulled_one_is_not(chooser: PlaceChooser, pair: Pair) -> None:
    other = pair.folder / "other"
    other.mkdir()
    one, two = (Place(path, path.name, 10**9, 10**9, writable=True) for path in (pair.stick, other))
    chooser.set_sticks([])
    assert chooser.chosen() is None and "Không thấy USB" in chooser._empty.text()
    chooser.set_sticks([one])
    assert chooser.chosen() == pair.stick
    chooser.set_sticks([two])
    assert chooser.chosen() == other  # the only one left
    chooser.set_sticks([])
    assert chooser.chosen() is None
    chooser.set_sticks([one, two])
    assert chooser.chosen() is None and "2 USB" in chooser._empty.text()
    chooser._rows[1].button.click()
    assert chooser.chosen() == other
    chooser.set_need(10**9)
    assert chooser.chosen() is None


def test_a_folder_that_comes_back_is_seen_again(qtbot: QtBot, chooser: PlaceChooser, pair: Pair) -> None:
    told: list[Path | None] = []
    chooser.set_sticks([])
    chooser.set_folder(pair.stick)
    chooser.changed.connect(lambda: told.append(chooser.chosen()))
    pair.stick.rmdir()
    chooser.look()
    settle(pair.unit)
    assert told == [None] and "Không còn thấy" in chooser._rows[0].button.accessibleDescription()
    pair.stick.mkdir()
    chooser.look()
    settle(pair.unit)
    assert told == [None, pair.stick] and "Không còn thấy" not in chooser._rows[0].button.accessibleDescription()
    pair.stick.rmdir()
    chooser.check_again()
    pair.stick.mkdir()
    spot = chooser._rows[0].rect().center()
    qtbot.mouseClick(chooser._rows[0], Qt.MouseButton.LeftButton, pos=spot)
    assert told[-2:] == [None, pair.stick]


def test_looking_again_does_not_take_the_keyboard(qtbot: QtBot, chooser: PlaceChooser, pair: Pair) -> None:
    chooser.set_sticks([])
    chooser.set_folder(pair.stick)
    chooser.show()
    chooser.activateWindow()
    chooser._rows[0].button.setFocus()
    pair.stick.rmdir()
    chooser.look()
    settle(pair.unit)
    assert chooser._rows[0].button.hasFocus()


def test_the_author_who_counts_is_named(themed_app: QApplication, qtbot: QtBot) -> None:
    view = RecordView()
    qtbot.addWidget(view)
    authors = [{"full_name": "Đặng Thuỳ Trâm"}, {"full_name": "Lê Văn Bình"}]
    view.show_record({"title": "Đồ gá", "authors": authors, "credited_no": 2}, None)
    assert view.text().endswith("Tác giả được tính: Lê Văn Bình")
    view.show_record({"title": "Đồ gá", "authors": authors, "credited_no": None}, None)
    assert "Tác giả được tính" not in view.text()


def test_the_lists_are_sound_models(pair: Pair, open_page: Opener, qtmodeltester: ModelTester) -> None:
    vouch(pair)
    recognise(pair.unit, 2)
    seal(pair.unit, pair.stick)
    page = open_page(pair.unit)
    qtmodeltester.check(page.outbox.table.model())
    page.outbox.table.select_row(0)
    assert page.outbox.current() is not None


def test_the_page_opens_what_it_is_asked_for(pair: Pair, open_page: Opener) -> None:
    page = open_page(pair.upper)
    assert page.chips.current() == "received" and not page.send_button.isVisibleTo(page)
    page.open("trust")
    assert page._sections.currentWidget() is page.trust
    page.open("receive")
    first = page.task
    page.open("receive")
    assert page.task is first  # what was chosen there is not thrown away
    page.open("received")
    settle(pair.upper)
    assert page.task is None


def test_a_long_name_of_a_fact_breaks_its_line_and_cuts_nothing(qtbot: QtBot, themed_app: QApplication) -> None:
    facts = Facts(stacked=True)
    qtbot.addWidget(facts)
    facts.set_rows([("SK-2022-0001  ·  " + "Cải tiến đồ gá may túi áo " * 8, "một → hai")])
    assert facts.minimumSizeHint().width() < 400


def test_facts_that_change_keep_their_lines_and_lose_none(qtbot: QtBot, themed_app: QApplication) -> None:
    facts = Facts()
    qtbot.addWidget(facts)
    facts.show()
    facts.set_rows([("Loại gói", "Gói nộp"), ("Mã hóa", ""), ("Gói số", "1"), ("Tệp", "a.asice")])
    first = facts._labels[1]
    facts.set_rows([("Loại gói", "Biên nhận"), ("Gói số", "2")])
    assert facts._labels[1] is first and facts.isVisible()
    assert facts.text() == "Loại gói\nBiên nhận\nGói số\n2"
    assert first.accessibleName() == "Loại gói: Biên nhận"
    facts.set_rows([("Gói số", "3"), ("Loại gói", "Gói nộp"), ("Tệp", "b.asice")])
    assert facts.text() == "Gói số\n3\nLoại gói\nGói nộp\nTệp\nb.asice"
    facts.set_rows([])
    assert facts.text() == "" and facts._labels == []
