"""Whatever is done to a package it is refused, never taken for intact, and no reader of ours falls over it."""

from __future__ import annotations

import io
import json
import random
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from exports.package import contents
from exports.package import header as headers
from exports.package.keys import Signer, new_key
from exports.package.layout import RefusedError
from exports.package.manifest import asic_manifest, read_asic_manifest, read_streams
from exports.package.read import Container
from exports.package.signing_certificate import self_signed
from exports.package.strict_json import dumps, loads
from exports.package.verify import UNTRUSTED, VALID, verify
from tests.exports.package.forge import header, parts_of, relisted, zipped
from tests.exports.package.union import NAMES, NOW, A, B, package

INTACT = (VALID, UNTRUSTED)
RAW, MENDED = 2_600, 400
Chance = random.Random


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, bytes]:
    """Small packages of two units nobody vouches for: even the mildest look must see a change."""
    folder, made = tmp_path_factory.mktemp("mutations"), []
    for code in (A, B):
        key = new_key()
        signer = Signer(key, self_signed(key, code, NAMES[code], NOW))
        made.append(package(folder / f"{code}.asice", signer, unit_code=code, seq=1).path.read_bytes())
    return made[0], made[1]


def replaced(raw: bytes, _other: bytes, chance: Chance) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]


def overwritten(raw: bytes, _other: bytes, chance: Chance) -> bytes:
    at, size = chance.randrange(len(raw)), chance.randrange(1, 40)
    return raw[:at] + chance.randbytes(len(raw[at : at + size])) + raw[at + size :]


def shortened(raw: bytes, _other: bytes, chance: Chance) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + raw[at + chance.randrange(1, 200) :]


def lengthened(raw: bytes, _other: bytes, chance: Chance) -> bytes:
    at = chance.randrange(len(raw) + 1)
    return raw[:at] + chance.randbytes(chance.randrange(1, 60)) + raw[at:]


def repeated(raw: bytes, _other: bytes, chance: Chance) -> bytes:
    at, size = chance.randrange(len(raw)), chance.randrange(1, 300)
    return raw[:at] + raw[at : at + size] + raw[at:]


def moved(raw: bytes, _other: bytes, chance: Chance) -> bytes:
    first, second, third = sorted(chance.sample(range(len(raw) + 1), 3))
    return raw[:first] + raw[second:third] + raw[first:second] + raw[third:]


def spliced(raw: bytes, other: bytes, chance: Chance) -> bytes:
    at = chance.randrange(min(len(raw), len(other)))
    return raw[:at] + other[at : at + chance.randrange(1, 400)] + raw[at + chance.randrange(1, 400) :]


def special(raw: bytes, _other: bytes, chance: Chance) -> bytes:
    """Numbers that programs trip over, at every place a number may stand."""
    at = chance.randrange(len(raw) - 4)
    value = chance.choice((0, 1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFE, len(raw)))
    return raw[:at] + value.to_bytes(4, "little") + raw[at + 4 :]


CHANGES: tuple[Callable[[bytes, bytes, Chance], bytes], ...] = (
    replaced, overwritten, shortened, lengthened, repeated, moved, spliced, special,
)  # fmt: skip


def test_random_changes_of_the_file(two: tuple[bytes, bytes]) -> None:
    raw, other = two
    chance, codes = random.Random(20261128), set()
    for number in range(RAW):
        changed = CHANGES[number % len(CHANGES)](raw, other, chance)
        if changed == raw:
            continue
        seen = verify(changed, now=NOW)
        assert seen.verdict not in INTACT, (number, seen)
        codes.add(seen.code)
    assert len(codes) > 12


def test_random_changes_inside_with_every_list_made_anew(two: tuple[bytes, bytes]) -> None:
    """What a forger without the key can do: change an entry, then write all lists and checksums again."""
    mine, other = parts_of(two[0]), two[1]
    chance, codes = random.Random(28112026), set()
    payload = [part for part in mine if str(part.name).startswith("data/")]
    for number in range(MENDED):
        part = chance.choice(payload)
        content = CHANGES[number % len(CHANGES)](part.content, other, chance)
        if content == part.content:
            continue
        spoiled = [replace(one, content=content) if one is part else one for one in mine]
        seen = verify(zipped(relisted(spoiled)), now=NOW)
        assert seen.verdict not in INTACT, (number, seen)
        codes.add(seen.code)
    assert "signature_wrong" in codes


# ---- fuzzing of each reader by itself: refusals only, and what is accepted can be written again

JSON_BYTES = st.binary(max_size=60) | st.lists(
    st.sampled_from([b"{", b"}", b"[", b"]", b'"a"', b":", b",", b"1", b"-", b"e9", b"NaN", b"\\ud800", b" ", b"\xff"])
).map(b"".join)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


def or_refused(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except RefusedError:
        return None


@settings(max_examples=300, deadline=None)
@given(JSON_BYTES)
def test_json(raw: bytes) -> None:
    value = or_refused(lambda: loads(raw, 1000))
    assert loads(dumps(value).encode(), 10_000) == value


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(sorted(headers.SCHEMA["properties"])), VALUES)
def test_header(name: str, value: Any) -> None:
    told = json.loads(header([2])) | {name: value}
    read = or_refused(lambda: headers.read(json.dumps(told).encode()))
    assert read is None or read == told


GOOD_MANIFEST = asic_manifest({"data/a.txt": "0a" * 32, "bagit.txt": "0b" * 32})


@settings(max_examples=200, deadline=None)
@given(st.integers(0, len(GOOD_MANIFEST)), st.integers(0, 40), st.binary(max_size=40))
def test_manifest(at: int, size: int, put: bytes) -> None:
    raw = GOOD_MANIFEST[:at] + put + GOOD_MANIFEST[at + size :]
    digests = or_refused(lambda: read_asic_manifest(raw))
    assert digests is None or asic_manifest(digests) == raw
    or_refused(lambda: read_streams(raw))


NAME = st.sampled_from([b"mimetype", b"data/package.json", b"data/a.txt", b"../x", b"\xff", b"", b"a" * 200])
NUMBER = st.sampled_from([0, 1, 5, 20, 0xFFFF])


@st.composite
def zips(draw: st.DrawFn) -> bytes:
    """Something between a ZIP and noise: headers that contradict each other, places that lead nowhere."""
    from tests.exports.package.forge import Part

    parts = []
    for name in draw(st.lists(NAME, max_size=5)):
        content = draw(st.binary(max_size=30))
        fields = draw(st.fixed_dictionaries({}, optional={
            "method": st.sampled_from([0, 8, 12]), "size": NUMBER, "compressed": NUMBER, "offset": NUMBER,
            "crc": st.just(zlib.crc32(b"x")), "flags": NUMBER, "extra": st.binary(max_size=6),
            "packed": st.binary(max_size=20), "before": st.binary(max_size=4)}))  # fmt: skip
        parts.append(Part(name, content, **fields))
    ends = dict.fromkeys(("here", "count", "size", "offset", "comment"), NUMBER)
    return zipped(parts, draw(st.binary(max_size=3)), b"", draw(st.binary(max_size=3)),
                  draw(st.fixed_dictionaries({}, optional=ends)))  # fmt: skip


@settings(max_examples=300, deadline=None)
@example(b"PK\5\6")  # shorter than the end of any ZIP file
@example(b"PK\3\4PK\5\6" + bytes(11))
@given(zips() | st.binary(max_size=200))
def test_container(raw: bytes) -> None:
    container = or_refused(lambda: Container(io.BytesIO(raw)))
    if container is not None:
        for name in container.entries:
            or_refused(lambda name=name: container.read(name))
        contents.claims(container)
    assert verify(raw, now=NOW).verdict in ("invalid", "unreadable")
