"""Makes packages that no honest program would make."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from exports.package import manifest as lists
from exports.package.build import ContentSigner

LISTED = ("bag-info.txt", "bagit.txt", "deflate-sha256.txt", "manifest-sha256.txt")
UNLISTED = ("mimetype", "META-INF/ASiCManifest001.xml", "META-INF/signature001.p7s")


@dataclass
class Part:
    """One entry of a ZIP with every field of its two headers open to lies; None means the truth."""

    name: str | bytes
    content: bytes = b""
    method: int = 0
    packed: bytes | None = None
    crc: int | None = None
    size: int | None = None
    compressed: int | None = None
    version: int = 20
    made_by: int = 0x0314
    flags: int = 0
    time: int = 0
    date: int = 33
    extra: bytes = b""
    central_extra: bytes = b""
    comment: bytes = b""
    disk: int = 0
    inner: int = 0
    attributes: int = 0o100644 << 16
    offset: int | None = None
    before: bytes = b""
    central: dict[str, Any] = field(default_factory=dict)

    def data(self) -> bytes:
        if self.packed is not None:
            return self.packed
        return zlib.compress(self.content, 4, -15) if self.method == 8 else self.content

    def common(self) -> bytes:
        name = self.name if isinstance(self.name, bytes) else self.name.encode()
        crc = zlib.crc32(self.content) if self.crc is None else self.crc
        compressed = len(self.data()) if self.compressed is None else self.compressed
        size = len(self.content) if self.size is None else self.size
        fields = (self.version, self.flags, self.method, self.time, self.date, crc, compressed, size, len(name))
        return struct.pack("<HHHHHIIIH", *fields)

    def raw_name(self) -> bytes:
        return self.name if isinstance(self.name, bytes) else self.name.encode()


def zipped(
    parts: list[Part], lead: bytes = b"", gap: bytes = b"", tail: bytes = b"", end: Mapping[str, int] | None = None
) -> bytes:
    """The file. `end` replaces fields of the end record: disk, first_disk, here, count, size, offset, comment."""
    body, places = lead, []
    for part in parts:
        body += part.before
        places.append(len(body))
        body += (
            b"PK\3\4" + part.common() + struct.pack("<H", len(part.extra)) + part.raw_name() + part.extra + part.data()
        )
    body += gap
    directory = b""
    for part, place in zip(parts, places, strict=True):
        told = replace(part, **part.central)
        sizes = struct.pack(
            "<HHHHII",
            len(told.central_extra),
            len(told.comment),
            told.disk,
            told.inner,
            told.attributes,
            place if told.offset is None else told.offset,
        )
        directory += (
            b"PK\1\2"
            + struct.pack("<H", told.made_by)
            + told.common()
            + sizes
            + told.raw_name()
            + told.central_extra
            + told.comment
        )
    fields = {
        "disk": 0,
        "first_disk": 0,
        "here": len(parts),
        "count": len(parts),
        "size": len(directory),
        "offset": len(body),
        "comment": 0,
    }
    fields |= end or {}
    return body + directory + b"PK\5\6" + struct.pack("<HHHHIIH", *fields.values()) + tail


def parts_of(package: Path | bytes) -> list[Part]:
    """The entries of an honest package, ready to be spoiled."""
    with ZipFile(io.BytesIO(package) if isinstance(package, bytes) else package) as archive:
        return [Part(info.filename, archive.read(info), info.compress_type) for info in archive.infolist()]


def with_changed(parts: list[Part], name: str, **changes: Any) -> list[Part]:
    assert any(part.name == name for part in parts)
    return [replace(part, **changes) if part.name == name else part for part in parts]


def relisted(parts: list[Part]) -> list[Part]:
    """The same after everything a forger can do without the key: all lists agree again, only the signature is old."""
    return _listed([part for part in parts if str(part.name).startswith("data/")], parts)


def signed(
    payload: Mapping[str, bytes], signer: ContentSigner, now: datetime, spoil: Callable[[bytes], bytes] = bytes
) -> bytes:
    """A package whose holder of the key signs whatever is in `payload`; `spoil` changes the manifest before that."""
    parts = _listed([Part(f"data/{name}", content) for name, content in payload.items()], [])
    by_name = {part.name: part for part in parts}
    manifest = by_name["META-INF/ASiCManifest001.xml"]
    manifest.content = spoil(manifest.content)
    by_name["META-INF/signature001.p7s"].content = signer.sign(manifest.content, now)
    return zipped(parts)


def header(records: list[int], /, **changes: Any) -> bytes:
    told = {
        "schema": "sangkien-package/1",
        "kind": "submission",
        "unit_code": "27001",
        "unit_name": "CĐCS Công ty A",
        "recipient": "27000",
        "seq": 1,
        "prev_manifest_sha256": "",
        "programme": "1m-2022",
        "pack_version": "1",
        "phase": "1",
        "created_at": "2026-11-20T03:00:00Z",
        "app_version": "0.1.0",
        "min_reader": 1,
        "trust_version": 0,
        "records": [{"file": f"data/records/{n:05d}.jsonl", "count": c} for n, c in enumerate(records, start=1)],
        "files": {},
    }
    return json.dumps(told | changes).encode()


def _listed(payload: list[Part], old: list[Part]) -> list[Part]:
    kept = {part.name: part.content for part in old}
    digests = {str(part.name): hashlib.sha256(part.content).hexdigest() for part in payload}
    streams = {str(part.name): hashlib.sha256(part.data()).hexdigest() for part in payload if part.method == 8}
    info = lists.bag_info(
        "CĐCS Công ty A", "27001_1", "2026-11-20", sum(len(part.content) for part in payload), len(payload)
    )
    tags = {
        "bag-info.txt": info,
        "bagit.txt": lists.BAGIT_BYTES,
        "deflate-sha256.txt": lists.listing(streams),
        "manifest-sha256.txt": lists.listing(digests),
    }
    written = {name: hashlib.sha256(content).hexdigest() for name, content in tags.items()}
    tags["tagmanifest-sha256.txt"] = lists.tag_listing(written)
    written["tagmanifest-sha256.txt"] = hashlib.sha256(tags["tagmanifest-sha256.txt"]).hexdigest()
    manifest = lists.asic_manifest(digests | written)
    rest = {
        **tags,
        "META-INF/ASiCManifest001.xml": manifest,
        "META-INF/signature001.p7s": kept.get("META-INF/signature001.p7s", b""),
    }
    return [
        Part("mimetype", b"application/vnd.etsi.asic-e+zip"),
        *payload,
        *(Part(name, content) for name, content in rest.items()),
    ]
