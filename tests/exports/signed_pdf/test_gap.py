"""What a process that took a PDF to pieces says of the gap is looked at before a key comes near it."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.signed_pdf.gap import Prepared
from exports.signed_pdf.place import ADDED

SOURCE = b"%PDF-1.7 as it came"


def told(**changed: int) -> Prepared:
    """A gap as it has to be, or with numbers changed."""
    inside, tail = 20, b" the rest"
    start = len(SOURCE) + 60  # the line before it is filled up with blanks, as the library does
    line = b"\nobj /ByteRange [0 %d %d %d]" % (start, start + inside + 2, len(tail))
    added = line.ljust(60) + b"<" + b"0" * inside + b">" + tail
    return Prepared(SOURCE, added, place=ADDED, **{"start": start, "end": start + inside + 2, "before": 0} | changed)


def test_everything_but_the_gap_is_signed_and_the_gap_is_filled() -> None:
    made = told()
    whole = SOURCE + made.added
    assert made.sha256 == hashlib.sha256(whole[: made.start] + whole[made.end :]).digest()
    filled = made.filled(b"\xab\xcd")
    assert filled[: made.start] == whole[: made.start]
    assert filled[made.end :] == whole[made.end :]
    assert filled[made.start : made.end] == b"<ABCD" + b"0" * 16 + b">"


def test_a_signature_larger_than_its_gap_is_not_cut() -> None:
    with pytest.raises(ValueError, match="larger"):
        told().filled(b"x" * 11)


@given(off=st.integers(-60, 60).filter(bool), which=st.sampled_from(("start", "end")))
def test_a_gap_that_lies_elsewhere_is_none(off: int, which: str) -> None:
    right = told()
    with pytest.raises(ValueError):
        told(**{which: getattr(right, which) + off})


@pytest.mark.parametrize(
    "lie",
    [{"start": 0}, {"start": -1}, {"end": 1 << 40}, {"end": len(SOURCE)}, {"before": -1}],
    ids=str,
)
def test_numbers_that_cannot_be(lie: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="elsewhere"):
        told(**lie)


def test_a_gap_with_something_in_it_is_none() -> None:
    right = told()
    at = right.start - len(SOURCE) + 1
    stuffed = right.added[:at] + b"7" + right.added[at + 1 :]
    with pytest.raises(ValueError, match="stands in the gap"):
        Prepared(SOURCE, stuffed, right.start, right.end, ADDED, 0)


def test_a_file_that_says_it_signs_something_else_is_none() -> None:
    """Readers believe /ByteRange: it has to name what was hashed, and once."""
    right = told()
    for added in (right.added.replace(b"[0 ", b"[1 "), right.added.replace(b"/ByteRange", b"/ByteRangf"),
                  right.added + right.added[: right.start - len(SOURCE)]):  # fmt: skip
        with pytest.raises(ValueError, match="something else"):
            Prepared(SOURCE, added, right.start, right.end, ADDED, 0)
