from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain import backup

NOW = datetime(2026, 11, 28, 10, 0, tzinfo=UTC)
AGES = st.lists(st.integers(0, 3 * 365 * 24 * 60), max_size=120)


def made(ages_min: list[int], reason: str = backup.WORK) -> dict[str, tuple[datetime, str]]:
    return {f"{place}": (NOW - timedelta(minutes=age), reason) for place, age in enumerate(ages_min)}


@given(AGES)
def test_the_newest_is_kept_and_so_is_every_recent_one(ages: list[int]) -> None:
    backups = made(ages)
    kept = backup.kept(backups, NOW)
    assert kept <= set(backups)
    if backups:
        assert max(backups, key=lambda name: (backups[name][0], name)) in kept
    assert {name for name, (at, _) in backups.items() if NOW - at <= timedelta(hours=2)} <= kept


@given(AGES)
def test_thinning_again_at_the_same_moment_takes_nothing_more(ages: list[int]) -> None:
    backups = made(ages)
    kept = backup.kept(backups, NOW)
    assert backup.kept({name: backups[name] for name in kept}, NOW) == kept


@given(AGES)
def test_there_are_never_more_than_hours_days_weeks_and_months_need(ages: list[int]) -> None:
    backups = made(ages)
    older = [name for name in backup.kept(backups, NOW) if NOW - backups[name][0] > timedelta(hours=2)]
    assert len(older) <= 25 + 15 + 10 + 25 + 1


@given(AGES, st.integers(0, 40))
def test_a_day_of_the_last_two_weeks_that_had_one_still_has_one(ages: list[int], later_hours: int) -> None:
    """Thinned again and again as time goes on: what was the last of its day is never lost on the way."""
    backups, now = made(ages), NOW
    for _ in range(4):
        days = {at.date() for at, _ in backups.values() if now - at <= timedelta(days=14)}
        backups = {name: backups[name] for name in backup.kept(backups, now)}
        assert {at.date() for at, _ in backups.values() if now - at <= timedelta(days=14)} == days
        now += timedelta(hours=later_hours)


def test_a_year_of_half_hours_comes_down_to_a_few_dozen_that_reach_back_all_the_way() -> None:
    backups, now = dict[str, tuple[datetime, str]](), NOW
    for number in range(365 * 5):
        now = NOW + timedelta(days=number // 5, minutes=90 * (number % 5))
        backups[str(number)] = (now, backup.WORK)
        backups = {name: backups[name] for name in backup.kept(backups, now)}
    assert len(backups) < 60
    assert now - min(at for at, _ in backups.values()) > timedelta(days=330)


def test_what_cannot_be_made_again_is_kept_for_ninety_days() -> None:
    newer = made([60 * 24 * 40 + 1, 60 * 24 * 40 + 2], backup.REPLACED)
    assert backup.kept(newer, NOW) == set(newer)
    assert len(backup.kept(newer, NOW + timedelta(days=60))) == 1


@given(AGES, st.integers(1, 50), st.integers(0, 2000))
def test_crowded_out_leaves_the_newest_the_oldest_and_what_fits(ages: list[int], size: int, room: int) -> None:
    sizes = [(name, at, size) for name, (at, _) in made(ages).items()]
    gone = backup.crowded_out(sizes, room)
    left = [one for one in sizes if one[0] not in gone]
    assert len(left) + len(gone) == len(sizes)
    assert len(left) <= 2 or len(left) * size <= room
    if sizes:
        assert {min(at for _, at, _ in sizes), max(at for _, at, _ in sizes)} <= {at for _, at, _ in left}
    if len(sizes) * size <= room:
        assert gone == []


def test_a_backup_is_late_only_when_something_stands_in_none_for_more_than_a_day() -> None:
    day = timedelta(days=1)
    assert backup.late(None, True, NOW)
    assert not backup.late(None, False, NOW)
    assert not backup.late(NOW - 30 * day, False, NOW)
    assert not backup.late(NOW - day, True, NOW)
    assert backup.late(NOW - day - timedelta(seconds=1), True, NOW)


def test_one_is_due_after_half_an_hour_of_work() -> None:
    half = timedelta(minutes=30)
    assert not backup.due(NOW - 10 * half, None, NOW)
    assert not backup.due(NOW - 10 * half, NOW - half + timedelta(seconds=1), NOW)
    assert backup.due(NOW - 10 * half, NOW - half, NOW)
    assert backup.due(None, NOW - timedelta(minutes=1), NOW)
    assert not backup.due(None, NOW - timedelta(seconds=59), NOW)
    assert not backup.due(NOW - timedelta(minutes=5), NOW - half, NOW)


def test_only_what_can_be_taken_back_or_comes_again_shares_a_backup_for_a_short_while() -> None:
    soon, later = timedelta(minutes=9), timedelta(minutes=10)
    assert backup.near_enough(backup.BULK, backup.ASKED, soon) and not backup.near_enough(
        backup.BULK, backup.ASKED, later
    )
    assert backup.near_enough(backup.RECEIVE, backup.RECEIVE, soon) and not backup.near_enough(
        backup.RECEIVE, backup.RECEIVE, later
    )
    for before, newest in (
        (backup.RECEIVE, backup.WORK),
        (backup.RECEIVE, backup.BULK),
        (backup.IMPORT, backup.RECEIVE),
        (backup.IMPORT, backup.IMPORT),
    ):
        assert not backup.near_enough(before, newest, soon)
