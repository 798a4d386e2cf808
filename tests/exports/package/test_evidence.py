"""What is looked into of a file of evidence is little, whatever the file says of itself."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.errors import RuleError
from exports.package.evidence import kind
from tests.exports.package import hostile_evidence as hostile

HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a list of 200 000 names": ("a.docx", hostile.listing_too_much),
    "a list that lists itself": ("a.docx", hostile.listing_itself),
    "sectors of 64 KB in a ring": ("a.doc", hostile.going_round),
    "sectors of 512 bytes in a ring": ("a.xls", lambda: hostile.going_round(9)),
    "sectors of 4 KB in a ring": ("a.xls", lambda: hostile.going_round(12)),
    "sectors of no size at all": ("a.xls", lambda: hostile.going_round(0, 600)),
    "a table without end": ("a.ppt", hostile.listing_its_table_for_ever),
}


def document() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name in ("[Content_Types].xml", "word/document.xml", "word/media/ảnh.png"):
            archive.writestr(name, "x")
    return target.getvalue()


def workbook() -> bytes:
    made, target = xlwt.Workbook(), io.BytesIO()
    made.add_sheet("Một").write(0, 0, "Sáng kiến")
    made.save(target)
    return target.getvalue()


DOCUMENT, WORKBOOK = document(), workbook()


@pytest.mark.parametrize("case", HOSTILE)
def test_a_file_made_to_eat_its_reader_is_refused_and_eats_nothing(case: str) -> None:
    name, made = HOSTILE[case]
    content = made()
    file = io.BytesIO(content)
    tracemalloc.start()
    try:
        with pytest.raises(RuleError) as caught:
            kind(file, name)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (caught.value.code, caught.value.facts["name"]) == ("evidence_kind_refused", name)
    assert peak < 8 * len(content) + (12 << 20), peak


def test_honest_ones_are_what_they_are() -> None:
    assert kind(io.BytesIO(DOCUMENT), "a").code == "docx"
    assert kind(io.BytesIO(WORKBOOK), "a.xls").code == "office"
    assert kind(io.BytesIO(b"%PDF-1.7"), "a").code == "pdf"


@settings(max_examples=200, deadline=None)
@given(st.sampled_from([DOCUMENT, WORKBOOK]), st.data())
def test_whatever_is_changed_in_it_there_is_an_answer(raw: bytes, data: st.DataObject) -> None:
    changed = bytearray(raw)
    for _ in range(data.draw(st.integers(1, 4))):
        at, put = data.draw(st.integers(0, len(raw) - 1)), data.draw(st.binary(min_size=1, max_size=8))
        changed[at : at + len(put)] = put
    try:
        assert kind(io.BytesIO(bytes(changed)), "a.xls").code
    except RuleError as refused:
        assert refused.code == "evidence_kind_refused"
