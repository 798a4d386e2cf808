from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import emulation
from domain.emulation import Handing, Results, Row
from domain.programme import parse
from domain.target import Counts, Standing, Target
from tests.domain.pack.packs import data

PACK = parse(data())
told = st.none() | st.booleans()


def test_a_phase_belongs_to_the_year_in_which_it_ends() -> None:
    assert {year: [phase.id for phase in emulation.phases_of(PACK, year)] for year in emulation.years(PACK)} == {
        2021: [], 2022: ["1"], 2023: ["2"]
    }  # fmt: skip
    whole = Target(PACK.id, "", "grassroots", "27001", "CĐCS", initiatives=1, document="KH 1")
    assert [emulation.belongs(whole, PACK, year) for year in (2022, 2023)] == [False, True]


@given(st.lists(told, max_size=4))
def test_one_that_failed_fails_the_year_and_one_unknown_leaves_it_open(outcomes: list[bool | None]) -> None:
    row = Row("27001", "CĐCS", Results(), (), tuple(Handing("1", None, None, one, "") for one in outcomes))
    expected = False if False in outcomes else None if None in outcomes or not outcomes else True
    assert row.in_time is expected


@pytest.mark.parametrize(("n", "word"), [(20, "đạt"), (19, "chưa đạt")])
def test_a_target_is_told_with_its_document(n: int, word: str) -> None:
    asked = Target(PACK.id, "1", "grassroots", "27001", "CĐCS", 20, 0, 0, "KH 12/KH-LĐLĐ", date(2022, 1, 25))
    words = emulation.standing_words(Standing(asked, Counts(9, n, 30)))
    assert words == f"Giai đoạn 1: 20 sáng kiến – kết quả {n} sáng kiến, 9 người; {word} [KH 12/KH-LĐLĐ 25/01/2022]"
