"""The power fails while somebody types: after the restart nothing older than two seconds is missing."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest

from desktop import desk
from desktop.operations import initiatives, registers
from desktop.operations.initiatives import Filter
from tests.ui.registers import UNIT, USER

PROMISED_S = 2.0
Told = tuple[str, int, float]


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is how a power cut looks to a process on POSIX")
@pytest.mark.parametrize("seed", range(3))
def test_a_killed_window_loses_nothing_older_than_two_seconds(tmp_path: Path, seed: int) -> None:
    home = tmp_path / "register"
    registers.create(home, UNIT, USER, None)
    told, died_at = type_until_killed(home, after_words=random.Random(seed).randint(20, 90))
    opened = desk.open_desk(home, None)
    try:
        assert opened.store.value("PRAGMA integrity_check") == "ok"
        held = [stored.initiative for stored in initiatives.everything(opened, Filter())]
    finally:
        opened.close()
    due = words_due(told, died_at)
    saved = {int(word) for word in re.findall(r"vận(\d+)", held[0].summary)} if held else set()
    assert due, "killed before anything was due"
    assert set(due) <= saved
    assert held[0].title == "Đồ gá"


def type_until_killed(home: Path, after_words: int) -> tuple[list[Told], float]:
    """What the typist told until it was killed, and the moment of that; one clock for both processes."""
    command = [sys.executable, "-m", "tests.journeys.typist", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told: list[Told] = []
        for line in process.stdout:
            what, number, at = line.split()
            told.append((what, int(number), float(at)))
            # Long enough for words to be due, however late this machine and its disk are.
            if len(told) >= after_words and what == "typed" and words_due(told, float(at)):
                break
        process.kill()
        died_at = time.monotonic()
        process.wait()
    return told, died_at


def words_due(told: list[Told], died_at: float) -> list[int]:
    """The words that had to be in the store: typed two seconds ago, by a machine and a disk that keep up.

    What the disk was still writing at the end, and what the event loop was late by, is not the program's doing.
    """
    writes = [(what, at) for what, _, at in told if what != "typed"]
    unanswered = writes[-1][1] if writes and writes[-1][0] == "writing" else died_at
    moments = [at for _, _, at in told]
    late = max((after - before for before, after in pairwise(moments)), default=0.0)
    until = min(died_at, unanswered + PROMISED_S / 4) - PROMISED_S - late
    return [number for what, number, at in told if what == "typed" and at < until]
