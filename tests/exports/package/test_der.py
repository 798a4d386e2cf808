"""DER is written one way, and whatever does not fit is refused, never read past its end."""

from __future__ import annotations

import pytest
from asn1crypto.core import OctetString, Sequence, SequenceOf
from hypothesis import given
from hypothesis import strategies as st

from exports.package import der


class Octets(SequenceOf):  # type: ignore[misc]  # the library has no types
    _child_spec = OctetString


@given(st.lists(st.binary(max_size=400), max_size=6))
def test_written_as_the_library_writes_it_and_read_back(parts: list[bytes]) -> None:
    made = [der.tlv(der.OCTETS, part) for part in parts]
    whole = der.tlv(der.SEQUENCE, *made)
    assert whole == Octets([OctetString(part) for part in parts]).dump()
    assert der.children(whole, der.SEQUENCE) == made
    assert [der.content(one, der.OCTETS) for one in made] == parts
    assert Sequence.load(whole, strict=True) is not None


@pytest.mark.parametrize("size", [0, 1, 0x7F, 0x80, 0xFF, 0x100, 0xFFFF, 0x10000])
def test_lengths(size: int) -> None:
    assert len(der.content(der.tlv(der.OCTETS, bytes(size)), der.OCTETS)) == size


@pytest.mark.parametrize(
    "raw",
    [b"", b"\x30", b"\x30\x01", b"\x30\x80\0\0", b"\x30\x85\1\1\1\1\1", b"\x30\x82\1", b"\x30\0\0", b"\x31\0",
     b"\x30\x03\x04\x02\x01", b"\x30\x01\x04"],
)  # fmt: skip
def test_what_does_not_fit(raw: bytes) -> None:
    with pytest.raises(ValueError, match="der"):
        der.children(raw, der.SEQUENCE)
