"""Somebody works in the list of a big register in a real window: how long each step holds up the screen at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from benchmarks import big_register
from benchmarks.figure import Figure

ALLOWED_MS = 50
# Between two beats of a timer in the event loop the screen stands still. Beside the time on the clock stands what the
# screen's thread has worked in one gap, and what all threads of the program have: where other programs load the
# machine, only these say whose the gap was.
SCRIPT = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QPoint, QPointF, QTimer, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop.desk import open_desk
from desktop.jobs import Lanes
from desktop.operations import saved_filters
from desktop.operations.initiative_list import Filter
from desktop.settings import Settings
from tests.typing_vi import vtype
from ui import appearance
from ui.collecting import Collector
from ui.hands import hands
from ui.main_window import build
from ui.session import Session
app = QApplication([])
Collector(app)  # as the program's own start has it
settings = Settings()
appearance.speak(settings)
appearance.dress(settings)
desk = open_desk(Path(sys.argv[1]), None)
saved_filters.keep(desk, "đo", Filter(states=("recognised",), programme="1m-2022", benefit_from=10 ** 6))
session = Session(desk, Lanes())
window = build(session, settings)
window.resize(1366, 768)
window.show()
def clocks():
    return time.perf_counter(), time.thread_time(), time.process_time()
gaps, last = [], [clocks()]
def beat():
    now = clocks()
    gaps.append([later - before for later, before in zip(now, last[0])])
    last[0] = now
timer = QTimer(interval=1)
timer.timeout.connect(beat)
timer.start()
page, told = None, {}
def settle(rest=0.3):
    quiet = time.perf_counter()
    while time.perf_counter() - quiet < rest:
        app.processEvents()
        # Not the lane of the store: there the register is tidied as long as the hands rest.
        if page is None or page.finder.waiting() or session.lanes.busy("search"):
            quiet = time.perf_counter()
def step(name, act):
    if page is not None:
        settle()
    gaps.clear()
    last[0] = clocks()
    hands().touch()  # what the system hands in at the windows, where this program hears it
    act()
    beat()
    settle()
    told[name] = [max(one) for one in zip(*gaps)]
def opened():
    def here(key):
        global page
        if key == "initiatives":
            page = window.made(key)
    window.page_shown.connect(here)
    window.navigation.chosen.emit("initiatives")
step("open the page", opened)
table = page.list.table
bar = table.verticalScrollBar()
def wheel():
    for _ in range(30):
        at = QPointF(table.viewport().rect().center())
        event = QWheelEvent(at, at, QPoint(0, 0), QPoint(0, -120), Qt.MouseButton.NoButton,
                            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
        app.sendEvent(table.viewport(), event)
        app.processEvents()
step("scroll", wheel)
step("jump to the middle", lambda: bar.setValue(bar.maximum() // 2))
step("jump to the end", lambda: bar.setValue(bar.maximum()))
for section, column in enumerate(page.list.model.columns):
    if column.sort:
        step("sort by " + column.sort, lambda: table.horizontalHeader().sectionClicked.emit(section))
def typed(words):
    for letter in words:
        hands().touch()
        vtype(page.finder.search, letter)
        app.processEvents()
        settle(0.05)
step("sort by entered", lambda: page.finder.sort("-entered"))
step("type a search", lambda: typed("sang kien ma"))
step("type with marks", lambda: (page.finder.search.set_value(""), typed("Máy dệt điện")))
step("clear the search", lambda: page.finder.clear())
for key in [key for key in page.finder.chips._chips if key != "all"]:
    step("chip " + key, lambda: page.finder.chips._chips[key].click())
step("clear the chip", lambda: page.finder.chips._chips["all"].click())
step("open the filter panel", lambda: page._tools.filter_button.click())
def kind():
    choice = page._tools.panel.choices["kinds"]
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
step("filter by kind", kind)
def kept():
    choice = page._tools.panel.saved
    choice.set_value("đo")
    choice.activated.emit(choice.currentIndex())
step("saved filter", kept)
step("clear the filter", lambda: page.finder.clear())
step("close the filter panel", lambda: page._tools.filter_button.click())
step("next record", lambda: table.select_row(3))
step("choose all", lambda: QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier))
step("scroll while all are chosen", wheel)
step("open the bulk panel", lambda: page.list.change.click())
step("close the bulk panel", lambda: page._escape())
step("choose one", lambda: table.select_row(3))
print(json.dumps(told))
window.close()
session.close()
"""
_EVERYTHING = """
import importlib, pkgutil, desktop, ui
for folder in (desktop, ui):
    for module in pkgutil.walk_packages(folder.__path__, f"{folder.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
"""


def figures() -> Iterator[Figure]:
    with installed() as environment:
        for size in big_register.SIZES:
            yield from told_figures(_walk(size, environment), f"the journey of {size}")


@contextmanager
def installed() -> Iterator[dict[str, str]]:
    """As installed programs are: compiled once, not each time the program starts."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as compiled:
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONPYCACHEPREFIX=compiled)
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run([sys.executable, "-c", _EVERYTHING], env=environment, check=True)
        yield environment


def told_figures(told: Mapping[str, Sequence[float]], what: str) -> Iterator[Figure]:
    """Each step's longest gap, and the longest of all."""
    for name, times in told.items():
        for which, value in zip(("longest gap", "worked in one", "all threads in one"), times, strict=True):
            yield _figure(f"{name}, {what}: {which}", value)
    for at, which in enumerate(("gap", "work in one gap")):
        name, times = max(told.items(), key=lambda step: step[1][at])
        yield _figure(f"longest {which} of {what}: at «{name}»", times[at])


def _walk(size: int, environment: dict[str, str]) -> dict[str, tuple[float, float, float]]:
    """Seconds by step: (longest gap, longest work of the screen's thread, longest work of all threads)."""
    command = [sys.executable, "-c", SCRIPT, str(big_register.home(size))]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    told: dict[str, tuple[float, float, float]] = json.loads(done.splitlines()[-1])
    return told


def _figure(name: str, gap: float) -> Figure:
    return Figure(name, round(gap * 1000, 1), "ms", round(gap * 1000 / ALLOWED_MS, 2), f"{ALLOWED_MS} ms", 1)
