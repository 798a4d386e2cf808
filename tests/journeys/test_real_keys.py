"""The program on a screen of its own, and keys as a keyboard sends them: every one arrives where the person types.

Needs Xvfb and xdotool (Debian: apt-get install xvfb xdotool).
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

import pytest

from desktop import desk
from desktop.operations import initiatives, registers
from desktop.operations.initiatives import Filter
from tests.journeys.typist import PASSPHRASE
from tests.ui.registers import UNIT, USER

ROOT = Path(__file__).resolve().parents[2]
PROMISED_S = 2.0
PATIENCE_S = 60.0
# A key is struck when xdotool is through, and typed when it stands in its field: on a busy machine that is later.
HANDED_OVER_S = 2.0
SENTENCE = "may cat vai tu dong giup bot thao tac o chuyen ba nang suat tang muoi phan tram "
KILLS = 6
SCREENS = count()

pytestmark = pytest.mark.skipif(
    not (shutil.which("Xvfb") and shutil.which("xdotool")), reason="no Xvfb or xdotool on this machine"
)


@dataclass
class Keyboard:
    """The keys of one screen; `at` is when each letter was struck."""

    display: str
    at: list[tuple[str, float]] = field(default_factory=list)

    def tool(self, *arguments: str) -> str:
        done = subprocess.run(["xdotool", *arguments], env=os.environ | {"DISPLAY": self.display}, text=True,
                              capture_output=True, check=False)  # fmt: skip
        return done.stdout

    def press(self, *keys: str) -> None:
        self.tool("key", *keys)

    def write(self, words: str, delay_ms: int) -> None:
        for letter in words:
            self.press("space" if letter == " " else letter)
            self.at.append((letter, time.monotonic()))
            time.sleep(delay_ms / 1000)

    def windows(self, pid: int) -> set[str]:
        return set(self.tool("search", "--onlyvisible", "--pid", str(pid)).split())

    def is_large(self, window: str) -> bool:
        told = dict(line.partition("=")[::2] for line in self.tool("getwindowgeometry", "--shell", window).split())
        return int(told.get("WIDTH", 0)) > 1000


@pytest.fixture
def keyboard() -> Iterator[Keyboard]:
    """On a screen whose number nobody else has had: one that ends takes away the door of the next of that number."""
    reader, writer = os.pipe()
    name = f":{1000 + os.getpid() * 20 % 40_000 + next(SCREENS)}"
    # Without -noreset it begins anew, and answers nobody for a moment, when the last xdotool is through.
    command = ["Xvfb", name, "-noreset", "-displayfd", str(writer), "-screen", "0", "1366x768x24"]
    with subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL) as screen:
        os.close(writer)
        with os.fdopen(reader) as told:
            assert f":{told.readline().strip()}" == name
        yield Keyboard(name)
        screen.terminate()


@dataclass
class Program:
    """The program over one register, on the screen of a keyboard."""

    home: Path
    keyboard: Keyboard
    process: subprocess.Popen[bytes]

    def window(self, *, but: Sequence[str] = ()) -> str:
        """Its large window once there is one other than these; it has the keyboard then."""
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            for found in self.keyboard.windows(self.process.pid) - set(but):
                if self.keyboard.is_large(found):
                    self.keyboard.tool("windowfocus", "--sync", found)
                    return found
        raise AssertionError("no window came")

    def rest(self) -> None:
        """Until it has nothing to do any more: keys struck faster than people do wait in a row."""
        spent, before = self.spent(), -1
        while spent - before > 20:
            before = spent
            time.sleep(PROMISED_S)
            spent = self.spent()

    def spent(self) -> int:
        """Its processor time so far, in hundredths of a second."""
        told = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return int(told[11]) + int(told[12])

    def kill(self) -> float:
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        return time.monotonic()

    def opened(self, impatient: Sequence[str] = ()) -> None:
        """Past the passphrase, pressing `impatient` keys, until the window over the register has the keyboard."""
        gate = self.window()
        self.keyboard.tool("type", "--delay", "30", PASSPHRASE)
        self.keyboard.press("Return")
        while self.keyboard.windows(self.process.pid) <= {gate}:
            if impatient:
                self.keyboard.press(*impatient)
        self.window(but=[gate])

    def titles(self) -> list[str]:
        opened = desk.open_desk(self.home, PASSPHRASE)
        try:
            assert opened.store.value("PRAGMA integrity_check") == "ok"
            return [held.initiative.title for held in initiatives.everything(opened, Filter())]
        finally:
            opened.close()


def started(home: Path, keyboard: Keyboard) -> Program:
    env = os.environ | {"DISPLAY": keyboard.display, "QT_QPA_PLATFORM": "xcb",
                        "SANGKIEN_CONFIG_DIR": str(home.parent / "settings")}  # fmt: skip
    command = [sys.executable, "-m", "desktop", "--home", str(home)]
    return Program(home, keyboard, subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL))


@pytest.mark.parametrize("moment", range(KILLS))
def test_killed_under_the_hands_two_seconds_are_lost_at_most(moment: int, keyboard: Keyboard, tmp_path: Path) -> None:
    """Straight from the start: impatient keys while it opens, then Ctrl+N and a sentence, or the next one with
    Ctrl+Enter, or after a look at the overview."""
    chance = random.Random(moment)
    registers.create(tmp_path / "sổ", UNIT, USER, PASSPHRASE)
    program = started(tmp_path / "sổ", keyboard)
    try:
        program.opened(chance.sample(["Return", "Escape", "Tab", "space"], 2))
        keyboard.press("ctrl+n")
        if moment % 3:
            keyboard.tool("type", "--delay", "1", "truoc")
            keyboard.press(*(["ctrl+Return"] if moment % 3 == 1 else ["ctrl+1", "ctrl+n"]))
        until = time.monotonic() + chance.uniform(1, 8)
        while time.monotonic() < until:
            keyboard.write((SENTENCE * 9)[len(keyboard.at)], chance.choice([0, 30, 150]))
        killed = program.kill()
    finally:
        program.process.kill()
        program.process.wait()
    due = "".join(letter for letter, at in keyboard.at if killed - at > PROMISED_S + HANDED_OVER_S)
    titles = program.titles()
    assert any((title + " ").startswith(due) for title in titles or [""]), (due, titles)


def test_ten_sheets_in_a_row_each_stands_in_a_record_of_its_own(keyboard: Keyboard, tmp_path: Path) -> None:
    """As fast as xdotool can, without looking: Ctrl+Enter, a title, Enter through the fields to the summary."""
    registers.create(tmp_path / "sổ", UNIT, USER, PASSPHRASE)
    program = started(tmp_path / "sổ", keyboard)
    try:
        program.opened()
        keyboard.press("ctrl+n")
        for number in range(10):
            keyboard.tool("type", "--delay", "3", f"to may so {number} cua xuong")
            keyboard.press("ctrl+Return")
        program.rest()
        program.kill()
    finally:
        program.process.kill()
        program.process.wait()
    assert sorted(program.titles()) == [f"to may so {number} cua xuong" for number in range(10)]
