"""A file cut into parts that mail takes, each of which says what it is a part of; put together in any order."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from domain.errors import TroubleError
from exports.package.place import Clear, Place, Source

SUFFIX = ".part"
MARK = b"sangkien-part/1 "
MOST_PARTS = 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,120}")
_HEAD = 4096
_CHUNK = 1 << 20


PlaceOf = Callable[[Path], Place]  # how a path is written to and read from


@dataclass(frozen=True)
class Head:
    """What a part says of itself: name, SHA-256 (hex) and size of the whole file, its place from 1, its own SHA-256."""

    name: str
    sha256: str
    size_bytes: int
    part: int
    parts: int
    part_sha256: str


def split(source: Source, name: str, sha256: str, most_bytes: int) -> Iterator[tuple[str, bytes]]:
    """(file name, bytes) of each part, none longer than `most_bytes` and its head; one at a time in memory."""
    with source.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        parts = max(1, -(-size // most_bytes))
        for part in range(1, parts + 1):
            piece = file.read(most_bytes)
            head = Head(name, sha256, size, part, parts, hashlib.sha256(piece).hexdigest())
            line = MARK + json.dumps(asdict(head)).encode() + b"\n"
            yield f"{name}.{part:03d}-{parts:03d}{SUFFIX}", line + piece


def head_of(part: Source) -> Head | None:
    """What a file says of itself, None for one that is no part or says nonsense."""
    try:
        with part.open("rb") as file:
            line = file.readline(_HEAD)
    except OSError:
        return None
    if not line.startswith(MARK) or not line.endswith(b"\n"):
        return None
    try:
        head = Head(**json.loads(line[len(MARK) :]))
    except (ValueError, TypeError, RecursionError):
        return None
    return head if _sensible(head) else None


def join(given: Iterable[Path], into: Path, place: PlaceOf = Clear) -> tuple[list[Path], list[Path]]:
    """Puts together the files these parts are of: (the whole files in `into`, the parts that could not be used).

    Parts may come in any order and twice. A file appears only when every byte of it is there and its SHA-256 is the one
    the parts name; a part of a file that lacks others is left over.
    """
    groups: dict[tuple[str, str, int], dict[int, Path]] = {}
    left, everything = [], list(given)
    for part in everything:
        head = head_of(place(part).source())
        if head is None or not _whole(place(part).source(), head):
            left.append(part)
        else:
            groups.setdefault((head.name, head.sha256, head.parts), {})[head.part] = part
    made = []
    for (name, sha256, parts), found in groups.items():
        sources = [place(found[no]).source() for no in sorted(found)]
        if len(found) == parts and _joined(sources, place(into / name), sha256):
            made.append(into / name)
        else:
            left += found.values()
    return made, left


def _joined(parts: Iterable[Source], target: Place, sha256: str) -> bool:
    """The whole file under its name, or nothing where its bytes are not those the parts promised."""
    target.path.parent.mkdir(parents=True, exist_ok=True)
    digest = hashlib.sha256()
    try:
        with target.appearing() as writing:
            for part in parts:
                with part.open("rb") as reading:
                    reading.readline(_HEAD)
                    while piece := reading.read(_CHUNK):
                        digest.update(piece)
                        writing.write(piece)
            if digest.hexdigest() != sha256:
                raise _OtherError
    except _OtherError:
        return False
    except OSError as error:
        where = str(target.path.parent)
        raise TroubleError("folder_gone", again=True, path=where, detail=error.strerror or "") from error
    return True


class _OtherError(Exception):
    """The parts are of something else than they say."""


def _whole(part: Source, head: Head) -> bool:
    digest = hashlib.sha256()
    with part.open("rb") as file:
        file.readline(_HEAD)
        while piece := file.read(_CHUNK):
            digest.update(piece)
    return digest.hexdigest() == head.part_sha256


def _sensible(head: Head) -> bool:
    numbers = all(isinstance(n, int) and not isinstance(n, bool) for n in (head.size_bytes, head.part, head.parts))
    words = all(isinstance(word, str) for word in (head.name, head.sha256, head.part_sha256))
    return bool(
        numbers and words and 1 <= head.part <= head.parts <= MOST_PARTS and _NAME.fullmatch(head.name)
        and not head.name.endswith(".")
    )  # fmt: skip
