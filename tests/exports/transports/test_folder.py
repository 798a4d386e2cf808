from __future__ import annotations

import contextlib
import hashlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from domain.errors import TroubleError
from exports.transports.folder import deliver, file_sha256

CONTENT = os.urandom(3 * (1 << 20) + 17)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NAME = "27001_0001.asice"


class PulledError(Exception):
    """Somebody pulled the stick out, or pressed stop."""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    file = tmp_path / "kept.asice"
    file.write_bytes(CONTENT)
    return file


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    made = tmp_path / "USB của Hân"
    made.mkdir()
    return made


def quiet(_done: int, _total: int) -> None:
    """Progress that nobody watches."""


def stop_at(number: int) -> Callable[[int, int], None]:
    seen: list[int] = []

    def step(_done: int, _total: int) -> None:
        seen.append(1)
        if len(seen) == number:
            raise PulledError

    return step


def test_the_file_arrives_whole_under_its_name(source: Path, usb: Path) -> None:
    told: list[tuple[int, int]] = []
    done = deliver(source, usb, NAME, SHA256, step=lambda *at: told.append(at))
    assert (done.path.read_bytes(), done.size_bytes, done.sha256, done.already_there) == (
        CONTENT,
        len(CONTENT),
        SHA256,
        False,
    )
    assert [file.name for file in usb.iterdir()] == [NAME]
    assert told == sorted(told) and told[-1] == (2 * len(CONTENT), 2 * len(CONTENT))
    assert source.read_bytes() == CONTENT


def test_an_empty_file_arrives_too(usb: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    assert deliver(tmp_path / "empty", usb, NAME, hashlib.sha256().hexdigest(), step=quiet).size_bytes == 0


def test_sending_again_is_harmless(source: Path, usb: Path) -> None:
    before = deliver(source, usb, NAME, SHA256, step=quiet).path.stat()
    again = deliver(source, usb, NAME, SHA256, step=quiet)
    assert (again.already_there, again.path.stat().st_mtime_ns) == (True, before.st_mtime_ns)


@pytest.mark.parametrize("number", range(1, 9))
def test_stopped_at_any_moment_no_file_bears_the_name(source: Path, usb: Path, number: int) -> None:
    with pytest.raises(PulledError):
        deliver(source, usb, NAME, SHA256, step=stop_at(number))
    assert list(usb.iterdir()) == []
    assert deliver(source, usb, NAME, SHA256, step=quiet).path.read_bytes() == CONTENT


def test_a_file_that_changed_since_it_was_sealed_is_not_sent(source: Path, usb: Path) -> None:
    source.write_bytes(CONTENT[:-1] + b"?")
    with pytest.raises(TroubleError) as refused:
        deliver(source, usb, NAME, SHA256, step=quiet)
    assert (refused.value.code, refused.value.again, list(usb.iterdir())) == ("package_changed", False, [])


def test_a_medium_that_gives_back_something_else_is_bad(source: Path, usb: Path) -> None:
    def flip(done: int, _total: int) -> None:
        if done == len(CONTENT):  # all is written and nothing is read back yet
            with (usb / (NAME + ".part")).open("r+b") as part:
                part.seek(5)
                part.write(b"!!!!")

    with pytest.raises(TroubleError) as refused:
        deliver(source, usb, NAME, SHA256, step=flip)
    assert (refused.value.code, list(usb.iterdir())) == ("medium_bad", [])


@pytest.mark.parametrize("there", [b"other", CONTENT[:-1], CONTENT[:-1] + b"?"])
def test_another_file_of_that_name_is_not_written_over(source: Path, usb: Path, there: bytes) -> None:
    (usb / NAME).write_bytes(there)
    with pytest.raises(TroubleError) as refused:
        deliver(source, usb, NAME, SHA256, step=quiet)
    assert (refused.value.code, (usb / NAME).read_bytes()) == ("name_taken", there)
    assert [file.name for file in usb.iterdir()] == [NAME]


def test_an_unfinished_copy_of_yesterday_is_in_nobodys_way(source: Path, usb: Path) -> None:
    (usb / (NAME + ".part")).write_bytes(b"half" * 999_999)
    assert deliver(source, usb, NAME, SHA256, step=quiet).path.read_bytes() == CONTENT
    assert [file.name for file in usb.iterdir()] == [NAME]


def test_a_folder_that_is_not_there_and_a_file_that_is_not_there(source: Path, usb: Path) -> None:
    for where in (usb / "none", source):
        with pytest.raises(TroubleError) as refused:
            deliver(source, where, NAME, SHA256, step=quiet)
        assert (refused.value.code, refused.value.again) == ("folder_missing", True)
    for call in (lambda: deliver(usb / "none", usb, NAME, SHA256, step=quiet), lambda: file_sha256(usb / "none")):
        with pytest.raises(TroubleError) as refused:
            call()
        assert refused.value.code == "package_missing"
    assert file_sha256(source) == SHA256


def test_a_folder_removed_midway_is_gone(source: Path, usb: Path) -> None:
    def pull(done: int, _total: int) -> None:
        if done == len(CONTENT):
            (usb / (NAME + ".part")).unlink()
            usb.rmdir()

    with pytest.raises(TroubleError) as refused:
        deliver(source, usb, NAME, SHA256, step=pull)
    assert (refused.value.code, refused.value.again) == ("folder_gone", True)


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Path]:
    """A file system of six megabytes."""
    made = tmp_path / "tiny"
    made.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(made)]
    if sys.platform != "linux" or os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("mounting a small disk needs an administrator on Linux")
    yield made
    subprocess.run(["umount", str(made)], check=True)


def test_a_stick_that_fills_up_while_copying(source: Path, tiny: Path) -> None:
    def fill(done: int, _total: int) -> None:
        if done == 1 << 20:
            with contextlib.suppress(OSError):
                (tiny / "film").write_bytes(bytes(5 << 20))

    with pytest.raises(TroubleError) as refused:
        deliver(source, tiny, NAME, SHA256, step=fill)
    assert refused.value.code == "folder_full"
    assert [file.name for file in tiny.iterdir()] == ["film"]
