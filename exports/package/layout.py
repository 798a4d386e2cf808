"""The shape of a package: the names, fixed bytes and limits that the writer keeps and the reader demands."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.errors import RuleError

MIMETYPE = "mimetype"
MIMETYPE_BYTES = b"application/vnd.etsi.asic-e+zip"
MANIFEST = "META-INF/ASiCManifest001.xml"
SIGNATURE = "META-INF/signature001.p7s"
HEADER = "data/package.json"
RECORDS = "data/records/"
BAGIT = "bagit.txt"
BAG_INFO = "bag-info.txt"
BAG_MANIFEST = "manifest-sha256.txt"
STREAMS = "deflate-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"

# Listed in the tag manifest; the container's own parts cannot be, since they cover it.
TAGS = (BAG_INFO, BAGIT, STREAMS, BAG_MANIFEST)
UNCOVERED = (MIMETYPE, MANIFEST, SIGNATURE)
# Never compressed, so that no bit of them has two readings.
STORED = frozenset({*UNCOVERED, *TAGS, TAG_MANIFEST, HEADER})

SHARD_RECORDS = 5_000
DEFLATE_LEVEL = 4

STORE, DEFLATE = 0, 8
ZIP_VERSION = 20
MADE_BY = 3 << 8 | ZIP_VERSION  # Unix, so that the attributes below mean what they say
FILE_ATTRIBUTES = 0o100644 << 16
DOS_TIME, DOS_DATE = 0, 1 << 5 | 1  # 1980-01-01 00:00:00

MEDIA_TYPES = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "txt": "text/plain",
    "csv": "text/csv",
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

_PART = re.compile(r"[a-z0-9][a-z0-9_.-]*")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))})
MAX_NAME, MAX_LEVELS = 180, 5


@dataclass(frozen=True)
class Limits:
    """What a reader will take in at most; sizes in bytes. The ratio counts for entries above 1 MiB.

    `header_bytes` bounds every entry of `STORED`, since those are held in memory together.
    """

    file_bytes: int = 300 << 20
    entries: int = 2_000
    entry_bytes: int = 100 << 20
    total_bytes: int = 500 << 20
    ratio: int = 120
    record_bytes: int = 1 << 20
    header_bytes: int = 16 << 20
    depth: int = 16


LIMITS = Limits()
RATIO_FROM_BYTES = 1 << 20


class RefusedError(RuleError):
    """A package is not what it must be; `verify` turns this into a verdict, others let it through."""


def too_dense(size: int, compressed: int) -> bool:
    """Whether an entry unpacks to so much more than it weighs that it may be a bomb."""
    return size > RATIO_FROM_BYTES and size > LIMITS.ratio * compressed


def media_type(name: str) -> str:
    return MEDIA_TYPES.get(name.rpartition(".")[2], "application/octet-stream")


def shard(number: int) -> str:
    """The entry of the `number`-th file of records, counting from 1."""
    return f"{RECORDS}{number:05d}.jsonl"


def stamp(now: datetime) -> str:
    """An instant as packages write it: UTC, to the second."""
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def file_name(unit_code: str, seq: int) -> str:
    """What a package's file is called, plain enough for any file system or mail program."""
    return f"{unit_code}_{seq:06d}.asice"


def entry_for(folder: str, number: int, display_name: str) -> str:
    """The entry of a file for people: its ending is kept when plain, its name goes into the header's `files`."""
    ending = display_name.rpartition(".")[2].lower() if "." in display_name else ""
    suffix = f".{ending}" if re.fullmatch(r"[a-z0-9]{1,8}", ending) else ""
    return f"data/{folder}/{number:05d}{suffix}"


def people_entry(name: str) -> bool:
    return name.startswith("data/") and name != HEADER and not name.startswith(RECORDS)


def check_name(name: str) -> None:
    """RefusedError unless `name` is a fixed part of the container or plain ASCII below data/."""
    if name in STORED:
        return
    _check_dangers(name)
    parts = name.split("/")
    if len(name) > MAX_NAME or len(parts) > MAX_LEVELS:
        raise RefusedError("name_too_long", entry=name[:60])
    if any(part.split(".")[0] in _DEVICES for part in parts):
        raise RefusedError("name_device", entry=name)
    if name.startswith("META-INF/"):
        raise RefusedError("second_signature", entry=name)
    if not all(_PART.fullmatch(part) for part in parts):
        raise RefusedError("name_malformed", entry=name)
    if parts[0] != "data" or len(parts) < 2:
        raise RefusedError("entry_unexpected", entry=name)


def _check_dangers(name: str) -> None:
    if not name.isascii() or not name.isprintable():
        raise RefusedError("name_not_ascii", entry=ascii(name))
    if "\\" in name:
        raise RefusedError("name_backslash", entry=name)
    if ":" in name:
        raise RefusedError("name_drive", entry=name)
    if name.startswith("/"):
        raise RefusedError("name_absolute", entry=name)
    if name.endswith("/"):
        raise RefusedError("entry_directory", entry=name)
    parts = name.split("/")
    if ".." in parts or "." in parts:
        raise RefusedError("name_climbs", entry=name)
    if any(part.endswith((".", " ")) for part in parts):
        raise RefusedError("name_trailing_dot", entry=name)
