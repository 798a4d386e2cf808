"""How SQLite goes about questions of pages with a million records: from an index, and never all against all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db import packages, quality, senders
from db.store import Store
from tests.db.stores import NOW, new, put, some


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    made = new(tmp_path)
    for number in range(3):
        put(made, some(), own=False)
        with made.atomic():
            packages.insert(made, now=NOW, manifest_sha256=f"{number}", direction="in", kind="submission",
                            unit_code="27001", unit_name="CĐCS", recipient="27000", seq=number, path="/x.asice",
                            records=number, detail={"receipt": "/usb"} if number == 2 else {})  # fmt: skip
    yield made
    made.close()


def plan(opened: Store, ask: Callable[[], object]) -> list[str]:
    """The steps of the last question that `ask` asks."""
    asked: list[str] = []
    opened.connection.set_trace_callback(asked.append)
    ask()
    opened.connection.set_trace_callback(None)
    questions = [sql for sql in asked if sql.lstrip().startswith("SELECT")]
    return [str(row[3]) for row in opened.connection.execute(f"EXPLAIN QUERY PLAN {questions[-1]}")]


def test_pairs_across_units_begin_with_the_pairs(opened: Store) -> None:
    steps = plan(opened, lambda: quality.across_units(opened, "1m-2022"))
    assert steps[0].startswith("SCAN d")
    assert all("INTEGER PRIMARY KEY" in step for step in steps[1:3])


def test_what_each_unit_sent_is_counted_from_an_index_alone(opened: Store) -> None:
    assert senders.initiatives(opened, "1m-2022") == {"27001": 3}
    assert "COVERING INDEX" in plan(opened, lambda: senders.initiatives(opened, "1m-2022"))[0]


@pytest.mark.parametrize("ask", [packages.received_count, lambda store: packages.received_ids(store, 1, 1)])
def test_what_has_come_is_counted_and_paged_from_an_index_alone(ask: Callable[[Store], Any], opened: Store) -> None:
    steps = plan(opened, lambda: ask(opened))
    assert len(steps) == 1 and "COVERING INDEX package_direction" in steps[0]


def test_what_has_come_the_newest_first_page_by_page(opened: Store) -> None:
    assert packages.received_count(opened) == 3
    assert packages.received_ids(opened, 0, 2) == [3, 2]
    assert packages.received_ids(opened, 2, 2) == [1]
    rows = packages.received_rows(opened, [2, 3, 99])
    assert [(row["id"], row["seq"], row["receipt"]) for row in rows] == [(2, 1, ""), (3, 2, "/usb")]
