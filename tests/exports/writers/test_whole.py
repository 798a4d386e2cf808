from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import TroubleError
from exports.writers.whole import appearing


def test_a_file_appears_at_the_end_and_alone(tmp_path: Path) -> None:
    target = tmp_path / "Bảng tổng hợp.pdf"
    with appearing(target) as stream:
        stream.write(b"whole")
        assert not target.exists()
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("Bảng tổng hợp.pdf", b"whole")]


@pytest.mark.parametrize("stop", [KeyboardInterrupt, ValueError])
def test_stopping_half_way_leaves_the_old_file(tmp_path: Path, stop: type[BaseException]) -> None:
    target = tmp_path / "old.pdf"
    target.write_bytes(b"old")
    with pytest.raises(stop), appearing(target) as stream:
        stream.write(b"half")
        raise stop
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("old.pdf", b"old")]


def test_a_missing_folder_is_trouble_that_may_pass(tmp_path: Path) -> None:
    with pytest.raises(TroubleError) as caught, appearing(tmp_path / "gone" / "a.pdf"):
        pass
    assert (caught.value.code, caught.value.again) == ("report_write_failed", True)
    assert caught.value.facts == {"file": "a.pdf"}


def test_a_folder_in_the_place_of_the_file_is_trouble(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").mkdir()
    with pytest.raises(TroubleError) as caught, appearing(tmp_path / "a.pdf") as stream:
        stream.write(b"x")
    assert caught.value.code == "report_write_failed"
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.pdf.part").symlink_to("/dev/full")
    with pytest.raises(TroubleError) as caught, appearing(tmp_path / "a.pdf") as stream:
        stream.write(b"x" * 100_000)
    assert (caught.value.code, caught.value.again) == ("disk_full", True)
    assert list(tmp_path.iterdir()) == []
