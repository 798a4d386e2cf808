from __future__ import annotations

import io
import tracemalloc
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import RuleError, TroubleError
from exports.package import crypt
from exports.package.age_reader import CHUNK
from exports.package.layout import RefusedError
from exports.package.verify import open_verified, verify
from tests.exports.package.union import NOW, A, Union, package

SECRET, PUBLIC = crypt.new_identity()
OTHER_SECRET, OTHER_PUBLIC = crypt.new_identity()


def sealed_for(content: bytes, *keys: str) -> bytes:
    made = io.BytesIO()
    crypt.encrypt(io.BytesIO(content), made, keys)
    return made.getvalue()


def content_of(sealed: bytes, *secrets: str) -> bytes:
    return crypt.opened(io.BytesIO(sealed), secrets).read()


@pytest.fixture(scope="module")
def encrypted(union: Union, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package of unit A for one reader, encrypted. Nobody writes to it."""
    return package(tmp_path_factory.mktemp("age") / "p.asice.age", union.signers[A], recipients=[PUBLIC]).path


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17])
def test_what_is_sealed_is_read_the_same_by_us_and_by_the_library(size: int) -> None:
    content = bytes(range(256)) * (size // 256) + b"x" * (size % 256)
    sealed = sealed_for(content, PUBLIC, OTHER_PUBLIC)
    assert content_of(sealed, SECRET) == content_of(sealed, OTHER_SECRET) == content
    assert pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(SECRET)]) == content


@settings(max_examples=25)
@given(st.integers(0, 3 * CHUNK), st.integers(0, 2 * CHUNK))
def test_any_place_can_be_read_first(start: int, size: int) -> None:
    reader = crypt.opened(io.BytesIO(_LONG_SEALED), [SECRET])
    reader.seek(start)
    assert reader.read(size) == _LONG[start : start + size]
    assert reader.tell() == start + len(_LONG[start : start + size])


_LONG = bytes(number % 251 for number in range(2 * CHUNK + 500))
_LONG_SEALED = sealed_for(_LONG, PUBLIC)


def test_only_the_key_that_fits_opens_it_and_the_next_step_is_said(encrypted: Path) -> None:
    for identities, code in (((), "package_encrypted"), ((OTHER_SECRET,), "not_for_our_key")):
        seen = verify(encrypted, now=NOW, identities=identities)
        assert (seen.verdict, seen.code, seen.unit_code) == ("unreadable", code, "")


def test_an_older_key_still_opens_it_beside_a_newer_one(encrypted: Path, union: Union) -> None:
    newer, _public = crypt.new_identity()
    seen = verify(encrypted, registry=union.registry, now=NOW, identities=[newer, SECRET])
    assert (seen.verdict, seen.encrypted, seen.records) == ("valid", True, 3)
    with open_verified(encrypted, registry=union.registry, now=NOW, identities=[newer, SECRET]) as opened:
        assert len(list(opened.records())) == 3


def test_one_flipped_bit_anywhere_is_refused(encrypted: Path, union: Union, tmp_path: Path) -> None:
    whole = encrypted.read_bytes()
    target = tmp_path / "p.asice.age"
    for at in range(0, len(whole), 61):
        target.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        seen = verify(target, registry=union.registry, now=NOW, identities=[SECRET], read_records=False)
        assert seen.verdict in ("invalid", "unreadable"), at
        assert seen.code in ("not_a_package", "not_for_our_key", "encryption_malformed", "encryption_altered"), at


@pytest.mark.parametrize("cut", [1, 16, 17, CHUNK, CHUNK + 16, CHUNK + 17])
def test_a_cut_file_is_refused_before_anything_is_read(cut: int) -> None:
    with pytest.raises(RefusedError) as refused:
        crypt.opened(io.BytesIO(_LONG_SEALED[:-cut]), [SECRET])
    assert refused.value.code == "encryption_altered"


def test_pieces_cannot_change_places_or_be_followed_by_others() -> None:
    start = len(_LONG_SEALED) - (2 * (CHUNK + 16) + 516)
    first, second = (_LONG_SEALED[start + n * (CHUNK + 16) : start + (n + 1) * (CHUNK + 16)] for n in (0, 1))
    swapped = _LONG_SEALED[:start] + second + first + _LONG_SEALED[start + 2 * (CHUNK + 16) :]
    for bad in (swapped, _LONG_SEALED + b"x", _LONG_SEALED + first):
        with pytest.raises(RefusedError):
            content_of(bad, SECRET)


@pytest.mark.parametrize(
    "header",
    [
        b"age-encryption.org/v2\n--- x\n",
        b"age-encryption.org/v1\n",
        b"age-encryption.org/v1\n-> X25519\n\n--- AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        b"age-encryption.org/v1\n-> X25519 short\nAAAA\n--- AAAA\n",
        b"age-encryption.org/v1\n-> x\n" + b"A" * 65 + b"\n",
        b"age-encryption.org/v1\n" + b"-> x\n\n" * 200 + b"--- AAAA\n",
        b"age-encryption.org/v1\n-> " + b"A" * 70_000,
    ],
)
def test_headers_of_another_make_are_refused_without_a_crash(header: bytes) -> None:
    with pytest.raises(RefusedError) as refused:
        crypt.opened(io.BytesIO(header), [SECRET])
    assert refused.value.code == "encryption_malformed"


@settings(max_examples=40)
@given(st.binary(max_size=400))
def test_no_header_whatever_brings_the_reader_down(rest: bytes) -> None:
    for start in (b"age-encryption.org/v1\n", b"age-encryption.org/v1\n-> X25519 "):
        with pytest.raises(RefusedError):
            content_of(start + rest, SECRET)


def test_what_lies_inside_must_be_a_package_all_the_same(tmp_path: Path) -> None:
    target = tmp_path / "p.asice.age"
    target.write_bytes(sealed_for(b"not a package", PUBLIC))
    assert verify(target, now=NOW, identities=[SECRET]).code == "not_a_package"
    target.write_bytes(sealed_for(target.read_bytes(), PUBLIC))
    assert verify(target, now=NOW, identities=[SECRET]).code == "package_encrypted"  # one inside another


@pytest.mark.parametrize(
    "key",
    ["", "age1", PUBLIC[:-1] + ("q" if PUBLIC[-1] != "q" else "p"), SECRET, PUBLIC.upper(), 7],
    ids=["empty", "short", "mistyped", "secret", "in capitals", "number"],  # the keys are others in each process
)
def test_what_is_no_key_is_not_sealed_for(key: object) -> None:
    assert not crypt.is_recipient(key)
    with pytest.raises(RuleError):
        sealed_for(b"x", PUBLIC, str(key))


@settings(max_examples=20)
@given(
    st.dictionaries(
        st.text("27", max_size=3), st.one_of(st.none(), st.integers(), st.lists(st.text("ag1", max_size=5))), max_size=3
    )
)
def test_keys_are_told_and_read_again_and_the_rest_passed_over(noise: dict[str, object]) -> None:
    told = {**noise, A: ["age1pq-of-a-later-program", PUBLIC, 7]}
    assert crypt.keys_told({"encryption": {"keys": told}})[A] == (PUBLIC,)
    assert crypt.keys_told(crypt.telling({A: [PUBLIC]})) == {A: (PUBLIC,)}
    assert crypt.keys_told({}) == crypt.telling({A: []}) == {}


class Pulled(io.BytesIO):
    """A file on a stick that is pulled out after the first bytes."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > 100:
            raise OSError(5, "Input/output error")
        return super().read(size)


def test_a_stick_that_is_pulled_out_is_trouble_and_can_be_tried_again() -> None:
    with pytest.raises(TroubleError) as trouble:
        crypt.opened(Pulled(_LONG_SEALED), [SECRET])
    assert (trouble.value.code, trouble.value.again) == ("file_unreadable", True)


def test_nothing_readable_is_left_beside_an_encrypted_package(union: Union, tmp_path: Path) -> None:
    package(tmp_path / "p.asice.age", union.signers[A], recipients=[PUBLIC])
    assert [file.name for file in tmp_path.iterdir()] == ["p.asice.age"]
    assert b"PK\x03\x04" not in (tmp_path / "p.asice.age").read_bytes()[:100]


def test_one_piece_at_a_time_is_held(tmp_path: Path) -> None:
    plain, sealed = tmp_path / "plain", tmp_path / "sealed"
    plain.write_bytes(bytes(12 << 20))
    with plain.open("rb") as reader, sealed.open("wb") as writer:
        crypt.encrypt(reader, writer, [PUBLIC])
    with sealed.open("rb") as file:
        tracemalloc.start()
        opened = crypt.opened(file, [SECRET])
        opened.seek(0)
        size = sum(len(piece) for piece in iter(lambda: opened.read(CHUNK), b""))
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert size == 12 << 20 and peak < 1 << 20
