"""Starting the window: whole processes against one that shows a bare widget, and what is loaded by then."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.figure import Figure, seconds
from desktop.operations import registers
from domain.unit import Unit

BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
widget = QWidget()
widget.show()
app.processEvents()
"""
OURS = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop.desk import open_desk
from desktop.jobs import Lanes
from desktop.settings import Settings
from ui import appearance
from ui.main_window import build
from ui.session import Session
app = QApplication([])
settings = Settings()
appearance.speak(settings)
appearance.dress(settings)
window = build(Session(open_desk(Path(sys.argv[1]), None), Lanes()), settings)
window.show()
app.processEvents()
heavy = [name for name in ("openpyxl", "reportlab", "pyhanko", "numpy") if name in sys.modules]
print(len(sys.modules), ",".join(heavy))
window.close()
"""
FIRST = """
import sys
from desktop.settings import Settings
from ui import window
from ui.opening import opening
opening(Settings())
print(len(sys.modules))
"""


def figures() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "register"
        registers.create(home, Unit("B1", "Benchmark"), "Benchmark", None)
        environment = dict(os.environ, QT_QPA_PLATFORM="offscreen", SANGKIEN_CONFIG_DIR=folder)

        def run(script: str) -> str:
            command = [sys.executable, "-c", script, str(home)]
            return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout

        pairs = [(seconds(lambda: run(OURS)), seconds(lambda: run(BARE))) for _ in range(6)][1:]
        mine = statistics.median(pair[0] for pair in pairs)
        bare = statistics.median(pair[1] for pair in pairs)
        pairs = [(seconds(lambda: run(FIRST)), seconds(lambda: run(BARE))) for _ in range(6)][1:]
        word = statistics.median(pair[0] for pair in pairs)
        bare_then = statistics.median(pair[1] for pair in pairs)
        yield Figure("the first word on the screen", round(word, 3), "s", round(word / bare_then, 2), "bare QWidget", 5)
        yield Figure("modules at the first word", float(run(FIRST)), "modules", None, "", 1)
        yield Figure("window with its first page", round(mine, 3), "s", round(mine / bare, 2), "bare QWidget", 5)
        modules, _, heavy = run(OURS).strip().partition(" ")
        yield Figure(f"modules at first paint ({heavy or 'none heavy'})", float(modules), "modules", None, "", 1)
