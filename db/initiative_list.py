"""Lists of initiatives: what they let through, in which order, how many, one page at a time."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db import initiative_counts, initiative_runs, search
from db.initiative_runs import RUNS, Runs
from db.return_marks import TO_MEND
from db.store import Store
from domain import finding
from domain.initiative import AWAITING_ANSWER, State

AT_ONCE = 500  # rows asked for in one question: SQLite takes only so many parameters
COUNTED = 1_001  # hits of a search are counted up to here
_RANK = "CASE state " + " ".join(f"WHEN '{state}' THEN {n}" for n, state in enumerate(State)) + " END"
SORTS = {
    "number": ("substr(number, 1, 8)", "length(number)", "number"),  # SK-2022-10000 stands after SK-2022-9999
    "title": ("title_key",),
    "author": ("author_key",),
    "state": (_RANK,),  # along the way a record goes
    "benefit": ("benefit_vnd",),
    "updated": ("updated_at",),
    "applied": ("applied_from_on",),
    "accepted": ("accepted_on",),
    "unit": ("coalesce(placed.name_key, unit_code)", "unit_code"),
    "phase": ("phase",),
    "kind": ("listed_kind",),
    "missing": ("missing",),
    "entered": (),
}
# Orders that an index holds, so that a page is a cut of it.
PAGED = frozenset(
    {"number", "title", "author", "benefit", "updated", "entered", "applied", "accepted", "missing", *RUNS}
)
# Codes go by what they are called: whoever asks gives them in that order.
CODED = {"kind": "listed_kind", "phase": "phase"}
_UNITS = "(SELECT code, max(name_key) AS name_key FROM unit GROUP BY code)"
_GROUPS = '(SELECT id, kind, block, "group" FROM initiative_text INDEXED BY initiative_text_kinds)'


_SAID = """
SELECT coalesce((SELECT group_concat(full_name || char(10) || workplace, char(10)) FROM author
    WHERE initiative_id = initiative_text.id), '') || char(10) || unit_name || char(10) || summary || char(10) || nature
    || char(10) || conditions || char(10) || effect || char(10) || reach FROM initiative_text WHERE id = ?
"""


@dataclass(frozen=True)
class Filter:
    """What a list shows; empty parts do not filter, the ends of a range belong to it, dates are ISO.

    `missing` shows own records with something still to fill in, `unanswered_since` own ones taken in on or before
    that day and not answered yet. `under` is the code of a unit that counts with all below it: whoever asks the store
    puts their codes into `unit_codes`. `to_mend` shows what the union above asks to be mended and what was asked of a
    unit below. `only` shows just these rows, those in the bin among them: they are what a
    figure counted.
    """

    query: str = ""
    states: tuple[str, ...] = ()
    missing: bool = False
    programme: str = ""
    own: bool | None = None
    unit_code: str = ""
    unanswered_since: str = ""
    kinds: tuple[str, ...] = ()
    phases: tuple[str, ...] = ()
    blocks: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    under: str = ""
    unit_codes: tuple[str, ...] = ()
    benefit_from: int | None = None
    benefit_to: int | None = None
    applied_from: str = ""
    applied_to: str = ""
    accepted_from: str = ""
    accepted_to: str = ""
    only: tuple[int, ...] | None = None
    to_mend: bool = False

    def paged(self, sort: str) -> bool:
        """Whether the order of an index is the order of the list, so that it can be read page by page."""
        return self == Filter(programme=self.programme or "-") and sort.removeprefix("-") in PAGED


def ids(
    store: Store, chosen: Filter, sort: str = "entered", limit: int = -1, offset: int = 0, codes: Sequence[str] = ()
) -> list[int]:
    """Row ids of the chosen records; `sort` is a key of SORTS, with "-" before it from the end.

    What is searched for comes the best first, unless another order than that of entry is asked for. `codes` are all
    kinds, or all phases, in the order of their names.
    """
    where, parameters = _where(chosen)
    query = finding.parse(chosen.query)
    if chosen.paged(sort) and _runs_of(sort):
        held = runs(store, chosen, sort, codes)
        total = sum(count for _, count in held)
        return initiative_runs.cut(store, chosen.programme, sort, held, offset, total if limit < 0 else limit)
    order, ranks = _order(sort, codes)
    if not query.asked:
        sql = f"SELECT initiative.id FROM {_from(sort)} WHERE {where} ORDER BY {order} LIMIT ? OFFSET ?"
        return store.column(sql, [*parameters, *ranks, limit, offset])
    wanted = -1 if limit < 0 else offset + limit
    ranked = sort.removeprefix("-") == "entered"
    found = search.find(store, query, where, parameters, wanted if ranked else -1)
    if not ranked:
        sql = (
            f"SELECT initiative.id FROM {_from(sort)} WHERE initiative.id IN (SELECT value FROM json_each(?))"
            f" ORDER BY {order}"
        )
        found = store.column(sql, [json.dumps(found), *ranks])
    return found[offset : None if limit < 0 else offset + limit]


def first(store: Store, chosen: Filter) -> list[int]:
    """What a search puts in front, without a look into the texts."""
    return search.first(store, finding.parse(chosen.query), *_where(chosen))


def runs(store: Store, chosen: Filter, sort: str, codes: Sequence[str] = ()) -> Runs:
    """Of a list in the order of a code that is read page by page: how long the run of each code is; else nothing."""
    if not chosen.paged(sort) or not _runs_of(sort):
        return ()
    return initiative_runs.runs(store, chosen.programme, sort, codes)


def page(
    store: Store, chosen: Filter, sort: str, offset: int, limit: int, total: int, held: Runs | None = None
) -> list[int]:
    """A cut of a list of `total` rows, read from the nearer end; `held` are its runs, where they are known."""
    if _runs_of(sort):
        held = runs(store, chosen, sort) if held is None else held
        return initiative_runs.cut(store, chosen.programme, sort, held, offset, limit)
    behind = total - offset - limit
    if offset <= behind or behind < 0:
        return ids(store, chosen, sort, limit, offset)
    turned = sort.removeprefix("-") if sort.startswith("-") else f"-{sort}"
    return ids(store, chosen, turned, limit, behind)[::-1]


def stamp(store: Store, chosen: Filter) -> tuple[int, float]:
    """How many records a list without a search has, and the sum of their row ids."""
    kept = _kept(store, chosen)
    if kept is not None:
        return sum(one.n for one in kept), float(sum(one.ids for one in kept))
    where, parameters = _where(chosen)
    row = store.rows(f"SELECT count(*) AS n, total(initiative.id) AS ids FROM initiative WHERE {where}", parameters)[0]
    return row["n"], row["ids"]


def place(store: Store, chosen: Filter, sort: str, row_id: int, held: Runs | None = None) -> int:
    """Where a record stands in a list that is read page by page, from 0; -1 if it is not there."""
    if _runs_of(sort):
        held = runs(store, chosen, sort) if held is None else held
        return initiative_runs.place(store, chosen.programme, sort, held, row_id)
    where, parameters = _where(chosen)
    if store.value(f"SELECT 1 FROM {_from(sort)} WHERE {where} AND initiative.id = ?", [*parameters, row_id]) is None:
        return -1
    keys = (*SORTS[sort.removeprefix("-")], "initiative.id")
    held = store.connection.execute(
        f"SELECT {', '.join(keys)} FROM {_from(sort)} WHERE initiative.id = ?", [row_id]
    ).fetchone()
    less, found = ">" if sort.startswith("-") else "<", 0
    for n, key in enumerate(keys):
        # Of equal keys the next one decides. Each count is a run of an index; with OR they would be all of it.
        same = "".join(f" AND {earlier} IS ?" for earlier in keys[:n])
        beyond = [(f"{key} {less} ?", [held[n]])] if held[n] is not None else []
        if less == "<" and held[n] is not None:
            beyond.append((f"{key} IS NULL", []))  # nothing stands before what is not known
        elif less == ">" and held[n] is None:
            beyond.append((f"{key} IS NOT NULL", []))
        for condition, values in beyond:
            sql = f"SELECT count(*) FROM {_from(sort)} WHERE {where}{same} AND {condition}"
            found += int(store.value(sql, [*parameters, *held[:n], *values]))
    return found


def complete_ids(store: Store, programme: str, states: Sequence[str]) -> list[int]:
    """The row ids of own records in these states that have nothing left to fill in."""
    where, parameters = _where(Filter(states=tuple(states), programme=programme, own=True))
    return store.column(f"SELECT id FROM initiative WHERE {where} AND missing = 0 ORDER BY id", parameters)


def count(store: Store, chosen: Filter) -> int:
    """How many records a list has; hits of a search are counted up to COUNTED."""
    query = finding.parse(chosen.query)
    where, parameters = _where(chosen)
    if query.asked:
        return len(search.find(store, query, where, parameters, COUNTED))
    kept = _kept(store, chosen)
    if kept is not None:
        return sum(one.n for one in kept)
    return int(store.value(f"SELECT count(*) FROM initiative WHERE {where}", parameters))


def list_rows(store: Store, row_ids: Sequence[int]) -> list[dict[str, Any]]:
    """The narrow rows of these ids in the order asked for; beside them kind, block, group, unit_name and phone."""
    by_id: dict[int, dict[str, Any]] = {}
    for start in range(0, len(row_ids), AT_ONCE):
        part = list(row_ids[start : start + AT_ONCE])
        sql = (
            'SELECT initiative.*, kind, block, "group", unit_name, coalesce((SELECT phone FROM author WHERE'
            " initiative_id = initiative.id AND full_name = initiative.author LIMIT 1), '') AS phone"
            " FROM initiative JOIN initiative_text INDEXED BY initiative_text_listed USING (id)"
            f" WHERE id IN ({','.join('?' * len(part))})"
        )
        by_id |= {row["id"]: row for row in store.rows(sql, part)}
    return [by_id[row_id] for row_id in row_ids if row_id in by_id]


def said(store: Store, row_id: int) -> str:
    """What a search looks into beside number, title and the first author: people, unit and texts, a line for each."""
    return str(store.value(_SAID, [row_id]) or "")


def count_by_state(store: Store, chosen: Filter) -> dict[str, int]:
    kept = _kept(store, chosen)
    if kept is not None:
        return initiative_counts.by_state(kept)
    where, parameters = _searched(store, chosen)
    sql = f"SELECT state, count(*) AS n FROM initiative WHERE {where} GROUP BY state"
    return {row["state"]: row["n"] for row in store.rows(sql, parameters)}


def counts(
    store: Store, chosen: Filter, unanswered_since: str, hits: Sequence[int] | None = None
) -> tuple[dict[str, int], int, int]:
    """How many records stand in each state, how many own ones lack something, and how many wait since that day.

    `hits` are what the search of the filter has found, where that is known.
    """
    kept = _kept(store, chosen)
    if kept is not None:
        late = dataclasses.replace(chosen, unanswered_since=unanswered_since)
        missing = sum(one.n for one in kept if one.own and one.lacking)
        return initiative_counts.by_state(kept), missing, count(store, late)
    where, parameters = _searched(store, chosen, hits)
    marks = ", ".join("?" * len(AWAITING_ANSWER))
    sql = (
        "SELECT state, count(*) AS n, total(own = 1 AND missing > 0) AS missing,"
        f" total(own = 1 AND accepted_on <= ? AND state IN ({marks})) AS late"
        f" FROM initiative WHERE {where} GROUP BY state"
    )
    rows = store.rows(sql, [unanswered_since, *sorted(AWAITING_ANSWER), *parameters])
    by_state = {row["state"]: row["n"] for row in rows}
    return by_state, int(sum(row["missing"] for row in rows)), int(sum(row["late"] for row in rows))


def count_to_mend(store: Store, chosen: Filter, hits: Sequence[int] | None = None) -> int:
    """How many of these records are to be mended; `hits` as in `counts`."""
    where, parameters = _searched(store, dataclasses.replace(chosen, to_mend=False), hits)
    sql = f"SELECT count(*) FROM initiative WHERE public_id IN ({TO_MEND}) AND {where}"
    return int(store.value(sql, parameters))


def benefit_by_state(store: Store, chosen: Filter) -> dict[str, tuple[int, int]]:
    """For each benefit state how many records and how many đồng; never added across states."""
    where, parameters = _searched(store, chosen)
    # In two parts: a sum of real numbers would round, and one of whole numbers can be made to overflow.
    sql = (
        "SELECT benefit_state AS s, count(*) AS n, coalesce(sum(benefit_vnd / 1000000), 0) AS millions,"
        f" coalesce(sum(benefit_vnd % 1000000), 0) AS rest FROM initiative WHERE {where} GROUP BY 1"
    )
    return {row["s"]: (row["n"], row["millions"] * 10**6 + row["rest"]) for row in store.rows(sql, parameters)}


def _kept(store: Store, chosen: Filter) -> list[initiative_counts.Count] | None:
    """The counters of such a list; None where the store keeps none, and the records have to be counted."""
    states, missing = chosen.states, chosen.missing
    if chosen != Filter(programme=chosen.programme, own=chosen.own, states=states, missing=missing):
        return None
    return [one for one in initiative_counts.everything(store, chosen.programme, chosen.own)
            if (not states or one.state in states) and (not missing or (one.own and one.lacking))]  # fmt: skip


def _searched(store: Store, chosen: Filter, hits: Sequence[int] | None = None) -> tuple[str, list[Any]]:
    """The filter as a condition; of a search the first hits, as many as are counted."""
    where, parameters = _where(chosen)
    query = finding.parse(chosen.query)
    if not query.asked:
        return where, parameters
    found = search.find(store, query, where, parameters, COUNTED) if hits is None else list(hits)
    return "initiative.id IN (SELECT value FROM json_each(?))", [json.dumps(found)]


def _runs_of(sort: str) -> bool:
    return sort.removeprefix("-") in RUNS


def _from(sort: str) -> str:
    units = f" LEFT JOIN {_UNITS} AS placed ON placed.code = unit_code" if sort.removeprefix("-") == "unit" else ""
    return f"initiative{units}"


def _order(sort: str, codes: Sequence[str]) -> tuple[str, list[str]]:
    """The order and what it asks for."""
    name, direction = sort.removeprefix("-"), "DESC" if sort.startswith("-") else "ASC"
    keys, ranks = SORTS[name], list[str]()
    if name in CODED and codes:
        keys = (f"instr(?, '|' || {CODED[name]} || '|')", CODED[name])
        ranks = [f"|{'|'.join(codes)}|"]
    return ", ".join(f"{key} {direction}" for key in (*keys, "initiative.id")), ranks


def _where(chosen: Filter) -> tuple[str, list[Any]]:
    """What the filter says but for the search, as a condition on the table `initiative`."""
    parts, parameters = ["deleted_at IS NULL"], list[Any]()
    if chosen.only is not None:
        parts, parameters = ["initiative.id IN (SELECT value FROM json_each(?))"], [json.dumps(chosen.only)]
    for column, among in (("state", chosen.states), ("phase", chosen.phases), ("listed_kind", chosen.kinds)):
        if among:
            parts.append(f"{column} IN ({','.join('?' * len(among))})")
            parameters += among
    for column, among in (("block", chosen.blocks), ('"group"', chosen.groups)):
        if among:
            told = f"SELECT id FROM {_GROUPS} WHERE {column} IN ({','.join('?' * len(among))})"
            parts.append(f"initiative.id IN ({told})")
            parameters += among
    for column, value in (("programme", chosen.programme), ("unit_code", chosen.unit_code)):
        if value:
            parts.append(f"{column} = ?")
            parameters.append(value)
    for bound, column, compared in _bounds(chosen):
        parts.append(f"{column} {compared} ?")
        parameters.append(bound)
    if chosen.under:
        parts.append("unit_code IN (SELECT value FROM json_each(?))")
        parameters.append(json.dumps([chosen.under, *chosen.unit_codes]))
    _own(chosen, parts, parameters)
    return " AND ".join(parts), parameters


def _own(chosen: Filter, parts: list[str], parameters: list[Any]) -> None:
    """What is asked of the unit's own records alone."""
    if chosen.missing:
        parts.append("missing > 0 AND own = 1")
    if chosen.to_mend:
        parts.append(f"public_id IN ({TO_MEND})")
    if chosen.unanswered_since:
        parts.append(f"own = 1 AND accepted_on <= ? AND state IN ({','.join('?' * len(AWAITING_ANSWER))})")
        parameters += [chosen.unanswered_since, *sorted(AWAITING_ANSWER)]
    if chosen.own is not None:
        parts.append("own = ?")
        parameters.append(int(chosen.own))


def _bounds(chosen: Filter) -> list[tuple[Any, str, str]]:
    ranges = (("benefit_vnd", chosen.benefit_from, chosen.benefit_to),
              ("applied_from_on", chosen.applied_from, chosen.applied_to),
              ("accepted_on", chosen.accepted_from, chosen.accepted_to))  # fmt: skip
    ends = [((first, column, ">="), (last, column, "<=")) for column, first, last in ranges]
    return [bound for pair in ends for bound in pair if bound[0] not in ("", None)]
