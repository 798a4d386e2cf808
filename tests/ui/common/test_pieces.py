"""What is not shown yet is made ready bit by bit, and drawn one part after the other."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize
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
