"""Finding initiatives by words, newest first, and putting the best of them in front."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from db.store import Store
from domain import finding
from domain.finding import Part, Query

RANKED = 200  # so many of the newest hits are put in order by how well they fit
_COMPLETIONS = 30
_PHRASES = 12  # of a long text every completion is a phrase of its own to look up
_CHUNK = 500
_HEAD = """
SELECT initiative.id, number, title, coalesce((SELECT group_concat(full_name || char(10) || workplace, char(10))
    FROM author WHERE initiative_id = initiative.id), ''), unit_name
FROM initiative JOIN initiative_text USING (id) WHERE initiative.id IN ({marks})
"""
_BODY = """
SELECT id, summary, nature, conditions, effect, reach FROM initiative_text WHERE id IN ({marks})
"""


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
    known = terms(store)
    head = _found(store, "initiative_head", _all_of(query.parts, known), query, where, parameters, limit)
    heads = set(head)
    rest = -1 if limit < 0 else limit - len(head)
    body: list[int] = []
    if rest:
        phrases = query.run()
        wanted = Query(phrases, query.quoted, asked=True)
        every = _found(store, "initiative_body", _all_of(phrases, known), wanted, where, parameters,
                       -1 if limit < 0 else limit)  # fmt: skip
        body = [row_id for row_id in every if row_id not in heads][: None if rest < 0 else rest]
    return [*_ranked(store, query, head), *body]


def _found(
    store: Store, table: str, match: str, query: Query, where: str, parameters: Sequence[Any], limit: int
) -> list[int]:
    """What the index finds, the newest first; words with marks are looked for again in what the records say."""
    sql = (
        f"SELECT initiative.id FROM {table} CROSS JOIN initiative ON initiative.id = {table}.rowid"
        f" WHERE {table} MATCH ? AND {where} ORDER BY {table}.rowid DESC LIMIT ?"
    )
    if not query.exact:
        return store.column(sql, [match, *parameters, limit])
    found: list[int] = []
    cursor = store.connection.execute(sql, [match, *parameters, -1])
    while rows := cursor.fetchmany(_CHUNK):
        found += _saying(store, table, [row[0] for row in rows], query)
        if 0 <= limit <= len(found):
            return found[:limit]
    return found


def _saying(store: Store, table: str, row_ids: list[int], query: Query) -> Iterator[int]:
    said = {row[0]: row[1:] for row in _texts(store, table, row_ids)}
    for row_id in row_ids:
        words = "\n".join(said.get(row_id, ()))
        if all(finding.holds(part, words) for part in query.parts):
            yield row_id


def _texts(store: Store, table: str, row_ids: list[int]) -> Iterable[tuple[Any, ...]]:
    sql = _HEAD if table == "initiative_head" else _BODY
    rows: Iterable[tuple[Any, ...]] = store.connection.execute(sql.format(marks=",".join("?" * len(row_ids))), row_ids)
    return rows


def _ranked(store: Store, query: Query, row_ids: list[int]) -> list[int]:
    newest, older = row_ids[:RANKED], row_ids[RANKED:]
    marks = ",".join("?" * len(newest))
    titles = dict(store.connection.execute(f"SELECT id, title FROM initiative WHERE id IN ({marks})", newest))
    # Sorting keeps the newest first among those that fit alike.
    return [*sorted(newest, key=lambda row_id: finding.rank(query, titles[row_id])), *older]


def _all_of(parts: Sequence[Part], known: Terms) -> str:
    return " AND ".join(_phrase(part, known) for part in parts)


def _phrase(part: Part, known: Terms) -> str:
    """The phrase in the language of the index. A star would read a thousand lists: usual words stand for it."""
    *before, last = part.bare
    if not part.open:
        return f'"{" ".join(part.bare)}"'
    if last[0].isdigit():  # numbers are not among the words, and few records say each
        return f'"{" ".join(part.bare)}" *'
    words = known.completions(last, _PHRASES if before else _COMPLETIONS)
    return "(" + " OR ".join(f'"{" ".join((*before, word))}"' for word in words) + ")"
