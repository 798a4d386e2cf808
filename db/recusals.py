"""Declared relations between members of councils and authors, and who asked to stand aside."""

from __future__ import annotations

from db.store import Store
from domain.recusal import DeclaredRelation, Relation


def declare(store: Store, member: str, author: str, relation: Relation) -> int:
    """A new declared relation; returns its id. Inside `atomic()`."""
    row = {"member": member, "author": author, "relation": str(relation), "withdrawn_at": None}
    return store.insert("declared_relation", row)


def withdraw(store: Store, relation_id: int, now: str) -> None:
    """It was declared by mistake, or holds no more. Inside `atomic()`."""
    store.execute("UPDATE declared_relation SET withdrawn_at = ? WHERE id = ?", [now, relation_id])


def relations(store: Store) -> list[DeclaredRelation]:
    """All that hold, in the order they were declared."""
    rows = store.rows("SELECT id, member, author, relation FROM declared_relation WHERE withdrawn_at IS NULL")
    return [DeclaredRelation(row["id"], row["member"], row["author"], Relation(row["relation"])) for row in rows]


def request(store: Store, initiative_id: str, member: str, reason: str) -> None:
    """Inside `atomic()`."""
    row = {"initiative_id": initiative_id, "member": member, "reason": reason, "withdrawn_at": None}
    store.insert("recusal_request", row)


def take_back(store: Store, initiative_id: str, member: str, now: str) -> None:
    """Inside `atomic()`."""
    sql = "UPDATE recusal_request SET withdrawn_at = ? WHERE initiative_id = ? AND member = ? AND withdrawn_at IS NULL"
    store.execute(sql, [now, initiative_id, member])


def requests(store: Store) -> dict[str, dict[str, str]]:
    """By the public id of the initiative and the name of the member: why he asked to stand aside."""
    rows = store.rows("SELECT initiative_id, member, reason FROM recusal_request WHERE withdrawn_at IS NULL")
    found: dict[str, dict[str, str]] = {}
    for row in rows:
        found.setdefault(row["initiative_id"], {})[row["member"]] = row["reason"]
    return found
