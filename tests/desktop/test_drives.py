"""Where a package can be handed over by."""

from __future__ import annotations

from pathlib import Path

from desktop import drives


def test_a_folder_tells_its_room(tmp_path: Path) -> None:
    place = drives.at(tmp_path)
    assert place.writable and place.total_bytes > place.free_bytes > 0 and place.name == tmp_path.name


def test_a_folder_that_is_not_there_has_none(tmp_path: Path) -> None:
    place = drives.at(tmp_path / "gone")
    assert (place.writable, place.free_bytes, place.total_bytes) == (False, 0, 0)


def test_the_system_disk_is_no_stick() -> None:
    assert Path("/") not in [place.path for place in drives.removable()]
