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
from collections.abc import Callable
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
TYPISTS = 10
MOMENTS = 5  # of each; the last one ends it
AT_ONCE = 5
# Every so many registers one with a passphrase: opening it costs a quarter of a second on purpose.
ENCRYPTED_EVERY = 5


@dataclass
class Typist:
    """What one of them told, and the moments at which the power failed; one clock for all processes.

    A process that is stopped leaves on the disk, at that moment, what a killed one does: its files are copied then, and
    it goes on typing. The last moment kills it.
    """

    home: Path
    after_words: int
    pid: int = 0
    told: list[tuple[str, int, float]] = field(default_factory=list)
    cuts: list[tuple[float, Path]] = field(default_factory=list)
    stops: list[tuple[float, float]] = field(default_factory=list)
    busy: bool = False

    def hear(self, what: str, number: int, at: float) -> None:
        if what == "started":
            self.pid = number
            return
        self.told.append((what, number, at))
        # Long enough for words to be due, however late this machine and its disk are.
        if not self.busy and len(self.cuts) < MOMENTS and len(self.told) >= self.after_words and self.due(at):
            self.busy = True
            threading.Timer(random.uniform(0, 0.2), self.cut).start()

    def cut(self) -> None:
        at = time.monotonic()
        if len(self.cuts) == MOMENTS - 1:
            os.kill(self.pid, signal.SIGKILL)
            self.cuts.append((at, self.home))
            return
        os.kill(self.pid, signal.SIGSTOP)
        while not self.stopped():
            pass
        left = self.home.with_name(f"{self.home.name}-{len(self.cuts)}")
        shutil.copytree(self.home, left, ignore=shutil.ignore_patterns("lock"))
        os.kill(self.pid, signal.SIGCONT)
        self.stops.append((at, time.monotonic()))
        self.cuts.append((at, left))
        self.after_words = len(self.told) + random.randint(3, 12)
        self.busy = False

    def stopped(self) -> bool:
        found = subprocess.run(["ps", "-o", "state=", "-p", str(self.pid)], capture_output=True, text=True, check=False)
        return found.stdout.strip().startswith("T")

    def lived(self, begin: float, end: float) -> float:
        """The seconds between two moments in which the process was not stopped."""
        still = sum(max(0.0, min(end, until) - max(begin, since)) for since, until in self.stops)
        return end - begin - still

    def due(self, until: float) -> list[int]:
        """The words that had to be in the store: typed two seconds before, by a machine and a disk that keep up.

        What the disk was still writing at the end, and what the event loop was late by, is not the program's doing.
        """
        told = [one for one in self.told if one[2] <= until]
        writes = [(what, at) for what, _, at in told if what != "typed"]
        unanswered = writes[-1][1] if writes and writes[-1][0] == "writing" else until
        late = max((self.lived(before[2], after[2]) for before, after in pairwise(told)), default=0.0)
        until = min(until, unanswered + PROMISED_S / 4)
        return [number for what, number, at in told if what == "typed" and self.lived(at, until) > PROMISED_S + late]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is how a power cut looks to a process on POSIX")
def test_killed_at_fifty_moments_nothing_older_than_two_seconds_is_missing(
    tmp_path: Path, record_property: Callable[..., None]
) -> None:
    lost = 0
    for typist in type_until_killed(tmp_path):
        assert len(typist.cuts) == MOMENTS
        for at, left in typist.cuts:
            due, saved = set(typist.due(at)), words_in(left)
            assert due, "cut before anything was due"
            assert due <= saved, (left.name, sorted(due - saved))
            lost += len(due - saved)
    record_property("trust", ("kill", TYPISTS * MOMENTS, lost))


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
    for place in range(TYPISTS):
        home = folder / f"register{place}"
        shutil.copytree(folder / ("plain" if place % ENCRYPTED_EVERY else "secret"), home)
        typists.append(Typist(home, random.randint(10, 30)))
    command = [sys.executable, "-m", "tests.journeys.typist", str(AT_ONCE), *(str(one.home) for one in typists)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        for line in process.stdout:
            place_told, what, number, at = line.split()
            typists[int(place_told)].hear(what, int(number), float(at))
    return typists
