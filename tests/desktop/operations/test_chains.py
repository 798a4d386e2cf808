from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.desk import Desk
from desktop.operations import chains, receipts, trust
from desktop.operations.chains import SentChain
from domain.handover import spans, spoken
from tests.desktop.operations import unions
from tests.desktop.operations.test_receiving import forge, values_of
from tests.desktop.operations.unions import take


@pytest.fixture
def vouched(vouched_pair: tuple[Desk, Desk]) -> Desk:
    return vouched_pair[0]


@pytest.fixture
def upper(vouched_pair: tuple[Desk, Desk]) -> Desk:
    return vouched_pair[1]


def sent(unit: Desk, how_many: int) -> list[Path]:
    return [unions.send(unit, None, "all").kept for _ in range(how_many)]


@given(st.sets(st.integers(1, 40)))
def test_runs_of_numbers_hold_exactly_the_numbers(numbers: set[int]) -> None:
    found = spans(numbers)
    assert {number for first, last in found for number in range(first, last + 1)} == numbers
    assert all(before[1] + 1 < after[0] for before, after in pairwise(found))


def test_numbers_are_said_as_people_say_them() -> None:
    assert (spoken({1, 2, 3, 5}), spoken([7]), spoken([])) == ("1–3, 5", "7", "")


def test_both_sides_see_what_was_sent_and_what_has_come(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    first, second, _third, fourth = sent(vouched, 4)
    (nothing,) = chains.received(upper)
    assert (nothing.unit_code, nothing.received, nothing.missing) == ("27001", (), ())
    for file in (first, second, fourth):
        take(upper, file, receipts_to=tmp_path)
    (mine,) = chains.received(upper)
    assert (mine.received, mine.missing) == ((1, 2, 4), (3,))
    (told,) = chains.sent(vouched)
    assert (told.sent, told.answered, told.come, told.waiting) == ((1, 2, 3, 4), (), (), (1, 2, 3, 4))
    take(vouched, next(tmp_path.glob("27001_0004-bien-nhan*")))
    (told,) = chains.sent(vouched)
    assert (told.answered, told.come, told.lost, told.waiting) == ((4,), (1, 2, 4), (3,), ())


def test_a_receipt_of_an_older_program_tells_of_its_own_package_only(
    vouched: Desk, upper: Desk, tmp_path: Path
) -> None:
    take(upper, sent(vouched, 2)[0], receipts_to=tmp_path)
    told = receipts.Told("0" * 64, 1, {})
    assert told.received == ()
    assert SentChain("27000", (1, 2), (1,), ()).waiting == (2,)
    assert SentChain("27000", (1, 2), (1,), ()).lost == ()


def test_a_package_that_names_another_one_before_it_is_taken_in_and_told(
    vouched: Desk, upper: Desk, tmp_path: Path
) -> None:
    record = values_of(vouched)
    take(upper, forge(vouched, tmp_path / "1.asice", record, seq=1))
    honest = take(upper, forge(vouched, tmp_path / "3.asice", record, seq=3))[0]
    assert honest.warnings == ("package_gap",)
    swapped = take(upper, forge(vouched, tmp_path / "4.asice", record, seq=4, prev_manifest_sha256="0" * 64))[0]
    assert swapped.taken and swapped.warnings == ("package_before_differs",)


def test_the_next_package_of_an_honest_sender_raises_no_doubt(vouched: Desk, upper: Desk) -> None:
    assert [take(upper, file)[0].warnings for file in sent(vouched, 2)] == [(), ()]


def test_a_unit_whose_key_was_withdrawn_is_not_waited_for(upper: Desk) -> None:
    trust.revoke(upper, "27001")
    assert chains.received(upper) == []
