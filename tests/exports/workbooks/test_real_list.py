from __future__ import annotations

import os
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from domain.table.reading import candidates, identity, recognise
from exports.workbooks.read import read


@pytest.mark.real
def test_the_list_of_a_college_comes_in_whole() -> None:
    folder = Path(os.environ.get("SANGKIEN_REAL", "")) / "lists"
    if "SANGKIEN_REAL" not in os.environ or not folder.is_dir():
        pytest.skip("SANGKIEN_REAL names no folder of real files")
    (path,) = folder.glob("*.xls")
    sheet = read(path).sheets[0]
    layout = recognise(sheet.rows)
    found = list(candidates(sheet.rows, layout, date(2026, 1, 1), sheet.merged))
    assert (layout.header_row, layout.data_from, layout.unused) == (2, 3, ())
    assert [candidate.row for candidate in found] == list(range(3, 235))
    assert not any(candidate.refused or candidate.problems or candidate.unread for candidate in found)
    assert len({identity(candidate) for candidate in found}) == 232
    assert sum(len(candidate.fields["authors"]) for candidate in found) == 305
    assert {code for candidate in found for code in candidate.cleaned} == {
        "spaces",
        "nfc",
        "look_alikes",
        "line_breaks",
    }
    for candidate in found:
        names = [author.full_name for author in candidate.fields["authors"]]
        assert all(name == unicodedata.normalize("NFC", name).strip() and len(name.split()) > 1 for name in names)
        assert "\n" not in candidate.fields["title"]
        assert candidate.fields["title"] == unicodedata.normalize("NFC", candidate.fields["title"])
