"""Fingerprints of records in the store: making the missing ones, and finding records by the numbers they share.

New numbers go into a small table first and move on into the large one many at a time: put in one by one, each of them
would touch a page of its own.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from db.duplicates import compared
from db.store import Store
from domain import duplicate

RECENT_MOST = 400_000  # numbers that wait in the small table, of some ten thousand records
MOVED_AT_LEAST = 20_000
_SHARING = (
    "SELECT initiative_id FROM fingerprint WHERE number = ?1"
    " UNION ALL SELECT initiative_id FROM fingerprint_recent WHERE number = ?1 LIMIT ?2"
)
_BOTH = "SELECT number, initiative_id FROM {0} WHERE number BETWEEN ?1 AND ?2"
_HELD_BY_SEVERAL = (
    "SELECT number, group_concat(initiative_id) AS held FROM"
    f" ({_BOTH.format('fingerprint')} UNION ALL {_BOTH.format('fingerprint_recent')} ORDER BY 1)"
    " GROUP BY number HAVING count(*) BETWEEN 2 AND ?3"
)
_PARTS, _ALL_NUMBERS = 256, 1 << 32


def missing(store: Store) -> int:
    """How many records have no fingerprint, or one of what they said before."""
    return int(store.value("SELECT count(*) FROM fingerprint_due"))


def make_missing(store: Store, limit: int, set_phrases: Callable[[str], frozenset[int]]) -> int:
    """Takes missing fingerprints, of `limit` records at most, in one transaction; how many it took.

    `set_phrases` gives the shingles that do not count in the records of a unit, by its name.
    """
    with store.atomic():
        due = store.column("SELECT initiative_id FROM fingerprint_due ORDER BY 1 LIMIT ?", [limit])
        taken = []
        for row in compared(store, due):
            phrases = set_phrases(row.unit_name)
            title, body = duplicate.read(row.title, phrases), duplicate.read(row.body, phrases)
            taken.append((row.row_id, duplicate.fingerprint(title, body)))
        if due:
            _keep(store, taken)
            marks = ",".join("?" * len(due))
            store.execute(f"DELETE FROM fingerprint_due WHERE initiative_id IN ({marks})", due)
    return len(due)


def taken(store: Store) -> int:
    """How many records have a fingerprint."""
    return int(store.value("SELECT count(*) FROM fingerprinted"))


def sharing(store: Store, numbers: Sequence[int], *, but: int = 0, clear: int = 0) -> Counter[int]:
    """How much each record but one shares of these numbers, see `duplicate.weighed`. With `clear`, only the first half
    of them is asked for if some record shares so much of that alone.
    """
    half = len(numbers) // 2 if clear else len(numbers)
    found = _sharing(store, numbers[:half])
    found.pop(but, None)
    if half < len(numbers) and max(found.values(), default=0) < clear:
        found.update(_sharing(store, numbers[half:]))
        found.pop(but, None)
    return found


def _sharing(store: Store, numbers: Iterable[int]) -> Counter[int]:
    held = store.columns(_SHARING, [(number, duplicate.TOO_COMMON) for number in numbers])
    rare = [rows for rows in held if len(rows) < duplicate.RARE]
    return duplicate.weighed(rare, [rows for rows in held if duplicate.RARE <= len(rows) < duplicate.TOO_COMMON])


@dataclass(frozen=True)
class Holders:
    """Who holds each number that more than one record holds, in the order of entry."""

    rare: dict[int, array[int]]
    others: dict[int, array[int]]

    def later(self, row_id: int, numbers: Sequence[int]) -> Counter[int]:
        """How much each later record shares with this one, whose numbers these are. Those before it are forgotten:
        records are asked for in the order of entry.
        """
        rare = [self.rare[number] for number in numbers if number in self.rare]
        others = [self.others[number] for number in numbers if number in self.others]
        for held in (*rare, *others):
            while held and held[0] <= row_id:
                del held[0]
        return duplicate.weighed(rare, others)


def held_by_several(store: Store, step: Callable[[int, int], None]) -> Holders:
    """Who holds the numbers that say something about two records; `step(part, parts)` may stop it."""
    found = Holders({}, {})
    size = _ALL_NUMBERS // _PARTS
    for part in range(_PARTS):
        step(part, _PARTS)
        parameters = [part * size, (part + 1) * size - 1, duplicate.TOO_COMMON - 1]
        for row in store.rows(_HELD_BY_SEVERAL, parameters):
            held = array("I", sorted(map(int, row["held"].split(","))))
            (found.rare if len(held) < duplicate.RARE else found.others)[row["number"]] = held
    return found


def numbers(store: Store) -> Iterator[tuple[int, array[int]]]:
    """(row id, numbers) of every record with a fingerprint, in the order of entry, a thousand at a time."""
    last = 0
    sql = "SELECT initiative_id, numbers FROM fingerprinted WHERE initiative_id > ? ORDER BY 1 LIMIT 1000"
    while rows := store.rows(sql, [last]):
        for row in rows:
            yield row["initiative_id"], unpacked(row["numbers"])
        last = rows[-1]["initiative_id"]


def packed(some: Sequence[int]) -> bytes:
    return array("I", some).tobytes()


def unpacked(blob: bytes) -> array[int]:
    found = array("I")
    found.frombytes(blob)
    return found


def _keep(store: Store, taken: Sequence[tuple[int, Sequence[int]]]) -> None:
    """Puts fingerprints in place of those these records had. Inside `atomic()`."""
    many = store.connection.executemany
    gone = _held(store, [row_id for row_id, _numbers in taken])
    for table in ("fingerprint", "fingerprint_recent"):
        many(f"DELETE FROM {table} WHERE number = ? AND initiative_id = ?", gone)
    # In the order of the table: pages are touched once, not once for each number.
    new = sorted((number, row_id) for row_id, numbers in taken for number in numbers)
    many("INSERT OR IGNORE INTO fingerprint_recent VALUES (?, ?)", new)
    many("INSERT OR REPLACE INTO fingerprinted VALUES (?, ?)", [(row_id, packed(some)) for row_id, some in taken])
    # Some of those gone were in the large table: the count of the small one is about right, which is all it is for.
    store.execute("UPDATE fingerprint_move SET recent = recent + ?", [len(new)])
    _move(store, max(MOVED_AT_LEAST, 2 * len(new)))


def _held(store: Store, row_ids: Sequence[int]) -> list[tuple[int, int]]:
    marks = ",".join("?" * len(row_ids))
    old = store.rows(f"SELECT initiative_id, numbers FROM fingerprinted WHERE initiative_id IN ({marks})", row_ids)
    return sorted((number, row["initiative_id"]) for row in old for number in unpacked(row["numbers"]))


def _move(store: Store, many: int) -> None:
    """Moves the next so many numbers into the large table while that is due. Inside `atomic()`."""
    state = store.row("SELECT recent, moved_to FROM fingerprint_move")
    assert state is not None  # the migration put it there
    since = state["moved_to"]
    if since < 0 and state["recent"] < RECENT_MOST:
        return
    sql = "SELECT number FROM fingerprint_recent WHERE number > ? ORDER BY 1 LIMIT 1 OFFSET ?"
    to = store.value(sql, [since, many])
    between, bounds = "number > ? AND number <= ?", [since, _ALL_NUMBERS if to is None else to]
    moved = int(store.value(f"SELECT count(*) FROM fingerprint_recent WHERE {between}", bounds))
    store.execute(f"INSERT OR IGNORE INTO fingerprint SELECT * FROM fingerprint_recent WHERE {between}", bounds)
    store.execute(f"DELETE FROM fingerprint_recent WHERE {between}", bounds)
    store.execute("UPDATE fingerprint_move SET recent = max(0, recent - ?), moved_to = ?",
                  [moved, -1 if to is None else to])  # fmt: skip
