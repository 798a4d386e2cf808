"""The power fails while somebody types: after the restart nothing older than two seconds is missing."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest

from desktop import desk
from desktop.operations import initiatives, recovery, registers
from desktop.operations.initiatives import Filter
from tests.journeys.typist import FIELDS, PASSPHRASE
from tests.ui.registers import UNIT, USER

PROMISED_S = 2.0
KILLS = 50
AT_ONCE = 8
# Every so many registers one with a passphrase: opening it costs a quarter of a second on purpose.
ENCRYPTED_EVERY = 5


@dataclass
class Typist:
    """What one of them told until it was killed, and the moment of that; one clock for all processes."""

    home: Path
    after_words: int
    pid: int = 0
    told: list[tuple[str, int, float]] = field(default_factory=list)
    died_at: float | None = None
    dying: bool = False

    def hear(self, what: str, number: int, at: float) -> None:
        if what == "started":
            self.pid = number
            return
        self.told.append((what, number, at))
        # Long enough for words to be due, however late this machine and its disk are.
        if not self.dying and len(self.told) >= self.after_words and self.due(at):
            self.dying = True
            threading.Timer(random.uniform(0, 0.2), self.kill).start()

    def kill(self) -> None:
        self.died_at = time.monotonic()
        os.kill(self.pid, signal.SIGKILL)

    def due(self, until: float) -> list[int]:
        """The words that had to be in the store: typed two seconds before, by a machine and a disk that keep up.

        What the disk was still writing at the end, and what the event loop was late by, is not the program's doing.
        """
        writes = [(what, at) for what, _, at in self.told if what != "typed"]
        unanswered = writes[-1][1] if writes and writes[-1][0] == "writing" else until
        moments = [at for _, _, at in self.told]
        late = max((after - before for before, after in pairwise(moments)), default=0.0)
        until = min(until, unanswered + PROMISED_S / 4) - PROMISED_S - late
        return [number for what, number, at in self.told if what == "typed" and at < until]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is how a power cut looks to a process on POSIX")
def test_killed_at_fifty_moments_nothing_older_than_two_seconds_is_missing(tmp_path: Path) -> None:
    typists = type_until_killed(tmp_path)
    for typist in typists:
        assert typist.died_at is not None
        due, saved = set(typist.due(typist.died_at)), words_in(typist.home)
        assert due, "killed before anything was due"
        assert due <= saved, (typist.home.name, sorted(due - saved))


def words_in(home: Path) -> set[int]:
    """The numbers of the words in the register, which opens as if nothing had happened."""
    opened = desk.open_desk(home, PASSPHRASE if (home / "secret").exists() else None)
    try:
        assert opened.store.value("PRAGMA integrity_check") == "ok"
        assert not recovery.settle(opened).orderly
        assert opened.store.rows("PRAGMA foreign_key_check") == []
        held = [stored.initiative for stored in initiatives.everything(opened, Filter())]
    finally:
        opened.close()
    words = " ".join(str(getattr(one, name)) for one in held for name in FIELDS)
    return {int(word) for word in re.findall(r"vận(\d+)", words)}


def type_until_killed(folder: Path) -> list[Typist]:
    for name, secret in (("plain", None), ("secret", PASSPHRASE)):
        registers.create(folder / name, UNIT, USER, secret)
    (folder / "secret" / "secret").touch()
    typists = []
    for place in range(KILLS):
        home = folder / f"register{place}"
        shutil.copytree(folder / ("plain" if place % ENCRYPTED_EVERY else "secret"), home)
        typists.append(Typist(home, random.randint(20, 80)))
    command = [sys.executable, "-m", "tests.journeys.typist", str(AT_ONCE), *(str(one.home) for one in typists)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            place_told, what, number, at = line.split()
            typists[int(place_told)].hear(what, int(number), float(at))
    return typists
