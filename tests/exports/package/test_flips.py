"""No single bit of a package can be changed unseen: not by accident, and not by a forger who mends the checksums."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

import pytest

from exports.package.verify import UNTRUSTED, VALID, verify
from tests.exports.package.forge import Part, parts_of, relisted, with_changed, zipped
from tests.exports.package.union import NOW, A, Union, package

INTACT = (VALID, UNTRUSTED)
MASKS = (0x01, 0x80, 0xFF)
RECORDS = "data/records/00001.jsonl"


@pytest.fixture(scope="module")
def small(union: Union, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("flips") / "p.asice"
    path.write_bytes(package(path, union.signers[A], people={}, seq=1).path.read_bytes())
    return path


def test_every_byte_of_the_file(small: Path, union: Union) -> None:
    whole = small.read_bytes()
    assert verify(small, root_pem=union.root, now=NOW).verdict == VALID
    passed = []
    with small.open("r+b", buffering=0) as file:
        for at, byte in enumerate(whole):
            for mask in MASKS:
                _put(file, at, byte ^ mask)
                # No registry and no root: even the mildest look must see it.
                if verify(small, now=NOW).verdict in INTACT:
                    passed.append((at, mask))
            _put(file, at, byte)
    assert passed == []
    assert small.read_bytes() == whole
    assert verify(small, root_pem=union.root, now=NOW).verdict == VALID


@pytest.mark.parametrize("name", ["META-INF/signature001.p7s", "META-INF/ASiCManifest001.xml", "data/package.json"])
def test_every_byte_of_an_entry_with_mended_checksums(name: str, small: Path, tmp_path: Path) -> None:
    parts = parts_of(small)
    content = next(part.content for part in parts if part.name == name)
    passed = []
    for flipped in _flips(content, (0x01, 0x80)):
        if _code(tmp_path, with_changed(parts, name, content=flipped)) in ("no_trust_given", "unit_not_enrolled", ""):
            passed.append(flipped)
    assert passed == []


def test_every_bit_of_a_compressed_stream_with_mended_checksums(small: Path, tmp_path: Path) -> None:
    parts = parts_of(small)
    part = next(part for part in parts if part.name == RECORDS)
    codes = set()
    for packed in _flips(part.data(), tuple(1 << bit for bit in range(8))):
        content = _inflated(packed)
        if content is not None:
            codes.add(_code(tmp_path, with_changed(parts, RECORDS, packed=packed, content=content)))
    assert codes == {"entry_altered", "zip_padding"}


def test_other_bits_for_the_same_content_are_refused(small: Path, tmp_path: Path) -> None:
    parts = parts_of(small)
    part = next(part for part in parts if part.name == RECORDS)
    plain = zlib.compressobj(4, zlib.DEFLATED, -15, strategy=zlib.Z_HUFFMAN_ONLY)
    for packed in (plain.compress(part.content) + plain.flush(), zlib.compress(part.content, 0, -15)):
        assert hashlib.sha256(packed).digest() != hashlib.sha256(part.data()).digest()
        assert _code(tmp_path, with_changed(parts, RECORDS, packed=packed)) == "zip_padding"
    assert _code(tmp_path, with_changed(parts, RECORDS, method=0)) == "streams_malformed"


def test_lists_made_anew_do_not_help_without_the_key(small: Path, tmp_path: Path) -> None:
    parts = parts_of(small)
    assert _code(tmp_path, relisted(parts)) == "no_trust_given"
    content = next(part.content for part in parts if part.name == RECORDS).replace(b'"revision":1', b'"revision":2', 1)
    assert _code(tmp_path, relisted(with_changed(parts, RECORDS, content=content))) == "signature_wrong"


def _put(file: BinaryIO, at: int, byte: int) -> None:
    file.seek(at)
    file.write(bytes([byte]))


def _code(folder: Path, parts: list[Part]) -> str:
    path = folder / "p.asice"
    path.write_bytes(zipped([replace(part) for part in parts]))
    return verify(path, now=NOW).code


def _flips(content: bytes, masks: tuple[int, ...]) -> Iterator[bytes]:
    for at, byte in enumerate(content):
        for mask in masks:
            yield content[:at] + bytes([byte ^ mask]) + content[at + 1 :]


def _inflated(packed: bytes) -> bytes | None:
    inflater = zlib.decompressobj(-15)
    try:
        content = inflater.decompress(packed, 1 << 20)
    except zlib.error:
        return None
    return content if inflater.eof and not inflater.unused_data else None
