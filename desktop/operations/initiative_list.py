"""Lists of initiatives as somebody asks for them: found, filtered, counted, one page at a time."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from db import initiative_list, initiatives
from db.initiative_list import COUNTED as COUNTED
from db.initiative_list import SORTS as SORTS
from db.initiative_list import Filter as Filter
from db.initiative_runs import Runs as Runs
from db.initiatives import Stored
from desktop import clock
from desktop.desk import Desk
from desktop.operations import programmes, units
from domain import answer_clock, finding, text, unit_tree
from domain.excerpt import Excerpt, around
from domain.finding import Query
from domain.reminder import Gone

_COUNTED_ONE_BY_ONE = 4


def page(desk: Desk, chosen: Filter, sort: str = "entered", limit: int = -1, offset: int = 0) -> list[int]:
    codes = _codes(desk, sort.removeprefix("-"))
    return initiative_list.ids(desk.store, _placed(desk, chosen), sort, limit, offset, codes)


def first(desk: Desk, chosen: Filter) -> list[int]:
    """What a search puts in front of all the rest: the hits that are found without a look into the texts."""
    return initiative_list.first(desk.store, _placed(desk, chosen))


def runs(desk: Desk, chosen: Filter, sort: str) -> Runs:
    """Of a list in the order of a code: how long the run of each code is. To be handed to `cut` and `place`."""
    return initiative_list.runs(desk.store, _placed(desk, chosen), sort, _codes(desk, sort.removeprefix("-")))


def cut(desk: Desk, chosen: Filter, sort: str, offset: int, limit: int, total: int, runs: Runs) -> list[int]:
    """A page of a list of `total` rows whose order an index holds, read from the nearer end."""
    return initiative_list.page(desk.store, _placed(desk, chosen), sort, offset, limit, total, runs)


def place(desk: Desk, chosen: Filter, sort: str, row_id: int, runs: Runs) -> int:
    """Where a record stands in such a list, from 0; -1 if it is not there."""
    return initiative_list.place(desk.store, _placed(desk, chosen), sort, row_id, runs)


def places(desk: Desk, chosen: Filter, sort: str, row_ids: Sequence[int], runs: Runs) -> dict[int, int]:
    """Where these records stand in such a list, -1 for those that are not there."""
    if len(row_ids) <= _COUNTED_ONE_BY_ONE:
        return {row_id: place(desk, chosen, sort, row_id, runs) for row_id in row_ids}
    wanted = dict.fromkeys(row_ids, -1)
    return wanted | {row_id: n for n, row_id in enumerate(page(desk, chosen, sort)) if row_id in wanted}


def stamp(desk: Desk, chosen: Filter) -> tuple[int, float]:
    """How many records a list without a search has, and a number that changes when others come or go."""
    return initiative_list.stamp(desk.store, _placed(desk, chosen))


def total(desk: Desk, chosen: Filter) -> int:
    """How many records a list has; hits of a search are counted up to COUNTED."""
    return initiative_list.count(desk.store, _placed(desk, chosen))


def rows(desk: Desk, row_ids: Sequence[int]) -> list[dict[str, Any]]:
    """Narrow rows for a list: id, public_id, number, title, author, workplace, state, benefit_vnd, missing, own …"""
    return initiative_list.list_rows(desk.store, row_ids)


def excerpt(desk: Desk, row: Mapping[str, Any], query: Query) -> Excerpt | None:
    """Where in its texts, its people or its unit a record says what was looked for; None where its row says it."""
    shown = (row["title"], row["number"], row["author"], row["workplace"])
    if not query.parts or any(finding.spans(query, words) for words in shown):
        return None
    return around(query, initiative_list.said(desk.store, row["id"]))


def everything(desk: Desk, chosen: Filter, sort: str = "entered") -> list[Stored]:
    return initiatives.get_many(desk.store, page(desk, chosen, sort))


def counts(desk: Desk, chosen: Filter, hits: Sequence[int] | None = None) -> dict[str, int]:
    """How many records stand in each state; beside them "missing" counts own ones with something still to fill in,
    "overdue" those whose answer is late, "to_mend" what was returned. Of a search the newest hits, as many as are
    counted: `hits` where they have been found already."""
    placed = _placed(desk, chosen)
    found, missing, late = initiative_list.counts(desk.store, placed, overdue_since(), hits)
    to_mend = initiative_list.count_to_mend(desk.store, placed, hits)
    return {**found, "missing": missing, "overdue": late, "to_mend": to_mend}


def by_state(desk: Desk, chosen: Filter) -> dict[str, int]:
    """How many records stand in each state, and nothing else: where no search is asked for, the store keeps that."""
    return initiative_list.count_by_state(desk.store, _placed(desk, chosen))


def overdue_since() -> str:
    """The `unanswered_since` of a Filter that shows the requests whose answer is overdue today."""
    return answer_clock.overdue_if_accepted_by(clock.today()).isoformat()


def benefits(desk: Desk, chosen: Filter) -> dict[str, tuple[int, int]]:
    return initiative_list.benefit_by_state(desk.store, _placed(desk, chosen))


def code_titles(desk: Desk) -> dict[tuple[str, str], str]:
    """(programme, code) → the words of the programmes in force for kinds, groups and phases."""
    packs = programmes.everything(desk)
    said = {(pack.id, one.code): one.title for pack in packs for one in (*pack.kinds, *pack.groups)}
    return said | {(pack.id, phase.id): phase.title for pack in packs for phase in pack.phases}


def _codes(desk: Desk, order: str) -> list[str]:
    """The codes an order goes by, put by their words; () for any other order."""
    if order not in initiative_list.CODED:
        return []
    packs = programmes.everything(desk)
    said = {one.code: one.title for pack in packs for one in pack.kinds}
    if order == "phase":
        said = {phase.id: phase.title for pack in packs for phase in pack.phases}
    return sorted(said, key=lambda code: text.numbered_key(said[code]))


@dataclass(frozen=True)
class Under:
    """Which units a filter by unit counts: `codes` are those of the unit and of all below it as the tree stands today,
    with all that has gone into them (`gone`, each with its last code, its name and its last day). A unit that has ended
    counts alone with what had gone into it; `now` is then the name of the one its things belong to today."""

    codes: tuple[str, ...]
    gone: tuple[Gone, ...] = ()
    now: str = ""


def under(desk: Desk, code: str) -> Under:
    """What «đơn vị, cả bên dưới» means for a code; no codes where the tree does not know it."""
    tree, today = units.tree(desk), clock.today()
    life = tree.holder(code)
    if life is None:
        return Under(())
    if life.alive(today):
        below = set(unit_tree.subtree(tree, life.id, today))
        gone, now = list(unit_tree.gone_into(tree, below, today)), ""
    else:
        below, home = {life.id}, unit_tree.home(tree, life.id, today).unit_id
        before = (life.ended_on or today) - timedelta(days=1)
        gone, now = list(unit_tree.gone_into(tree, below, before)), tree.lives[home].name(today) if home else ""
    codes = {held for unit_id in (*below, *(one.id for one in gone)) for _, held in tree.lives[unit_id].codes if held}
    told = tuple(
        Gone(one.code(today), one.name(today), one.ended_on, one.ended_by is unit_tree.EventKind.MERGE)
        for one in sorted(gone, key=lambda one: one.code(today))
    )
    return Under(tuple(sorted(codes)), told, now)


def _placed(desk: Desk, chosen: Filter) -> Filter:
    """The filter with the codes of all units that stand under the one asked for, as the tree stands today."""
    return dataclasses.replace(chosen, unit_codes=under(desk, chosen.under).codes) if chosen.under else chosen
