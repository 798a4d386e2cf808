"""The power fails while somebody types: after the restart nothing older than two seconds is missing."""

from __future__ import annotations

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop import desk
from desktop.operations import initiatives, registers
from desktop.operations.initiatives import Filter
from tests.ui.registers import UNIT, USER

PROMISED_S = 2.0


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is how a power cut looks to a process on POSIX")
@pytest.mark.parametrize("seed", range(3))
def test_a_killed_window_loses_nothing_older_than_two_seconds(tmp_path: Path, seed: int) -> None:
    home = tmp_path / "register"
    registers.create(home, UNIT, USER, None)
    typed, died_at = type_until_killed(home, after_words=random.Random(seed).randint(20, 90))
    opened = desk.open_desk(home, None)
    try:
        assert opened.store.value("PRAGMA integrity_check") == "ok"
        held = [stored.initiative for stored in initiatives.everything(opened, Filter())]
    finally:
        opened.close()
    due = [word for word, at in typed if at < died_at - PROMISED_S]
    saved = {int(word) for word in re.findall(r"vận(\d+)", held[0].summary)} if held else set()
    assert due, "killed before anything was due"
    assert set(due) <= saved
    assert held[0].title == "Đồ gá"


def type_until_killed(home: Path, after_words: int) -> tuple[list[tuple[int, float]], float]:
    """The words the window had taken with their moments, and the moment it was killed; one clock for both processes."""
    command = [sys.executable, "-m", "tests.journeys.typist", str(home)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        typed = []
        for line in process.stdout:
            word, at = line.split()
            typed.append((int(word), float(at)))
            if len(typed) >= after_words and typed[-1][1] - typed[0][1] > PROMISED_S + 0.5:
                break
        process.kill()
        died_at = time.monotonic()
        process.wait()
    return typed, died_at
