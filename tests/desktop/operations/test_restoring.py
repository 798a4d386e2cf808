"""Restoring: equal by content to what was backed up, all files together, what was before kept, whole at any moment."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db import restores, store
from desktop import attempts, desk
from desktop.desk import Desk
from desktop.operations import backups, initiatives, restoring, users
from desktop.operations.backups import ASKED
from desktop.operations.initiatives import Filter
from domain.errors import RuleError, TroubleError
from tests.desktop.operations import contents, unions
from tests.desktop.operations.unions import StoppedError, quiet

BACKUPS = 200
OPENED = 8  # of those restored, so many are opened as well, as a person does
PASSPHRASE = "mưa thuận gió hòa"


@pytest.fixture
def backed_up(unit: Desk) -> backups.Backup:
    """One initiative in a backup and another one since."""
    initiatives.new(unit, {"title": "Trước"})
    made = backups.make(unit, ASKED, step=quiet).backup
    initiatives.new(unit, {"title": "Sau"})
    return made


def titles(opened: Desk) -> list[str]:
    return sorted(held.initiative.title for held in initiatives.everything(opened, Filter()))


def test_restored_from_any_of_200_moments_of_a_long_journey_it_is_what_it_was(
    unit: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record_property: Callable[..., None]
) -> None:
    monkeypatch.setattr(backups, "thin", lambda *_any: [])
    # Nobody pulls the plug here (tests/db/test_power_cut.py does), and waiting for the disk is most of the time.
    monkeypatch.setattr(os, "fsync", lambda _file: None)
    unit.store.connection.execute("PRAGMA synchronous=OFF")
    chance = random.Random()
    made: list[tuple[backups.Backup, contents.Contents]] = []
    for _ in contents.wander(unit, chance):
        if chance.random() < 0.6:
            made.append((backups.make(unit, ASKED, step=quiet).backup, contents.as_it_stands(unit.store)))
        if len(made) == BACKUPS:
            break
    unit.close()
    chance.shuffle(made)
    for number, (backup, held) in enumerate(made):
        restoring.put_in_place(unit.home, backup, None, step=quiet)
        restored = store.open_as_it_is(unit.home / store.FILE, bytes(32), plain=True)
        assert contents.as_it_stands(restored) == held, backup.name
        restored.close()
        shutil.rmtree(backups.folder(unit.home) / backup.name)
        if number % (BACKUPS // OPENED) == 0:
            opened = desk.open_desk(unit.home, None)
            assert opened.store.value("SELECT count(*) FROM initiative") == len(held["initiative"])
            initiatives.new(opened, {"title": "Làm tiếp"})  # the next restore replaces this as well
            opened.close()
    record_property("trust", ("restore", BACKUPS, 0))


def test_what_a_restore_replaces_is_kept_and_can_be_put_back(unit: Desk, backed_up: backups.Backup) -> None:
    with pytest.raises(TroubleError, match="register_busy"):
        restoring.restore(unit.home, backed_up, None, step=quiet)
    assert titles(unit) == ["Sau", "Trước"]
    unit.close()
    restored = restoring.restore(unit.home, backed_up, None, step=quiet)
    assert titles(restored.desk) == ["Trước"]
    told = restored.desk.store.column("SELECT subject FROM journal WHERE operation = 'register_restored'")
    assert told == [backed_up.name]
    restored.desk.close()
    assert restored.kept is not None
    back = restoring.restore(unit.home, restoring.chosen(restored.kept), None, step=quiet)
    assert titles(back.desk) == ["Sau", "Trước"]
    back.desk.close()


def test_the_log_goes_with_its_store_and_never_with_another(unit: Desk, backed_up: backups.Backup) -> None:
    """A crash leaves words in the log alone: what is kept has them, and the restored store does not find them."""
    crashed = unit.home.with_name("crashed")
    shutil.copytree(unit.home, crashed, ignore=shutil.ignore_patterns("lock"))
    assert (crashed / "register.db-wal").stat().st_size > 0
    restored = restoring.restore(crashed, restoring.chosen(crashed / "backups" / backed_up.name), None, step=quiet)
    assert titles(restored.desk) == ["Trước"]
    assert restored.desk.store.value("PRAGMA integrity_check") == "ok"
    restored.desk.close()
    assert restored.kept is not None and (restored.kept / "register.db-wal").stat().st_size > 0
    back = restoring.restore(crashed, restoring.chosen(restored.kept), None, step=quiet)
    assert titles(back.desk) == ["Sau", "Trước"]
    back.desk.close()


def test_on_another_pc_with_the_passphrase_of_then_or_the_recovery_code(tmp_path: Path) -> None:
    made = unions.registers.create(tmp_path / "home", unions.UNIT, unions.OFFICER, PASSPHRASE)
    opened = desk.open_desk(made.home, PASSPHRASE)
    initiatives.new(opened, {"title": "Trước"})
    backup = backups.make(opened, ASKED, step=quiet).backup
    users.change_passphrase(opened, "một câu khác hẳn")
    opened.close()
    with pytest.raises(RuleError, match="passphrase_wrong"):
        restoring.restore(tmp_path / "other", backup, "một câu khác hẳn", step=quiet)
    assert not (tmp_path / "other" / "vault.json").exists()
    restored = restoring.restore(tmp_path / "other", backup, made.recovery_code, step=quiet)
    assert (restored.kept, titles(restored.desk)) == (None, ["Trước"])
    restored.desk.close()
    desk.open_desk(tmp_path / "other", PASSPHRASE).close()


def test_guesses_at_a_backup_are_counted_with_those_at_the_register(tmp_path: Path) -> None:
    made = unions.registers.create(tmp_path / "home", unions.UNIT, unions.OFFICER, PASSPHRASE)
    opened = desk.open_desk(made.home, PASSPHRASE)
    backup = backups.make(opened, ASKED, step=quiet).backup
    opened.close()
    tries = made.home / attempts.FILE
    tries.write_text(json.dumps({"wrong": attempts.FREE - 1, "at": "2026-01-01T00:00:00Z"}))
    with pytest.raises(RuleError, match="passphrase_wrong"):
        restoring.restore(made.home, backup, "không phải đâu", step=quiet)
    for opening in (lambda: restoring.restore(made.home, backup, PASSPHRASE, step=quiet),
                    lambda: desk.open_desk(made.home, PASSPHRASE)):  # fmt: skip
        with pytest.raises(RuleError, match="passphrase_wait"):
            opening()
    tries.unlink()
    restoring.restore(made.home, backup, PASSPHRASE, step=quiet).desk.close()


def test_a_damaged_or_changed_backup_is_refused_and_nothing_is_touched(unit: Desk, backed_up: backups.Backup) -> None:
    unit.close()
    before = {file.name: file.read_bytes() for file in unit.home.iterdir() if file.is_file()}
    whole = (backed_up.folder / "register.db").read_bytes()
    for _ in range(25):
        content = bytearray(whole)
        content[random.randrange(len(content))] ^= 1 << random.randrange(8)
        (backed_up.folder / "register.db").write_bytes(content)
        with pytest.raises(TroubleError, match="backup_damaged"):
            restoring.restore(unit.home, backed_up, None, step=quiet)
    assert {file.name: file.read_bytes() for file in unit.home.iterdir() if file.is_file()} == before
    assert not list(unit.home.glob("restoring*"))


@pytest.mark.parametrize("at", [0, 1])
def test_stopped_while_it_is_looked_through_the_register_is_as_it_was(
    unit: Desk, backed_up: backups.Backup, at: int
) -> None:
    unit.close()
    steps = []

    def step(_done: int, _total: int) -> None:
        steps.append(1)
        if len(steps) > at:
            raise StoppedError

    with pytest.raises(StoppedError):
        restoring.restore(unit.home, backed_up, None, step=step)
    opened = desk.open_desk(unit.home, None)
    assert titles(opened) == ["Sau", "Trước"]
    opened.close()


def test_cut_off_before_any_of_its_moves_it_is_moved_to_the_end_the_next_time(
    unit: Desk, backed_up: backups.Backup, monkeypatch: pytest.MonkeyPatch, record_property: Callable[..., None]
) -> None:
    unit.close()
    moved, real, cuts = [0], Path.replace, 0

    def cut(self: Path, target: Path) -> Path:
        moved[0] -= 1
        if moved[0] < 0:
            raise StoppedError
        return real(self, target)

    for at in range(12):
        home = unit.home.with_name(f"copy{at}")
        shutil.copytree(unit.home, home)
        backup = restoring.chosen(home / "backups" / backed_up.name)
        moved[0] = at
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", cut)
            try:
                restoring.put_in_place(home, backup, None, step=quiet)
                break  # all of its moves were made
            except StoppedError:
                cuts += 1
        assert restores.begun(home) and unions.registers.exists(home)
        opened = desk.open_desk(home, None)
        assert titles(opened) == ["Trước"]
        opened.close()
        assert not restores.begun(home)
        [kept] = [one for one in backups.listed(home) if one.reason == "replaced"]
        back = restoring.restore(home, kept, None, step=quiet)
        assert titles(back.desk) == ["Sau", "Trước"]
        back.desk.close()
    assert cuts >= 4
    record_property("trust", ("kill", cuts, 0))


def test_a_drill_touches_nothing_and_finds_what_is_missing(unit: Desk, backed_up: backups.Backup) -> None:
    before = contents.of(unit.store)
    drilled = restoring.drill(unit, backed_up, step=quiet)
    assert drilled.counts["initiative"] == 1
    assert contents.of(unit.store) == before
    assert not (backups.folder(unit.home) / "drill.part").exists()
    restoring.note(unit, drilled)
    last = restoring.last_drill(unit)
    assert last is not None and last[1] == backed_up.name
    for name in ("backup.json", "vault.json"):
        shutil.copy(backed_up.folder / name, unit.home.parent / name)
    (backed_up.folder / "register.db").write_bytes(b"")
    with pytest.raises(TroubleError, match="backup_damaged"):
        restoring.drill(unit, backed_up, step=quiet)


def test_packages_sealed_since_are_named(vouched_pair: tuple[Desk, Desk], usb: Path) -> None:
    unit, _upper = vouched_pair
    backup = backups.make(unit, ASKED, step=quiet).backup
    sealed = unions.send(unit, usb, only="all")
    unit.close()
    restored = restoring.restore(unit.home, backup, None, step=quiet)
    assert restored.unknown == (sealed.kept.name,)
    restored.desk.close()


def test_a_folder_without_a_backup_is_no_choice(unit: Desk, tmp_path: Path) -> None:
    for choose in (restoring.chosen, restoring.first_in):
        with pytest.raises(RuleError, match="backup_unknown"):
            choose(tmp_path)
