"""Backups: whole, compared, thinned, copied to a second place, made before what is big."""

from __future__ import annotations

import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from desktop import clock, desk
from desktop.desk import Desk
from desktop.operations import backup_places, backups, bulk, initiatives
from desktop.operations.backups import ASKED, BULK, IMPORT, WORK
from domain.errors import RuleError, TroubleError
from tests.desktop.operations import unions
from tests.desktop.operations.unions import StoppedError, quiet


def stop() -> None:
    """Nobody stops it."""


def names(folder: Path) -> set[str]:
    return {inner.name for inner in folder.iterdir()}


def test_a_backup_holds_what_the_register_held_at_one_moment_while_it_goes_on(unit: Desk) -> None:
    """A save between two steps of the copy is in the register, and not half in the backup."""
    for number in range(60):
        initiatives.new(unit, {"title": f"Kệ {number}", "summary": "chữ " * 2000})
    saved = []

    def save_meanwhile(_done: int, _total: int) -> None:
        if len(saved) < 3:
            saved.append(initiatives.new(unit, {"title": "Giữa chừng"}))

    made = backups.make(unit, ASKED, step=save_meanwhile).backup
    assert len(saved) == 3
    assert made.counts["initiative"] == made.counts["initiative_text"] == 60
    assert initiatives.total(unit, initiatives.Filter()) == 63
    held = desk.open_desk(made.folder, None)  # a backup is a register: it opens by itself
    assert initiatives.total(held, initiatives.Filter()) == 60
    held.close()


@pytest.mark.parametrize("at", [0, 1])
def test_stopped_at_any_step_nothing_of_it_stays(unit: Desk, at: int) -> None:
    initiatives.new(unit, {"title": "Kệ"})
    steps = []

    def step(_done: int, _total: int) -> None:
        steps.append(1)
        if len(steps) > at:
            raise StoppedError

    with pytest.raises(StoppedError):
        backups.make(unit, ASKED, step=step)
    assert names(backups.folder(unit.home)) == set()
    assert backups.standing(unit).newest is None


def test_without_a_change_there_is_no_second_backup_before_an_import(unit: Desk) -> None:
    initiatives.new(unit, {"title": "Kệ"})
    for _ in range(2):
        backups.before(unit, IMPORT, stop=stop)
    assert [one.reason for one in backups.listed(unit.home)] == [IMPORT]
    initiatives.new(unit, {"title": "Kệ"})
    assert backups.standing(unit).changed
    backups.before(unit, BULK, stop=stop)  # the one of a moment ago is near enough
    assert [one.reason for one in backups.listed(unit.home)] == [IMPORT]
    backups.before(unit, IMPORT, stop=stop)
    assert [one.reason for one in backups.listed(unit.home)] == [IMPORT, IMPORT]


def test_a_change_of_many_leaves_a_backup_of_how_it_was(unit: Desk) -> None:
    rows = [initiatives.new(unit, {"title": "Kệ", "kind": "technical"}).stored.row_id for _ in range(3)]
    bulk.change(unit, rows, "kind", "management", step=quiet)
    [made] = backups.listed(unit.home)
    assert made.reason == BULK
    held = desk.open_desk(made.folder, None)
    assert {initiatives.get(held, row).initiative.kind for row in rows} == {"technical"}
    held.close()


def test_typing_that_no_line_tells_of_yet_is_a_change_as_well(unit: Desk) -> None:
    row_id = initiatives.new(unit, {"title": "Kệ"}).stored.row_id
    backups.make(unit, WORK, step=quiet)
    assert not backups.standing(unit).changed
    initiatives.type_in(unit, row_id, {"title": "Kệ để khuôn"}, settled=False)
    assert backups.standing(unit).changed


def test_it_is_late_after_a_day_in_which_something_changed(unit: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    initiatives.new(unit, {"title": "Kệ"})
    backups.make(unit, WORK, step=quiet)
    later = clock.now() + timedelta(days=1, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert not backups.standing(unit).late
    initiatives.new(unit, {"title": "Kệ"})
    assert backups.standing(unit).late


def test_half_written_and_foreign_folders_are_no_backups(unit: Desk) -> None:
    made = backups.make(unit, ASKED, step=quiet).backup
    where = backups.folder(unit.home)
    shutil.copytree(made.folder, where / "20200101-000000-work.part")
    (where / "ghi chú").mkdir()
    for number, wrong in enumerate(["", "[]", "{}", '{"schema": "sangkien-backup/1"}', "[" * 5000]):
        broken = where / f"broken{number}"
        shutil.copytree(made.folder, broken)
        (broken / "backup.json").write_text(wrong)
    assert [one.name for one in backups.listed(unit.home)] == [made.name]
    unit.close()
    desk.open_desk(unit.home, None).close()
    assert "20200101-000000-work.part" not in names(where)


def test_no_word_of_a_record_stands_in_an_encrypted_backup(tmp_path: Path) -> None:
    opened = unions.new(tmp_path / "unit", passphrase="mưa thuận gió hòa")
    initiatives.new(opened, {"title": "Bí quyết pha nhựa", "summary": "Bí quyết pha nhựa " * 500})
    backup_places.put(opened, tmp_path)
    made = backups.make(opened, ASKED, step=quiet)
    assert made.place is not None and made.place.trouble == ""
    opened.close()
    copy = tmp_path / backup_places.own_folder(opened) / made.backup.name
    for folder in (made.backup.folder, copy):
        for file in folder.iterdir():
            content = file.read_bytes()
            for encoding in ("utf-8", "utf-16-le"):
                assert "Bí quyết".encode(encoding) not in content
            assert b"SQLite format 3" not in content
    with pytest.raises(RuleError, match="passphrase_wrong"):
        desk.open_desk(copy, "sai mật khẩu")
    held = desk.open_desk(copy, "mưa thuận gió hòa")
    assert initiatives.get(held, 1).initiative.title == "Bí quyết pha nhựa"
    held.close()


def test_the_second_place_is_read_back_and_caught_up_when_it_comes_again(unit: Desk, usb: Path) -> None:
    backup_places.put(unit, usb)
    first = backups.make(unit, ASKED, step=quiet)
    own = usb / backup_places.own_folder(unit)
    assert names(own) == {first.backup.name}
    assert (own / first.backup.name / "register.db").read_bytes() == (first.backup.folder / "register.db").read_bytes()
    usb.rename(usb.with_name("pulled"))
    second = backups.make(unit, ASKED, step=quiet)
    assert second.place is not None
    assert (second.place.trouble, second.place.copied_at) == ("backup_place_gone", first.backup.at)
    assert not usb.exists()
    usb.with_name("pulled").rename(usb)
    third = backups.make(unit, ASKED, step=quiet)
    assert backup_places.get(unit.home) == third.place
    assert third.place is not None and third.place.copied_at == third.backup.at
    assert [one.name for one in backup_places.found_in(usb)] == [third.backup.name, first.backup.name]


def test_a_copy_stopped_half_way_leaves_nothing_in_the_second_place(unit: Desk, usb: Path) -> None:
    backup_places.put(unit, usb)

    def pulled(_done: int, _total: int) -> None:
        own = usb / backup_places.own_folder(unit)
        if own.exists() and list(own.iterdir()):
            raise StoppedError

    with pytest.raises(StoppedError):
        backups.make(unit, ASKED, step=pulled)
    assert names(usb / backup_places.own_folder(unit)) == set()
    assert len(backups.listed(unit.home)) == 1  # it was whole before the copying began


def test_a_place_within_the_register_or_not_there_is_refused(unit: Desk, usb: Path) -> None:
    for inside in (unit.home, unit.home / "packages"):
        with pytest.raises(RuleError, match="backup_place_inside"):
            backup_places.put(unit, inside)
    (usb / "tệp").touch()
    with pytest.raises(TroubleError, match="backup_place_gone"):
        backup_places.put(unit, usb / "tệp")
    assert backup_places.get(unit.home) is None
    backup_places.put(unit, usb)
    backup_places.put(unit, None)
    assert backup_places.get(unit.home) is None


def test_the_keeper_sees_that_old_ones_go(unit: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    made = backups.make(unit, ASKED, step=quiet).backup
    where = backups.folder(unit.home)
    for days in range(1, 60):
        old = where / f"old{days:02d}"
        shutil.copytree(made.folder, old)
        at = clock.stamp_of(clock.now() - timedelta(days=days))
        values = json.loads((old / "backup.json").read_text()) | {"at": at, "reason": WORK}
        (old / "backup.json").write_text(json.dumps(values))
    backups.make(unit, ASKED, step=quiet)
    assert 20 < len(backups.listed(unit.home)) < 30


def test_without_room_the_least_needed_go_and_a_full_disk_says_so(unit: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(4):
        backups.make(unit, ASKED, step=quiet)
    size = backups.listed(unit.home)[0].size_bytes
    free = [10 << 20]  # less than is always spared
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: shutil._ntuple_diskusage(0, 0, free[0]))  # type: ignore[attr-defined]
    with pytest.raises(TroubleError) as refused:
        backups.make(unit, ASKED, step=quiet)
    assert (refused.value.code, refused.value.again) == ("backup_no_room", True)
    free[0] = 17 << 20
    backups.make(unit, ASKED, step=quiet)
    assert len(backups.listed(unit.home)) * size < 17 << 20
