"""Copies for other programs are this person's alone, and go when the program ends."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.private_copies import PREFIX, STALE_S, PrivateCopies


def test_a_copy_has_its_name_and_goes_again(tmp_path: Path) -> None:
    copies = PrivateCopies(tmp_path)
    first, second = copies.place_for("biên bản.pdf"), copies.place_for("biên bản.pdf")
    first.write_bytes(b"x")
    assert first.name == second.name == "biên bản.pdf"
    assert first != second
    copies.clean()
    copies.clean()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="the folder of the user is private there already")
def test_nobody_else_may_look_in(tmp_path: Path) -> None:
    copies = PrivateCopies(tmp_path)
    copies.place_for("a")
    [folder] = tmp_path.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    copies.clean()


def test_what_a_crash_left_is_swept_after_a_day(tmp_path: Path) -> None:
    old, new = tmp_path / f"{PREFIX}old", tmp_path / f"{PREFIX}new"
    for folder in (old, new):
        folder.mkdir()
    then = old.stat().st_mtime - STALE_S - 60
    os.utime(old, (then, then))
    copies = PrivateCopies(tmp_path)
    copies.sweep()
    assert not old.exists()
    assert new.exists()


def test_what_a_program_left_that_was_killed_is_swept_at_the_next_start(tmp_path: Path) -> None:
    """At once, and never what belongs to a program that still runs."""
    lines = ("import os", "from pathlib import Path", "from desktop.private_copies import PrivateCopies",
             f"copies = PrivateCopies(Path({str(tmp_path)!r}))",
             "copies.place_for('a.pdf').write_bytes(b'x')", "os._exit(9)")  # fmt: skip
    assert subprocess.run([sys.executable, "-c", "\n".join(lines)], check=False).returncode == 9
    (left,) = tmp_path.iterdir()
    living = PrivateCopies(tmp_path)
    mine = living.place_for("b.pdf")
    mine.write_bytes(b"x")
    PrivateCopies(tmp_path).sweep()
    assert not left.exists() and mine.exists()
    assert living.clean() and list(tmp_path.iterdir()) == []


def test_a_copy_that_is_held_open_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies, remove = PrivateCopies(tmp_path), shutil.rmtree
    copy = copies.place_for("a.pdf")
    copy.write_bytes(b"x")
    monkeypatch.setattr(shutil, "rmtree", lambda *_args, **_more: None)  # as Windows does with an open file
    assert not copies.clean() and copy.exists()
    monkeypatch.setattr(shutil, "rmtree", remove)
    assert copies.clean() and list(tmp_path.iterdir()) == []
