"""Counts in the store, and what an older store brings into them."""

from __future__ import annotations

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from db import initiatives, targets
from db.migrations import m0007_targets
from db.store import Store
from db.targets import Chosen
from domain.initiative import Author
from domain.target import Counts, Target, person_key
from tests.db.stores import NOW, put, some


@given(name=st.text(max_size=30), year=st.none() | st.integers(1900, 2030), unit=st.text(max_size=8))
def test_the_migration_tells_people_apart_as_the_rules_do(name: str, year: int | None, unit: str) -> None:
    from domain import text

    kept = text.clean_line(name)
    assert m0007_targets._person_key(kept, year, unit) == person_key(kept, year, unit)


def test_every_way_in_keeps_the_people_of_a_record(opened: Store) -> None:
    two = some(authors=(Author("An", 1985), Author("Bình")))
    row = put(opened, two)
    assert targets.counts(opened, Chosen("1m-2022")) == {"": Counts(2, 1, 2)}
    with opened.atomic():
        initiatives.update(opened, row, dataclasses.replace(two, authors=(Author("AN", 1985),)), missing=0, now=NOW)
    assert targets.counts(opened, Chosen("1m-2022")) == {"": Counts(1, 1, 1)}
    with opened.atomic():
        initiatives.delete(opened, [row], NOW)
    assert targets.counts(opened, Chosen("1m-2022")) == {}


def test_a_record_without_authors_is_an_initiative_of_nobody(opened: Store) -> None:
    put(opened, some(authors=()))
    assert targets.counts(opened, Chosen("1m-2022"), "unit") == {"27001": Counts(0, 1, 0)}


def test_figures_are_answered_from_indexes_alone(opened: Store) -> None:
    chosen = Chosen("1m-2022", states=("accepted", "recognised"))
    for by in ("phase", "unit", "month"):
        _, column, where, parameters = targets.source(chosen, by)
        plan = opened.rows(f"EXPLAIN QUERY PLAN SELECT {column} AS k, count(*) FROM {where} GROUP BY 1", parameters)
        assert any("COVERING INDEX initiative_counted" in row["detail"] for row in plan), plan


def test_one_target_holds_for_a_unit_and_a_phase(opened: Store) -> None:
    wanted = Target("1m-2022", "1", "grassroots", "27001", "CĐCS", initiatives=5, document="KH 1")
    with opened.atomic():
        targets.put(opened, wanted, NOW)
        held = targets.put(opened, dataclasses.replace(wanted, initiatives=6), NOW)
        targets.put(opened, dataclasses.replace(wanted, phase=""), NOW)
    assert [(one.phase, one.initiatives) for one in targets.everything(opened, "1m-2022")] == [("", 5), ("1", 6)]
    with opened.atomic():
        targets.remove(opened, held, NOW)
    assert targets.get(opened, held) is None
