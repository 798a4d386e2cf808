"""A disk that loses power keeps only some of what it was told since it was last told to sync.

The store's log is cut off, torn and riddled as such a disk leaves it, and opened again: it holds a whole number of
saves, and at least all that were answered.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from db import initiatives, journal, store
from db.initiatives import Filter
from tests.db.stores import NOW, new, put, some

KEY = bytes(range(32))
SAVES = 6
SECTOR = 512
PAGE = 4096
HEAD, FRAME = 32, 24 + PAGE


@dataclass(frozen=True)
class Disk:
    """The two files after the last save, how long the log was when each save was answered, the file once written back.

    A save is answered after its part of the log is synced: what lies beyond is what a power cut may lose.
    """

    file: bytes
    log: bytes
    synced: tuple[int, ...]
    written_back: bytes


@pytest.fixture(scope="module")
def disk(tmp_path_factory: pytest.TempPathFactory) -> Disk:
    home = tmp_path_factory.mktemp("disk")
    new(home, key=KEY).close()
    file, log = home / store.FILE, home / (store.FILE + "-wal")
    before = file.read_bytes()
    opened = store.open_store(home, KEY, plain=False)
    synced = [log.stat().st_size]
    for number in range(SAVES):
        with opened.atomic():
            put(opened, some(title=f"Kệ {number}", summary="chữ " * 700 * number))
            journal.write(opened, "Hân", "entered", str(number), NOW)
        synced.append(log.stat().st_size)
    held = log.read_bytes()
    opened.value("PRAGMA wal_checkpoint(FULL)")
    after = file.read_bytes()
    opened.close()
    assert len(held) == synced[-1] < PAGE * 900  # nothing was written back meanwhile
    return Disk(before, held, tuple(synced), after)


def saves_in(home: Path, file: bytes, log: bytes) -> int:
    """How many saves the store holds that is found there after the power came back."""
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir()
    (home / store.FILE).write_bytes(file)
    (home / (store.FILE + "-wal")).write_bytes(log)
    opened = store.open_store(home, KEY, plain=False)
    try:
        assert opened.value("PRAGMA integrity_check") == "ok"
        opened.value("PRAGMA wal_checkpoint(TRUNCATE)")  # the next check looks at the file alone
        assert opened.rows("PRAGMA cipher_integrity_check") == opened.rows("PRAGMA foreign_key_check") == []
        held = initiatives.get_many(opened, initiatives.ids(opened, Filter()))
        assert [one.initiative.title for one in held] == [f"Kệ {number}" for number in range(len(held))]
        assert [one.initiative.summary for one in held] == [("chữ " * 700 * n) for n in range(len(held))]
        assert opened.value("SELECT count(*) FROM journal") == len(held)
    finally:
        opened.close()
    return len(held)


def answered(disk: Disk, length: int) -> int:
    return sum(end <= length for end in disk.synced) - 1


def test_a_log_cut_off_after_any_page_holds_every_save_that_was_answered(
    tmp_path: Path, disk: Disk, record_property: Callable[..., None]
) -> None:
    ends = range(disk.synced[0] or HEAD, len(disk.log) + 1, FRAME)
    assert len(ends) > 3 * SAVES
    for end in ends:
        assert saves_in(tmp_path / "home", disk.file, disk.log[:end]) == answered(disk, end)
    record_property("trust", ("power-cut", len(ends), 0))


def test_a_log_torn_within_a_page_holds_every_save_that_was_answered(
    tmp_path: Path, disk: Disk, record_property: Callable[..., None]
) -> None:
    for _ in range(25):
        end = random.randint(disk.synced[0] or HEAD, len(disk.log))
        noise = random.choice([b"", bytes(FRAME), random.randbytes(FRAME)])
        assert saves_in(tmp_path / "home", disk.file, disk.log[:end] + noise) == answered(disk, end)
    record_property("trust", ("power-cut", 25, 0))


def test_sectors_lost_since_the_last_sync_take_no_answered_save_with_them(
    tmp_path: Path, disk: Disk, record_property: Callable[..., None]
) -> None:
    for _ in range(40):
        done = random.randrange(SAVES)
        start, end = disk.synced[done], disk.synced[done + 1]
        log = bytearray(disk.log[:end])
        lost = [at for at in range(start, end, SECTOR) if random.random() < 0.3]
        for at in lost:
            log[at : min(at + SECTOR, end)] = bytes(min(SECTOR, end - at))
        found = saves_in(tmp_path / "home", disk.file, bytes(log))
        assert found == (done if bytes(log) != disk.log[:end] else done + 1)
    record_property("trust", ("power-cut", 40, 0))


def test_power_that_fails_while_the_log_is_written_back_takes_nothing(
    tmp_path: Path, disk: Disk, record_property: Callable[..., None]
) -> None:
    pages = range(0, len(disk.written_back), PAGE)
    for _ in range(25):
        file = bytearray(disk.file.ljust(len(disk.written_back), b"\0"))
        for at in pages:
            if random.random() < 0.5:
                file[at : at + PAGE] = disk.written_back[at : at + PAGE]
        length = random.choice([len(disk.file), len(disk.written_back)])
        assert saves_in(tmp_path / "home", bytes(file[:length]), disk.log) == SAVES
    record_property("trust", ("power-cut", 25, 0))
