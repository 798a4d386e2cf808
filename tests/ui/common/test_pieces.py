"""What is not shown yet is made ready bit by bit, and drawn one part after the other."""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSplitter, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.common import pieces


def page_of(labels: int) -> tuple[QWidget, QSplitter, list[QWidget]]:
    page, halves, parts = QWidget(), QSplitter(), [QWidget(), QWidget()]
    for half in parts:
        row = QVBoxLayout(half)
        for number in range(labels):
            row.addWidget(QLabel(f"Sáng kiến {number}"))
        halves.addWidget(half)
    QHBoxLayout(page).addWidget(halves)
    return page, halves, parts


def test_everything_has_its_place_before_it_is_shown(qtbot: QtBot, themed_app: QApplication) -> None:
    page, halves, _ = page_of(15)
    qtbot.addWidget(page)
    steps = list(pieces.dressed(page, QSize(700, 500)))
    places = [part.geometry() for part in page.findChildren(QLabel)]
    assert len(steps) > 3
    assert halves.width() > 600
    assert not page.isVisible()
    page.show()
    qtbot.waitExposed(page)
    assert [part.geometry() for part in page.findChildren(QLabel)] == places


def test_a_part_that_is_gone_meanwhile_holds_nothing_up(qtbot: QtBot, themed_app: QApplication) -> None:
    page, _, (first, second) = page_of(15)
    qtbot.addWidget(page)
    steps = pieces.dressed(page, QSize(700, 500))
    next(steps)
    for gone in (first, second):
        shiboken6.delete(gone)
    assert len(list(steps)) > 2


def test_pieces_leave_room_between_them_and_end_when_nobody_wants_them(qtbot: QtBot) -> None:
    ground, done, between, wanted = QObject(), list[int](), list[int](), [True]

    def parts() -> pieces.Pieces:
        for number in range(3):
            done.append(number)
            QTimer.singleShot(0, ground, lambda number=number: between.append(number))
            yield

    pieces.one_by_one(parts(), ground, lambda: wanted[0])
    assert done == [0]
    qtbot.waitUntil(lambda: len(between) == 3)
    assert done == between == [0, 1, 2]
    pieces.one_by_one(parts(), ground, lambda: wanted[0])
    wanted[0] = False
    qtbot.waitUntil(lambda: len(between) == 4)
    assert done == [0, 1, 2, 0]


def test_parts_are_drawn_one_after_the_other(qtbot: QtBot, themed_app: QApplication) -> None:
    page, _, (first, second) = page_of(2)
    qtbot.addWidget(page)
    drawn: list[QObject] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and watched not in drawn:
                drawn.append(watched)
            return False

    watch = Watch()
    for part in (first, second, page):
        part.installEventFilter(watch)
    page.show()
    pieces.draw_later(second, first)
    assert not first.updatesEnabled() and not second.updatesEnabled()
    qtbot.waitUntil(lambda: len(drawn) == 3)
    assert drawn == [page, second, first]


def test_what_comes_and_goes_together_lays_the_window_out_once(qtbot: QtBot, themed_app: QApplication) -> None:
    class Measured(QLabel):
        asked = 0

        def sizeHint(self) -> QSize:
            self.asked += 1
            return super().sizeHint()

    page = QWidget()
    column = QVBoxLayout(page)
    parts = [Measured(f"Gói {number}") for number in range(4)]
    for part in parts:
        column.addWidget(part)
        part.hide()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    with pieces.laid_out_once(page):
        for part in parts:
            part.show()
        assert parts[0].asked == 0
    tops = [part.y() for part in parts]
    assert tops == sorted(set(tops)) and parts[-1].geometry().bottom() < page.height()
    assert column.isEnabled()


def test_what_is_gone_before_it_is_drawn_holds_nothing_up(qtbot: QtBot, themed_app: QApplication) -> None:
    page, _, (first, second) = page_of(2)
    qtbot.addWidget(page)
    gone = QTimer(page, singleShot=True, interval=0)
    gone.timeout.connect(lambda: shiboken6.delete(first))
    gone.start()
    pieces.draw_later(first, second)
    qtbot.waitUntil(second.updatesEnabled)
    assert not shiboken6.isValid(first)
