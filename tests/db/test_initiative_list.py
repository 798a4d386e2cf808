"""Lists: read by the page from indexes alone, in every order, with counters that say what counting says."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import initiative_list, initiatives
from db.initiative_list import Filter, place
from db.initiatives import SORTS
from db.store import Store
from domain.initiative import State
from tests.db.stores import NOW, new, put, some

PROGRAMME = "1m-2022"


@pytest.mark.parametrize("sort", [*SORTS, *("-" + name for name in SORTS)])
def test_a_page_read_from_the_nearer_end_and_a_place_are_those_of_the_whole_list(opened: Store, sort: str) -> None:
    with opened.atomic():
        for n in range(41):
            one = some(title="x" * (n % 3), benefit_vnd=n % 4 or None, number=f"{n % 5}", kind="abc"[n % 3],
                       state=list(State)[n % 4], phase="12"[n % 2], unit_code=f"U{n % 6}",
                       applied_from_on=date(2022, 1, 1 + n % 9) if n % 8 else None)  # fmt: skip
            initiatives.insert(opened, one, own=True, missing=n % 2, now=f"{NOW}{n % 7}")
    chosen = Filter(programme=PROGRAMME)
    whole = initiatives.ids(opened, Filter(programme=PROGRAMME, own=True), sort)  # not read page by page
    assert initiatives.ids(opened, chosen, sort) == whole
    for offset in range(0, 41, 8):
        assert initiative_list.page(opened, chosen, sort, offset, 8, 41) == whole[offset : offset + 8]
    assert [place(opened, chosen, sort, row_id) for row_id in whole] == list(range(41))
    assert place(opened, chosen, sort, 99) == -1


@pytest.mark.parametrize("sort", [*SORTS, *("-" + name for name in SORTS)])
def test_a_page_is_read_from_an_index_alone(opened: Store, sort: str) -> None:
    for n in range(4):
        put(opened, some(id=f"{n:032x}", kind="k", unit_code="U1"))
    chosen, asked = Filter(programme=PROGRAMME), list[str]()
    opened.connection.set_trace_callback(asked.append)
    initiative_list.page(opened, chosen, sort, 1, 1, 4, initiative_list.runs(opened, chosen, sort))
    opened.connection.set_trace_callback(None)
    plans = [opened.rows(f"EXPLAIN QUERY PLAN {sql}") for sql in asked if " initiative " in sql]
    assert plans
    for plan in (" ".join(row["detail"] for row in rows) for rows in plans):
        assert "COVERING INDEX" in plan
        assert "TEMP B-TREE" not in plan


def test_what_lists_and_searches_show_of_the_texts_leaves_the_long_ones_alone(opened: Store) -> None:
    row_id, asked = put(opened, some(title="Kho", unit_name="Xưởng máy", kind="k")), list[str]()
    opened.connection.set_trace_callback(asked.append)
    assert [row["unit_name"] for row in initiative_list.list_rows(opened, [row_id])] == ["Xưởng máy"]
    assert initiative_list.first(opened, Filter(query="máy")) == [row_id]
    opened.connection.set_trace_callback(None)
    plans = [opened.rows(f"EXPLAIN QUERY PLAN {sql}") for sql in asked if "initiative_text" in sql]
    assert len(plans) == 2
    for plan in (" ".join(row["detail"] for row in rows) for rows in plans):
        assert "initiative_text USING COVERING INDEX initiative_text_listed (id=?)" in plan


def test_codes_go_by_what_they_are_called_and_those_nobody_calls_come_first(opened: Store) -> None:
    made = {kind: put(opened, some(kind=kind)) for kind in ("b", "z", "a", "y")}
    every = Filter(programme=PROGRAMME)
    for chosen in (every, Filter(programme=PROGRAMME, own=True)):
        found = initiatives.ids(opened, chosen, "kind", codes=("b", "a"))
        assert found == [made[kind] for kind in "yzba"]
        assert initiatives.ids(opened, chosen, "-kind", codes=("b", "a")) == found[::-1]


CHANGES = st.lists(
    st.tuples(st.integers(0, 5), st.sampled_from(list(State)[:3]), st.sampled_from(["p", "q"]), st.integers(0, 2),
              st.sampled_from(["put", "delete", "restore"])), max_size=25,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=15)
@given(CHANGES)
def test_the_counters_say_what_counting_says(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[int, State, str, int, str]]
) -> None:
    opened = new(tmp_path_factory.mktemp("counters"))
    made: dict[int, int] = {}
    for which, state, programme, missing, what in changes:
        one = some(id=f"{which:032x}", state=state, programme=programme)
        with opened.atomic():
            if which not in made:
                made[which] = initiatives.insert(opened, one, own=bool(which % 2), missing=missing, now=NOW)
            elif what == "put":
                initiatives.update(opened, made[which], one, missing=missing, now=NOW)
            elif what == "delete":
                initiatives.delete(opened, [made[which]], NOW)
            else:
                initiatives.restore(opened, [made[which]])
    every = tuple(map(str, State))  # a filter whose count is not kept, but that lets everything through
    for programme in ("", "p", "q"):
        for own in (None, True):
            kept, counted = (Filter(programme=programme, own=own, states=states) for states in ((), every))
            assert initiative_list.stamp(opened, kept) == initiative_list.stamp(opened, counted)
            assert initiatives.count(opened, kept) == initiatives.count(opened, counted)
            assert initiatives.count_by_state(opened, kept) == initiatives.count_by_state(opened, counted)
            assert initiatives.counts(opened, kept, "2022-01-01") == initiatives.counts(opened, counted, "2022-01-01")
    opened.close()
