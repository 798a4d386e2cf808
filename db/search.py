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
from domain.word_line import Line, line

RANKED = 100  # so many of the newest hits are put in order by how well they fit: some screens full
_COMPLETIONS = 30
_PHRASES = 12  # of a long text every completion is a phrase of its own to look up
_CHUNK = 250
_READ = 4_000  # texts that say all words but the one being typed: so many are read before the index is asked again
_STARRED = 2  # the index of heads holds what begins with so many letters as one list
_NOTHING = '""'  # to the index, words that no record says
# What a head says besides title and number.
_HEAD = """
SELECT id, coalesce((SELECT group_concat(full_name || char(10) || workplace, char(10))
    FROM author WHERE initiative_id = initiative_text.id), '') || char(10) || unit_name
FROM initiative_text INDEXED BY initiative_text_listed WHERE id IN ({marks})
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

    def beginning(self, begun: str) -> int:
        """How many words begin so."""
        return bisect_left(self.words, begun + "\U0010ffff") - bisect_left(self.words, begun)

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


_Hit = tuple[int, str, str]  # row id, title, number


@dataclass
class _Head:
    """`brief` are the words of the title, `whole` those of the head; None until somebody asks."""

    hit: _Hit
    brief: Line | None = None
    whole: Line | None = None


@dataclass(frozen=True)
class _All:
    """All records whose heads say these parts, RANKED at most: what says more of them is among these."""

    key: object
    parts: tuple[Part, ...]
    heads: list[_Head]


_remembered: WeakKeyDictionary[Store, _All] = WeakKeyDictionary()
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
    heads = {row_id for row_id, *_ in head}
    rest = -1 if limit < 0 else limit - len(head)
    body = [row_id for row_id, *_ in _bodies(asked, query) if row_id not in heads] if rest else []
    return [*_ranked(query, head), *body[: None if rest < 0 else rest]]


def first(store: Store, query: Query, where: str, parameters: Sequence[Any]) -> list[int]:
    """What `find` puts in front of everything else: the hits that need no look into the texts, RANKED at most."""
    if not query.parts:
        return []
    return _ranked(query, _heads(_Asked(store, where, parameters, RANKED), query))


def _heads(asked: _Asked, query: Query) -> list[_Hit]:
    store, parts = asked.store, query.parts
    # From one key to the next the hits become fewer; they are remembered as long as nothing changes in the store.
    now = (store.value("PRAGMA data_version"), store.connection.total_changes)
    key, held = (asked.where, tuple(asked.parameters), now), _remembered.get(store)
    if held is not None and held.key == key and _goes_on(held.parts, parts):
        fewer = list(_still(store, held.heads, parts[len(held.parts) - 1 :]))
        return fewer if asked.limit < 0 else fewer[: asked.limit]
    known = terms(store)
    match = _all_of(parts, known, starred=_STARRED)
    hits, _ = _found(asked, "initiative_head", match, [part for part in parts if part.exact])
    every = (asked.limit < 0 or len(hits) < asked.limit) and _all_completed(parts[-1], known)
    if every and len(hits) <= RANKED and not store.connection.in_transaction:  # what is rolled back was never there
        _remembered[store] = _All(key, parts, list(map(_Head, hits)))
    return hits


def _goes_on(before: Sequence[Part], parts: Sequence[Part]) -> bool:
    """Whether whatever says these parts says those before: letters or words came after the last one."""
    *same, begun = before
    if len(parts) < len(before) or list(parts[: len(same)]) != same:
        return False
    grown = parts[len(same)]
    if not begun.open:
        return grown == begun
    old, new = (begun.words, grown.words) if begun.exact else (begun.bare, grown.bare)
    return len(old) == len(new) and old[:-1] == new[:-1] and new[-1].startswith(old[-1])


def _still(store: Store, heads: Sequence[_Head], parts: Sequence[Part]) -> Iterator[_Hit]:
    """Those of the records that say these parts too; who and where is read only if the title does not."""
    says = finding.sayer(parts)
    for head in heads:
        head.brief = head.brief or line(head.hit[1])
    brief = [head.brief is not None and says(head.brief) for head in heads]
    others = [head for head, said in zip(heads, brief, strict=True) if not said and head.whole is None]
    told = _told(store, "initiative_head", [head.hit[0] for head in others])
    for head in others:
        head.whole = line("\n".join((*head.hit[1:], told.get(head.hit[0], ""))))
    for head, said in zip(heads, brief, strict=True):
        if said or (head.whole is not None and says(head.whole)):
            yield head.hit


def _all_completed(begun: Part, known: Terms) -> bool:
    """Whether the index was asked for every word that begins so."""
    last = begun.bare[-1]
    most = _PHRASES if len(begun.bare) > 1 else _COMPLETIONS
    return not begun.open or _has_star(last, _STARRED) or known.beginning(last) <= most


def _bodies(asked: _Asked, query: Query) -> list[_Hit]:
    phrases, known = query.run(), terms(asked.store)
    match, begun = _all_of(phrases, known), phrases[-1]
    read: list[_Hit] = []
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
) -> tuple[list[_Hit], int | None]:
    """What the index finds, the newest first, of the rows under `below`; if the records say these parts, of which the
    index knows less.

    With them the row at which it gave up, having read `most` records; None if it came to the end.
    """
    under = "" if below is None else f" AND {table}.rowid < {below}"
    sql = (
        f"SELECT initiative.id, initiative.title, initiative.number FROM {table}"
        f" CROSS JOIN initiative ON initiative.id = {table}.rowid"
        f" WHERE {table} MATCH ?{under} AND {asked.where} ORDER BY {table}.rowid DESC LIMIT ?"
    )
    if not says:
        return asked.store.connection.execute(sql, [match, *asked.parameters, asked.limit]).fetchall(), None
    found: list[_Hit] = []
    read = 0
    cursor = asked.store.connection.execute(sql, [match, *asked.parameters, -1])
    while rows := cursor.fetchmany(_CHUNK):
        found += _saying(asked.store, table, rows, says)
        if 0 <= asked.limit <= len(found):
            return found[: asked.limit], None
        read += len(rows)
        if 0 < most <= read:
            return found, rows[-1][0]
    return found, None


def _saying(store: Store, table: str, rows: Sequence[_Hit], says: Sequence[Part]) -> Iterator[_Hit]:
    """Those of the rows that hold what is looked for."""
    if table == "initiative_body":
        told, holds = _told(store, table, [row_id for row_id, *_ in rows]), finding.holder(says)
        yield from (hit for hit in rows if holds(told.get(hit[0], "")))
        return
    said = finding.sayer_of_texts(says)
    briefly = {hit[0] for hit in rows if said(hit[1])}  # a title that does needs nobody beside it
    told = _told(store, table, [hit[0] for hit in rows if hit[0] not in briefly])
    for hit in rows:
        if hit[0] in briefly or said("\n".join((*hit[1:], told.get(hit[0], "")))):
            yield hit


def _told(store: Store, table: str, row_ids: Sequence[int]) -> dict[int, str]:
    """What these records say, without title and number."""
    sql = _SAID[table].format(marks=",".join("?" * len(row_ids)))
    return dict(store.connection.execute(sql, row_ids)) if row_ids else {}


def _ranked(query: Query, hits: Sequence[_Hit]) -> list[int]:
    rank = finding.ranker(query)
    # Sorting keeps the newest first among those that fit alike.
    newest = sorted(hits[:RANKED], key=lambda hit: rank(hit[1]))
    return [row_id for row_id, *_ in (*newest, *hits[RANKED:])]


def _all_of(parts: Sequence[Part], known: Terms, starred: int = 0) -> str:
    """All the parts, in the language of the index; up to `starred` letters the index answers its own star at once.

    The word being typed is thirty words for the index: it is looked for in what says the others. Told as one list of
    ANDs the index would go through all thirty for each of the others alone; «or nothing» keeps the others together.
    """
    *closed, last = [_phrase(part, known, starred) for part in parts]
    if len(closed) > 1 and parts[-1].open:
        closed = [f"(({' AND '.join(closed)}) OR {_NOTHING})"]
    return " AND ".join((*closed, last))


def _phrase(part: Part, known: Terms, starred: int) -> str:
    """The phrase in the language of the index. A star would read a thousand lists: usual words stand for it."""
    *before, last = part.bare
    if not part.open:
        return f'"{" ".join(part.bare)}"'
    if _has_star(last, starred):
        return f'"{" ".join(part.bare)}" *'
    words = known.completions(last, _PHRASES if before else _COMPLETIONS)
    return "(" + " OR ".join(f'"{" ".join((*before, word))}"' for word in words) + ")"


def _has_star(last: str, starred: int) -> bool:
    """Numbers are not among the words, and few records say each."""
    return last[0].isdigit() or len(last) <= starred
