"""Quality over number: shares by unit, the lists behind them, pairs across units, and samples drawn again."""

from __future__ import annotations

from pathlib import Path

import pytest

from desktop.desk import Desk
from desktop.operations import evidence_intake, quality
from domain import sample
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.unions import take

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
