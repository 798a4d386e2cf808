"""The first page on a real register."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.desk import Desk
from desktop.jobs import Lanes
from desktop.operations import initiatives, overview
from desktop.operations.initiatives import Saved
from desktop.operations.overview import Overview
from tests import sample_register
from tests.typing_vi import press
from tests.ui.registers import make_session
from ui.initiatives.only import Only
from ui.overview.page import OverviewPage
from ui.session import Session


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = Session(sample_register.fill(tmp_path / "register"), Lanes())
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> OverviewPage:
    made = OverviewPage(session)
    qtbot.addWidget(made)
    made.show()
    assert session.lanes.wait_idle()
    return made


def test_the_figures_are_those_of_the_register(page: OverviewPage) -> None:
    figures = page.figures
    shown = [one.figure.text() for one in (figures.total, figures.missing, figures.sent, figures.verified)]
    assert shown[:3] == ["40", "2", "8"]
    assert shown[3].endswith("đ")
    tip = figures.verified.toolTip()
    assert "Đã xác minh: " in tip
    assert "Tự khai: " in tip
    assert len(tip.splitlines()) == 4, "three states, and that a click opens the list"
    assert sum(bar.value for bar in page.bars.bars) == 40
    assert sum(bar.value for bar in page.months.bars) == 40


@pytest.mark.parametrize(
    ("kind", "goes"),
    [
        ("missing", ("initiatives", "missing")),
        ("to_appraise", ("appraisals", "council")),
        ("under_appraisal", ("appraisals", None)),
        ("to_decide", ("appraisals", "decisions")),
        ("unsent", ("packages", "send")),
        ("package_unanswered", ("packages", "sent")),
    ],
)
def test_every_thing_to_do_has_a_button_that_leads_there(
    page: OverviewPage, session: Session, qtbot: QtBot, kind: str, goes: tuple[str, str | None]
) -> None:
    with qtbot.waitSignal(session.asked) as asked:
        page.todo.buttons[kind].click()
    assert tuple(asked.args) == goes


def opened(page: OverviewPage, session: Session) -> list[tuple[str, object]]:
    found: list[tuple[str, object]] = []
    session.asked.connect(lambda where, what: found.append((where, what)))
    return found


def test_each_figure_and_each_bar_opens_as_many_as_it_says(page: OverviewPage, session: Session, qtbot: QtBot) -> None:
    told, figures = opened(page, session), page.figures
    for figure in (figures.total, figures.sent):
        qtbot.mouseClick(figure, Qt.MouseButton.LeftButton)
        assert session.lanes.wait_idle()
        where, what = told[-1]
        assert isinstance(what, Only) and (where, str(len(what.ids))) == ("initiatives", figure.figure.text())
    press(figures.missing, Qt.Key.Key_Return)
    assert told[-1] == ("initiatives", "missing")
    press(figures.verified, Qt.Key.Key_Space)
    assert session.lanes.wait_idle()
    assert isinstance(told[-1][1], Only) and "16 sáng kiến" in figures.verified.toolTip()
    assert len(told[-1][1].ids) == 16
    for chart in (page.months, page.bars):
        for place, bar in enumerate(chart.bars):
            told.clear()
            chart.opened.emit(place)
            assert session.lanes.wait_idle()
            assert [len(one.ids) for _where, one in told if isinstance(one, Only)] == [bar.value]


def test_the_keyboard_goes_from_bar_to_bar(page: OverviewPage, session: Session, qtbot: QtBot) -> None:
    told, chart = opened(page, session), page.bars
    page.activateWindow()
    chart.setFocus()
    press(chart, Qt.Key.Key_Home)
    first = chart.current
    press(chart, Qt.Key.Key_Down)
    assert chart.current == max(first, 0) + 1
    assert chart.accessibleDescription() == f"{chart.bars[chart.current].label}: {chart.bars[chart.current].words}"
    press(chart, Qt.Key.Key_Return)
    assert session.lanes.wait_idle()
    assert isinstance(told[-1][1], Only) and len(told[-1][1].ids) == chart.bars[chart.current].value
    spot = chart._spots[0].center().toPoint()
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=spot)
    assert session.lanes.wait_idle()
    assert isinstance(told[-1][1], Only) and len(told[-1][1].ids) == chart.bars[0].value


def test_it_follows_what_changes(page: OverviewPage, session: Session) -> None:
    session.do(lambda desk, _job: initiatives.new(desk, {"title": "Giá phơi khuôn rập"}))
    assert session.lanes.wait_idle()
    assert page.figures.total.figure.text() == "41"
    assert page.figures.missing.figure.text() == "3"


def test_many_changes_at_once_end_with_the_last(page: OverviewPage, session: Session) -> None:
    for number in range(5):
        session.do(lambda desk, _job, number=number: initiatives.new(desk, {"title": f"Giá phơi {number}"}))
    assert session.lanes.wait_idle()
    assert page.figures.total.figure.text() == "45"


def test_an_empty_register_says_what_to_do_first(tmp_path: Path, themed_app: QApplication, qtbot: QtBot) -> None:
    session = make_session(tmp_path)
    page = OverviewPage(session)
    qtbot.addWidget(page)
    assert session.lanes.wait_idle()
    assert list(page.todo.buttons) == ["new"]
    assert page.figures.verified.figure.text() == "0 đ"
    with qtbot.waitSignal(session.asked) as asked:
        page.todo.buttons["new"].click()
    assert asked.args == ["initiatives", "new"]
    session.close()


def test_figures_are_read_beside_the_store_and_only_for_who_looks(
    qtbot: QtBot, page: OverviewPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a large register they take a second, and after each save they would be read again: what is typed next must
    not wait behind them."""
    lanes, read, begun, go = set[bool](), overview.read, threading.Event(), threading.Event()

    def slow(desk: Desk) -> Overview:
        lanes.add(session.lanes.busy("store"))
        begun.set()
        go.wait(10)
        return read(desk)

    monkeypatch.setattr(overview, "read", slow)
    try:
        page.refresh()
        assert begun.wait(10)
        saved: list[Saved] = []
        session.do(lambda desk, _job: initiatives.new(desk, {"title": "Máy cắt vải"}), saved.append)
        qtbot.waitUntil(lambda: saved != [])  # while the figures are still being read
    finally:
        go.set()
    assert session.lanes.wait_idle()
    assert lanes == {False}
    assert page.figures.total.figure.text() == "41"
    page.hide()
    begun.clear()
    session.do(lambda desk, _job: initiatives.new(desk, {"title": "Máy may"}))
    assert session.lanes.wait_idle()
    assert not begun.is_set()
    page.show()
    assert session.lanes.wait_idle()
    assert page.figures.total.figure.text() == "42"
