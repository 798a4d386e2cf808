"""Thousands of packages come in while somebody looks at figures: how long each step holds up the screen at most.

`python -m benchmarks.receive_journey HOME FOLDER` is the part that runs in a process of its own, with a real window.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks import big_register, gather, office_register
from benchmarks.figure import Figure
from benchmarks.gather import BAD_SHARE, RECORDS
from benchmarks.list_journey import installed, told_figures
from desktop import desk

PACKAGES, NUMBER = 300, 7  # of each sender numbers 1, 2 and sometimes 4 are there
REST_S = 0.3
PATIENCE_S = 900.0
# What a person opens while packages come in, and again afterwards.
TABLES = ("unit", "cluster", "phase", "kind", "block", "group", "month", "rank_level", "rank_block", "")


def figures() -> Iterator[Figure]:
    with installed() as environment:
        for size in big_register.SIZES:
            with tempfile.TemporaryDirectory(prefix="receive-") as room:
                home, folder = office_register.of_size(Path(room), size), Path(room) / "in"
                opened = desk.open_desk(home, None)
                gather.sprung(opened, folder, PACKAGES, RECORDS, BAD_SHARE, NUMBER)
                opened.close()
                told = walked(home, folder, environment)
            yield from told_figures(told, f"{PACKAGES} packages into {size} records")


def walked(home: Path, folder: Path, environment: dict[str, str]) -> dict[str, tuple[float, float, float]]:
    command = [sys.executable, "-m", "benchmarks.receive_journey", str(home), str(folder)]
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout
    told: dict[str, tuple[float, float, float]] = json.loads(done.splitlines()[-1])
    return told


class Journey:
    """A real window over a register, a timer that beats in its event loop, and the worst gap of each step."""

    def __init__(self, home: Path) -> None:
        from PySide6.QtCore import QTimer
        from PySide6.QtWidgets import QApplication  # noqa: TID251 - it measures the window

        from desktop.jobs import Lanes
        from desktop.settings import Settings
        from ui import appearance
        from ui.collecting import Collector
        from ui.main_window import build
        from ui.session import Session

        self.app = QApplication([])
        Collector(self.app)  # as the program's own start has it
        settings = Settings()
        appearance.speak(settings)
        appearance.dress(settings)
        self.session = Session(desk.open_desk(home, None), Lanes())
        self.window = build(self.session, settings)
        self.window.resize(1366, 768)
        self.window.show()
        self.told: dict[str, list[float]] = {}
        self._gaps: list[list[float]] = []
        self._last = _clocks()
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def step(self, name: str, act: Callable[[], object], ready: Callable[[], bool]) -> None:
        """Does it, and runs the event loop until it is there and has settled."""
        from ui.hands import hands

        self.rest(REST_S)
        hands().touch()  # somebody sits there
        self._gaps.clear()
        self._last = _clocks()
        act()
        self._beat()
        begun = time.perf_counter()
        while not ready():
            self.app.processEvents()
            hands().touch()
            if time.perf_counter() - begun > PATIENCE_S:
                raise TimeoutError(name)
        self.rest(REST_S)
        worst = [max(one) for one in zip(*self._gaps, strict=True)]
        self.told[name] = [max(pair) for pair in zip(worst, self.told.get(name, worst), strict=True)]

    def rest(self, seconds: float) -> None:
        begun = time.perf_counter()
        while time.perf_counter() - begun < seconds:
            self.app.processEvents()

    def close(self) -> None:
        self.window.close()
        self.session.close()

    def _beat(self) -> None:
        now = _clocks()
        self._gaps.append([later - before for later, before in zip(now, self._last, strict=True)])
        self._last = now


def _clocks() -> tuple[float, float, float]:
    return time.perf_counter(), time.thread_time(), time.process_time()


def _page(journey: Journey, key: str) -> Any:
    """The page, once the window has made it."""
    journey.window.navigation.chosen.emit(key)
    begun = time.perf_counter()
    while time.perf_counter() - begun < PATIENCE_S:
        journey.app.processEvents()
        if journey.window.current_page() == key and journey.window.made(key) is not None:
            return journey.window.made(key)
    raise TimeoutError(key)


def _press(page: Any, key: str) -> None:
    """The chip of a section, as a person presses it."""
    page.chips._chips[key].click()


def _in_front(page: Any, key: str) -> bool:
    section = page.made(key)
    return section is not None and bool(section.isVisible())


def _figures(journey: Journey, when: str) -> None:
    """Every table of figures, quality, the tables kept, the board, the first page."""
    found: list[Any] = []
    journey.step(f"{when}: open the statistics", lambda: found.append(_page(journey, "statistics")), lambda: True)
    page = found[0]
    table = page.section("table")
    for by in TABLES:
        journey.step(f"{when}: table by {by or 'nothing'}", lambda: table.controls.by.set_value(by) or table.refresh(),  # noqa: B023
                     lambda: table._job is None)  # fmt: skip
    journey.step(f"{when}: quality", lambda: _press(page, "quality"),
                 lambda: _in_front(page, "quality") and bool(page.section("quality").lines))  # fmt: skip
    journey.step(f"{when}: tables kept", lambda: _press(page, "kept"), lambda: _in_front(page, "kept"))
    journey.step(f"{when}: back to the tables", lambda: _press(page, "table"), lambda: table._job is None)
    journey.step(f"{when}: the first page", lambda: _page(journey, "overview"), lambda: True)


def _board(journey: Journey, packages: Any, when: str) -> None:
    journey.step(f"{when}: back to the packages", lambda: _page(journey, "packages"), lambda: True)
    journey.step(f"{when}: the board", lambda: _press(packages, "units"),
                 lambda: _in_front(packages, "units") and packages.units._job is None)  # fmt: skip
    panel = packages.units
    journey.step(f"{when}: scroll the board",
                 lambda: panel.table.verticalScrollBar().setValue(panel.table.verticalScrollBar().maximum()),
                 lambda: True)  # fmt: skip
    journey.step(f"{when}: sort the board", lambda: panel.table.sort_asked.emit("name", False),
                 lambda: panel._job is None)  # fmt: skip
    journey.step(f"{when}: search the board", lambda: panel.search.set_value("số 12"), lambda: panel._job is None)
    journey.step(f"{when}: all of the board", lambda: panel.search.set_value(""), lambda: panel._job is None)
    journey.step(f"{when}: what came", lambda: _press(packages, "received"), lambda: True)


def walk(home: Path, folder: Path) -> dict[str, list[float]]:
    journey = Journey(home)
    found: list[Any] = []
    journey.step("open the packages", lambda: found.append(_page(journey, "packages")), lambda: True)
    packages = found[0]
    journey.step("open the receiving", packages.receive, lambda: packages.task is not None)
    wizard = packages.task
    frame, verdicts = wizard.frame, wizard.verdicts
    journey.step("name the folder", lambda: wizard.add([folder]), frame.next_button.isEnabled)
    journey.step("look through the packages", frame.next_button.click, lambda: bool(verdicts.rows))
    journey.step("the next verdict", lambda: verdicts.table.select_row(1), lambda: True)
    journey.step("to the first refused", verdicts.show_refused, lambda: True)
    journey.step("see what changes", frame.next_button.click, lambda: not journey.session.lanes.busy("free"))
    journey.step("begin to take in", frame.next_button.click, lambda: journey.session.lanes.busy("store"))
    _figures(journey, "while they come in")
    still = journey.session.lanes.busy("store")
    journey.step("take the rest in", lambda: _page(journey, "packages"), lambda: frame.current() == "receipts")
    journey.step("through", frame.next_button.click, lambda: True)
    if packages.task is not None:
        packages.task.closed.emit()
    _figures(journey, "afterwards")
    _board(journey, packages, "afterwards")
    if not still:
        print("all were in before the figures had been looked at", file=sys.stderr)
    journey.close()
    return journey.told


if __name__ == "__main__":
    print(json.dumps(walk(Path(sys.argv[1]), Path(sys.argv[2]))))
