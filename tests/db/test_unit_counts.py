"""Figures kept of each unit: whatever happens to the records, they are what counting the register would find."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import initiatives, journal, quality, senders, statistics, targets, unit_counts, unit_recounts
from db.store import Store
from db.targets import BLOCK_UNIT, BY, Chosen
from db.unit_counts import NOT_WITHDRAWN, Kept
from domain.initiative import Author, BenefitState, State
from domain.target import COUNTED
from tests.db.stores import new, put, some

PROGRAMME = "1m-2022"
DAYS = ("2022-01-05T00:00:00.000Z", "2022-03-05T00:00:00.000Z", "2022-06-05T00:00:00.000Z")
UNTIL = ("", "2022-02-01T00:00:00.000Z", "2022-05-01T00:00:00.000Z")
NAMES = ("An", "Bình", "Cúc")

records = st.fixed_dictionaries(
    {
        "unit_code": st.sampled_from(["27001", "27002", "27003"]),
        "state": st.sampled_from(list(State)),
        "phase": st.sampled_from(["", "1", "2"]),
        "kind": st.sampled_from(["", "technical"]),
        "block": st.sampled_from(["public", "enterprise"]),
        "group": st.sampled_from(["", "union_officer"]),
        "benefit_state": st.sampled_from(list(BenefitState)),
        "benefit_vnd": st.sampled_from([None, 1, 10**6 + 7, 2**62]),
        "applied_from_on": st.sampled_from([None, date(2022, 1, 31), date(2022, 2, 1)]),
        "authors": st.lists(st.sampled_from(NAMES), max_size=3).map(lambda names: tuple(map(Author, names))),
    }
)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("put"), records, st.integers(0, 2)),
        st.tuples(st.just("change"), records, st.integers(0, 9)),
        st.tuples(st.sampled_from(["delete", "restore", "withdraw", "prove", "rename", "count"]), st.just({}),
                  st.integers(0, 9)),
    ),
    max_size=12,
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = new(tmp_path_factory.mktemp("counts"))
    yield made
    made.close()


def emptied(store: Store) -> None:
    with store.atomic():
        for table in ("participant", "author", "evidence", "initiative_text", "initiative"):
            store.execute(f"DELETE FROM {table}")


def happen(store: Store, what: str, values: dict[str, Any], n: int) -> None:
    if what == "put":
        row = put(store, some(**values), own=n == 0)
        with store.atomic():
            store.execute("UPDATE initiative SET created_at = ? WHERE id = ?", [DAYS[n], row])
        return
    if what == "count":
        unit_recounts.refresh(store, 1 + n % 3)
        return
    rows = store.column("SELECT id FROM initiative ORDER BY id")
    if not rows:
        return
    row = rows[n % len(rows)]
    with store.atomic():
        if what == "change":
            (held,) = initiatives.get_many(store, [row])
            initiatives.update(store, row, dataclasses.replace(held.initiative, **values), missing=0, now=DAYS[2])
        elif what == "withdraw":
            store.execute("UPDATE initiative SET state = 'withdrawn' WHERE id = ?", [row])
            subject = str(store.value("SELECT public_id FROM initiative WHERE id = ?", [row]))
            journal.write(store, "Hân", "moved", subject, DAYS[1], start="recognised", end="withdrawn")
        elif what == "prove":
            sql = (
                "INSERT INTO evidence (initiative_id, place, name, kind, size_bytes, sha256, added_by, added_at, whole)"
                " VALUES (?, 1, 'a', 'pdf', 1, '', '', '', 1)"
            )
            store.execute(sql, [row])
        elif what == "rename":
            store.execute("UPDATE participant SET person_key = 7 WHERE initiative_id = ?", [row])
        elif what == "delete":
            initiatives.delete(store, [row], DAYS[n % 3])
        else:
            initiatives.restore(store, [row])


def from_the_rows(store: Store, chosen: Chosen, by: str) -> dict[str, Kept]:
    told = statistics.benefits(store, chosen, by)
    return {key: Kept(counts, told[key][1]) for key, counts in targets.counts(store, chosen, by).items()}


@settings(max_examples=40)
@given(steps=steps, states=st.sampled_from([NOT_WITHDRAWN, COUNTED, ()]), phase=st.sampled_from(["", "", "1"]),
       until=st.sampled_from(UNTIL))  # fmt: skip
def test_what_is_kept_is_what_counting_the_register_finds(
    store: Store, steps: list[tuple[str, Any, int]], states: tuple[State, ...], phase: str, until: str
) -> None:
    emptied(store)
    for step in steps:
        happen(store, *step)
    chosen = Chosen(PROGRAMME, tuple(map(str, states)), phase, until_at=until)
    for by in ("", BLOCK_UNIT, *BY):
        expected = from_the_rows(store, chosen, by)
        assert unit_counts.counted(store, chosen, by) == expected
        assert unit_counts.counts(store, chosen, by) == {key: kept.counts for key, kept in expected.items()}
    below = dict(store.tuples(
        "SELECT unit_code, count(*) FROM initiative WHERE own = 0 AND deleted_at IS NULL GROUP BY 1"))  # fmt: skip
    assert senders.initiatives(store, PROGRAMME) == below
    from_rows = quality._counted(store, PROGRAMME, None)
    assert sorted(map(told, quality.by_unit(store, PROGRAMME))) == sorted(map(told, from_rows))
    assert unit_counts.units(store, PROGRAMME) == store.tuples(
        "SELECT i.unit_code, t.unit_name FROM initiative AS i JOIN initiative_text AS t ON t.id = i.id WHERE i.id IN"
        " (SELECT max(id) FROM initiative WHERE deleted_at IS NULL GROUP BY unit_code) ORDER BY 1"
    )


def told(row: dict[str, Any]) -> tuple[Any, ...]:
    return tuple(row.values())


def filled(store: Store) -> None:
    emptied(store)
    for unit in ("27001", "27002", "27003"):
        for _ in range(4):
            put(store, some(unit_code=unit, state=State.RECOGNISED))
    while unit_recounts.refresh(store, 1):
        pass


def test_only_units_in_which_something_changed_are_counted_anew(store: Store) -> None:
    filled(store)
    assert unit_counts.changed(store, PROGRAMME) == []
    put(store, some(unit_code="27002"))
    assert unit_counts.changed(store, PROGRAMME) == ["27002"]
    asked: list[str] = []
    store.connection.set_trace_callback(asked.append)
    try:
        found = unit_counts.counted(store, Chosen(PROGRAMME, tuple(map(str, NOT_WITHDRAWN))), "unit")
    finally:
        store.connection.set_trace_callback(None)
    assert {code: kept.counts.initiatives for code, kept in found.items()} == {"27001": 4, "27002": 5, "27003": 4}
    counting = [sql for sql in asked if "FROM initiative AS i" in sql]
    assert counting and all("27002" in sql and "27001" not in sql for sql in counting)


@pytest.mark.parametrize(("most", "left"), [(1, 2), (4, 2), (7, 2), (8, 1), (11, 1), (12, 0)])
def test_units_are_counted_until_they_have_so_many_records_but_at_least_one(store: Store, most: int, left: int) -> None:
    filled(store)
    with store.atomic():
        store.execute("UPDATE initiative SET phase = '9'")
    assert unit_recounts.refresh(store, most) is (left > 0)
    assert len(unit_counts.changed(store, PROGRAMME)) == left


def test_a_day_before_something_came_leaves_the_other_units_as_they_are_kept(store: Store) -> None:
    filled(store)
    with store.atomic():
        store.execute("UPDATE initiative SET created_at = ?", [DAYS[0]])
        store.execute("UPDATE initiative SET created_at = ? WHERE unit_code = '27003'", [DAYS[2]])
    unit_recounts.refresh(store)
    assert unit_counts.changed(store, PROGRAMME, UNTIL[2]) == ["27003"]
    assert unit_counts.changed(store, PROGRAMME) == []


def test_figures_of_a_few_units_are_counted_from_the_index_alone(store: Store) -> None:
    chosen = Chosen(PROGRAMME, tuple(map(str, COUNTED)), units=("27001", "27002"))
    _, column, where, parameters = targets.source(chosen, "unit")
    asked = f"SELECT {column}, i.benefit_state, count(*), sum(i.benefit_vnd) FROM {where} GROUP BY 1, 2"
    sql = f"EXPLAIN QUERY PLAN {asked}"
    plan = [row["detail"] for row in store.rows(sql, parameters)]
    assert any("COVERING INDEX initiative_counted (programme=? AND unit_code=?" in one for one in plan), plan
