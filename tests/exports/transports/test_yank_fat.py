"""The same stick, FAT, where the system mounts no image: what the writer did is done again on one by mtools, step by
step, and the stick is pulled out within each step, with any of its sectors written and the others not yet."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from exports.transports.folder import deliver

CONTENT = random.Random(27_001).randbytes(300 * 1024 + 321)
SHA256 = hashlib.sha256(CONTENT).hexdigest()
NAME = "27001_0001.asice"
IMAGE_BYTES, SECTOR = 4 << 20, 512
PULLS = 12
Held = dict[str, bytes]


def _program(name: str) -> str:
    found = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if found is None:
        pytest.skip(f"a FAT image without mounting needs mkfs.vfat and mtools: {name} is not installed")
    return found


class Stick:
    """A FAT image: files are put on it, renamed and read by mtools."""

    def __init__(self, image: Path) -> None:
        self.image = image
        self.copy, self.rename, self.list = _program("mcopy"), _program("mren"), _program("mdir")
        image.write_bytes(bytes(IMAGE_BYTES))
        subprocess.run([_program("mkfs.vfat"), str(image)], check=True, capture_output=True)

    def do(self, before: Held, after: Held, room: Path) -> None:
        """One step of the writer: a file that grew, or one that has another name now."""
        gone, came = sorted(set(before) - set(after)), sorted(set(after) - set(before))
        if gone and came:
            assert before[gone[0]] == after[came[0]]
            self._run(self.rename, "-i", str(self.image), f"::{gone[0]}", came[0])
            return
        for name in after:
            if before.get(name) != after[name]:
                (room / name).write_bytes(after[name])
                self._run(self.copy, "-o", "-i", str(self.image), str(room / name), "::")

    def packages(self, image: Path, room: Path) -> list[bytes]:
        """What the receiver's PC sees on it."""
        told = self._run(self.list, "-b", "-i", str(image), "::").stdout.decode()
        names = [line.removeprefix("::/") for line in told.splitlines() if line.endswith(".asice")]
        found = []
        for name in names:
            self._run(self.copy, "-n", "-o", "-i", str(image), f"::{name}", str(room / "seen"))
            found.append((room / "seen").read_bytes())
        return found

    def _run(self, *words: str) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(words, check=True, capture_output=True, env=os.environ | {"MTOOLS_SKIP_CHECK": "1"})


def held(folder: Path) -> Held:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def steps_of_the_writer(source: Path, usb: Path, monkeypatch: pytest.MonkeyPatch) -> list[Held]:
    """What stood in the folder after each step of a delivery."""
    seen: list[Held] = [{}]
    rename = Path.replace

    def look(*_told: object) -> None:
        if (now := held(usb)) != seen[-1]:
            seen.append(now)

    def replace(self: Path, target: Path) -> Path:
        look()
        done = rename(self, target)
        look()
        return done

    with monkeypatch.context() as watched:
        watched.setattr(Path, "replace", replace)
        watched.setattr("exports.transports.folder._CHUNK", 64 * 1024)
        deliver(source, usb, NAME, SHA256, step=look)
    look()
    return seen


def pulled(before: bytes, after: bytes, chance: random.Random) -> Iterator[bytes]:
    """The image with some of the sectors of a step written: each alone, all but each, and others of chance."""
    changed = [at for at in range(0, len(after), SECTOR) if before[at : at + SECTOR] != after[at : at + SECTOR]]
    some = [chance.sample(changed, chance.randint(0, len(changed))) for _ in range(PULLS)]
    one = chance.sample(changed, min(PULLS, len(changed)))
    for written in (*some, *([at] for at in one), *([at for at in changed if at != left] for left in one)):
        image = bytearray(before)
        for at in written:
            image[at : at + SECTOR] = after[at : at + SECTOR]
        yield bytes(image)


def test_pulled_out_within_any_step_a_fat_stick_holds_no_package_or_a_whole_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick, usb, room = Stick(tmp_path / "stick.img"), tmp_path / "usb", tmp_path / "room"
    for folder in (usb, room):
        folder.mkdir()
    (tmp_path / "kept.asice").write_bytes(CONTENT)
    steps = steps_of_the_writer(tmp_path / "kept.asice", usb, monkeypatch)
    assert len(steps) >= 6
    assert [sorted(step) for step in (steps[-2], steps[-1])] == [[f"{NAME}.part"], [NAME]]
    chance, torn = random.Random(1), tmp_path / "torn.img"
    for before, after in pairwise(steps):
        image_before = stick.image.read_bytes()
        stick.do(before, after, room)
        for image in pulled(image_before, stick.image.read_bytes(), chance):
            torn.write_bytes(image)
            assert stick.packages(torn, room) in ([], [CONTENT])
    assert stick.packages(stick.image, room) == [CONTENT]
