"""JSON is read in one way or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.package.layout import RefusedError
from exports.package.strict_json import dumps, loads

WHOLE = st.integers(-(2**53), 2**53)
REAL = st.floats(allow_nan=False, allow_infinity=False)
LETTERS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | WHOLE | REAL | LETTERS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(LETTERS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_reads_the_same(value: object) -> None:
    assert loads(dumps(value).encode(), 1 << 20) == value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b'{"a":1,"a":2}', "content_duplicate_key"),
        (b'[{"b":{"a":1,"a":1}}]', "content_duplicate_key"),
        (b'{"a":1,"\\u0061":2}', "content_duplicate_key"),
        (b"[NaN]", "content_number"),
        (b"[-Infinity]", "content_number"),
        (b"[1e999]", "content_number"),
        (b"[9007199254740993]", "content_number"),
        (b"[" + b"9" * 5000 + b"]", "content_number"),
        (b"[" * 17 + b"]" * 17, "content_too_deep"),
        (b'{"a":' * 40 + b"1" + b"}" * 40, "content_too_deep"),
        (b"[" * 100_000, "content_too_deep"),
        (b'"\\ud800"', "content_letters"),
        (b'["\xff"]', "content_not_utf8"),
        (b"\xef\xbb\xbf{}", "content_malformed"),
        (b"{} {}", "content_malformed"),
        (b"{'a':1}", "content_malformed"),
        (b'{"a":1,}', "content_malformed"),
        (b'"\n"', "content_malformed"),
        (b"", "content_malformed"),
        (b'"' + b"a" * 2000 + b'"', "content_too_large"),
    ],
)
def test_refused(raw: bytes, code: str) -> None:
    with pytest.raises(RefusedError) as caught:
        loads(raw, 200_000 if code != "content_too_large" else 1000)
    assert caught.value.code == code


def test_brackets_in_text_are_not_depth() -> None:
    assert loads(b'["[[[[[[[[[[[[[[[[[[[[\\"{{{{{"]', 1000) == ['[[[[[[[[[[[[[[[[[[[["{{{{{']


def test_sixteen_levels_are_allowed() -> None:
    assert loads(b"[" * 16 + b"]" * 16, 1000) is not None
