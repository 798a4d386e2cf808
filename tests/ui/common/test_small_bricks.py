"""The small bricks: banners, chips, toasts, questions, progress, empty pages, cards, charts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.jobs import Job, Lanes
from domain.initiative import State
from domain.labels import STATES
from tests.typing_vi import press
from ui import theme
from ui.common import progress
from ui.common.banner import Banner
from ui.common.buttons import Button, Chips, FlatButton, button, flat
from ui.common.card import Card
from ui.common.charts import Bar, BarChart, ColumnChart, ticks
from ui.common.confirm import Confirm
from ui.common.empty import Empty
from ui.common.labels import Icon
from ui.common.numbers import written
from ui.common.page_head import PageHead
from ui.common.pill import state_mark
from ui.common.progress import ProgressPanel, time_left
from ui.common.scroll import Scroll
from ui.common.toast import Toast


@pytest.fixture
def ground(qtbot: QtBot, themed_app: QApplication) -> QWidget:
    made = QWidget()
    QVBoxLayout(made)
    made.resize(700, 500)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("kind", ["info", "ok", "warn", "error"])
def test_a_banner_stands_while_it_has_something_to_say(qtbot: QtBot, ground: QWidget, kind: str) -> None:
    banner = Banner()
    ground.layout().addWidget(banner)
    assert not banner.isVisible()
    banner.say(kind, "Thiếu 2 mục.", "Sửa")
    assert banner.isVisible()
    assert banner.accessibleName() == banner.text() == "Thiếu 2 mục."
    with qtbot.waitSignal(banner.clicked):
        banner.findChild(Button).click()
    banner.clear()
    assert not banner.isVisible()


def test_a_banner_given_words_at_once_is_no_window(themed_app: QApplication, ground: QWidget) -> None:
    banner = Banner("ok", "Xong.")
    assert not banner.isVisible()
    ground.layout().addWidget(banner)
    QApplication.processEvents()
    assert banner.isVisible()


def test_chips_keep_the_choice_and_show_counts(qtbot: QtBot, ground: QWidget) -> None:
    chips = Chips("Trạng thái")
    ground.layout().addWidget(chips)
    chips.set_chips([("", "Tất cả", 1284), ("draft", "Nháp", 2)])
    shown = [chip.text() for chip in chips.findChildren(Button)]
    assert shown == ["Tất cả  1.284", "Nháp  2"]
    assert chips.current() == ""
    with qtbot.waitSignal(chips.chosen) as chosen:
        chips.findChildren(Button)[1].click()
    assert chosen.args == ["draft"]
    chips.set_chips([("", "Tất cả", 1), ("draft", "Nháp", 0), ("packaged", "Trong gói", None)])
    assert chips.current() == "draft"
    chips.set_chips([("", "Tất cả", 1), ("packaged", "Trong gói", None)])
    assert chips.current() == ""


def test_a_chip_that_comes_back_stands_in_its_place(qtbot: QtBot, ground: QWidget) -> None:
    chips = Chips("Trạng thái")
    ground.layout().addWidget(chips)
    kept, middle = [("", "Tất cả", 3), ("sent", "Đã gửi", 1)], ("draft", "Nháp", 2)
    for told in (kept, [kept[0], middle, kept[1]], kept, [kept[0], middle, kept[1]]):
        chips.set_chips(told)
        QApplication.processEvents()
        shown = sorted((chip for chip in chips.findChildren(Button) if chip.isVisible()), key=Button.x)
        assert [chip.text().split("  ")[0] for chip in shown] == [word for _key, word, _count in told]
    first, second, third = shown
    assert (first.nextInFocusChain(), second.nextInFocusChain()) == (second, third)


def test_chips_break_into_lines(ground: QWidget) -> None:
    chips = Chips("Trạng thái")
    chips.set_chips([(state, STATES[state], 1) for state in State])
    ground.layout().addWidget(chips)
    one = chips.heightForWidth(5000)
    assert chips.heightForWidth(300) > 3 * one
    assert chips.heightForWidth(700) <= chips.heightForWidth(300)


def test_a_toast_can_be_undone_once(ground: QWidget) -> None:
    toast = Toast(ground)
    undone: list[str] = []
    toast.say("Đã xóa 3 sáng kiến", lambda: undone.append("undone"))
    assert toast.isVisible()
    assert toast.undo.isVisible()
    assert ground.rect().contains(toast.geometry())
    toast.undo.click()
    toast.undo.click()
    assert undone == ["undone"]
    assert not toast.isVisible()
    toast.say("Đã lưu")
    assert not toast.undo.isVisible()


def test_a_toast_without_a_button_lets_clicks_through(ground: QWidget) -> None:
    toast = Toast(ground)
    toast.say("Đã lưu")
    assert ground.childAt(toast.geometry().center()) is None
    toast.say("Đã xóa 3 sáng kiến", lambda: None)
    assert toast.isAncestorOf(ground.childAt(toast.undo.mapTo(ground, toast.undo.rect().center())))


def test_a_toast_goes_by_itself(qtbot: QtBot, ground: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.common.toast.SHOWN_MS", 1)
    toast = Toast(ground)
    toast.say("Đã lưu")
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_only_the_verb_itself_does_the_thing(qtbot: QtBot, themed_app: QApplication) -> None:
    answers = []
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        dialog = Confirm(None, "Xóa vĩnh viễn?", "Không lấy lại được.", "Xóa vĩnh viễn")
        qtbot.addWidget(dialog)
        dialog.show()
        press(dialog, key)
        qtbot.waitUntil(lambda dialog=dialog: not dialog.isVisible())
        answers.append(dialog.result())
    assert answers == [QDialog.DialogCode.Rejected] * 2
    dialog = Confirm(None, "Xóa vĩnh viễn?", "Không lấy lại được.", "Xóa vĩnh viễn")
    qtbot.addWidget(dialog)
    assert (dialog.verb.text(), dialog.keep.text()) == ("Xóa vĩnh viễn", "Không, quay lại")
    dialog.verb.click()
    assert dialog.result() == QDialog.DialogCode.Accepted


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


def test_progress_follows_a_job_and_stops_it(qtbot: QtBot, ground: QWidget, lanes: Lanes) -> None:
    panel = ProgressPanel("Đang đóng gói…")
    ground.layout().addWidget(panel)
    never = threading.Event()

    def work(job: Job) -> None:
        job.step(23, 40, "Đang đóng gói SK-2026-011…")
        while not never.wait(0.01):  # the screen's thread needs the interpreter too
            job.check()

    job = lanes.free(work, lambda _: None, lambda _: None)
    panel.watch(job)
    qtbot.waitUntil(lambda: panel.text().startswith("Đang đóng gói SK-2026-011…"))
    # On a busy machine a guess of the time left has joined it.
    assert any(part.text().startswith("23/40") for part in panel.findChildren(QLabel))
    with qtbot.waitSignal(panel.ended) as ended:
        panel.stop.click()
        assert panel.stop.text() == "Đang dừng…"
    assert ended.args == ["stopped"]
    assert not panel.stop.isEnabled()


def test_the_first_step_is_no_pace(ground: QWidget, monkeypatch: pytest.MonkeyPatch) -> None:
    """It brings what is loaded once: after one of three hundred packages nobody has to hear of half an hour."""
    panel = ProgressPanel("Đang nhận…")
    ground.layout().addWidget(panel)
    moment = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: moment[0])
    panel.show_step(0, 300)
    moment[0] = 106.0
    panel.show_step(1, 300)
    assert any(part.text() == "1/300" for part in panel.findChildren(QLabel))
    moment[0] = 108.0
    panel.show_step(101, 300)
    assert any(part.text() == "101/300  ·  còn khoảng 4 giây" for part in panel.findChildren(QLabel))


@pytest.mark.parametrize(
    ("spent_s", "done", "total", "said"),
    [
        (3, 30, 60, "còn khoảng 3 giây"),
        (60, 1, 4, "còn khoảng 3 phút"),
        (1, 59, 60, "còn khoảng 1 giây"),
        (1, 0, 60, ""),
        (1, 5, 0, ""),
        (1, 60, 60, ""),
    ],
)
def test_the_time_left(themed_app: QApplication, spent_s: float, done: int, total: int, said: str) -> None:
    assert time_left(spent_s, done, total) == said


def test_an_empty_page_says_what_to_do(qtbot: QtBot, ground: QWidget) -> None:
    empty = Empty("lightbulb", "Chưa có sáng kiến nào", "Ghi sáng kiến đầu tiên.", "Thêm sáng kiến")
    ground.layout().addWidget(empty)
    QApplication.processEvents()
    with qtbot.waitSignal(empty.clicked):
        empty.findChild(Button).click()
    empty.say("search", "Không tìm thấy")
    assert [part.text() for part in empty.findChildren(QLabel) if part.isVisible() and part.text()] == [
        "Không tìm thấy"
    ]
    assert not empty.findChild(Button).isVisible()


def test_a_card_has_a_foot_only_when_asked(ground: QWidget) -> None:
    card = Card("Sáng kiến theo tháng")
    ground.layout().addWidget(card)
    bare = card.sizeHint().height()
    card.foot().addWidget(button("Lưu"))
    assert card.sizeHint().height() > bare
    assert card.foot() is card.foot()
    assert Card().head_bar.isHidden()


def test_an_icon_button_has_a_name(themed_app: QApplication) -> None:
    made = flat("chevron_up", "Hồ sơ trước", "Alt+Up")
    assert (made.accessibleName(), made.toolTip()) == ("Hồ sơ trước", "Hồ sơ trước (Alt+Up)")


def test_icons_follow_the_theme(themed_app: QApplication, ground: QWidget) -> None:
    made = FlatButton("add", "Thêm")
    ground.layout().addWidget(made)
    QApplication.processEvents()
    before = made.icon().cacheKey()
    theme.apply(themed_app, dark=True)
    assert made.icon().cacheKey() != before


@given(st.floats(min_value=0.1, max_value=1e12))
def test_an_axis_ends_just_above_the_greatest_value_and_counts_whole_things(value: float) -> None:
    ruled = ticks(value)
    assert value <= ruled[-1] <= max(4, value * 2.5)
    assert len(ruled) in (5, 6)
    assert {after - before for before, after in pairwise(ruled)} == {ruled[1]}
    assert str(ruled[1]).rstrip("0") in ("1", "2", "5")


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (1234567, "1.234.567"), (406.25, "406,2"), (2000.5, "2.000,5")])
def test_numbers_are_written_the_vietnamese_way(value: float, text: str) -> None:
    assert written(value) == text


@pytest.mark.parametrize("kind", [ColumnChart, BarChart])
def test_a_chart_is_drawn_and_told(ground: QWidget, kind: type[BarChart]) -> None:
    chart = kind("Theo đơn vị", [Bar("May 1", 4, target=5), Bar("Cắt", 0), Bar("Rất " * 30 + "dài", 1e9, "1 tỷ")])
    ground.layout().addWidget(chart)
    chart.resize(400, 200)
    assert chart.accessibleDescription().startswith("May 1: 4 / chỉ tiêu 5; Cắt: 0; ")
    full = chart.grab().toImage()
    chart.set_bars([])
    assert chart.accessibleDescription() == "Chưa có số liệu"
    assert chart.grab().toImage() != full


def test_every_state_has_its_pill(themed_app: QApplication) -> None:
    marks = [state_mark(state) for state in State]
    assert [mark.word for mark in marks] == [STATES[state] for state in State]
    assert {mark.tone for mark in marks} <= set(theme.TONES)
    assert len({(mark.icon, mark.tone) for mark in marks}) == len(marks)


def test_the_head_of_a_page_breaks_where_it_is_narrow(qtbot: QtBot, themed_app: QApplication) -> None:
    actions = [button("Nhập từ Excel…"), button("Xuất gói nộp…"), button("Thêm sáng kiến", primary=True)]
    head = PageHead("Sáng kiến", QLineEdit(), actions)
    qtbot.addWidget(head)
    head.show()
    for width, lines in ((1200, 1), (500, 2)):
        head.resize(width, 100)
        QApplication.processEvents()
        tops = {actions[0].mapTo(head, actions[0].rect().center()).y() > head.title.geometry().bottom() + 5}
        assert tops == {lines == 2}
        assert all(action.width() >= action.sizeHint().width() for action in actions)


def test_a_form_scrolls_to_the_field_the_keyboard_reaches(qtbot: QtBot, themed_app: QApplication) -> None:
    scroll = Scroll()
    lines = [QLineEdit() for _ in range(40)]
    for line in lines:
        scroll.body.addWidget(line)
    qtbot.addWidget(scroll)
    scroll.resize(300, 200)
    scroll.show()
    scroll.activateWindow()
    qtbot.waitUntil(scroll.isActiveWindow)
    lines[-1].setFocus()
    qtbot.waitUntil(lambda: not lines[-1].visibleRegion().isEmpty())
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_enter_presses_the_button_that_has_the_focus(qtbot: QtBot) -> None:
    pressed = Button("Tạo sổ")
    qtbot.addWidget(pressed)
    with qtbot.waitSignal(pressed.clicked):
        press(pressed, Qt.Key.Key_Return)


def test_where_nothing_is_and_little_height_the_picture_gives_way_to_the_words(
    qtbot: QtBot, themed_app: QApplication
) -> None:
    empty = Empty("delete", "Không có thứ gì khác", "Minh chứng, kế hoạch, bộ lọc đã bỏ nằm ở đây ít nhất 90 ngày.")
    qtbot.addWidget(empty)
    empty.show()
    for high, shown in ((260, True), (90, False), (260, True)):
        empty.resize(420, high)
        QApplication.processEvents()
        assert empty.findChildren(Icon)[0].isVisible() is shown
        words = [one for one in empty.findChildren(QLabel) if one.text() and one.isVisible()]
        assert len(words) == 2
        assert all(one.height() >= one.heightForWidth(one.width()) for one in words), "no line is cut"
