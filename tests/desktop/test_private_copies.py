"""Copies for other programs are this person's alone, and go when the program ends."""

from __future__ import annotations

import os
import stat
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
    copies.place_for("a")
    assert not old.exists()
    assert new.exists()
    copies.clean()
