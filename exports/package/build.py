"""Seals a package: records and files for people in one signed container, whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from domain import dates
from domain.errors import TroubleError
from exports.package import crypt
from exports.package import header as headers
from exports.package.layout import (
    BAG_INFO,
    BAG_MANIFEST,
    BAGIT,
    DEFLATE,
    HEADER,
    LIMITS,
    MANIFEST,
    MIMETYPE,
    MIMETYPE_BYTES,
    SIGNATURE,
    STORED,
    STREAMS,
    TAG_MANIFEST,
    RefusedError,
    check_name,
    media_type,
    people_entry,
    shard,
    stamp,
)
from exports.package.manifest import BAGIT_BYTES, asic_manifest, bag_info, listing, tag_listing
from exports.package.place import Clear, Place
from exports.package.spool import shards
from exports.package.strict_json import dumps
from exports.package.zip_writer import ZipWriter, as_it_is

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_DEFAULTS: dict[str, Any] = {
    "recipient": "",
    "prev_manifest_sha256": "",
    "programme": "",
    "pack_version": "",
    "phase": "",
    "app_version": "",
    "min_reader": headers.FIRST_READER,
    "trust_version": 0,
}


class ContentSigner(Protocol):
    """Whoever can sign: `keys.Signer`, or a token behind the same method."""

    def sign(self, content: bytes, now: datetime) -> bytes: ...


@dataclass(frozen=True)
class Sealed:
    """A finished package. `files` counts those for people; `file_sha256` is of the whole file, as it leaves."""

    path: Path
    manifest_sha256: str
    size_bytes: int
    records: int
    files: int
    file_sha256: str


def seal(
    target: Path | Place,
    header: Mapping[str, Any],
    records: Iterable[dict[str, Any]],
    people_files: Mapping[str, bytes],
    signer: ContentSigner,
    *,
    now: datetime,
    recipients: Sequence[str] = (),
) -> Sealed:
    """Write the package `target`, replacing one of that name; on any error nothing is left.

    With `recipients` ("age1…") the whole package is encrypted for them, and nothing of it is ever laid down in the
    open under a name.

    `header` holds at least kind, unit_code, unit_name and seq; what it leaves out is filled in, `records` always.
    Its `files` gives entries their display names: {"data/summary.xlsx": {"name": …, "media_type": …}}.
    `records` may come in any order, each with "id" and "revision". `people_files` are by entry, each below data/ but
    not among the records; a lazy mapping is asked for one file at a time. The same input and `now` give the same bytes
    but for the signature.

    RuleError: header_invalid, name_… of `layout.check_name`, record_…, secret_not_withheld, package_too_large.
    TroubleError: disk_full, package_write_failed; both may be tried again.
    """
    place = Clear(target) if isinstance(target, Path) else target
    try:
        with place.aside() as aside, place.appearing() as file:
            digesting = _Digesting(file)
            with _for_eyes(digesting, recipients, place) as inner:
                sealed = _write(inner, aside, header, records, people_files, signer, now)
    except OSError as error:
        raise _trouble(error, place.path) from error
    manifest_sha256, size_bytes, count = sealed
    file_sha256 = digesting.sha256.hexdigest()
    return Sealed(place.path, manifest_sha256, size_bytes, count, len(people_files), file_sha256)


class _Digesting(io.RawIOBase):
    """Passes bytes on, and knows the SHA-256 of them."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file, self._size, self.sha256 = file, 0, hashlib.sha256()

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._size

    def write(self, data: Any) -> int:
        self.sha256.update(data)
        self._size += len(data)
        self._file.write(data)
        return len(data)


@contextlib.contextmanager
def _for_eyes(file: _Digesting, recipients: Sequence[str], place: Place) -> Iterator[BinaryIO]:
    """Where the open package is written to: `file` itself, or what is encrypted into it afterwards."""
    if not recipients:
        yield cast(BinaryIO, file)
        return
    # No name leads to what lies there, and it is gone with this program, however that ends.
    with place.aside() as inner:
        yield inner
        inner.seek(0)
        crypt.encrypt(inner, cast(BinaryIO, file), recipients)


def _write(
    file: BinaryIO,
    aside: BinaryIO,
    header: Mapping[str, Any],
    records: Iterable[dict[str, Any]],
    people_files: Mapping[str, bytes],
    signer: ContentSigner,
    now: datetime,
) -> tuple[str, int, int]:
    writer = ZipWriter(file)
    writer.add(MIMETYPE, as_it_is(MIMETYPE_BYTES))
    # Asked early: nobody should wait for 170 000 records to hear of a missing unit code.
    headers.check(_full_header(header, [], people_files, now))
    parts: list[dict[str, Any]] = []
    for number, (count, pressed) in enumerate(shards(records, aside), start=1):
        writer.add(shard(number), pressed)
        parts.append({"file": shard(number), "count": count})
        _check_limits(writer)
    for name in sorted(people_files):
        if not people_entry(name):
            raise RefusedError("entry_unexpected", entry=name)
        check_name(name)
        writer.press_in(name, people_files[name])
        _check_limits(writer)
    full = _full_header(header, parts, people_files, now)
    headers.check(full)
    writer.add(HEADER, as_it_is(dumps(full).encode()))
    _check_limits(writer)
    _write_tags(writer, full)
    manifest = asic_manifest({entry.name: entry.pressed.sha256 for entry in writer.entries if entry.name != MIMETYPE})
    writer.add(MANIFEST, as_it_is(manifest))
    writer.add(SIGNATURE, as_it_is(signer.sign(manifest, now)))
    _check_limits(writer)
    writer.finish()
    size_bytes = file.tell()
    if size_bytes > LIMITS.file_bytes:
        raise RefusedError("package_too_large", limit_mb=LIMITS.file_bytes >> 20)
    return hashlib.sha256(manifest).hexdigest(), size_bytes, sum(part["count"] for part in parts)


def _write_tags(writer: ZipWriter, header: Mapping[str, Any]) -> None:
    payload = [entry for entry in writer.entries if entry.name.startswith("data/")]
    digests = {entry.name: entry.pressed.sha256 for entry in payload}
    streams = {entry.name: entry.pressed.stream_sha256 for entry in payload if entry.pressed.method == DEFLATE}
    package_name = f"{header['unit_code']}_{header['seq']}"
    payload_bytes = sum(entry.pressed.size for entry in payload)
    bagged_on = dates.civil_day(header["created_at"]).isoformat()
    tags = {
        BAG_INFO: bag_info(header["unit_name"], package_name, bagged_on, payload_bytes, len(payload)),
        BAGIT: BAGIT_BYTES,
        STREAMS: listing(streams),
        BAG_MANIFEST: listing(digests),
    }
    written = {name: writer.add(name, as_it_is(content)) for name, content in tags.items()}
    writer.add(TAG_MANIFEST, as_it_is(tag_listing(written)))


def _full_header(
    header: Mapping[str, Any], parts: list[dict[str, Any]], people_files: Mapping[str, bytes], now: datetime
) -> dict[str, Any]:
    plain = {name: {"name": name.rpartition("/")[2], "media_type": media_type(name)} for name in people_files}
    named = {name: told for name, told in header.get("files", {}).items() if name in plain}
    return {
        **_DEFAULTS,
        "created_at": stamp(now),
        **header,
        "schema": headers.SCHEMA_NAME,
        "records": parts,
        "files": plain | named,
    }


def _check_limits(writer: ZipWriter) -> None:
    sizes, last = [entry.pressed.size for entry in writer.entries], writer.entries[-1].name
    most = LIMITS.header_bytes if last in STORED else LIMITS.entry_bytes
    if sizes[-1] > most:
        raise RefusedError("zip_entry_too_large", entry=last, limit_mb=most >> 20)
    if sum(sizes) > LIMITS.total_bytes or len(sizes) > LIMITS.entries:
        raise RefusedError("package_too_large", limit_mb=LIMITS.total_bytes >> 20)


def _trouble(error: OSError, target: Path) -> TroubleError:
    if error.errno in _FULL:
        return TroubleError("disk_full", again=True, path=str(target.parent))
    return TroubleError("package_write_failed", again=True, path=str(target), reason=error.strerror or str(error))
