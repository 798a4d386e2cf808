from __future__ import annotations

import dataclasses
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db import bulk_inserts, initiatives
from db.bulk_inserts import Entry
from db.store import Store
from domain.initiative import Initiative
from tests.db.stores import NOW, new, put, some
from tests.domain import kit

_SAID = "SELECT * FROM temp.said_{table} ORDER BY term, doc, col, offset"


@contextmanager
def fresh() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder:
        opened = new(Path(folder))
        try:
            yield opened
        finally:
            opened.close()


def quiet() -> None:
    """Nobody watches."""


def held(opened: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row that records bring, every word the search knows of them, and the shape of the store itself."""
    tables = ("initiative", "initiative_text", "author", "participant", "search_term")
    found = {table: opened.rows(f"SELECT * FROM {table} ORDER BY 1, 2") for table in tables}
    for table in ("initiative_head", "initiative_body"):
        opened.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.said_{table} USING fts5vocab(main, {table}, instance)")
        found[table] = opened.rows(_SAID.format(table=table))
    found["shape"] = opened.rows("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY name, type")
    return found


def one_by_one(opened: Store, entries: list[Entry]) -> None:
    with opened.atomic():
        for entry in entries:
            initiatives.insert(opened, entry.initiative, own=True, missing=entry.missing, now=NOW,
                               import_key=entry.import_key, import_sha256=entry.import_sha256)  # fmt: skip


def at_once(opened: Store, entries: list[Entry], expected: int) -> range:
    with opened.atomic():
        return bulk_inserts.insert(opened, entries, own=True, now=NOW, expected=expected, pause=quiet)


def entries_of(records: list[Initiative]) -> list[Entry]:
    return [Entry(dataclasses.replace(one, id=f"{place:032x}"), place % 3, f"k{place}", f"s{place}")
            for place, one in enumerate(records)]  # fmt: skip


@given(st.lists(kit.initiatives, max_size=7), st.sampled_from([1, 2, 3, 2_000]), st.booleans())
@settings(max_examples=25)
def test_many_at_once_are_what_one_by_one_makes_of_them(records: list[Initiative], part: int, afterwards: bool) -> None:
    entries = entries_of(records)
    expected = 1_000_000 if afterwards else len(entries)
    with pytest.MonkeyPatch.context() as patched, fresh() as slow, fresh() as quick:
        patched.setattr(bulk_inserts, "PART", part)
        one_by_one(slow, entries)
        made = at_once(quick, entries, expected)
        assert held(quick) == held(slow)
        found = [stored.initiative for stored in initiatives.get_many(quick, list(made))]
        assert found == [entry.initiative for entry in entries]
        assert quick.value("PRAGMA integrity_check") == "ok"


def test_they_go_on_from_what_is_there(tmp_path: Path) -> None:
    opened = new(tmp_path)
    before = put(opened, some(title="Đồ gá may túi"))
    made = at_once(opened, entries_of([some(title=f"Kệ {n}") for n in range(5)]), 5)
    assert made == range(before + 1, before + 6)
    assert initiatives.ids(opened, initiatives.Filter(query="đồ gá")) == [before]
    assert initiatives.ids(opened, initiatives.Filter(query="kệ")) == list(reversed(made))
    assert at_once(opened, [], 5) == range(before + 6, before + 6)


def test_the_counts_kept_are_those_a_recount_finds(tmp_path: Path) -> None:
    opened = new(tmp_path)
    one_by_one(opened, entries_of([some(title=f"Kệ {n}") for n in range(3)]))
    at_once(opened, [one._replace(initiative=dataclasses.replace(one.initiative, id=f"m{place}"))
                     for place, one in enumerate(entries_of([some()] * 7))], 10**6)  # fmt: skip
    kept = opened.rows("SELECT programme, state, own, lacking, n FROM initiative_count WHERE n > 0 ORDER BY 1, 2, 3, 4")
    recount = ("SELECT programme, state, own, missing > 0 AS lacking, count(*) AS n FROM initiative"
               " WHERE deleted_at IS NULL GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4")  # fmt: skip
    assert kept == opened.rows(recount)
    assert sum(row["n"] for row in kept) == 10
    for table in ("initiative_head", "initiative_body"):
        opened.execute(f"INSERT INTO {table} ({table}) VALUES ('integrity-check')")


class StoppedError(Exception):
    pass


@pytest.mark.parametrize("at", [0, 5])
def test_stopped_among_the_indexes_all_stands_as_before(tmp_path: Path, at: int) -> None:
    opened = new(tmp_path)
    put(opened, some(title="Đồ gá may túi"))
    before, room = held(opened), opened.value("PRAGMA cache_size")
    pauses = iter(range(100))

    def pause() -> None:
        if next(pauses) == at:
            raise StoppedError

    with pytest.raises(StoppedError), opened.atomic():
        bulk_inserts.insert(opened, entries_of([some()] * 3), own=True, now=NOW, expected=10**6, pause=pause)
    assert held(opened) == before
    assert opened.value("PRAGMA cache_size") == room
    assert next(pauses) == at + 1
