"""Where things of a register lie."""

from __future__ import annotations

from pathlib import Path

from desktop import paths


def test_papers_lie_beside_the_register_and_those_of_before_move_there_once(tmp_path: Path) -> None:
    home = tmp_path / "register"
    before = home / "papers" / "bảng tổng hợp.xlsx"
    before.parent.mkdir(parents=True)
    before.write_bytes(b"x")
    folder = paths.papers(home)
    assert home not in folder.parents
    assert (folder / before.name).read_bytes() == b"x"
    assert not before.exists()
    before.parent.mkdir()
    before.write_bytes(b"y")
    assert paths.papers(home) == folder
    assert (folder / before.name).read_bytes() == b"x"
    assert before.read_bytes() == b"y"
