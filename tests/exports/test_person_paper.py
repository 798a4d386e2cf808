"""A paper for one person appears whole or not at all, as pages and as plain text."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from domain.errors import RuleError, TroubleError
from domain.person_paper import Section, paper
from exports import person_paper
from tests.exports.pdf_reading import fonts, pages

UNIT = {"name": "CĐCS May Hoa Sim", "upper_name": "LĐLĐ huyện Bình Tân", "place": "Bình Tân"}
LONG = tuple(("Điện thoại", f"0912 345 {n:03}") for n in range(80))
PAPER = paper("Dữ liệu cá nhân đang được lưu", UNIT, date(2026, 6, 1), [Section("1. Mục", LONG), Section("2. Hết", ())])


def test_pages_hold_every_line_with_the_fonts_inside(tmp_path: Path) -> None:
    made = person_paper.write(PAPER, tmp_path / "an.pdf")
    told = "".join(pages(made))
    assert all(value in told for _what, value in LONG)
    assert len(pages(made)) > 1
    assert fonts(made)
    assert all(fonts(made).values())


def test_plain_text_opens_in_an_old_editor(tmp_path: Path) -> None:
    made = person_paper.write(PAPER, tmp_path / "an.txt").read_bytes()
    assert made.startswith(b"\xef\xbb\xbf")
    assert made.count(b"\r\n") == made.count(b"\n")


def test_another_ending_is_refused_and_a_missing_folder_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(RuleError, match="person_file_format"):
        person_paper.write(PAPER, tmp_path / "an.doc")
    with pytest.raises(TroubleError, match="report_write_failed"):
        person_paper.write_values({}, tmp_path / "missing" / "an.json")
    assert list(tmp_path.iterdir()) == []
