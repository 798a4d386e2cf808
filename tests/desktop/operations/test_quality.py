"""Quality over number: shares by unit, the lists behind them, pairs across units, and samples drawn again."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from db import initiatives as stored_initiatives
from desktop.desk import Desk
from desktop.operations import duplicates, evidence_intake, figure_files, initiatives, quality
from domain import record, sample
from domain.errors import RuleError
from domain.initiative import Initiative
from domain.quality_paper import WITHHELD
from tests.desktop.operations import unions
from tests.desktop.operations.unions import take
from tests.exports.pdf_reading import pages

Pair = tuple[Desk, Desk]


@pytest.fixture
def gathered(vouched_pair: Pair, usb: Path) -> Desk:
    unit, upper = vouched_pair
    unions.send(unit, usb)
    take(upper, usb)
    return upper


def test_shares_are_counted_over_all_and_open_their_lists(gathered: Desk) -> None:
    whole, line = quality.lines(gathered)
    assert (whole.code, line.code, line.name) == ("", "27001", "CĐCS May Hoa Sim")
    assert (line.total, line.evidence, line.recognised) == (3, 0, 3)
    assert line.share_pct("recognised") == 100.0 and line.share_pct("evidence") == 0.0
    for what in ("all", "verified", "recognised", "evidence"):
        n = line.total if what == "all" else getattr(line, what)
        assert len(quality.row_ids(gathered, what, "27001")) == n
    assert len(quality.row_ids(gathered, "bare")) == 3
    with pytest.raises(RuleError, match="quality_figure_unknown"):
        quality.row_ids(gathered, "colour")


def test_evidence_counts_once_it_is_whole(unit: Desk) -> None:
    row = unions.recognised(unit)[0]
    evidence_intake.add(unit, row, evidence_intake.bytes_source("a.pdf", b"%PDF-1.4\n%%EOF\n"))
    assert quality.lines(unit)[0].evidence == 1


def test_the_same_seed_draws_the_same_and_another_does_not(gathered: Desk) -> None:
    first, again = quality.draw(gathered, 2, "2026"), quality.draw(gathered, 2, "2026")
    assert [row["public_id"] for row in first.rows] == [row["public_id"] for row in again.rows]
    assert (len(first.rows), first.of, first.method) == (2, 3, sample.METHOD)
    fresh = quality.draw(gathered, 3)
    assert fresh.seed.isdecimal() and len(fresh.rows) == 3
    drawn = {row["public_id"] for row in quality.draw(gathered, 1, "a").rows}
    others = {row["public_id"] for seed in "bcdefg" for row in quality.draw(gathered, 1, seed).rows}
    assert others - drawn


def test_a_sample_of_nothing_or_of_no_size_is_refused(gathered: Desk) -> None:
    with pytest.raises(RuleError, match="sample_none"):
        quality.draw(gathered, 1, what="evidence")
    for size in (0, sample.MOST + 1):
        with pytest.raises(RuleError, match="sample_size_wrong"):
            quality.draw(gathered, size)


def words(path: Path) -> str:
    """Everything a workbook says, or every page of a PDF."""
    if path.suffix == ".pdf":
        return "\n".join(pages(path))
    book = load_workbook(path)
    return "\n".join(str(cell) for row in book.active.iter_rows(values_only=True) for cell in row if cell is not None)  # type: ignore[union-attr]


@pytest.mark.parametrize("ending", ["xlsx", "pdf"])
def test_shares_pairs_and_a_sample_go_into_files_of_their_own(gathered: Desk, tmp_path: Path, ending: str) -> None:
    own = quality.row_ids(gathered, "all")[0]
    values = record.record(initiatives.get(gathered, own).initiative)
    for n, more in enumerate(({}, {"technology_secret": True})):
        told = values | {"id": f"{n}" * 32, "unit_code": f"2700{n + 8}", "unit_name": "CĐCS Sao Mai", **more}
        made = record.initiative(told)
        assert isinstance(made, Initiative)
        with gathered.store.atomic():
            stored_initiatives.insert(gathered.store, made, own=False, missing=0, now="2026-05-30T00:00:00.000Z")
    duplicates.catch_up_all(gathered, unions.quiet)
    duplicates.keep(gathered, duplicates.search(gathered, unions.quiet))
    lines, drawn = quality.lines(gathered), quality.draw(gathered, 2, "2026", unit="27001")
    figure_files.write_quality(gathered, lines, tmp_path / f"bang.{ending}")
    told = words(tmp_path / f"bang.{ending}")
    assert all(part in told for part in ("CĐCS May Hoa Sim", "TỔNG SỐ", "3 (100,0 %)", "không tính bản nháp"))
    pairs = quality.twins(gathered, "27001")
    figure_files.write_pairs(gathered, pairs, tmp_path / f"cap.{ending}", unit="CĐCS May Hoa Sim")
    told = words(tmp_path / f"cap.{ending}")
    assert len(pairs) == 2 and values["title"][:12] in told and "Chưa xem" in told
    assert told.count(WITHHELD[:16]) == 1, "of a pair with a technology secret no passage leaves"
    passage = duplicates.pair(gathered, pairs[0]["a"], pairs[0]["b"]).a.body.split("\n")[0][:24]
    assert passage and passage in told.replace("\n", " ")
    figure_files.write_sample(gathered, drawn, tmp_path / f"mau.{ending}")
    told = words(tmp_path / f"mau.{ending}")
    assert all(part in told.replace("\n", " ") for part in ("2026", "SHA-256", "rút 2 trong 3 sáng kiến của CĐCS May"))
    assert all(row["number"] in told for row in drawn.rows)
    with pytest.raises(RuleError, match="report_format_unknown"):
        figure_files.write_quality(gathered, lines, tmp_path / "bang.doc")
