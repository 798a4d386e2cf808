"""Progress on the terminal: said there, taken away again, and never in a file."""

from __future__ import annotations

import io
import sys

import pytest

from desktop.cli import watching


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_told_and_left_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, clock = Terminal(), iter(range(100))
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr(watching.time, "monotonic", lambda: float(next(clock)))
    with watching.told("Đang so") as step:
        step(1, 3)
    assert terminal.getvalue() == "\rĐang so: 1/3\r\x1b[K"


def test_a_file_gets_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.StringIO()
    monkeypatch.setattr(sys, "stderr", file)
    with watching.told("Đang so") as step:
        step(1, 3)
    assert file.getvalue() == ""
