"""Old workbooks that would run a program are told from those that would not."""

from __future__ import annotations

import io
import struct

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.workbooks.macros import may_have_macros


def book(*names: str) -> bytes:
    made, file = xlwt.Workbook(), io.BytesIO()
    for name in names:
        made.add_sheet(name).write(0, 0, "Sáng kiến")
    made.save(file)
    return file.getvalue()


def with_macro_sheet(raw: bytes, number: int) -> bytes:
    """The kind of one sheet changed to that of a macro sheet, as Excel 4 writes it."""
    at = -1
    for _ in range(number):
        at = raw.index(struct.pack("<H", 0x85), at + 1)
        while raw[at + 8 : at + 10] != b"\0\0" or raw[at + 2] > 60:  # a chance pair of bytes, not a record
            at = raw.index(struct.pack("<H", 0x85), at + 1)
    return raw[: at + 9] + b"\1" + raw[at + 10 :]


def with_basic(raw: bytes) -> bytes:
    """A folder of the name under which Visual Basic keeps its programs, in an entry nobody uses."""
    name = "_VBA_PROJECT_CUR".encode("utf-16-le")
    at = raw.index("Workbook".encode("utf-16-le"))
    free = at + 128
    return raw[:free] + name.ljust(64, b"\0") + struct.pack("<H", len(name) + 2) + raw[free + 66 :]


def test_plain_workbooks_run_nothing() -> None:
    assert not may_have_macros(book("Một"))
    assert not may_have_macros(book("Một", "Hai", "Ba"))


def test_what_cannot_be_looked_into_may_run_anything() -> None:
    for raw in (b"", b"PK\3\4", b"%PDF", book("Một")[:600]):
        assert may_have_macros(raw)


@pytest.mark.parametrize("number", [1, 2])
def test_a_macro_sheet_is_seen_wherever_it_stands(number: int) -> None:
    assert may_have_macros(with_macro_sheet(book("Một", "Hai"), number))


def test_visual_basic_is_seen_by_its_folder() -> None:
    assert may_have_macros(with_basic(book("Một")))


@settings(max_examples=100, deadline=None)
@given(st.integers(0, 5000), st.binary(max_size=40))
def test_broken_files_are_only_answered(at: int, put: bytes) -> None:
    raw = _PLAIN[:at] + put + _PLAIN[at + len(put) :]
    assert may_have_macros(raw) in (True, False)


_PLAIN = book("Một")
