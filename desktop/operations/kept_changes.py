"""What stands behind «Nay đếm khác»: the records, persons or entries a line of a kept table counts otherwise now."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from db import initiatives as stored_initiatives
from db import kept_tables as stored
from desktop.desk import Desk
from desktop.operations import kept_tables, statistics
from desktop.operations.kept_tables import Kept
from desktop.operations.statistics import Figure
from domain import kept_change
from domain.errors import RuleError
from domain.kept_change import CAME, OTHER, WENT, Change, Stated
from domain.statistics import ALL, BENEFITS, ENTRIES, INITIATIVES, PERSONS, WHAT

# Whatever differs of a line's initiatives: counted or not, their benefit, their authors.
ANY = "any"


def changes(desk: Desk, table_id: int, key: str = ALL, what: str = ANY) -> list[Change]:
    """What came into a figure since the table was kept, what went from it, and, of a benefit and of ANY, what changed
    in it: the figure of today is that of then with what came and without what went.

    RuleError kept_table_unknown, statistics_figure_unknown, kept_people_unknown (a table that kept nobody).
    """
    kept = kept_tables.get(desk, table_id)
    if what not in (*WHAT, ANY):
        raise RuleError("statistics_figure_unknown", field="what", name=what, names=", ".join((*WHAT, ANY)))
    if what in (PERSONS, ENTRIES):
        return _people(desk, kept, key, what)
    counted = what if what in BENEFITS else INITIATIVES
    then, now = stored.row_ids(desk.store, table_id, key, counted), _now(desk, kept, key, counted)
    came, went = kept_change.came_and_went(then, now)
    both = sorted(set(then) & set(now))
    touched = set[int]() if what == INITIATIVES else _restated(desk, kept, both)
    people = dict[int, tuple[int, int]]()
    if what == ANY and kept.detailed:
        people = stored.people_changed(desk.store, table_id, both)
    other = sorted(touched | set(people))
    told = _Told(desk, kept, key, [*came, *went, *other])
    found = [told.change(change, row_id, people.get(row_id))
             for change, ids in ((CAME, came), (WENT, went), (OTHER, other)) for row_id in sorted(ids)]  # fmt: skip
    return [one for one in found if one is not None]


def _now(desk: Desk, kept: Kept, key: str, what: str) -> list[int]:
    """Behind the same figure today; of a line that is not there any more nothing."""
    try:
        return statistics.row_ids(desk, Figure(kept.question, key, what))
    except RuleError:
        if not stored.row_ids(desk.store, kept.id, key, INITIATIVES):
            raise
        return []


def _restated(desk: Desk, kept: Kept, both: Sequence[int]) -> set[int]:
    """Those whose benefit is another now: its state, and where the sums were kept, the sum."""
    then = _states(desk, kept, both)
    now = {row["id"]: row for row in _standing(desk, both)}
    found = {row_id for row_id in both if then.get(row_id, "") != now[row_id]["benefit_state"]}
    return found | set(stored.benefit_changed(desk.store, kept.id, both)) if kept.detailed else found


def _states(desk: Desk, kept: Kept, row_ids: Iterable[int]) -> dict[int, str]:
    """The state of benefit of each of these records when the table was kept; those that stated none are left out."""
    wanted = set(row_ids)
    return {row_id: state for state in BENEFITS
            for row_id in stored.row_ids(desk.store, kept.id, ALL, state) if row_id in wanted}  # fmt: skip


def _standing(desk: Desk, row_ids: Sequence[int]) -> list[dict[str, Any]]:
    return stored.standing(desk.store, row_ids)


def _people(desk: Desk, kept: Kept, key: str, what: str) -> list[Change]:
    if not kept.detailed:
        raise RuleError("kept_people_unknown", name=kept.name)
    then = kept_tables.rows(desk, kept.id, key, what)
    try:
        now = statistics.rows(desk, Figure(kept.question, key, what))
    except RuleError:
        if not then:
            raise
        now = []
    came, went = kept_change.came_and_went(map(_who(what), then), map(_who(what), now))
    rows = {CAME: {_who(what)(row): row for row in now}, WENT: {_who(what)(row): row for row in then}}
    return [Change(change, rows[change][one]) for change, ones in ((CAME, came), (WENT, went)) for one in ones]


def _who(what: str) -> Any:
    return (lambda row: row["person_key"]) if what == PERSONS else (lambda row: (row["row_id"], row["person_key"]))


class _Told:
    """Says of a record why it is counted in a line now and was not, or the other way round, or what changed in it."""

    def __init__(self, desk: Desk, kept: Kept, key: str, row_ids: list[int]) -> None:
        self._kept, self._key = kept, key
        self._rows = {row["id"]: row for row in stored_initiatives.list_rows(desk.store, row_ids)}
        self._standing = {row["id"]: row for row in _standing(desk, row_ids)}
        self._then, self._sums = _states(desk, kept, row_ids), stored.benefit_then(desk.store, kept.id, row_ids)
        self._lines_then = stored.keys_of(desk.store, kept.id, row_ids)
        self._counted_then = set(row_ids) & set(stored.row_ids(desk.store, kept.id, ALL, INITIATIVES))
        self._lines_now: dict[int, list[str]] = {}
        for (line, what), ids in statistics.behind(desk, kept.question, row_ids).items():
            for row_id in ids if what == INITIATIVES else ():
                self._lines_now.setdefault(row_id, []).append(line)
        self._titles: dict[str, str] | None = None
        self._desk = desk

    def change(self, change: str, row_id: int, authors: tuple[int, int] | None) -> Change | None:
        row, standing = self._rows.get(row_id), self._standing.get(row_id)
        if row is None or standing is None:
            return None
        then, now = self._in_line(row_id)
        why, line = ("", "") if then == now else self._came(row_id) if now else self._went(row_id)
        before = Stated(self._then.get(row_id, ""), self._sums.get(row_id, 0))
        today = Stated(standing["benefit_state"], standing["benefit_vnd"])
        if not self._kept.detailed:  # which sum it was, nobody knows
            before, today = Stated(before.state), Stated(today.state)
        differs = bool(then and now and before != today)
        return Change(change, row, why, line, before if differs else None, today if differs else None, authors)

    def _in_line(self, row_id: int) -> tuple[bool, bool]:
        if self._key == ALL:
            return row_id in self._counted_then, row_id in self._lines_now
        return self._key in self._lines_then.get(row_id, ()), self._key in self._lines_now.get(row_id, ())

    def _came(self, row_id: int) -> tuple[str, str]:
        if row_id in self._counted_then:
            return kept_change.FROM_LINE, self._line_titles(self._lines_then, self._lines_now, row_id)
        if self._standing[row_id]["created_at"] >= self._kept.kept_at:
            return kept_change.NEW, ""
        return kept_change.COUNTED_NOW, self._standing[row_id]["state"]

    def _went(self, row_id: int) -> tuple[str, str]:
        standing = self._standing[row_id]
        if row_id in self._lines_now:
            return kept_change.TO_LINE, self._line_titles(self._lines_now, self._lines_then, row_id)
        if standing["deleted_at"]:
            return kept_change.DELETED, ""
        if standing["programme"] != self._kept.question.programme:
            return kept_change.OTHER_PROGRAMME, standing["programme"]
        if standing["state"] == "withdrawn":
            return kept_change.WITHDRAWN, ""
        return kept_change.NOT_COUNTED, standing["state"]

    def _line_titles(self, there: dict[int, list[str]], here: dict[int, list[str]], row_id: int) -> str:
        """The titles of the lines a record stands in there and not here; "" for a line without a name."""
        if self._titles is None:
            self._titles = {line.key: line.title for line in statistics.answer(self._desk, self._kept.question).lines}
            for told in stored.lines(self._desk.store, self._kept.id):
                line = json.loads(told)
                self._titles.setdefault(line["key"], line["title"])
        left = [one for one in there.get(row_id, ()) if one != ALL and one not in here.get(row_id, ())]
        return ", ".join(filter(None, (self._titles.get(one, one) for one in left)))
