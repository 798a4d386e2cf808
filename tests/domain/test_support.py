from __future__ import annotations

import dataclasses
import itertools
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain import eligibility, money
from domain.dossier import Letter
from domain.errors import RuleError
from domain.initiative import Author, Initiative, State
from domain.programme import Support
from domain.support import checked_own, entitlement, gate_passed, totals
from tests.domain.kit import initiatives, pack
from tests.papers_read import support_list

RULE = pack().support
READY = Initiative(
    title="Đồ gá",
    number="SK-2022-0001",
    authors=(Author("An", share_pct=60.0), Author("Bình", share_pct=40.0)),
    portal_entered_on=date(2022, 2, 1),
    portal_approved_on=date(2022, 2, 9),
    revision=1,
    state=State.PACKAGED,
)


def test_the_pack_pays_a_hundred_thousand_and_lets_the_unit_add_two() -> None:
    assert (RULE.upper_vnd, RULE.own_max_vnd) == (100_000, 200_000)
    assert RULE.gates == ("portal_entered", "portal_approved", "reported")


@pytest.mark.parametrize("passed", list(itertools.product((True, False), repeat=3)))
def test_money_only_if_every_gate_is_passed(passed: tuple[bool, bool, bool]) -> None:
    entered, approved, reported = passed
    held = dataclasses.replace(
        READY,
        portal_entered_on=READY.portal_entered_on if entered else None,
        portal_approved_on=READY.portal_approved_on if approved else None,
        revision=int(reported),
    )
    one = entitlement(held, RULE, 150_000)
    assert dict(one.gates) == dict(zip(RULE.gates, passed, strict=True))
    assert (one.upper_vnd, one.own_vnd) == ((100_000, 150_000) if all(passed) else (0, 0))
    assert one.passed == all(passed)


@pytest.mark.parametrize("state", [State.DECLINED, State.WITHDRAWN])
def test_what_was_declined_or_withdrawn_is_never_paid(state: State) -> None:
    assert entitlement(dataclasses.replace(READY, state=state), RULE, 200_000).total_vnd == 0


@pytest.mark.parametrize("own", [-1, 200_001, 10**9])
def test_more_than_the_pack_allows_is_refused_with_its_source(own: int) -> None:
    with pytest.raises(RuleError) as caught:
        checked_own(RULE, own)
    assert (caught.value.code, caught.value.field) == ("own_support_over", "own_vnd")
    assert caught.value.facts["source"] == RULE.source != ""


def test_both_ends_of_what_the_unit_may_add_are_taken() -> None:
    assert [checked_own(RULE, own) for own in (0, 200_000)] == [0, 200_000]


def test_a_gate_nobody_knows_pays_nothing() -> None:
    with pytest.raises(ValueError):
        gate_passed(READY, "something_else")


def test_one_credited_author_is_paid_and_the_shares_are_shown() -> None:
    one = entitlement(READY, RULE, 0)
    assert one.payee == READY.authors[0]
    assert [(part.full_name, part.vnd) for part in one.parts] == [("An", 60_000), ("Bình", 40_000)]
    tied = dataclasses.replace(READY, authors=(Author("An", share_pct=50.0), Author("Bình", share_pct=50.0)))
    assert entitlement(tied, RULE, 0).payee is None
    assert entitlement(dataclasses.replace(tied, credited_no=2), RULE, 0).payee == tied.authors[1]


@pytest.mark.parametrize("written", [(33.33, 33.33, 33.33), (33.3, 33.3, 33.3), (40, 30, 29.99), (33.4, 33.4, 33.3)])
def test_shares_that_entry_takes_divide_the_money_too(written: tuple[float, ...]) -> None:
    authors = tuple(Author(f"Người Thứ {n}", share_pct=share) for n, share in enumerate(written, start=1))
    held = dataclasses.replace(READY, authors=authors, credited_no=1)
    assert "shares_not_100" not in [problem.code for problem in eligibility.problems(held, pack())]
    one = entitlement(held, RULE, 0)
    assert one.payee == authors[0]
    assert [part.share_pct for part in one.parts] == list(written)
    assert sum(part.vnd for part in one.parts) == one.total_vnd == 100_000
    assert max(part.vnd for part in one.parts) < 41_000


@given(held=initiatives, own=st.integers(0, 200_000))
def test_the_parts_of_an_initiative_sum_to_what_it_gets(held: Initiative, own: int) -> None:
    one = entitlement(held, RULE, own)
    assert not one.parts or sum(part.vnd for part in one.parts) == one.total_vnd
    assert one.total_vnd in (0, 100_000 + own)


@settings(max_examples=30)
@given(held=st.lists(initiatives, max_size=3), own=st.integers(0, 200_000))
def test_totals_are_the_sums_of_the_rows(held: list[Initiative], own: int) -> None:
    found = [entitlement(one, RULE, own) for one in held]
    added = totals(found)
    assert added.total_vnd == sum(one.total_vnd for one in found) == added.paid * (100_000 + own)
    assert added.initiatives == len(held)


def test_a_programme_without_support_pays_nothing() -> None:
    assert entitlement(READY, Support(), 0).total_vnd == 0


def test_the_pay_list_shows_each_gate_and_the_sum_in_words() -> None:
    waiting = dataclasses.replace(READY, number="SK-2022-0002", portal_approved_on=None)
    lines = [(held, entitlement(held, RULE, 50_000)) for held in (READY, waiting)]
    paper = support_list(lines, pack(), Letter(unit_name="CĐCS Hoa Sim", signer_name="Đỗ Thị Ưu"))
    assert paper.headings[3:6] == ("Đã nhập Cổng", "Cổng đã duyệt", "Đã báo cáo cấp trên")
    first, second, added, words = paper.rows
    assert first[3:9] == ("Đạt\n01/02/2022", "Đạt\n09/02/2022", "Đạt", "100.000", "50.000", "150.000")
    assert first[2] == "An\n- An 60 %: 90.000\n- Bình 40 %: 60.000"
    assert second[3:9] == ("Đạt\n01/02/2022", "Chưa", "Đạt", "0", "0", "0")
    assert added[1:3] == ("TỔNG CỘNG", "1 trên 2 sáng kiến đủ điều kiện chi")
    assert words[1] == f"Bằng chữ: {money.words(150_000)}."
    assert all(len(row) == len(paper.headings) for row in paper.rows)
    assert (paper.signature.position, paper.signature.name) == ("CHỦ TỊCH", "Đỗ Thị Ưu")
