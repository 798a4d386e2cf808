"""The newest files of the scanner's folder."""

from __future__ import annotations

import os
from pathlib import Path

from desktop import scans


def test_the_newest_scans_come_first_and_other_files_do_not_come(tmp_path: Path) -> None:
    for age, name in enumerate(("mới.pdf", "vừa.JPG", "cũ.png", "chữ.txt", ".ẩn.pdf")):
        (tmp_path / name).write_bytes(b"x")
        os.utime(tmp_path / name, (1_000_000 - age, 1_000_000 - age))
    assert [file.name for file, _ in scans.newest(tmp_path)] == ["mới.pdf", "vừa.JPG", "cũ.png"]
    assert [file.name for file, _ in scans.newest(tmp_path, 1)] == ["mới.pdf"]
    assert scans.newest(tmp_path / "gone") == []
