"""Sticks for the tests: images of file systems, mounted as the system mounts sticks."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

IMAGE_MB = 12


@dataclass(frozen=True)
class Stick:
    """A stick that is in: its image, and where it is mounted."""

    image: Path
    at: Path

    def pulled(self, into: Path) -> Path:
        """The image as it would be found if the stick were pulled out now."""
        return Path(shutil.copy(self.image, into))


def _run(*words: str) -> bool:
    return subprocess.run(words, capture_output=True).returncode == 0


@contextlib.contextmanager
def mounted(image: Path, at: Path) -> Iterator[Path]:
    at.mkdir(exist_ok=True)
    if not _run("mount", "-o", "loop", str(image), str(at)):
        pytest.skip(f"this machine does not mount such an image: {image.name}")
    try:
        yield at
    finally:
        if at.is_mount():
            subprocess.run(["umount", str(at)], check=True)


@contextlib.contextmanager
def inserted(kind: str, tmp_path: Path) -> Iterator[Stick]:
    """A stick of a kind of file system, "vfat" or "ext2", put in; where that cannot be, the test says so."""
    program = shutil.which(f"mkfs.{kind}", path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if sys.platform != "linux" or os.geteuid() != 0 or program is None:
        pytest.skip(f"a {kind} image needs mkfs.{kind} and an administrator on Linux")
    image = tmp_path / f"stick-{kind}.img"
    with image.open("wb") as file:
        file.truncate(IMAGE_MB << 20)
    if not _run(program, *(["-q"] if kind == "ext2" else []), str(image)):
        pytest.skip(f"mkfs.{kind} does not make one here")
    with mounted(image, tmp_path / "stick") as at:
        yield Stick(image, at)
