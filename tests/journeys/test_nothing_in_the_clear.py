"""After a day's work nothing that was ever written to the disk tells a word of any record, but what left on a stick."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.text import fold
from tests import written
from tests.journeys.a_day import MARKERS

ROOT = Path(__file__).resolve().parents[2]
# What may be read, by its place: what a person took out to a stick and the papers beside a register, and nothing else,
# not for a moment.
TAKEN_OUT = re.compile(r"^usb/|^[^/]+-papers/")
_STREAMS = re.compile(rb"PK\x03\x04|\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")


def needles() -> dict[str, bytes]:
    """Each marker as it was typed, taken apart into letters and marks, and as the search folds it; in three codes."""
    return {
        f"{name} {form} {code}": word.encode(code)
        for name, typed in MARKERS.items()
        for form, word in {
            "": typed, "NFD": unicodedata.normalize("NFD", typed), "folded": fold(typed), "lower": typed.lower(),
            "upper": typed.upper(),
        }.items()
        for code in ("utf-8", "utf-16-le", "utf-16-be")
    }  # fmt: skip


def inside(content: bytes) -> Iterator[bytes]:
    """The bytes as they lie there, and what is packed in them: deflate is no secret."""
    yield content
    if zipfile.is_zipfile(io.BytesIO(content)):
        # A part of an archive, or one written in another order than it lies: its streams are looked for below.
        with contextlib.suppress(zipfile.BadZipFile, ValueError), zipfile.ZipFile(io.BytesIO(content)) as opened:
            yield from (opened.read(name) for name in opened.namelist())
    for at in {0, *(found.start() for found in _STREAMS.finditer(content))}:
        start = at
        if content.startswith(b"PK\x03\x04", at):
            start = at + 30 + sum(int.from_bytes(content[at + place : at + place + 2], "little") for place in (26, 28))
        for form in (15 + 32, -15):
            unpacked = b""
            try:
                inflater = zlib.decompressobj(form)
                for piece in range(start, len(content), 1 << 12):
                    unpacked += inflater.decompress(content[piece : piece + (1 << 12)])
                    if inflater.eof:
                        break
            except zlib.error:
                pass  # what came before counts
            if len(unpacked) > 8:
                yield unpacked


def told_by(content: bytes) -> set[str]:
    words = needles()
    return {name for piece in inside(content) for name, word in words.items() if word in piece}


def told_in(folder: Path) -> dict[str, set[str]]:
    """Which files of a folder tell which marker."""
    files = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {str(path.relative_to(folder)): told for path in files if (told := told_by(path.read_bytes()))}


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a day, with all that was written in `kept` where this system lets us look."""
    base = tmp_path_factory.mktemp("day")
    kept = base.parent / "kept"
    places = {"TMPDIR": "temp", "TMP": "temp", "TEMP": "temp", "HOME": "home", "XDG_CONFIG_HOME": "home/config",
              "XDG_CACHE_HOME": "home/cache", "XDG_DATA_HOME": "home/data", "XDG_RUNTIME_DIR": "home/run",
              "SANGKIEN_CONFIG_DIR": "home/settings"}  # fmt: skip
    for folder in (kept, *(base / name for name in places.values())):
        folder.mkdir(parents=True, exist_ok=True)
    watched = [sys.executable, "-m", "tests.written", str(kept)] if written.WORKS_HERE else []
    done = subprocess.run(
        [*watched, sys.executable, "-B", "-m", "tests.journeys.a_day", str(base)], cwd=ROOT, check=False,
        env={**os.environ, **{name: str(base / place) for name, place in places.items()}}, capture_output=True,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return base


def test_no_file_that_is_left_tells_anything(day: Path) -> None:
    told = told_in(day)
    assert {name for name in told if not TAKEN_OUT.match(name)} == set()
    assert told, "the search finds what it is to find where it may stand"


@pytest.mark.skipif(not written.WORKS_HERE, reason="only Linux on x86-64 lets us see what is written")
def test_nothing_that_was_ever_written_tells_anything(day: Path) -> None:
    kept = day.parent / "kept"
    paths: dict[str, str] = json.loads((kept / "paths.json").read_text())
    assert "io_uring" not in paths.values()
    told = dict[str, set[str]]()
    for file, path in paths.items():
        short = path.removesuffix(" (deleted)").removeprefix(f"{day}/")
        if short.startswith("mapped "):
            # The store's table of contents of its own log: numbers of pages alone.
            assert short.endswith("-shm") or not short.startswith(f"mapped {day}"), short
        elif not TAKEN_OUT.match(short) and (words := told_by((kept / file).read_bytes())):
            told[short] = words
    assert told == {}
    seen = set(paths.values())
    assert f"{day}/unit/register.db-wal" in seen and any("/backups/" in path for path in seen), "it was watched"


@pytest.mark.skipif(not written.WORKS_HERE, reason="only Linux on x86-64 lets us see what is written")
def test_files_deleted_since_are_seen(tmp_path: Path) -> None:
    code = """
        import shutil, subprocess, sys, tempfile, threading
        from pathlib import Path
        place = Path(sys.argv[1])
        with tempfile.TemporaryFile(dir=place) as nameless:
            nameless.write(b"nameless secret")
        (place / "a").write_text("short-lived secret")
        shutil.copy(place / "a", place / "b")
        thread = threading.Thread(target=lambda: (place / "t").write_text("secret of a thread"))
        thread.start(); thread.join()
        write = "import sys; open(sys.argv[1], 'w').write('secret of a child')"
        subprocess.run([sys.executable, "-c", write, str(place / "c")], check=True)
        for path in place.iterdir(): path.unlink()
        sys.exit(7)
    """
    kept, place = tmp_path / "kept", tmp_path / "place"
    kept.mkdir(), place.mkdir()
    lines = "\n".join(line[8:] for line in code.splitlines())
    command = [sys.executable, "-m", "tests.written", str(kept), sys.executable, "-c", lines, str(place)]
    assert subprocess.run(command, cwd=ROOT, check=False).returncode == 7
    paths: dict[str, str] = json.loads((kept / "paths.json").read_text())
    seen = {Path(path).name[0]: (kept / file).read_bytes() for file, path in paths.items() if str(place) in path}
    seen["b"] = seen["b"][:18]  # copied until there is no more, so it is seen twice
    assert seen == {"#": b"nameless secret", "a": b"short-lived secret", "b": b"short-lived secret",
                    "t": b"secret of a thread", "c": b"secret of a child"}  # fmt: skip
