"""Evidence in the store: what is known of each file, and its content in pieces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from db.store import Store

PIECE_BYTES = 256 << 10
_KNOWN = (
    "id, initiative_id, place, name, kind, size_bytes, sha256, original_bytes, added_by, added_at, removed_at, travels"
)


@dataclass(frozen=True)
class Evidence:
    """One whole file of an initiative. `original_bytes` is the size of a picture before it was made smaller; `travels`
    whether it leaves with the record in a package.
    """

    id: int
    row_id: int
    place: int
    name: str
    kind: str
    size_bytes: int
    sha256: str
    original_bytes: int | None
    added_by: str
    added_at: str
    removed_at: str | None
    travels: bool


def begin(store: Store, row_id: int, name: str, kind: str, original_bytes: int | None, who: str, now: str) -> int:
    """A file whose pieces are still to come: nobody sees it before `finish`. Inside `atomic()`."""
    place = int(store.value("SELECT coalesce(max(place), 0) + 1 FROM evidence WHERE initiative_id = ?", [row_id]))
    values = {"initiative_id": row_id, "place": place, "name": name, "kind": kind, "original_bytes": original_bytes}
    values |= {"added_by": who, "added_at": now, "size_bytes": 0, "sha256": "", "whole": 0, "removed_at": None}
    return store.insert("evidence", values)


def add_piece(store: Store, evidence_id: int, no: int, piece: bytes) -> None:
    """Inside `atomic()`."""
    sql = "INSERT INTO evidence_piece (evidence_id, no, bytes) VALUES (?, ?, ?)"
    store.execute(sql, [evidence_id, no, piece])


def finish(store: Store, evidence_id: int, size_bytes: int, sha256: str) -> None:
    """Inside `atomic()`."""
    sql = "UPDATE evidence SET size_bytes = ?, sha256 = ?, whole = 1 WHERE id = ?"
    store.execute(sql, [size_bytes, sha256, evidence_id])


def discard(store: Store, evidence_id: int) -> None:
    """Forget a file that never became whole. Inside `atomic()`."""
    store.execute("DELETE FROM evidence_piece WHERE evidence_id = ?", [evidence_id])
    store.execute("DELETE FROM evidence WHERE id = ? AND whole = 0", [evidence_id])


def unfinished(store: Store) -> list[int]:
    """The files whose pieces stopped coming: of a program that was cut off, unless one is under way."""
    return store.column("SELECT id FROM evidence WHERE whole = 0")


def removed_everywhere(store: Store) -> list[Evidence]:
    """The files that were removed from any initiative and can still be brought back."""
    sql = f"SELECT {_KNOWN} FROM evidence WHERE whole = 1 AND removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC"
    return [_read(row) for row in store.rows(sql)]


def of(store: Store, row_id: int, *, removed: bool = False) -> list[Evidence]:
    """The files of an initiative in their order; the removed ones instead if asked, the last one removed first."""
    which, order = ("IS NOT NULL", "removed_at DESC, id DESC") if removed else ("IS NULL", "place, id")
    sql = f"SELECT {_KNOWN} FROM evidence WHERE initiative_id = ? AND whole = 1 AND removed_at {which} ORDER BY {order}"
    return [_read(row) for row in store.rows(sql, [row_id])]


def get(store: Store, evidence_id: int) -> Evidence | None:
    row = store.row(f"SELECT {_KNOWN} FROM evidence WHERE id = ? AND whole = 1", [evidence_id])
    return _read(row) if row else None


def same(store: Store, sha256: str) -> list[Evidence]:
    """Every file with this content that was not removed."""
    sql = f"SELECT {_KNOWN} FROM evidence WHERE sha256 = ? AND whole = 1 AND removed_at IS NULL ORDER BY id"
    return [_read(row) for row in store.rows(sql, [sha256])]


def used_bytes(store: Store, row_id: int) -> int:
    sql = "SELECT coalesce(sum(size_bytes), 0) FROM evidence WHERE initiative_id = ? AND removed_at IS NULL"
    return int(store.value(sql, [row_id]))


def pieces(store: Store, evidence_id: int) -> Iterator[bytes]:
    """The content, one piece in memory at a time."""
    no = 0
    sql = "SELECT bytes FROM evidence_piece WHERE evidence_id = ? AND no = ?"
    while (piece := store.value(sql, [evidence_id, no])) is not None:
        yield bytes(piece)
        no += 1


def mark_removed(store: Store, evidence_id: int, removed_at: str | None) -> None:
    """Into the bin, or out of it with None. Inside `atomic()`."""
    store.execute("UPDATE evidence SET removed_at = ? WHERE id = ?", [removed_at, evidence_id])


def mark_travels(store: Store, evidence_id: int, travels: bool) -> None:
    """Inside `atomic()`."""
    store.execute("UPDATE evidence SET travels = ? WHERE id = ?", [int(travels), evidence_id])


def removed_before(store: Store, moment: str) -> Evidence | None:
    """A whole file that was removed before this moment; the one removed first."""
    sql = f"SELECT {_KNOWN} FROM evidence WHERE removed_at < ? AND whole = 1 ORDER BY removed_at, id LIMIT 1"
    row = store.row(sql, [moment])
    return _read(row) if row else None


def give_up(store: Store, evidence_id: int) -> None:
    """Nobody sees a removed file any more; its room is still to be freed. Inside `atomic()`."""
    store.execute("UPDATE evidence SET whole = 0 WHERE id = ?", [evidence_id])


def given_up(store: Store) -> int | None:
    """A file whose room is to be freed."""
    found = store.value("SELECT id FROM evidence WHERE removed_at IS NOT NULL AND whole = 0 LIMIT 1")
    return None if found is None else int(found)


def free(store: Store, evidence_id: int, pieces: int) -> None:
    """Takes the last pieces of a file that was given up, and with the first of them the file. Inside `atomic()`."""
    sql = "SELECT no FROM evidence_piece WHERE evidence_id = ? ORDER BY no DESC LIMIT ?"
    gone = store.column(sql, [evidence_id, pieces])
    since = gone[-1] if gone else 0
    store.execute("DELETE FROM evidence_piece WHERE evidence_id = ? AND no >= ?", [evidence_id, since])
    if since == 0:
        store.execute("DELETE FROM evidence WHERE id = ? AND whole = 0", [evidence_id])


def public_id(store: Store, row_id: int) -> str:
    """Of the initiative a file belongs to."""
    return str(store.value("SELECT public_id FROM initiative WHERE id = ?", [row_id]) or "")


def put_in_order(store: Store, evidence_ids: list[int]) -> None:
    """Inside `atomic()`."""
    for place, evidence_id in enumerate(evidence_ids, 1):
        store.execute("UPDATE evidence SET place = ? WHERE id = ?", [place, evidence_id])


def _read(row: dict[str, Any]) -> Evidence:
    return Evidence(row_id=row.pop("initiative_id"), travels=bool(row.pop("travels")), **row)
