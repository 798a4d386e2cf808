from __future__ import annotations

from domain.unit import Level, Unit, gathers


def test_every_level_but_the_grassroots_receives_packages() -> None:
    assert {level for level in Level if gathers(Unit("1A", "A", level))} == set(Level) - {Level.GRASSROOTS}


def test_the_union_has_four_levels() -> None:
    assert [str(level) for level in Level] == ["grassroots", "upper", "province", "confederation"]
