"""Keeping the full-text indexes of initiatives: written with every save, merged in small steps in between."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from db.store import Store
from domain import finding
from domain.initiative import Initiative

HELD = 2_000  # so many records wait for the end of their transaction before they are written
_MERGED_PAGES = 64
_PIECES = 2  # an index of so many pieces may be merged into one
_SMALL_SHARE = 0.1
_PAGE = (1 << 31) - 1
_TABLES = ("initiative_head", "initiative_body")
_BARE = "content='', tokenize='unicode61 remove_diacritics 2'"
# What stands in no usual Vietnamese text.
_RARE = re.compile(
    "[^\n -~\xa0-\xb1\xb4\xb6-\xb8\xba\xbb\xbf-\u012f\u0131-\u017e\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u2010-\u2027]"
)
_BODY = ("summary", "nature", "conditions", "effect", "reach")


@dataclass(frozen=True)
class Doc:
    """What can be found of one record: what lists show of it, and its texts."""

    head: tuple[str, str, str, str]
    body: str

    @cached_property
    def bare_head(self) -> tuple[str, ...]:
        return tuple(map(_without_bar, self.head))

    @cached_property
    def bare_body(self) -> str:
        return _without_bar(self.body)

    @cached_property
    def marks(self) -> tuple[int, int]:
        """Numbers that differ where the words differ; never 0."""
        return _mark("\0".join(self.head)), _mark(self.body)


@dataclass(frozen=True)
class _Due:
    """A record to be indexed, and the marks of what the indexes hold of it now."""

    doc: Doc
    held: tuple[int, int]


def doc(initiative: Initiative) -> Doc:
    people = "\n".join(author.full_name for author in initiative.authors)
    places = "\n".join((initiative.unit_name, *(author.workplace for author in initiative.authors)))
    body = "\n".join(getattr(initiative, name) for name in _BODY)
    return Doc((initiative.number, initiative.title, people, places), body)


def put(store: Store, row_id: int, doc: Doc, held: tuple[int, int] = (0, 0)) -> None:
    """Indexes a record at the end of its transaction; `held` are the marks its row had. Inside `atomic()`.

    At the end, because SQLite's full-text index writes itself to the disk at every savepoint in between.
    """
    store.before_commit = settle
    due = store.due.get(row_id)
    if due is not None:
        held = due.held
    if held != doc.marks:
        store.due[row_id] = _Due(doc, held)
    else:
        store.due.pop(row_id, None)
    if len(store.due) >= HELD:
        settle(store)


def settle(store: Store) -> None:
    """Writes the records that wait. Inside `atomic()`."""
    due: dict[int, _Due] = store.due
    store.due = {}
    _settle(store, due)


def put_new(store: Store, docs: Mapping[int, Doc]) -> None:
    """Indexes records that were not there before, by row, at once: nothing waits. Inside `atomic()`."""
    _write_both(store, {row_id: _Due(doc, (0, 0)) for row_id, doc in docs.items()})
    _count_terms_of_many(store, docs)


def tidy(store: Store) -> bool:
    """One small step of merging, some milliseconds long; whether there may be more to do."""
    more = [table for table in _TABLES if _merge(store, table, _MERGED_PAGES)]
    if not more:
        # A word that is thirty words for the index is looked up in each of its pieces.
        more = [table for table in _TABLES if _scattered(store, table) and _merge(store, table, -_MERGED_PAGES)]
    store.rows("PRAGMA wal_checkpoint(PASSIVE)")
    return bool(more)


def _merge(store: Store, table: str, pages: int) -> bool:
    """Merges so many pages, of any pieces if the number is negative; whether it found something to merge."""
    before = store.connection.total_changes
    with store.atomic():
        store.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('merge', ?)", [pages])
    return bool(store.connection.total_changes - before >= 2)


def _scattered(store: Store, table: str) -> bool:
    """Whether the index is worth being merged into one piece: there are several, and the small ones are not nothing
    beside the large one."""
    pieces = store.column(f"SELECT DISTINCT segid FROM {table}_idx")
    if len(pieces) < _PIECES:
        return False
    # So SQLite numbers its pages: the piece, then the page within it.
    sql = f"SELECT max(id) FROM {table}_data WHERE id BETWEEN ? AND ?"
    last = [store.value(sql, [piece << 37, (piece << 37) + _PAGE]) for piece in pieces]
    sizes = [(one or 0) & _PAGE for one in last]
    return sum(sizes) - max(sizes) > sum(sizes) * _SMALL_SHARE


def forget(store: Store) -> None:
    """Takes out of the indexes, and out of the words offered, what no record says any more. Takes as long as writing
    both indexes anew.
    """
    with store.atomic():
        for table in _TABLES:
            store.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")
            store.execute(f"CREATE VIRTUAL TABLE temp.said_{table} USING fts5vocab('main', '{table}', 'row')")
        store.execute("DELETE FROM search_term WHERE term NOT IN (SELECT term FROM temp.said_initiative_head"
                      " UNION ALL SELECT term FROM temp.said_initiative_body)")  # fmt: skip
        for table in _TABLES:
            store.execute(f"DROP TABLE temp.said_{table}")


def _settle(store: Store, due: Mapping[int, _Due]) -> None:
    _write_both(store, due)
    _count_terms(store, [one.doc for one in due.values() if one.held == (0, 0)], again=False)
    _count_terms(store, [one.doc for one in due.values() if one.held != (0, 0)], again=True)


def _write_both(store: Store, due: Mapping[int, _Due]) -> None:
    _write(store, "initiative_head", "number, title, people, places", due, lambda doc: doc.bare_head, 0)
    _write(store, "initiative_body", "words", due, lambda doc: (doc.bare_body,), 1)


def _write(
    store: Store, table: str, columns: str, due: Mapping[int, _Due], words: Callable[[Doc], tuple[str, ...]], which: int
) -> None:
    """Writes what differs from what the index holds; `which` of the two marks is this index's."""
    changed = {row_id: one for row_id, one in due.items() if one.held[which] != one.doc.marks[which]}
    connection = store.connection
    held = [(row_id,) for row_id, one in changed.items() if one.held[which]]
    connection.executemany(f"DELETE FROM {table} WHERE rowid = ?", held)
    marks = ", ".join("?" * (columns.count(",") + 2))
    rows = [(row_id, *words(one.doc)) for row_id, one in changed.items()]
    connection.executemany(f"INSERT INTO {table} (rowid, {columns}) VALUES ({marks})", rows)


def _count_terms(store: Store, docs: Sequence[Doc], *, again: bool) -> None:
    """How many records say a word, for completing words by the usual ones; a record told again counts once."""
    counted: Counter[str] = Counter()
    for each in docs:
        counted.update(finding.terms(_words_of(each)))
    more = "NOTHING" if again else "UPDATE SET records = records + excluded.records"
    sql = f"INSERT INTO search_term (term, records) VALUES (?, ?) ON CONFLICT DO {more}"
    store.connection.executemany(sql, counted.items())


def _count_terms_of_many(store: Store, docs: Mapping[int, Doc]) -> None:
    """The same for new records, counted by an index in memory that is thrown away: that takes half the time.

    Texts with letters or signs that are rare here are left to the other way: SQLite folds some of those otherwise.
    """
    said = {row_id: "\n".join((*each.bare_head[1:], each.bare_body)) for row_id, each in docs.items()}
    rare = {row_id for row_id, words in said.items() if _RARE.search(words)}
    _count_terms(store, [docs[row_id] for row_id in rare], again=False)
    store.execute(f"CREATE VIRTUAL TABLE temp.counted USING fts5(words, detail=none, columnsize=0, {_BARE})")
    store.execute("CREATE VIRTUAL TABLE temp.counted_terms USING fts5vocab('temp', 'counted', 'row')")
    rows = ((row_id, words) for row_id, words in said.items() if row_id not in rare) if rare else said.items()
    store.connection.executemany("INSERT INTO temp.counted (rowid, words) VALUES (?, ?)", rows)
    store.execute("INSERT INTO search_term (term, records) SELECT term, doc FROM temp.counted_terms WHERE term NOT GLOB"
                  " '[0-9]*' ON CONFLICT DO UPDATE SET records = records + excluded.records")  # fmt: skip
    store.execute("DROP TABLE temp.counted_terms")
    store.execute("DROP TABLE temp.counted")


def _words_of(doc: Doc) -> str:
    """What is completed while it is typed: no numbers of records."""
    return "\n".join((*doc.head[1:], doc.body))


def _without_bar(words: str) -> str:
    """The tokenizer takes the marks off; the bar of đ it leaves."""
    return words.replace("đ", "d").replace("Đ", "D")


def _mark(words: str) -> int:
    found = int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), signed=True)
    return found or 1
