from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain import handover
from domain.handover import MOST_GAPS, Difference, SequenceState, compare, follows, gaps

revisions = st.integers(1, 50)
prints = st.sampled_from(["a", "b", "c"])


@given(revisions, prints, revisions, prints)
def test_a_record_is_taken_only_if_newer_and_never_guessed(
    new: int, content: str, held: int, held_content: str
) -> None:
    found = compare(new, content, held, held_content)
    if content == held_content:
        assert found is Difference.IDENTICAL
    else:
        expected = {1: Difference.UPDATED, 0: Difference.CONFLICT, -1: Difference.OLDER}
        assert found is expected[(new > held) - (new < held)]


@given(revisions, prints)
def test_an_unknown_record_is_new_and_the_same_again_changes_nothing(revision: int, content: str) -> None:
    assert compare(revision, content, None, "") is Difference.NEW
    assert compare(revision, content, revision, content) is Difference.IDENTICAL


@given(st.sets(st.integers(1, 60), max_size=20), st.integers(1, 61))
def test_numbers_of_packages(seen: set[int], seq: int) -> None:
    last = max(seen, default=0)
    place = follows(seq, last)
    assert (place is SequenceState.REPLAY) == (seq <= last)
    if place is SequenceState.GAP:
        assert gaps(seen | {seq})[-1] == seq - 1
    assert set(gaps(seen)) | seen == set(range(1, last + 1))
    assert not set(gaps(seen)) & seen


def test_a_number_beyond_all_counting_hangs_nobody() -> None:
    assert gaps({1, 3, 2**53})[:3] == (2, 4, 5)
    assert len(gaps({2**53})) == MOST_GAPS


@given(st.integers(1, 10_000), st.floats(0, 1), st.integers(0, 10_000))
def test_waiting_grows_to_an_hour_and_is_never_less_than_the_server_asked_for(
    failures: int, chance: float, asked_s: int
) -> None:
    wait = handover.wait_s(failures, chance, asked_s)
    longest = min(30 * 2 ** (failures - 1), 3600)
    assert max(longest // 2, asked_s) <= wait <= max(longest, asked_s)


def test_after_a_day_a_stick_is_surer() -> None:
    since = datetime(2023, 7, 1, 8, tzinfo=UTC)
    assert not handover.too_long(since, since + timedelta(hours=23, minutes=59))
    assert handover.too_long(since, since + timedelta(hours=24))
