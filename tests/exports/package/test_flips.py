"""No single bit of a package can be changed unseen: not by accident, and not by a forger who mends the checksums."""

from __future__ import annotations

import hashlib
import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import replace

import pytest

from exports.package.keys import Signer, new_key
from exports.package.read import Container
from exports.package.signing_certificate import self_signed
from exports.package.verify import UNTRUSTED, VALID, verify
from exports.package.zip_writer import CENTRAL
from tests.exports.package.forge import Part, parts_of, relisted, with_changed, zipped
from tests.exports.package.union import NAMES, NOW, A, package

INTACT = (VALID, UNTRUSTED)
RECORDS = "data/records/00001.jsonl"
STORED = ("META-INF/signature001.p7s", "META-INF/ASiCManifest001.xml", "data/package.json", "manifest-sha256.txt")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """As small as a package can be: by a key nobody vouches for, so that the mildest look has to see everything."""
    key = new_key()
    signer = Signer(key, self_signed(key, A, NAMES[A], NOW))
    return package(tmp_path_factory.mktemp("flips") / "p.asice", signer, people={}, seq=1).path.read_bytes()


def test_a_bit_of_every_byte_of_the_file(small: bytes) -> None:
    spoiled, passed = bytearray(small), []
    assert verdict(small) == UNTRUSTED
    for at, byte in enumerate(small):
        for bit in (at % 8, (at + 3) % 8):
            spoiled[at] = byte ^ 1 << bit
            if verdict(bytes(spoiled)) in INTACT:
                passed.append((at, bit))
        spoiled[at] = byte
    assert passed == []


@pytest.mark.parametrize("name", STORED)
def test_a_bit_of_every_byte_of_an_entry_with_mended_checksums(name: str, small: bytes) -> None:
    at, local, central = places(small, name)
    content = next(part.content for part in parts_of(small) if part.name == name)
    spoiled, passed, refused = bytearray(small), [], 0
    for place, flipped in enumerate(flips(content)):
        spoiled[at : at + len(content)] = flipped
        for header in (local, central):
            struct.pack_into("<I", spoiled, header, zlib.crc32(flipped))
        seen = verify(bytes(spoiled), now=NOW)
        refused += seen.code not in ("zip_checksum", "zip_headers_differ")
        if seen.verdict in INTACT:
            passed.append(place)
    assert passed == []
    assert refused == len(content)


def test_every_bit_of_a_compressed_stream_with_mended_checksums(small: bytes) -> None:
    parts = parts_of(small)
    part = next(part for part in parts if part.name == RECORDS)
    data, codes = part.data(), set()
    for at, byte in enumerate(data):
        for bit in range(8):
            packed = data[:at] + bytes([byte ^ 1 << bit]) + data[at + 1 :]
            content = inflated(packed)
            if content is not None:
                codes.add(code(with_changed(parts, RECORDS, packed=packed, content=content)))
    assert codes == {"entry_altered", "zip_padding"}


def test_other_bits_for_the_same_content_are_refused(small: bytes) -> None:
    parts = parts_of(small)
    part = next(part for part in parts if part.name == RECORDS)
    plain = zlib.compressobj(4, zlib.DEFLATED, -15, strategy=zlib.Z_HUFFMAN_ONLY)
    for packed in (plain.compress(part.content) + plain.flush(), zlib.compress(part.content, 0, -15)):
        assert hashlib.sha256(packed).digest() != hashlib.sha256(part.data()).digest()
        assert code(with_changed(parts, RECORDS, packed=packed)) == "zip_padding"
    assert code(with_changed(parts, RECORDS, method=0)) == "streams_malformed"


def test_lists_made_anew_do_not_help_without_the_key(small: bytes) -> None:
    parts = parts_of(small)
    assert code(relisted(parts)) == "unit_not_enrolled"
    content = next(part.content for part in parts if part.name == RECORDS).replace(b'"revision":1', b'"revision":2', 1)
    assert code(relisted(with_changed(parts, RECORDS, content=content))) == "signature_wrong"


def verdict(raw: bytes) -> str:
    return verify(raw, now=NOW).verdict


def code(parts: list[Part]) -> str:
    return verify(zipped([replace(part) for part in parts]), now=NOW).code


def places(raw: bytes, name: str) -> tuple[int, int, int]:
    """Where a stored entry's bytes begin, and where its two headers keep its checksum."""
    entry = Container(io.BytesIO(raw)).entries[name]
    central = raw.rindex(name.encode()) - CENTRAL.size
    return entry.start, entry.header_at + 14, central + 16


def flips(content: bytes) -> Iterator[bytes]:
    """One bit of each byte, another one from byte to byte."""
    for at, byte in enumerate(content):
        yield content[:at] + bytes([byte ^ 1 << at % 8]) + content[at + 1 :]


def inflated(packed: bytes) -> bytes | None:
    inflater = zlib.decompressobj(-15)
    try:
        content = inflater.decompress(packed, 1 << 20)
    except zlib.error:
        return None
    return content if inflater.eof and not inflater.unused_data else None
