"""Copies of packages in backups: each once, in both places, back on a new PC, told where one is lost."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db import backup_packages
from desktop import desk, kept_packages
from desktop.desk import Desk
from desktop.operations import backup_places, backups, initiatives, packages, restoring
from desktop.operations.backups import ASKED
from tests.desktop.operations import unions
from tests.desktop.operations.unions import StoppedError, quiet

PASSPHRASE = "mưa thuận gió hòa"


def pool(opened: Desk) -> Path:
    return backups.folder(opened.home) / "packages"


def pooled(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


@pytest.fixture
def sender(vouched_pair: tuple[Desk, Desk], usb: Path) -> Desk:
    """A register that has sent one package."""
    unit, _upper = vouched_pair
    unions.send(unit, usb, only="all")
    return unit


def test_on_a_new_pc_the_copies_are_there_again_where_the_register_lies_now(
    sender: Desk, usb: Path, tmp_path: Path, record_property: Callable[..., None]
) -> None:
    [row] = packages.sent(sender)
    kept = Path(row["path"]).read_bytes()
    backup_places.put(sender, usb)
    made = backups.make(sender, ASKED, step=quiet)
    assert (made.backup.packages, made.backup.packages_bytes) == (1, len(kept))
    sender.close()
    shutil.rmtree(sender.home)  # the PC was stolen
    [backup] = backup_places.found_in(usb)
    restored = restoring.restore(tmp_path / "new" / "register", backup, None, step=quiet)
    assert (restored.lost, restored.unknown) == ((), ())
    [row] = packages.sent(restored.desk)
    assert Path(row["path"]).parent == tmp_path / "new" / "register" / "packages" / "sent"
    with kept_packages.source(restored.desk, Path(row["path"])).open("rb") as clear:
        assert clear.read() == kept
    restored.desk.close()
    record_property("trust", ("lost-pc", 1, 0))


def test_each_copy_lies_there_once_and_is_read_once(sender: Desk, usb: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    backups.make(sender, ASKED, step=quiet)
    [first] = pooled(pool(sender))
    unions.enter(sender)
    unions.send(sender, usb, only="all")
    read = []
    digest = backup_packages._digest
    monkeypatch.setattr(backup_packages, "_digest", lambda file, told: (read.append(file.name), digest(file, told))[1])
    second = backups.make(sender, ASKED, step=quiet).backup
    assert second.packages == 2 and len(pooled(pool(sender))) == 2
    assert len(read) == 1 and read[0] not in first


def test_of_an_encrypted_register_none_lies_there_in_the_clear_and_the_own_file_is_left_alone(
    tmp_path: Path, usb: Path
) -> None:
    made = unions.registers.create(tmp_path / "home", unions.UNIT, unions.OFFICER, PASSPHRASE)
    opened = desk.open_desk(made.home, PASSPHRASE)
    clear = opened.home / "packages" / "sent" / "27001_0001.asice"
    clear.parent.mkdir(parents=True)
    clear.write_bytes(b"PK\x03\x04" + "Đồ gá".encode() * 50_000)
    backup = backups.make(opened, ASKED, step=quiet).backup
    assert clear.exists()  # somebody may be sending it
    [held] = pooled(pool(opened)).values()
    assert "Đồ gá".encode() not in held and backup.packages == 1
    opened.close()
    assert not clear.exists()  # hidden at closing
    restored = restoring.restore(tmp_path / "other", backup, PASSPHRASE, step=quiet)
    with kept_packages.source(restored.desk, tmp_path / "other" / "packages" / "sent" / clear.name).open("rb") as shown:
        assert shown.read().endswith("Đồ gá".encode())
    restored.desk.close()


def test_a_copy_that_is_damaged_or_gone_is_named_and_the_records_come_back_all_the_same(
    sender: Desk, usb: Path, tmp_path: Path
) -> None:
    backup_places.put(sender, usb)
    backups.make(sender, ASKED, step=quiet)
    name = Path(packages.sent(sender)[0]["path"]).name
    [elsewhere] = backup_places.found_in(usb)
    [file] = elsewhere.pool.iterdir()
    content = bytearray(file.read_bytes())
    content[random.randrange(len(content))] ^= 1
    file.write_bytes(content)
    assert restoring.drill(sender, elsewhere, step=quiet).lost == (name,)
    sender.close()
    restored = restoring.restore(tmp_path / "new", elsewhere, None, step=quiet)
    assert restored.lost == (name,) and not (tmp_path / "new" / "packages" / "sent" / name).exists()
    assert initiatives.total(restored.desk, initiatives.Filter()) > 0
    restored.desk.close()
    (elsewhere.folder / "packages.json").unlink()
    restored = restoring.restore(tmp_path / "third", elsewhere, None, step=quiet)
    assert restored.lost == ("packages.json",)
    restored.desk.close()


def test_a_copy_that_is_missing_beside_the_register_is_put_there_again(sender: Desk) -> None:
    backups.make(sender, ASKED, step=quiet)
    before = pooled(pool(sender))
    shutil.rmtree(pool(sender))
    again = backups.make(sender, ASKED, step=quiet).backup
    assert pooled(pool(sender)) == before
    drilled = restoring.drill(sender, again, step=quiet)
    assert (drilled.packages, drilled.lost) == (1, ())


def test_what_lies_in_the_register_under_the_same_name_is_not_written_over(sender: Desk, tmp_path: Path) -> None:
    """After an older backup was restored a number is used again: both packages stay."""
    backup = backups.make(sender, ASKED, step=quiet).backup
    sender.close()
    [own] = (sender.home / "packages" / "sent").iterdir()
    whole = own.read_bytes()
    own.unlink()  # a second name of the copy in the pool: not written into
    own.write_bytes(b"another")
    restored = restoring.restore(sender.home, backup, None, step=quiet)
    assert own.read_bytes() == whole
    assert own.with_name(f"2-{own.name}").read_bytes() == b"another"
    assert restored.unknown == (f"2-{own.name}",)
    restored.desk.close()


def test_what_no_backup_names_any_longer_goes_unless_the_register_has_it(sender: Desk) -> None:
    one = backups.make(sender, ASKED, step=quiet).backup
    [own] = (sender.home / "packages" / "sent").iterdir()
    stray = pool(sender) / f"{'0' * 32}-27001_0099.asice"
    stray.write_bytes(b"of a backup that was thinned away")
    backups.stored.sweep_packages(one.folder.parent, sender.home)
    assert not stray.exists() and len(pooled(pool(sender))) == 1
    backups.stored.remove(one)
    backups.stored.sweep_packages(one.folder.parent, sender.home)
    assert len(pooled(pool(sender))) == 1  # a backup that is being made may be about to name it
    own.unlink()
    backups.stored.sweep_packages(one.folder.parent, sender.home)
    assert pooled(pool(sender)) == {}


def test_stopped_while_copies_are_brought_nothing_half_stays(sender: Desk, usb: Path) -> None:
    made = backups.make(sender, ASKED, step=quiet).backup

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        backups.stored.bring_packages(made, usb / "second", step=stop)
    assert pooled(usb / "second" / "packages") == {}
