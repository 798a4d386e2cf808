"""Where garbage is collected."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui import collecting
from ui.collecting import OLDEST, Collector, collect_all, collect_due, collect_young
from ui.hands import hands


class Circle(QObject):
    """Keeps itself alive, with a timer running, until it is collected."""

    ended_in: list[int] = []  # noqa: RUF012 - one list for all, on purpose

    def __init__(self) -> None:
        super().__init__()
        self.me = self
        self.timer = QTimer(self)
        self.timer.start(1_000_000)
        weakref.finalize(self, lambda: Circle.ended_in.append(threading.get_ident()))


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[Collector]:
    Circle.ended_in.clear()
    gc.enable()
    made = Collector(qapp)
    yield made
    made.stop()
    gc.disable()  # as the other tests have it


def make_much() -> None:
    """Far more than Python's threshold of objects that only collecting would end."""
    for _ in range(20_000):
        circle: list[object] = []
        circle.append(circle)


def test_a_worker_ends_no_object_of_the_screen(qtbot: QtBot, collector: Collector) -> None:
    Circle()
    worker = threading.Thread(target=make_much)
    worker.start()
    worker.join()
    assert Circle.ended_in == []
    qtbot.waitUntil(lambda: Circle.ended_in == [threading.get_ident()])


def test_nothing_is_collected_before_it_is_due(collector: Collector) -> None:
    gc.collect()
    assert collect_due() is None
    make_much()
    assert collect_due() is not None
    assert gc.get_count()[0] < gc.get_threshold()[0]


def aged() -> weakref.ref[Circle]:
    """A circle in the oldest generation, which nothing holds any more."""
    made = weakref.ref(Circle())
    while gc.get_count()[2] <= gc.get_threshold()[2]:
        held, still = made(), gc.collect(1)
        assert still is not None and held is not None
    return made


def test_everything_old_is_looked_through_only_while_nobody_is_there(collector: Collector) -> None:
    gc.collect()
    circle = aged()
    make_much()
    assert collect_young()
    assert circle() is not None
    assert collect_due() == OLDEST
    assert circle() is None


def test_what_was_set_aside_is_looked_through_once_somebody_has_gone_away(
    qtbot: QtBot, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands().touch()
    circle = weakref.ref(Circle())
    gc.freeze()
    assert circle() is not None
    monkeypatch.setattr(collecting, "AWAY_S", 0.0)
    qtbot.waitUntil(lambda: circle() is None)


def test_what_somebody_works_on_is_looked_through_while_it_is_young_and_then_set_aside(collector: Collector) -> None:
    gc.collect()
    young, old = weakref.ref(Circle()), Circle()
    grown = weakref.ref(old)
    make_much()
    assert collect_young() and not collect_young()
    assert young() is None
    del old
    for _ in range(gc.get_threshold()[1] + 2):
        make_much()
        assert collect_young()
    assert grown() is not None and gc.get_freeze_count() > 0
    collect_all()
    assert grown() is None


def test_python_collects_by_itself_again_once_it_has_stopped(collector: Collector) -> None:
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
