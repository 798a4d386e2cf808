"""Somebody works in the list of a big register in a real window: how long each step holds up the screen at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator

from benchmarks import big_register
from benchmarks.figure import Figure

ALLOWED_MS = 50
SCRIPT = """
import json, sys, time
from pathlib import Path
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from desktop.desk import open_desk
from desktop.jobs import Lanes
from desktop.settings import Settings
from tests.typing_vi import vtype
from ui import appearance
from ui.main_window import build
from ui.session import Session
app = QApplication([])
settings = Settings()
appearance.speak(settings)
appearance.dress(settings)
session = Session(open_desk(Path(sys.argv[1]), None), Lanes())
window = build(session, settings)
window.resize(1366, 768)
window.show()
gaps, last = [], [time.perf_counter()]
def beat():
    now = time.perf_counter()
    gaps.append(now - last[0])
    last[0] = now
timer = QTimer(interval=1)
timer.timeout.connect(beat)
timer.start()
def settle():
    quiet = time.perf_counter()
    while time.perf_counter() - quiet < 0.4:
        app.processEvents()
        if page is not None and (page.finder.waiting() or session.lanes.busy()):
            quiet = time.perf_counter()
told, page = {}, None
def step(name, act):
    settle()
    gaps.clear()
    last[0] = time.perf_counter()
    act()
    settle()
    told[name] = max(gaps, default=0)
def made():
    global page
    page = window.show_page("initiatives")
step("page made once", made)
table = page.list.table
bar = table.verticalScrollBar()
def typed(words):
    for letter in words:
        vtype(page.finder.search, letter)
        app.processEvents()
step("search typed", lambda: typed("sang kien ma"))
step("search emptied", lambda: page.finder.clear())
step("sorted by title", lambda: table.horizontalHeader().sectionClicked.emit(0))
step("sorted by author", lambda: table.horizontalHeader().sectionClicked.emit(1))
step("jump to the middle", lambda: bar.setValue(bar.maximum() // 2))
step("jump to the end", lambda: bar.setValue(bar.maximum()))
step("all chosen", lambda: QTest.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier))
step("one chosen", lambda: table.select_row(3))
step("a chip", lambda: page.finder.show_chip("draft"))
step("back to all", lambda: page.finder.clear())
step("filter panel made once", lambda: page._tools.filter_button.click())
def kind():
    choice = page._tools.panel.choices["kinds"]
    choice.setCurrentIndex(1)
    choice.activated.emit(1)
step("filtered by kind", kind)
print(json.dumps(told))
window.close()
session.close()
"""


def figures() -> Iterator[Figure]:
    for size in big_register.SIZES:
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen")
        command = [sys.executable, "-c", SCRIPT, str(big_register.home(size))]
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
        for name, gap in json.loads(done.splitlines()[-1]).items():
            yield Figure(f"{name}, {size}: longest gap", round(gap * 1000, 1), "ms", round(gap * 1000 / ALLOWED_MS, 2),
                         f"{ALLOWED_MS} ms", 1)  # fmt: skip
