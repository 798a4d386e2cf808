from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from desktop import clock
from desktop.desk import Desk
from desktop.operations import clocks, trust
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.unions import take


def set_clock(monkeypatch: pytest.MonkeyPatch, *, days: int) -> None:
    moment = clock.now() + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: moment)
    monkeypatch.setattr(clock, "stamp", lambda: clock.stamp_of(moment))


@pytest.mark.parametrize("days", [-3, -365 * 17])
def test_a_clock_before_the_last_package_takes_nothing_in(
    vouched_pair: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    unit, upper = vouched_pair
    first = unions.send(unit, None).kept
    second = unions.send(unit, None, "all").kept
    take(upper, first)
    set_clock(monkeypatch, days=days)
    before = unions.everything_written(upper)
    with pytest.raises(RuleError) as refused:
        take(upper, second)
    assert refused.value.code == "clock_behind"
    assert unions.everything_written(upper) == before


def test_two_days_are_let_pass(vouched_pair: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch) -> None:
    unit, upper = vouched_pair
    first = unions.send(unit, None).kept
    second = unions.send(unit, None, "all").kept
    take(upper, first)
    set_clock(monkeypatch, days=-1)
    assert take(upper, second)[0].taken


def test_a_clock_of_2009_installs_no_trust(
    vouched_pair: tuple[Desk, Desk], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = vouched_pair
    given, _units, _changes = trust.export(upper, tmp_path)
    set_clock(monkeypatch, days=-365 * 17)
    with pytest.raises(RuleError) as refused:
        trust.refresh(unit, given)
    assert refused.value.code == "clock_behind"


def test_somebody_who_looked_may_say_that_the_clock_is_right(
    vouched_pair: tuple[Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    unit, upper = vouched_pair
    first, second, third = (unions.send(unit, None, "all").kept for _ in range(3))
    with monkeypatch.context() as ahead:
        set_clock(ahead, days=20)
        take(upper, first)
    with pytest.raises(RuleError):
        take(upper, second)
    clocks.confirm(upper)
    assert take(upper, second)[0].taken
    with monkeypatch.context() as ahead:
        set_clock(ahead, days=25)
        take(upper, third)
    with pytest.raises(RuleError):  # it was said of that one instant
        clocks.demand_not_behind(upper)
