"""The outbox: each way a sealed package was put on, and how far it got."""

from __future__ import annotations

from typing import Any

from db.store import Store

STATES = ("sealed", "queued", "sending", "delivered", "acknowledged", "held", "failed", "rejected")


def add(store: Store, package_id: int, now: str) -> int:
    """A sealed package waits to be sent. Inside `atomic()`."""
    row = {"package_id": package_id, "channel": "", "target": "", "state": "sealed", "attempts": 0}
    return store.insert("outbox", row | {"next_at": None, "detail": "", "updated_at": now})


def move(store: Store, package_id: int, state: str, now: str, *, detail: str = "", **columns: Any) -> None:
    """The newest row of a package goes to `state`; an attempt to send counts."""
    attempt = ", attempts = attempts + 1" if state == "sending" else ""
    extra = "".join(f", {name} = ?" for name in columns)
    store.execute(
        f"UPDATE outbox SET state = ?, detail = ?, updated_at = ?{extra}{attempt}"
        " WHERE id = (SELECT max(id) FROM outbox WHERE package_id = ?)",
        [state, detail, now, *columns.values(), package_id],
    )


def recover(store: Store, now: str) -> None:
    """What a program that died was sending did not arrive for certain: it can be sent again. Inside `atomic()`."""
    if store.value("SELECT 1 FROM outbox WHERE state = 'sending'") is None:
        return  # nothing is written where nothing has to be
    store.execute(
        "UPDATE outbox SET updated_at = ?, detail = 'stopped', state = CASE WHEN"
        " (SELECT acknowledged_at FROM package WHERE package.id = package_id) IS NULL THEN 'failed'"
        " ELSE 'acknowledged' END WHERE state = 'sending'",
        [now],
    )


def rows(store: Store) -> list[dict[str, Any]]:
    """Newest first, with the package each row is about and, from the journal, when it was last delivered."""
    return store.rows(
        "SELECT outbox.*, package.path, package.seq, package.recipient, package.kind, package.records,"
        " package.manifest_sha256, package.acknowledged_at, package.created_at,"
        " (SELECT max(at) FROM journal WHERE subject = package.manifest_sha256 AND operation = 'delivered')"
        " AS delivered_at"
        " FROM outbox JOIN package ON package.id = outbox.package_id ORDER BY outbox.id DESC"
    )
