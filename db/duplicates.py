"""Near-duplicates in the store: fingerprints to find records by, the pairs found, the verdicts given."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.store import Store
from domain.duplicate import Verdict

# What is compared: the columns of `initiative_text` after the title.
BODY = ("summary", "nature", "effect")
_STALE = (
    "FROM initiative LEFT JOIN fingerprinted ON initiative_id = id"
    " WHERE fingerprinted.updated_at IS NOT initiative.updated_at"
)
# A record in the bin is no duplicate of anything, nor is one that was withdrawn.
_LIVES = "{0}.deleted_at IS NULL AND {0}.state <> 'withdrawn'"


@dataclass(frozen=True)
class Compared:
    """What of a record is compared, and what names it."""

    row_id: int
    public_id: str
    number: str
    title: str
    author: str
    unit_code: str
    body: str
    updated_at: str


@dataclass(frozen=True)
class Said:
    """What a person said of a pair."""

    verdict: Verdict
    note: str
    by: str
    at: str


def stale(store: Store) -> int:
    """How many records changed since their fingerprints were taken, or have none."""
    return int(store.value(f"SELECT count(*) {_STALE}"))


def stale_ids(store: Store, limit: int) -> list[int]:
    return store.column(f"SELECT id {_STALE} ORDER BY id LIMIT ?", [limit])


def compared(store: Store, row_ids: Sequence[int]) -> list[Compared]:
    """In the order asked for; rows that are not there are left out."""
    columns = ", ".join(f"initiative_text.{name}" for name in BODY)
    marks = ",".join("?" * len(row_ids))
    sql = (
        f"SELECT id, public_id, number, title, author, unit_code, updated_at, {columns} FROM initiative"
        f" JOIN initiative_text USING (id) WHERE id IN ({marks})"
    )
    found = {row["id"]: _compared(row) for row in store.rows(sql, list(row_ids))}
    return [found[row_id] for row_id in row_ids if row_id in found]


def keep_fingerprints(store: Store, taken: Sequence[tuple[int, str, Sequence[int]]]) -> None:
    """Replaces the fingerprints of these records: (row id, its `updated_at`, numbers). Inside `atomic()`."""
    ids = [row_id for row_id, _at, _numbers in taken]
    marks = ",".join("?" * len(ids))
    old = store.rows(f"SELECT initiative_id, numbers FROM fingerprinted WHERE initiative_id IN ({marks})", ids)
    gone = [(number, row["initiative_id"]) for row in old for number in unpacked(row["numbers"])]
    many = store.connection.executemany
    many("DELETE FROM fingerprint WHERE number = ? AND initiative_id = ?", sorted(gone))
    # In the order of the table: pages are touched once, not once for each number.
    new = sorted((number, row_id) for row_id, _at, numbers in taken for number in numbers)
    many("INSERT OR IGNORE INTO fingerprint VALUES (?, ?)", new)
    many("INSERT OR REPLACE INTO fingerprinted VALUES (?, ?, ?)", [(row_id, at, packed(n)) for row_id, at, n in taken])


def sharing(store: Store, number: int, limit: int) -> list[int]:
    """Records whose fingerprints hold this number, `limit` at most."""
    return store.column("SELECT initiative_id FROM fingerprint WHERE number = ? LIMIT ?", [number, limit])


def fingerprinted(store: Store) -> int:
    """How many records have fingerprints."""
    return int(store.value("SELECT count(*) FROM fingerprinted"))


def numbers(store: Store) -> Iterator[tuple[int, array[int]]]:
    """(row id, numbers) of every record with fingerprints, in the order of entry, a thousand at a time."""
    last = 0
    while True:
        rows = store.rows(
            "SELECT initiative_id, numbers FROM fingerprinted WHERE initiative_id > ? ORDER BY 1 LIMIT 1000", [last]
        )
        if not rows:
            return
        for row in rows:
            yield row["initiative_id"], unpacked(row["numbers"])
        last = rows[-1]["initiative_id"]


def living(store: Store, row_ids: Iterable[int]) -> set[int]:
    """Of these rows, those that still count."""
    ids = list(row_ids)
    marks = ",".join("?" * len(ids))
    return set(store.column(f"SELECT id FROM initiative WHERE id IN ({marks}) AND {_LIVES.format('initiative')}", ids))


def keep_pairs(store: Store, pairs: Iterable[tuple[int, int, int, float]]) -> None:
    """(a, b, words, share) with a < b, in place of all pairs kept before. Inside `atomic()`."""
    store.execute("DELETE FROM duplicate")
    store.connection.executemany("INSERT OR REPLACE INTO duplicate VALUES (?, ?, ?, ?)", pairs)


def pairs(store: Store, verdict: str = "") -> list[dict[str, Any]]:
    """a, b (row ids), a_public_id, b_public_id, words, share, verdict ("" for none), the most alike first.

    `verdict` "" gives all, "open" those nobody has judged.
    """
    where = " AND coalesce(v.verdict, 'open') = ?" if verdict else ""
    order = "share * min(words, 60) DESC, duplicate.a, duplicate.b"
    return store.rows(f"{_PAIRS}{where} ORDER BY {order}", [verdict] if verdict else [])


_PAIRS = (
    "SELECT duplicate.a, duplicate.b, one.public_id AS a_public_id, other.public_id AS b_public_id, words, share,"
    " coalesce(v.verdict, '') AS verdict FROM duplicate JOIN initiative one ON one.id = duplicate.a"
    " JOIN initiative other ON other.id = duplicate.b LEFT JOIN duplicate_verdict v"
    " ON v.a = min(one.public_id, other.public_id) AND v.b = max(one.public_id, other.public_id)"
    f" WHERE {_LIVES.format('one')} AND {_LIVES.format('other')}"
)


def verdict(store: Store, one: str, other: str) -> Said | None:
    """By public ids, in any order."""
    row = store.row("SELECT * FROM duplicate_verdict WHERE a = ? AND b = ?", sorted((one, other)))
    return Said(Verdict(row["verdict"]), row["note"], row["said_by"], row["said_at"]) if row else None


def put_verdict(store: Store, one: str, other: str, said: Said) -> None:
    a, b = sorted((one, other))
    store.upsert(
        "duplicate_verdict",
        {"a": a, "b": b, "verdict": str(said.verdict), "note": said.note, "said_by": said.by, "said_at": said.at},
        pk=("a", "b"),
    )


def take_verdict_back(store: Store, one: str, other: str) -> None:
    store.execute("DELETE FROM duplicate_verdict WHERE a = ? AND b = ?", sorted((one, other)))


def packed(some: Sequence[int]) -> bytes:
    return array("I", some).tobytes()


def unpacked(blob: bytes) -> array[int]:
    found = array("I")
    found.frombytes(blob)
    return found


def _compared(row: dict[str, Any]) -> Compared:
    body = "\n".join(str(row[name]) for name in BODY if row[name])
    return Compared(row["id"], row["public_id"], row["number"], row["title"], row["author"], row["unit_code"], body,
                    row["updated_at"])  # fmt: skip
