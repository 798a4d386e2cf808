"""Whether a package holds together: every file under the manifest, the lists agreeing, the records as counted."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from exports.package import header as headers
from exports.package.layout import (
    DEFLATE,
    HEADER,
    LIMITS,
    MANIFEST,
    MIMETYPE,
    MIMETYPE_BYTES,
    RECORDS,
    SHARD_RECORDS,
    SIGNATURE,
    STREAMS,
    TAG_MANIFEST,
    TAGS,
    UNCOVERED,
    RefusedError,
    people_entry,
    shard,
)
from exports.package.manifest import check_bag, read_asic_manifest, read_streams
from exports.package.read import Container
from exports.package.strict_json import loads

_MAX_ID = 128
_MAX_REVISION = 2**53


@dataclass(frozen=True)
class Contents:
    """What an intact package says; `digests` are the SHA-256 (hex) that the signed manifest gives each entry."""

    header: dict[str, Any]
    digests: dict[str, str]
    manifest: bytes
    signature: bytes

    @property
    def manifest_sha256(self) -> str:
        return hashlib.sha256(self.manifest).hexdigest()

    @property
    def records(self) -> int:
        return sum(part["count"] for part in self.header["records"])


def check(container: Container) -> Contents:
    """Read every byte once and hold it against the manifest, the bag and the header; RefusedError if anything differs.

    The signature is not looked at: see `cms`.
    """
    _check_parts(container)
    manifest = container.read(MANIFEST)
    digests = read_asic_manifest(manifest)
    covered = set(container.entries) - set(UNCOVERED)
    if covered - set(digests):
        raise RefusedError("entry_not_in_manifest", entry=min(covered - set(digests)))
    if set(digests) - covered:
        raise RefusedError("entry_missing", entry=min(set(digests) - covered))
    tags = {name: container.read(name) for name in (*TAGS, TAG_MANIFEST)}
    streams = read_streams(tags[STREAMS])
    lines = {name: _check_entry(container, name, digests[name], streams) for name in sorted(covered)}
    if set(streams) != {name for name, entry in container.entries.items() if entry.method == DEFLATE}:
        raise RefusedError("streams_malformed")
    payload = [entry.size for name, entry in container.entries.items() if name.startswith("data/")]
    check_bag(tags, digests, f"{sum(payload)}.{len(payload)}")
    header = headers.read(container.read(HEADER))
    _check_header(header, lines)
    return Contents(header, digests, manifest, container.read(SIGNATURE))


def records(container: Container, contents: Contents) -> Iterator[dict[str, Any]]:
    """The records in their order, strictly read; each file of them is hashed again before it is believed."""
    last_id = ""
    for part in contents.header["records"]:
        for line in io.BytesIO(entry_bytes(container, contents, part["file"])):
            record = loads(line.removesuffix(b"\n"), LIMITS.record_bytes)
            last_id = check_record(record, last_id)
            yield record


def entry_bytes(container: Container, contents: Contents, name: str) -> bytes:
    """The bytes of an entry, if they are still the ones that were checked."""
    found = container.read(name)
    if hashlib.sha256(found).hexdigest() != contents.digests[name]:
        raise RefusedError("entry_altered", entry=name)
    return found


def claims(container: Container) -> dict[str, Any]:
    """What a package that was refused says of itself, if that much can be read; nothing of it is proven."""
    try:
        return headers.read(container.read(HEADER))
    except (RefusedError, KeyError):
        return {}


def _check_parts(container: Container) -> None:
    names = list(container.entries)
    if not names or names[0] != MIMETYPE or container.read(MIMETYPE) != MIMETYPE_BYTES:
        raise RefusedError("mimetype_wrong")
    if MANIFEST not in names or SIGNATURE not in names:
        raise RefusedError("signature_missing")
    for name in (HEADER, *TAGS, TAG_MANIFEST):
        if name not in names:
            raise RefusedError("entry_missing", entry=name)


def _check_entry(container: Container, name: str, sha256: str, streams: dict[str, str]) -> int:
    """The number of line ends in the entry, once its bytes, and its compressed bytes, are the signed ones."""
    digest, stream, lines, last = hashlib.sha256(), hashlib.sha256(), 0, b""
    counted = name.startswith(RECORDS)
    for piece in container.content(name, stream.update):
        digest.update(piece)
        if counted:
            lines += piece.count(b"\n")
            last = piece[-1:] or last
    if digest.hexdigest() != sha256:
        raise RefusedError("entry_altered", entry=name)
    # Two streams of bits may unpack to the same bytes: only the one that was signed will do.
    if container.entries[name].method == DEFLATE and streams.get(name) != stream.hexdigest():
        raise RefusedError("zip_padding", entry=name)
    if counted and last != b"\n":
        raise RefusedError("records_miscounted", entry=name)
    return lines


def _check_header(header: dict[str, Any], lines: dict[str, int]) -> None:
    parts = header["records"]
    if [part["file"] for part in parts] != [shard(number) for number in range(1, len(parts) + 1)]:
        raise RefusedError("records_miscounted", entry=RECORDS)
    counts = {part["file"]: part["count"] for part in parts}
    found = {name: count for name, count in lines.items() if name.startswith(RECORDS)}
    if counts != found or any(count > SHARD_RECORDS for count in found.values()):
        raise RefusedError("records_miscounted", entry=RECORDS)
    files = {name for name in lines if people_entry(name)}
    if set(header["files"]) != files:
        raise RefusedError("files_differ", entry=min(set(header["files"]) ^ files))


def check_record(record: Any, last_id: str) -> str:
    """The id of a record that may follow the one with `last_id`; RefusedError if it has none, or is out of order."""
    if not isinstance(record, dict):
        raise RefusedError("record_not_object", after=last_id)
    record_id, revision = record.get("id"), record.get("revision")
    if not isinstance(record_id, str) or not 0 < len(record_id) <= _MAX_ID or not record_id.isprintable():
        raise RefusedError("record_without_id", after=last_id)
    if not isinstance(revision, int) or isinstance(revision, bool) or not 0 <= revision <= _MAX_REVISION:
        raise RefusedError("record_without_revision", record=record_id)
    if record_id == last_id:
        raise RefusedError("record_duplicate", record=record_id)
    if record_id < last_id:
        raise RefusedError("records_not_sorted", record=record_id)
    return record_id
