"""Many new initiatives at once, with everything a single one brings: texts, authors, indexes, search."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, NamedTuple

from db import initiative_rows, search_index
from db.initiative_rows import New
from db.search_index import Doc
from db.store import Store
from domain.initiative import Initiative
from domain.record import record

PART = 2_000
_COLUMNS = {
    "initiative": ("id", *initiative_rows.NEW),
    "initiative_text": ("id", *initiative_rows.WIDE),
    "author": ("initiative_id", "place", *initiative_rows.AUTHOR),
    "participant": ("initiative_id", "place", "person_key"),
}


class Entry(NamedTuple):
    """A record with how many rules keep it back, and the key and fingerprint of the list's row it comes from."""

    initiative: Initiative
    missing: int
    import_key: str = ""
    import_sha256: str = ""


def insert(
    store: Store, entries: Iterable[Entry], *, own: bool, now: str, expected: int, pause: Callable[[], None]
) -> range:
    """New rows in the order told; returns their row ids. Inside `atomic()`. They are what `initiatives.insert` makes.

    `expected` is about how many there are: of very many the indexes are made afterwards, in the same transaction.
    `pause` is called between one index and the next.
    """
    first = next_id = int(store.value("SELECT coalesce(max(id), 0) FROM initiative")) + 1
    told = iter(entries)
    with store.roomy(), _indexed_afterwards(store, expected, pause):
        while part := list(islice(told, PART)):
            _write(store, next_id, part, own=own, now=now)
            next_id += len(part)
    return range(first, next_id)


def _write(store: Store, first: int, part: list[Entry], *, own: bool, now: str) -> None:
    rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in _COLUMNS}
    docs: dict[int, Doc] = {}
    for row_id, (initiative, missing, import_key, import_sha256) in enumerate(part, first):
        values, doc = record(initiative), search_index.doc(initiative)
        docs[row_id] = doc
        told = New(own, missing, now, import_key, import_sha256)
        rows["initiative"].append((row_id, *initiative_rows.new(initiative, values, doc, told)))
        rows["initiative_text"].append((row_id, *initiative_rows.wide(values)))
        for place, (author, said) in enumerate(zip(initiative.authors, values["authors"], strict=True), 1):
            rows["author"].append((row_id, place, *initiative_rows.author(said)))
            key = initiative_rows.participant(author, initiative.unit_code)
            if key is not None:
                rows["participant"].append((row_id, place, key))
    for table, made in rows.items():
        if made:
            _write_rows(store, table, made)
    search_index.put_new(store, docs)


def _write_rows(store: Store, table: str, rows: list[tuple[Any, ...]]) -> None:
    """Columns that say nothing in any of the rows are not handed over value by value: they are most of them."""
    columns = list(zip(*rows, strict=True))
    silent = [column[0] in (None, "") and column.count(column[0]) == len(rows) for column in columns]
    said = [place for place, quiet in enumerate(silent) if not quiet]
    marks = ["?" if not quiet else "NULL" if column[0] is None else "''"
             for column, quiet in zip(columns, silent, strict=True)]  # fmt: skip
    quoted = ", ".join(f'"{name}"' for name in _COLUMNS[table])
    sql = f"INSERT INTO {table} ({quoted}) VALUES ({', '.join(marks)})"
    store.connection.executemany(sql, zip(*(columns[place] for place in said), strict=True))


@contextlib.contextmanager
def _indexed_afterwards(store: Store, expected: int, pause: Callable[[], None]) -> Iterator[None]:
    """Putting many rows in order at once is cheaper than finding the place of each, unless most are there already."""
    held: list[tuple[str, str]] = []
    if expected >= PART and expected >= int(store.value("SELECT count(*) FROM initiative")):
        marks = ", ".join("?" * len(_COLUMNS))
        sql = f"SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql <> '' AND tbl_name IN ({marks})"
        held = [(row["name"], row["sql"]) for row in store.rows(sql, list(_COLUMNS))]
    for name, _made_by in held:
        store.execute(f'DROP INDEX "{name}"')
    yield
    for _name, made_by in held:
        pause()
        store.execute(made_by)
