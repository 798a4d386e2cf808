"""The users of a register; each has a slot of the vault."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from db.store import Store
from domain.role import UserRole, written


@dataclass(frozen=True)
class User:
    """Who has left (`left_at`) opens the register no more; the name stays, because the journal tells of it."""

    id: int
    name: str
    roles: frozenset[UserRole]
    slot: str
    left_at: str | None = None

    def has(self, *any_of: UserRole) -> bool:
        return not self.roles.isdisjoint(any_of)

    @property
    def only_marks(self) -> bool:
        """Whether this is an appraiser and nothing else."""
        return self.roles == {UserRole.APPRAISER}


def insert(store: Store, name: str, roles: Iterable[UserRole], slot: str, now: str) -> None:
    store.insert("user", {"name": name, "roles": written(roles), "slot": slot, "created_at": now})


def set_roles(store: Store, user_id: int, roles: Iterable[UserRole]) -> None:
    store.execute("UPDATE user SET roles = ? WHERE id = ?", [written(roles), user_id])


def leave(store: Store, user_id: int, now: str) -> None:
    store.execute("UPDATE user SET left_at = ? WHERE id = ?", [now, user_id])


def come_back(store: Store, user_id: int, roles: Iterable[UserRole], slot: str) -> None:
    """Who had left opens the register again, with a slot of the vault that nobody had before."""
    store.execute("UPDATE user SET left_at = NULL, roles = ?, slot = ? WHERE id = ?", [written(roles), slot, user_id])


def everyone(store: Store) -> list[User]:
    """Those who open the register, the oldest first."""
    return [_user(row) for row in store.rows("SELECT * FROM user WHERE left_at IS NULL ORDER BY id")]


def known(store: Store) -> list[User]:
    """Those who open it and those who have left."""
    return [_user(row) for row in store.rows("SELECT * FROM user ORDER BY id")]


def by_slot(store: Store, slot: str) -> User | None:
    row = store.row("SELECT * FROM user WHERE slot = ?", [slot])
    return _user(row) if row else None


def _user(row: dict[str, Any]) -> User:
    roles = frozenset(UserRole(word) for word in row["roles"].split())
    return User(row["id"], row["name"], roles, row["slot"], row["left_at"])
