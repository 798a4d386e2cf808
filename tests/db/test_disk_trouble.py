"""A disk that is full or locked: what was answered stays, what was refused is not there, and the work goes on later."""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db import initiatives, journal, store
from db.initiatives import Filter
from db.store import Store
from desktop import desk
from desktop.operations import backups
from desktop.operations import initiatives as operations
from domain.errors import TroubleError
from tests.db.stores import NOW, new, some
from tests.desktop.operations import unions

ROUNDS = 20
NOBODY = 65534


def save(opened: Store, number: int) -> None:
    with opened.atomic():
        held = some(title=f"Kệ {number}", summary="chữ " * random.randrange(3000))
        initiatives.insert(opened, held, own=True, missing=0, now=NOW)
        journal.write(opened, "Hân", "entered", held.id, NOW)


def titles(opened: Store) -> set[str]:
    held = initiatives.get_many(opened, initiatives.ids(opened, Filter()))
    return {one.initiative.title for one in held}


@pytest.mark.parametrize("key", [None, bytes(range(32))], ids=["plain", "encrypted"])
def test_a_full_disk_takes_nothing_that_was_answered(
    tmp_path: Path, key: bytes | None, record_property: Callable[..., None]
) -> None:
    opened, answered, refused = new(tmp_path, key=key), set[str](), 0
    for number in range(ROUNDS * 6):
        if number % 6 == 0:
            pages = opened.value("PRAGMA page_count") + random.randrange(12)
            opened.value(f"PRAGMA max_page_count = {pages}")
        try:
            save(opened, number)
            answered.add(f"Kệ {number}")
        except TroubleError as error:
            assert (error.code, error.again) == ("disk_full", True)
            refused += 1
        assert titles(opened) == answered
    assert refused >= ROUNDS
    opened.value("PRAGMA max_page_count = 1000000")
    save(opened, 9999)
    opened.close()
    again = store.open_store(tmp_path, key or bytes(32), plain=key is None)
    assert titles(again) == {*answered, "Kệ 9999"}
    assert again.value("SELECT count(*) FROM journal") == len(answered) + 1
    assert again.value("PRAGMA integrity_check") == "ok"
    again.close()
    record_property("trust", ("full-disk", refused, 0))


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Nobody may write there, not even the administrator that may run the tests."""
    kept = {path: path.stat().st_mode for path in (folder, *folder.rglob("*"))}
    for path in kept:
        path.chmod(0o555 if path.is_dir() else 0o444)
    administrator = os.geteuid() == 0
    if administrator:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if administrator:
            os.seteuid(0)
        for path, mode in kept.items():
            path.chmod(mode)


@pytest.fixture
def open_to_all() -> Iterator[Path]:
    """A folder that every user of this PC may look into."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="modes of files are those of POSIX")
def test_a_locked_disk_is_named_and_nothing_on_it_changes(
    open_to_all: Path, record_property: Callable[..., None]
) -> None:
    opened = unions.new(open_to_all / "home")
    operations.new(opened, {"title": "Kệ"})
    backups.make(opened, backups.ASKED, step=unions.quiet)
    opened.close()
    before = {path: path.read_bytes() for path in opened.home.rglob("*") if path.is_file()}
    with locked(opened.home):
        with pytest.raises(TroubleError) as refused:
            desk.open_desk(opened.home, None)
        assert refused.value.code in ("home_not_writable", "disk_read_only")
        with pytest.raises(TroubleError):
            store.open_store(opened.home, bytes(32), plain=True)
        assert len(backups.listed(opened.home)) == 1
    assert {path: path.read_bytes() for path in opened.home.rglob("*") if path.is_file()} == before
    again = desk.open_desk(opened.home, None)
    assert operations.total(again, operations.Filter()) == 1
    again.close()
    record_property("trust", ("read-only", 2, 0))


def test_one_program_at_a_time(tmp_path: Path) -> None:
    opened = unions.new(tmp_path / "home")
    with pytest.raises(TroubleError) as refused:
        desk.open_desk(opened.home, None)
    assert (refused.value.code, refused.value.again) == ("register_busy", True)
    opened.close()
    desk.open_desk(opened.home, None).close()


def test_a_disk_that_is_slow_delays_and_loses_nothing(tmp_path: Path, record_property: Callable[..., None]) -> None:
    """Another program holds the file: the save waits, is refused in words, and succeeds the next time."""
    first = new(tmp_path)
    save(first, 1)
    second = store.Store(tmp_path / store.FILE, None)
    second.connection.execute("PRAGMA busy_timeout = 20")
    with first.atomic():
        first.execute("UPDATE initiative SET title = 'Kệ một'")
        with pytest.raises(TroubleError) as refused:
            save(second, 2)
        assert (refused.value.code, refused.value.again) == ("register_busy", True)
    save(second, 2)
    assert titles(first) == {"Kệ một", "Kệ 2"}
    first.close()
    second.close()
    record_property("trust", ("slow-disk", 1, 0))
