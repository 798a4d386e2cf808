"""The register's own copies of packages: hidden when nobody uses them, and used as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from db import hidden_files
from desktop import kept_packages
from desktop.desk import open_desk
from desktop.operations import housekeeping, keys, sending, verification
from domain.errors import TroubleError
from tests.desktop.operations import unions

PASSPHRASE = "bốn con trâu đen"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def sealed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An encrypted register with one package sealed, closed."""
    home = tmp_path_factory.mktemp("kept") / "sổ"
    opened = unions.new(home, passphrase=PASSPHRASE)
    unions.recognised(opened)
    keys.new(opened)
    unions.send(opened, None)
    assert [file.suffix for file in (home / "packages" / "sent").iterdir()] == [".hidden"], "from the first byte on"
    opened.close()
    return home


def test_after_closing_only_hidden_copies_are_left_and_they_go_out_as_they_were_sealed(
    sealed_home: Path, tmp_path: Path
) -> None:
    assert [file.suffix for file in (sealed_home / "packages" / "sent").iterdir()] == [".hidden"]
    opened = open_desk(sealed_home, PASSPHRASE)
    row = sending.rows(opened)[0]
    assert kept_packages.there(Path(row["path"])) and kept_packages.size_bytes(Path(row["path"])) > 1000
    done, _changes = sending.to_folder(opened, row["manifest_sha256"], tmp_path, step=unions.quiet)
    assert verification.look_inside(opened, Path(row["path"])).records != ()
    assert verification.check(done.path).manifest_sha256 == row["manifest_sha256"]
    assert [file.name for file in (sealed_home / "packages").iterdir() if file.name.startswith(".")] == []
    opened.close()


def test_a_hidden_copy_of_ones_own_is_told_as_one_s_own(sealed_home: Path) -> None:
    opened = open_desk(sealed_home, PASSPHRASE)
    (seen,) = unions.take(opened, Path(sending.rows(opened)[0]["path"]), dry_run=True)
    assert (seen.code, seen.own) == ("package_is_own", True)
    opened.close()


def test_a_copy_in_the_clear_is_hidden_while_nobody_types_and_what_a_dead_program_opened_is_gone(
    sealed_home: Path, tmp_path: Path
) -> None:
    left = sealed_home / "packages" / "received" / "abc.asice"
    left.write_bytes(b"PK like a package of an older version")
    (sealed_home / "packages" / ".opened-x").mkdir()
    opened = open_desk(sealed_home, PASSPHRASE)
    while housekeeping.tidy(opened):
        pass
    assert not left.exists() and kept_packages.there(left)
    with kept_packages.source(opened, left).open("rb") as clear:
        assert clear.read().startswith(b"PK like")
    hidden = left.with_name("abc.asice.hidden")
    hidden.write_bytes(hidden.read_bytes()[:-1])
    with pytest.raises(TroubleError, match="package_changed"):
        kept_packages.source(opened, left).open("rb")
    opened.close()
    assert not (sealed_home / "packages" / ".opened-x").exists()


def test_what_stopped_midway_leaves_nothing_and_a_copy_that_came_is_read_back(
    sealed_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = open_desk(sealed_home, PASSPHRASE)
    came, kept = tmp_path / "came.asice", sealed_home / "packages" / "received" / "def.asice"
    came.write_bytes(b"PK what came" * 50_000)
    kept_packages.keep(opened, came, kept)
    with kept_packages.source(opened, kept).open("rb") as shown:
        assert shown.read() == came.read_bytes()
    assert b"what came" not in kept.with_name("def.asice.hidden").read_bytes() and not kept.exists()
    monkeypatch.setattr(hidden_files, "opened", lambda *_given: came.open("rb") if came.write_bytes(b"x") else None)
    with pytest.raises(TroubleError, match="medium_bad"):
        kept_packages.keep(opened, came, kept.with_name("ghi.asice"))
    monkeypatch.undo()
    with pytest.raises(unions.StoppedError), kept_packages.place(opened, kept.with_name("j.asice")).appearing() as file:
        file.write(b"PK" * 1000)
        raise unions.StoppedError
    assert list(kept.parent.glob("j.asice*")) == []
    kept_packages.remove(kept)
    assert not kept_packages.there(kept)
    opened.close()


def test_a_plain_register_hides_nothing(tmp_path: Path) -> None:
    unit = unions.new(tmp_path / "unit")
    unions.recognised(unit)
    keys.new(unit)
    unions.send(unit, None)
    assert not kept_packages.hide(unit)
    unit.close()
    assert [file.suffix for file in (unit.home / "packages" / "sent").iterdir()] == [".asice"]


def test_whoever_uses_a_kept_copy_asks_for_it_in_the_clear() -> None:
    """A row's path is a name: the file of that name is mostly not there. Known places open it by `kept_packages`,
    show it, or only name it."""
    known = {
        "desktop/cli/sending.py", "desktop/cli/gathering.py", "desktop/operations/carriers.py",
        "desktop/operations/restoring.py", "desktop/operations/uploading.py", "desktop/cli/personal_data.py",
        "desktop/operations/emailing.py",
        "desktop/operations/packages.py", "desktop/operations/paper_covers.py", "desktop/operations/personal_data.py",
        "desktop/operations/sending.py", "ui/packages/mailing.py", "ui/packages/outbox.py", "ui/packages/received.py",
        "ui/packages/resend.py",
    }  # fmt: skip
    found = {
        file.relative_to(ROOT).as_posix()
        for folder in ("desktop", "ui")
        for file in (ROOT / folder).rglob("*.py")
        if 'row["path"]' in file.read_text("utf-8")
    }
    assert found - known == set(), "read the copy through kept_packages.source, then name the file here"
