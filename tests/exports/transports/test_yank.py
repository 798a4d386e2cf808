"""A stick pulled out at any moment: on it is no package, or a whole one, never anything else.

What a stick would hold is read from its image as it is at that moment: whatever the system still keeps in memory is
not on it. The image is mounted as sticks are (FAT); where nobody may mount, the test says so.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from exports.transports import folder
from exports.transports.folder import deliver
from tests.exports.transports.sticks import Stick, inserted, mounted

CONTENT = os.urandom(2 * (1 << 20) + 4_321)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NAME = "27001_0001.asice"


@pytest.fixture(params=["vfat", "ext2"])
def stick(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stick]:
    with inserted(request.param, tmp_path) as made:
        yield made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "kept.asice"
    file.write_bytes(CONTENT)
    return file


def found_on(image: Path, at: Path) -> list[bytes]:
    """The packages on a pulled stick, as the receiver's PC sees them."""
    with mounted(image, at) as seen:
        return [file.read_bytes() for file in seen.glob("*.asice")]


def test_pulled_out_at_any_moment_there_is_no_package_or_a_whole_one(
    stick: Stick, source: Path, tmp_path: Path
) -> None:
    pulled: list[Path] = []

    def pull(_done: int, _total: int) -> None:
        pulled.append(stick.pulled(tmp_path / f"pulled-{len(pulled)}.img"))

    deliver(source, stick.at, NAME, SHA256, step=pull)
    said_done = stick.pulled(tmp_path / "done.img")
    assert len(pulled) >= 6
    for image in pulled:
        assert found_on(image, tmp_path / "seen") in ([], [CONTENT])
    # "Có thể rút USB" is said only now: whoever pulls it out at once has all of it.
    assert found_on(said_done, tmp_path / "seen") == [CONTENT]


@pytest.mark.parametrize("call", ["rename", "sync of the folder"])
def test_pulled_out_around_the_rename(
    stick: Stick, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    seen: list[Path] = []
    rename, sync = Path.replace, folder._sync_folder

    def replace(self: Path, target: Path) -> Path:
        seen.append(stick.pulled(tmp_path / "before.img"))
        done = rename(self, target)
        seen.append(stick.pulled(tmp_path / "after.img"))
        return done

    def synced(where: Path) -> None:
        seen.append(stick.pulled(tmp_path / "before.img"))
        sync(where)
        seen.append(stick.pulled(tmp_path / "after.img"))

    if call == "rename":
        monkeypatch.setattr(Path, "replace", replace)
    else:
        monkeypatch.setattr(folder, "_sync_folder", synced)
    deliver(source, stick.at, NAME, SHA256, step=lambda _done, _total: None)
    assert len(seen) == 2
    for image in seen:
        assert found_on(image, tmp_path / "seen") in ([], [CONTENT])


def test_a_stick_that_fails_midway_shows_no_package(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without mounting: every call that touches the stick fails in its turn, as on a stick that is gone."""
    from domain.errors import TroubleError

    for failing in ("fsync", "open", "replace"):
        usb = tmp_path / failing
        usb.mkdir()

        def fail(*_words: object, **_named: object) -> None:
            raise OSError(5, "Input/output error")

        with monkeypatch.context() as broken:
            if failing == "fsync":
                broken.setattr(os, "fsync", fail)
            elif failing == "replace":
                broken.setattr(Path, "replace", fail)
            else:
                broken.setattr(folder, "_drop_cache", fail)
            with pytest.raises(TroubleError) as gone:
                deliver(source, usb, NAME, SHA256, step=lambda _done, _total: None)
        assert (gone.value.code, gone.value.again, list(usb.glob("*.asice"))) == ("folder_gone", True, [])
        assert deliver(source, usb, NAME, SHA256, step=lambda _done, _total: None).path.read_bytes() == CONTENT
