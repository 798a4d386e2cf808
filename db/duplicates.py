"""Near-duplicates in the store: what is compared of a record, the pairs found, the verdicts given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from db.store import Store
from domain.duplicate import Verdict

# What is compared: the columns of `initiative_text` after the title.
BODY = ("summary", "nature", "effect")
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
    unit_name: str


@dataclass(frozen=True)
class Said:
    """What a person said of a pair."""

    verdict: Verdict
    note: str
    by: str
    at: str


def compared(store: Store, row_ids: Sequence[int], *, living: bool = False) -> list[Compared]:
    """In the order asked for; rows that are not there are left out, and with `living` those that count no more."""
    columns = ", ".join(f"initiative_text.{name}" for name in BODY)
    marks = ",".join("?" * len(row_ids))
    sql = (
        f"SELECT id, public_id, number, title, author, unit_code, unit_name, {columns} FROM initiative"
        f" JOIN initiative_text USING (id) WHERE id IN ({marks})"
    )
    if living:
        sql += f" AND {_LIVES.format('initiative')}"
    found = {row["id"]: _compared(row) for row in store.rows(sql, list(row_ids))}
    return [found[row_id] for row_id in row_ids if row_id in found]


def public_id(store: Store, row_id: int) -> str:
    """ "" for a row that is not there."""
    return str(store.value("SELECT public_id FROM initiative WHERE id = ?", [row_id]) or "")


def gone(store: Store) -> frozenset[int]:
    """The rows that count no more."""
    return frozenset(store.column(f"SELECT id FROM initiative WHERE NOT ({_LIVES.format('initiative')})"))


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


def _compared(row: dict[str, Any]) -> Compared:
    body = "\n".join(row[name] for name in BODY if row[name])
    return Compared(row["id"], row["public_id"], row["number"], row["title"], row["author"], row["unit_code"], body,
                    row["unit_name"])  # fmt: skip
