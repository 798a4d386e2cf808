"""Orders of a list that go by a code, such as the state: one run of an index for each code, put one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate

from db import initiative_counts
from db.store import Store
from domain.initiative import State

# By the name of the order, the column that holds the code. An index holds it for each programme.
RUNS = {"state": "state", "kind": "listed_kind", "phase": "phase", "unit": "unit_code"}
_OF = "programme = ? AND deleted_at IS NULL"

Runs = Sequence[tuple[str, int]]


def runs(store: Store, programme: str, sort: str, codes: Sequence[str]) -> Runs:
    """The codes in the order of the list and how many records have each; `codes` are all of them by their names."""
    name = sort.removeprefix("-")
    if name == "state":
        counted = initiative_counts.by_state(initiative_counts.everything(store, programme))
    else:
        sql = f"SELECT {RUNS[name]} AS code, count(*) AS n FROM initiative WHERE {_OF} GROUP BY 1"
        counted = {row["code"]: row["n"] for row in store.rows(sql, [programme])}
    if name == "unit":
        sql = "SELECT code, max(name_key) AS name_key FROM unit GROUP BY code"
        named = {row["code"]: row["name_key"] for row in store.rows(sql)}
        ordered = sorted(counted, key=lambda code: (named.get(code) or code, code))
    else:
        ranks = {code: rank for rank, code in enumerate(map(str, State) if name == "state" else codes)}
        ordered = sorted(counted, key=lambda code: (ranks.get(code, -1), code))
    return [(code, counted[code]) for code in (reversed(ordered) if sort.startswith("-") else ordered)]


def cut(store: Store, programme: str, sort: str, held: Runs, offset: int, limit: int) -> list[int]:
    """The row ids of a part of the list, each run read from its nearer end."""
    found: list[int] = []
    for code, start, count in _starts(held):
        first, last = max(0, offset - start), min(count, offset + limit - start)
        if first < last:
            found += _part(store, programme, sort, code, first, last, count)
    return found


def place(store: Store, programme: str, sort: str, held: Runs, row_id: int) -> int:
    """Where a record stands, from 0; -1 if it is not there."""
    column = RUNS[sort.removeprefix("-")]
    code = store.value(f"SELECT {column} FROM initiative WHERE {_OF} AND +id = ?", [programme, row_id])
    starts = {each: start for each, start, _ in _starts(held)}
    if code not in starts:
        return -1
    before = "id > ?" if sort.startswith("-") else "id < ?"
    sql = f"SELECT count(*) FROM initiative WHERE {_OF} AND {column} = ? AND {before}"
    return starts[code] + int(store.value(sql, [programme, code, row_id]))


def _starts(held: Runs) -> Iterator[tuple[str, int, int]]:
    """Code, place of the first record and number of records of each run."""
    starts = accumulate((count for _, count in held), initial=0)
    return ((code, start, count) for (code, count), start in zip(held, starts, strict=False))


def _part(store: Store, programme: str, sort: str, code: str, first: int, last: int, count: int) -> list[int]:
    near = first <= count - last
    up = sort.startswith("-") != near  # from the far end everything is the other way round
    sql = (
        f"SELECT id FROM initiative WHERE {_OF} AND {RUNS[sort.removeprefix('-')]} = ?"
        f" ORDER BY id {'ASC' if up else 'DESC'} LIMIT ? OFFSET ?"
    )
    found = store.column(sql, [programme, code, last - first, first if near else count - last])
    return found if near else found[::-1]
