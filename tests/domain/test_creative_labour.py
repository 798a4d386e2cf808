from __future__ import annotations

import dataclasses
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.creative_labour import LEADER, SPECIALIST, find, kind_of_person, people, yearly
from domain.initiative import Author, BenefitState, Initiative, State
from tests.domain.kit import initiatives, pack

THRESHOLDS = pack().award_thresholds
AN = Author("Nguyễn Văn An", 1985)


def one(
    vnd: int, year: int, *authors: Author, state: BenefitState = BenefitState.VERIFIED, id_: str = ""
) -> Initiative:
    return Initiative(id=id_ or f"{year}-{vnd}", authors=authors or (AN,), applied_from_on=date(year, 3, 1),
                      benefit_state=state, benefit_vnd=vnd, state=State.RECOGNISED)  # fmt: skip


def reached(*held: Initiative, otherwise: str = "direct_worker") -> list[tuple[str, int, str, int]]:
    found = find(people(held, otherwise), THRESHOLDS)
    return [(f.person.full_name, f.threshold.benefit_vnd, str(f.state), f.vnd) for f in found]


def test_the_pack_has_the_four_thresholds_with_their_source() -> None:
    assert [t.benefit_vnd for t in THRESHOLDS] == [80_000_000, 120_000_000, 150_000_000, 200_000_000]
    assert all("1564" in t.source for t in THRESHOLDS)


def test_eighty_million_in_a_year_or_a_hundred_and_twenty_in_three() -> None:
    assert reached(one(79_999_999, 2022)) == []
    assert reached(one(80_000_000, 2022)) == [(AN.full_name, 80_000_000, "verified", 80_000_000)]
    spread = [one(40_000_000, year) for year in (2020, 2021, 2022)]
    assert reached(*spread) == [(AN.full_name, 120_000_000, "verified", 120_000_000)]
    assert reached(spread[0], spread[1], one(40_000_000, 2023)) == []


def test_verified_and_claimed_are_never_added() -> None:
    assert reached(one(50_000_000, 2022), one(50_000_000, 2022, state=BenefitState.CLAIMED)) == []
    assert reached(one(90_000_000, 2022, state=BenefitState.CLAIMED))[0][2] == "claimed"


def test_kinds_of_person_have_thresholds_of_their_own() -> None:
    assert reached(one(100_000_000, 2022), otherwise=SPECIALIST) == []
    assert reached(one(150_000_000, 2022), otherwise=SPECIALIST)[0][1] == 150_000_000


def test_a_person_is_told_apart_by_folded_name_and_year_of_birth() -> None:
    capitals = Author("NGUYỄN VĂN AN", 1985)
    assert len(people([one(1, 2022), one(2, 2022, capitals)])) == 1
    assert len(people([one(1, 2022), one(2, 2022, Author("Nguyễn Văn An", 1990))])) == 2


def test_shares_as_people_write_them_leave_nobody_with_everything() -> None:
    three = tuple(Author(name, share_pct=share) for name, share in (("An", 40.0), ("Bình", 30.0), ("Chi", 29.99)))
    assert [gain.vnd for one_of in people([one(100, 2022, *three)]) for gain in one_of.gains] == [40, 30, 30]


def test_co_authors_divide_by_their_shares_and_without_shares_it_is_the_credited_ones() -> None:
    pair = (Author("An", share_pct=75.0), Author("Bình", share_pct=25.0))
    (an, binh) = people([one(100, 2022, *pair)])
    assert (an.gains[0].vnd, binh.gains[0].vnd) == (75, 25)
    silent = dataclasses.replace(one(100, 2022, Author("An"), Author("Bình")), credited_no=2)
    assert [person.full_name for person in people([silent])] == ["Bình"]
    assert people([dataclasses.replace(silent, credited_no=None)]) == ()


def test_years_told_apart_count_in_their_own_years() -> None:
    held = dataclasses.replace(one(10, 2022), benefit_year1_vnd=3, benefit_year2_vnd=4)
    assert yearly(held) == ((2022, 3), (2023, 4))
    assert yearly(dataclasses.replace(held, applied_from_on=None)) == ()


def test_who_leads_by_position_is_measured_as_a_leader() -> None:
    assert kind_of_person(Author("An", leader=True)) == LEADER
    assert kind_of_person(Author("An", leader=False), SPECIALIST) == SPECIALIST
    assert kind_of_person(AN, SPECIALIST) == SPECIALIST


@settings(max_examples=30)
@given(held=st.lists(initiatives, max_size=2))
def test_no_benefit_is_counted_twice(held: list[Initiative]) -> None:
    for state in (BenefitState.VERIFIED, BenefitState.CLAIMED):
        told = sum(gain.vnd for person in people(held) for gain in person.gains if gain.state is state)
        assert told <= sum(vnd for one in held if one.benefit_state is state for _, vnd in yearly(one))
