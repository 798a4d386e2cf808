"""Units in the store."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from db import units
from db.store import Store
from domain import unit_names
from domain.headcount import Count
from domain.unit_events import grown
from domain.unit_tree import Event
from tests.db.stores import NOW, new
from tests.domain.unit_trees import DAY, SMALL, dissolve, rename


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    made = new(tmp_path / "store")
    put(made, SMALL, shipped=True)
    yield made
    made.close()


def put(opened: Store, events: list[Event], *, shipped: bool = False) -> None:
    tree = grown([*units.events(opened), *events])
    with opened.atomic():
        units.add(opened, events, "Hân", NOW, shipped=shipped)
        units.put(opened, [tree.lives[event.unit_id] for event in events])


def found(opened: Store, query: str) -> list[str]:
    return unit_names.found(units.index(opened), query)


def test_events_come_back_as_they_were_recorded(opened: Store) -> None:
    put(opened, [rename("g1", "CĐCS Hoa", DAY, "G1-A"), dissolve("g2", DAY)])
    assert units.events(opened) == [*SMALL, rename("g1", "CĐCS Hoa", DAY, "G1-A"), dissolve("g2", DAY)]


def test_the_revision_is_another_after_every_change(opened: Store) -> None:
    seen = {units.revision(opened)}
    put(opened, [dissolve("g2", DAY)])
    seen.add(units.revision(opened))
    last = units.last(opened)
    assert last is not None
    with opened.atomic():
        units.take_back(opened, last.no, NOW)
    seen.add(units.revision(opened))
    assert len(seen) == 3
    assert units.events(opened) == SMALL
    assert units.last(opened) is None


def test_a_unit_is_found_by_every_name_and_code_it_ever_had(opened: Store) -> None:
    put(opened, [rename("g1", "CĐCS Hoa Sim", DAY, "G1-A")])
    for query in ("don vi g1", "hoa sim", "HOA SIM", "g1-a", "cong doan co so hoa"):
        assert found(opened, query) == ["g1"], query
    assert found(opened, "hoạ") == []
    assert len(found(opened, "")) == len(SMALL)


def test_the_whole_query_in_one_piece_comes_first(opened: Store) -> None:
    put(opened, [rename("g1", "CĐCS An Hòa Sơn", DAY), rename("g2", "CĐCS Sơn Hòa", DAY)])
    assert found(opened, "son hoa") == ["g2", "g1"]


def test_figures_and_clusters_keep_their_days(opened: Store) -> None:
    with opened.atomic():
        units.put_count(opened, "g1", Count(DAY, 1, 2))
        units.put_count(opened, "g1", Count(DAY, 3, 4))
        units.put_count(opened, "g1", Count(date(2024, 1, 1), 5, 6))
        units.put_cluster(opened, "g1", DAY, "Cụm 2")
        units.put_cluster(opened, "g2", DAY, "Cụm 1")
    assert units.counts(opened) == {"g1": (Count(date(2024, 1, 1), 5, 6), Count(DAY, 3, 4))}
    assert units.counts(opened, ["g2"]) == {}
    assert units.clusters(opened, "g1") == [(DAY, "Cụm 2")]
    assert units.cluster_names(opened) == ["Cụm 1", "Cụm 2"]


def test_a_unit_that_never_was_leaves_nothing_behind(opened: Store) -> None:
    with opened.atomic():
        units.put_count(opened, "g1", Count(DAY, 1, 2))
        units.drop(opened, "g1")
    assert found(opened, "g1") == []
    assert units.counts(opened) == {}
