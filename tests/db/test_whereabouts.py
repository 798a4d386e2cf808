"""A store whose disk is pulled out, or fails: nothing is said to be saved that is not, and the next try succeeds."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db import settings, store
from db.store import Store
from domain.errors import TroubleError
from tests.db.stores import new

posix = pytest.mark.skipif(os.name == "nt", reason="Windows lets nobody take away a file that is open")


def save(opened: Store, value: str) -> None:
    with opened.atomic():
        settings.put(opened, "name", value)


def refused(opened: Store, value: str) -> tuple[str, bool]:
    with pytest.raises(TroubleError) as caught:
        save(opened, value)
    return caught.value.code, caught.value.again


def saved_in(home: Path) -> str:
    opened = store.open_store(home, bytes(32), plain=True)
    value = settings.get(opened, "name")
    opened.close()
    return value


@posix
@pytest.mark.parametrize("take", [lambda home, away: home.rename(away), lambda home, away: shutil.rmtree(home)])
def test_what_is_written_into_a_folder_that_is_gone_is_not_called_saved(
    tmp_path: Path, take: Callable[[Path, Path], object], record_property: Callable[..., None]
) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    opened = new(home)
    save(opened, "before")
    take(home, away)
    assert refused(opened, "lost") == ("register_gone", True)
    if away.exists():
        away.rename(home)
        save(opened, "after")
        opened.close()
        assert saved_in(home) == "after"
    else:
        opened.close()
    record_property("trust", ("pulled-drive", 1, 0))


@posix
def test_another_file_in_its_place_is_left_alone(tmp_path: Path) -> None:
    home, away = tmp_path / "home", tmp_path / "away"
    opened = new(home)
    save(opened, "before")
    shutil.copytree(home, away)
    home.rename(tmp_path / "elsewhere")
    away.rename(home)
    before = {file.name: file.read_bytes() for file in home.iterdir()}
    assert refused(opened, "lost") == ("register_replaced", False)
    assert {file.name: file.read_bytes() for file in home.iterdir()} == before


@contextmanager
def failing_disk() -> Iterator[None]:
    """Every write fails as on a stick that was pulled out: nothing may become any longer."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.skipif(sys.platform == "win32", reason="the limit that makes writes fail is one of POSIX")
def test_after_a_failing_disk_the_file_is_opened_anew(tmp_path: Path, record_property: Callable[..., None]) -> None:
    opened = new(tmp_path)
    save(opened, "before")
    first = opened.connection
    with failing_disk():
        assert refused(opened, "lost") == ("disk_failing", True)
        assert refused(opened, "lost") == ("disk_failing", True)
    save(opened, "after")
    assert opened.connection is not first
    opened.close()
    assert saved_in(tmp_path) == "after"
    record_property("trust", ("pulled-drive", 2, 0))
