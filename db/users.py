"""The users of a register; each has a slot of the vault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from db.store import Store


@dataclass(frozen=True)
class User:
    id: int
    name: str
    role: str
    slot: str


def insert(store: Store, name: str, role: str, slot: str, now: str) -> None:
    store.insert("user", {"name": name, "role": role, "slot": slot, "created_at": now})


def everyone(store: Store) -> list[User]:
    return [_user(row) for row in store.rows("SELECT * FROM user ORDER BY id")]


def by_slot(store: Store, slot: str) -> User | None:
    row = store.row("SELECT * FROM user WHERE slot = ?", [slot])
    return _user(row) if row else None


def _user(row: dict[str, Any]) -> User:
    return User(row["id"], row["name"], row["role"], row["slot"])
