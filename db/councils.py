"""Councils and their members."""

from __future__ import annotations

from dataclasses import dataclass

from db.store import Store
from domain.council import Attendance, Council, CouncilMember, Role
from domain.initiative import Answer


@dataclass(frozen=True)
class StoredCouncil:
    id: int
    closed: bool
    council: Council


def insert(store: Store, council: Council, now: str) -> int:
    """A new council session; returns its id. Inside `atomic()`."""
    row = {"name": council.name, "held_on": council.held_on, "place": council.place, "held_time": council.held_time,
           "state_funded": str(council.state_funded), "head": council.head, "blind": int(council.blind)}  # fmt: skip
    council_id = store.insert("council", row | {"created_at": now})
    for member in council.members:
        attendance = str(member.attendance or "")
        place = {"council_id": council_id, "name": member.name, "role": str(member.role), "attendance": attendance}
        store.insert("council_member", place)
    return council_id


def current(store: Store) -> StoredCouncil | None:
    """The newest council; its session is the one that marks and decides."""
    newest = store.value("SELECT max(id) FROM council")
    return None if newest is None else _get(store, newest)


def member_names(store: Store, council_id: int) -> frozenset[str]:
    found = store.rows("SELECT name FROM council_member WHERE council_id = ?", [council_id])
    return frozenset(row["name"] for row in found)


def close(store: Store, council_id: int, now: str) -> None:
    store.execute("UPDATE council SET closed_at = ? WHERE id = ?", [now, council_id])


def set_blind(store: Store, council_id: int, *, blind: bool) -> None:
    """Inside `atomic()`."""
    store.execute("UPDATE council SET blind = ? WHERE id = ?", [int(blind), council_id])


def decided_by(store: Store, initiative_id: str) -> StoredCouncil | None:
    """The council whose session closed over this initiative last; None if none has, or its round ended without one."""
    sql = "SELECT council_id, members FROM verdict WHERE initiative_id = ? ORDER BY round_no DESC LIMIT 1"
    row = store.row(sql, [initiative_id])
    return _get(store, row["council_id"]) if row is not None and row["members"] else None


def _get(store: Store, council_id: int) -> StoredCouncil | None:
    row = store.row("SELECT * FROM council WHERE id = ?", [council_id])
    if row is None:
        return None
    sql = "SELECT name, role, attendance FROM council_member WHERE council_id = ? ORDER BY rowid"
    members = tuple(
        CouncilMember(
            member["name"], Role(member["role"]), Attendance(member["attendance"]) if member["attendance"] else None
        )
        for member in store.rows(sql, [council_id])
    )
    council = Council(
        row["name"],
        members,
        row["held_on"],
        row["place"],
        row["held_time"],
        Answer(row["state_funded"]),
        row["head"],
        bool(row["blind"]),
    )
    return StoredCouncil(row["id"], row["closed_at"] is not None, council)
