"""Finding initiatives by words, newest first, and putting the best of them in front."""

from __future__ import annotations

import dataclasses
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from db.store import Store
from domain import finding
from domain.finding import Part, Query

RANKED = 200  # so many of the newest hits are put in order by how well they fit
_COMPLETIONS = 30
_PHRASES = 12  # of a long text every completion is a phrase of its own to look up
_CHUNK = 250
_READ = 4_000  # texts that say all words but the one being typed: so many are read before the index is asked again
_REMEMBERED = 1_000  # records that say the words before the one being typed
_NOTHING = '""'  # to the index, words that no record says
_HEAD = """
SELECT initiative.id, number || char(10) || coalesce((SELECT group_concat(full_name || char(10) || workplace, char(10))
    FROM author WHERE initiative_id = initiative.id), '') || char(10) || unit_name || char(10) || title
FROM initiative JOIN initiative_text USING (id) WHERE initiative.id IN ({marks})
"""
_BODY = """
SELECT id, summary || char(10) || nature || char(10) || conditions || char(10) || effect || char(10) || reach
FROM initiative_text WHERE id IN ({marks})
"""
_SAID = {"initiative_head": _HEAD, "initiative_body": _BODY}


@dataclass(frozen=True)
class Terms:
    """Every word the register says, in order, with how many records say it."""

    words: list[str]
    records: dict[str, int]

    def completions(self, begun: str, most: int = _COMPLETIONS) -> list[str]:
        """The usual words that begin so, the most frequent first; the word itself is always among them."""
        first = bisect_left(self.words, begun)
        last = bisect_left(self.words, begun + "\U0010ffff")
        found = sorted(self.words[first:last], key=lambda word: -self.records[word])[:most]
        return found if begun in found else [begun, *found]


@dataclass(frozen=True)
class _Asked:
    """One question to the store: the words, what else has to be true of a record, and how many are wanted (-1: all)."""

    store: Store
    where: str
    parameters: Sequence[Any]
    limit: int


_Said = tuple[int, str, str]  # row id, the words of the head bare with a space before each, the head
_remembered: WeakKeyDictionary[Store, tuple[object, list[_Said] | None]] = WeakKeyDictionary()
_terms: WeakKeyDictionary[Store, Terms] = WeakKeyDictionary()


def terms(store: Store) -> Terms:
    """The words of the register, read again once there are others."""
    held, count = _terms.get(store), store.value("SELECT count(*) FROM search_term")
    if held is None or len(held.words) != count:
        records = {row[0]: row[1] for row in store.connection.execute("SELECT term, records FROM search_term")}
        held = _terms[store] = Terms(sorted(records), records)
    return held


def find(store: Store, query: Query, where: str, parameters: Sequence[Any], limit: int = -1) -> list[int]:
    """Row ids of what a query finds among the records that `where` lets through, the best first.

    Number, title, people and places are looked into word by word, the texts for all words side by side: one bare
    syllable stands in half of all texts. A limit takes the newest.
    """
    if not query.parts:
        return []
    asked = _Asked(store, where, parameters, limit)
    head = _heads(asked, query)
    heads = set(head)
    rest = -1 if limit < 0 else limit - len(head)
    body = [row_id for row_id in _bodies(asked, query) if row_id not in heads] if rest else []
    return [*_ranked(store, query, head), *body[: None if rest < 0 else rest]]


def first(store: Store, query: Query, where: str, parameters: Sequence[Any]) -> list[int]:
    """What `find` puts in front of everything else: the hits that need no look into the texts, RANKED at most."""
    if not query.parts:
        return []
    return _ranked(store, query, _heads(_Asked(store, where, parameters, RANKED), query))


def _heads(asked: _Asked, query: Query) -> list[int]:
    *before, begun = query.parts
    said = _before(asked, before) if before and begun.open else None
    if said is not None:
        holds = finding.holder([begun]) if begun.exact else None
        start = f" {' '.join(begun.bare)}"
        found = [row_id for row_id, bare, told in said if start in bare and (holds is None or holds(told))]
        return found if asked.limit < 0 else found[: asked.limit]
    match = _all_of(query.parts, terms(asked.store))
    return _found(asked, "initiative_head", match, [part for part in query.parts if part.exact])[0]


def _before(asked: _Asked, parts: Sequence[Part]) -> list[_Said] | None:
    """The records whose heads say the words before the one being typed; None if they are too many to be kept.

    From one key to the next these stay the same, so they are remembered as long as nothing changes in the store.
    """
    store = asked.store
    now = (store.value("PRAGMA data_version"), store.connection.total_changes)
    key = (tuple(parts), asked.where, tuple(asked.parameters), now)
    held = _remembered.get(store)
    if held is not None and held[0] == key:
        return held[1]
    some = dataclasses.replace(asked, limit=_REMEMBERED + 1)
    exact = [part for part in parts if part.exact]
    ids, gave_up = _found(some, "initiative_head", _all_of(parts, terms(store)), exact, most=_READ)
    said = None if gave_up or len(ids) > _REMEMBERED else list(_heads_of(store, ids))
    if not store.connection.in_transaction:  # what is rolled back was never there
        _remembered[store] = (key, said)
    return said


def _heads_of(store: Store, row_ids: list[int]) -> Iterator[_Said]:
    for start in range(0, len(row_ids), _CHUNK):
        part = row_ids[start : start + _CHUNK]
        told: dict[int, str] = dict(store.connection.execute(_HEAD.format(marks=",".join("?" * len(part))), part))
        for row_id in part:
            if row_id in told:
                yield row_id, finding.bare_words(told[row_id]), told[row_id]


def _bodies(asked: _Asked, query: Query) -> list[int]:
    phrases, known = query.run(), terms(asked.store)
    match, begun = _all_of(phrases, known), phrases[-1]
    read: list[int] = []
    below = None
    if begun.open and len(begun.bare) > 2:
        # Each completion would be a phrase of its own: what says the words before is found once, and read.
        said = dataclasses.replace(begun, words=begun.words[:-1], bare=begun.bare[:-1], open=False)
        closed = _all_of((*phrases[:-1], said), known)
        says = [part for part in phrases if part.exact or part is begun]
        read, below = _found(asked, "initiative_body", closed, says, most=_READ)
        if below is None:
            return read
    left = dataclasses.replace(asked, limit=max(0, asked.limit - len(read)) if asked.limit >= 0 else -1)
    return read + _found(left, "initiative_body", match, [part for part in phrases if part.exact], below)[0]


def _found(
    asked: _Asked, table: str, match: str, says: Sequence[Part], below: int | None = None, most: int = -1
) -> tuple[list[int], int | None]:
    """What the index finds, the newest first, of the rows under `below`; if the records say these parts, of which the
    index knows less.

    With them the row at which it gave up, having read `most` records; None if it came to the end.
    """
    under = "" if below is None else f" AND {table}.rowid < {below}"
    sql = (
        f"SELECT initiative.id, initiative.title FROM {table} CROSS JOIN initiative ON initiative.id = {table}.rowid"
        f" WHERE {table} MATCH ?{under} AND {asked.where} ORDER BY {table}.rowid DESC LIMIT ?"
    )
    if not says:
        return asked.store.column(sql.replace(", initiative.title", ""), [match, *asked.parameters, asked.limit]), None
    found: list[int] = []
    read, holds = 0, finding.holder(says)
    cursor = asked.store.connection.execute(sql, [match, *asked.parameters, -1])
    while rows := cursor.fetchmany(_CHUNK):
        found += _saying(asked.store, table, rows, holds)
        if 0 <= asked.limit <= len(found):
            return found[: asked.limit], None
        read += len(rows)
        if 0 < most <= read:
            return found, rows[-1][0]
    return found, None


def _saying(store: Store, table: str, rows: Sequence[tuple[int, str]], holds: finding.Holds) -> Iterator[int]:
    """Those of the rows that hold what is looked for; a title that does needs nobody beside it."""
    titled = {row_id for row_id, title in rows if holds(title)} if table == "initiative_head" else set[int]()
    others = [row_id for row_id, _ in rows if row_id not in titled]
    sql = _SAID[table].format(marks=",".join("?" * len(others)))
    said: dict[int, str] = dict(store.connection.execute(sql, others)) if others else {}
    for row_id, _ in rows:
        if row_id in titled or holds(said.get(row_id, "")):
            yield row_id


def _ranked(store: Store, query: Query, row_ids: list[int]) -> list[int]:
    newest, older = row_ids[:RANKED], row_ids[RANKED:]
    if len(newest) < 2:
        return row_ids
    marks = ",".join("?" * len(newest))
    titles = dict(store.connection.execute(f"SELECT id, title FROM initiative WHERE id IN ({marks})", newest))
    rank = finding.ranker(query)
    # Sorting keeps the newest first among those that fit alike.
    return [*sorted(newest, key=lambda row_id: rank(titles[row_id])), *older]


def _all_of(parts: Sequence[Part], known: Terms) -> str:
    """All the parts, in the language of the index.

    The word being typed is thirty words for the index: it is looked for in what says the others. Told as one list of
    ANDs the index would go through all thirty for each of the others alone; «or nothing» keeps the others together.
    """
    *closed, last = [_phrase(part, known) for part in parts]
    if len(closed) > 1 and parts[-1].open:
        closed = [f"(({' AND '.join(closed)}) OR {_NOTHING})"]
    return " AND ".join((*closed, last))


def _phrase(part: Part, known: Terms) -> str:
    """The phrase in the language of the index. A star would read a thousand lists: usual words stand for it."""
    *before, last = part.bare
    if not part.open:
        return f'"{" ".join(part.bare)}"'
    if last[0].isdigit():  # numbers are not among the words, and few records say each
        return f'"{" ".join(part.bare)}" *'
    words = known.completions(last, _PHRASES if before else _COMPLETIONS)
    return "(" + " OR ".join(f'"{" ".join((*before, word))}"' for word in words) + ")"
