"""Every store of an earlier program opens, after a backup; a step that is stopped half-way leaves it whole."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from db import recovery, store
from desktop import desk
from desktop.operations import backups, initiatives
from desktop.operations.initiatives import Filter
from domain.errors import TroubleError
from tests.db.old_stores import INITIATIVES, LEVELS, PASSPHRASE, unpack, unpack_encrypted

ROOT = Path(__file__).resolve().parents[2]
STEPS = store.steps()
STOPS = 3
KILLS = 4
MIGRATING = """
import sys, time
from pathlib import Path
from db import store

for step in store.steps():
    def slowly(db, step=step, apply=step.apply):
        print(step.NAME, flush=True)
        apply(db)
        time.sleep(0.03)  # all of it is done, and none of it committed
    step.apply = slowly
store.open_store(Path(sys.argv[1]), bytes(32), plain=True).close()
"""


def shape(home: Path) -> tuple[str, list[tuple[Any, ...]], dict[str, int]]:
    """The level of a store, its tables and indexes, its rows."""
    opened = store.open_as_it_is(home / store.FILE, bytes(32), plain=True)
    try:
        assert recovery.sound(opened)
        assert opened.rows("PRAGMA foreign_key_check") == []
        found = opened.tuples("SELECT type, name, sql FROM sqlite_master ORDER BY type, name")
        return store.level(opened), found, recovery.counts(opened)
    finally:
        opened.close()


@pytest.fixture(scope="module")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store at every level: as an early program left it, or brought up from the nearest one below it."""
    folder = tmp_path_factory.mktemp("levels")
    for number, step in enumerate(STEPS, 1):
        home = folder / step.NAME
        if number in LEVELS:
            unpack(number, home)
            continue
        shutil.copytree(folder / STEPS[number - 2].NAME, home)
        opened = store.Store(home / store.FILE, None)
        store._migrations().apply(opened.db, stop_before=[later.NAME for later in STEPS[number:]])
        opened.close()
    return folder


def stopped_at(pieces: int) -> Callable[[Any], None]:
    """A connection whose work is broken off after so many pieces, as by a disk that fails in the middle."""
    left = [pieces]

    def over() -> bool:
        left[0] -= 1
        return left[0] <= 0

    return lambda db: db.conn.set_progress_handler(over, 50)


@pytest.mark.parametrize("level", LEVELS)
def test_a_store_of_every_earlier_program_opens_after_a_backup(tmp_path: Path, level: int) -> None:
    home = unpack(level, tmp_path / "home")
    before = shape(home)
    opened = desk.open_desk(home, None)
    assert store.level(opened.store) == STEPS[-1].NAME
    titles = {held.initiative.title for held in initiatives.everything(opened, Filter())}
    assert len(titles) == INITIATIVES and "Kệ để khuôn" in titles
    assert initiatives.total(opened, Filter(query="ke de khuon")) == 1
    opened.close()
    made = backups.listed(home)
    assert [(one.reason, one.level, dict(one.counts)) for one in made] == (
        [("migration", before[0], before[2])] if level < len(STEPS) else []
    )
    if made:
        assert shape(made[0].folder) == before


def test_the_first_encrypted_store_opens_after_a_backup(tmp_path: Path) -> None:
    home = unpack_encrypted(tmp_path / "home")
    opened = desk.open_desk(home, PASSPHRASE)
    assert initiatives.total(opened, Filter()) == INITIATIVES
    opened.close()
    [made] = backups.listed(home)
    assert (made.reason, made.level) == ("migration", STEPS[0].NAME)
    again = desk.open_desk(made.folder, PASSPHRASE)
    assert initiatives.total(again, Filter()) == INITIATIVES
    again.close()


@pytest.mark.parametrize("number", range(2, len(STEPS) + 1))
def test_a_step_stopped_half_way_changes_nothing_and_is_taken_the_next_time(
    tmp_path: Path, homes: Path, number: int, monkeypatch: pytest.MonkeyPatch, record_property: Callable[..., None]
) -> None:
    step, before = STEPS[number - 1], shape(homes / STEPS[number - 2].NAME)
    apply, pieces = step.apply, [0]

    def counted(db: Any) -> None:
        db.conn.set_progress_handler(lambda: pieces.__setitem__(0, pieces[0] + 1), 50)
        apply(db)
        db.conn.set_progress_handler(None, 0)

    monkeypatch.setattr(step, "apply", counted)
    bring_up(shutil.copytree(homes / STEPS[number - 2].NAME, tmp_path / "whole"), step.NAME)
    for place in range(STOPS):
        home = shutil.copytree(homes / STEPS[number - 2].NAME, tmp_path / f"home{place}")
        stop = stopped_at(random.randint(1, max(1, pieces[0])))

        def stopped(db: Any, stop: Callable[[Any], None] = stop) -> None:
            stop(db)
            apply(db)
            raise KeyboardInterrupt  # where it is so short that no piece was counted

        monkeypatch.setattr(step, "apply", stopped)
        with pytest.raises(BaseException, match=r"interrupted|^$"):
            bring_up(home, step.NAME)
        assert shape(home) == before
        monkeypatch.setattr(step, "apply", apply)
        opened = desk.open_desk(home, None)
        assert initiatives.total(opened, Filter()) == INITIATIVES
        opened.close()
    record_property("trust", ("half-migration", STOPS, 0))


def bring_up(home: Path, upto: str) -> None:
    opened = store.Store(home / store.FILE, None)
    try:
        store._migrations().apply(opened.db, stop_before=[one.NAME for one in STEPS if upto < one.NAME])
    finally:
        opened.close()


def test_killed_among_the_steps_it_goes_on_where_it_was(tmp_path: Path, record_property: Callable[..., None]) -> None:
    for kill in range(KILLS):
        home = unpack(1, tmp_path / f"home{kill}")
        command = [sys.executable, "-c", MIGRATING, str(home)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            told = [child.stdout.readline().strip() for _ in range(random.randint(1, len(STEPS) - 2))]
            child.kill()
        level = shape(home)[0]
        assert level >= STEPS[[step.NAME for step in STEPS].index(told[-1]) - 1].NAME
        opened = desk.open_desk(home, None)
        assert initiatives.total(opened, Filter()) == INITIATIVES
        opened.close()
    record_property("trust", ("half-migration", KILLS, 0))


def test_without_a_backup_no_step_is_taken(tmp_path: Path) -> None:
    home = unpack(4, tmp_path / "home")
    (home / "backups").touch()  # where their folder should be
    before = shape(home)
    with pytest.raises(TroubleError, match="backup_not_written"):
        desk.open_desk(home, None)
    assert shape(home) == before


def test_a_store_of_a_newer_program_is_refused_byte_for_byte_untouched(
    tmp_path: Path, record_property: Callable[..., None]
) -> None:
    home = unpack(LEVELS[-1], tmp_path / "home")
    desk.open_desk(home, None).close()
    opened = store.Store(home / store.FILE, None)
    with opened.atomic():
        opened.insert("_sqlite_migrations", {"migration_set": "sangkien", "name": "m9999_later", "applied_at": ""})
    opened.close()
    before = (home / store.FILE).read_bytes()
    with pytest.raises(TroubleError, match="register_newer"):
        desk.open_desk(home, None)
    assert (home / store.FILE).read_bytes() == before
    record_property("trust", ("newer", 1, 0))
