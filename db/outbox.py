"""The outbox: each way a sealed package was put on, and how far it got."""

from __future__ import annotations

from typing import Any

from db.store import Store

STATES = ("sealed", "queued", "sending", "delivered", "acknowledged", "held", "failed", "rejected")
_UPLOAD = "channel IN ('tus', 'webdav') AND server_id IS NOT NULL"


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


def keep(store: Store, package_id: int, mark: str, sent_bytes: int) -> None:
    """How far an upload has come and what it is gone on with by. Inside `atomic()`."""
    store.execute(
        "UPDATE outbox SET mark = ?, sent_bytes = ? WHERE id = (SELECT max(id) FROM outbox WHERE package_id = ?)",
        [mark, sent_bytes, package_id],
    )


def recover(store: Store, now: str) -> None:
    """What a program that died was sending did not arrive for certain: an upload goes on by itself, anything else can
    be sent again. Inside `atomic()`."""
    if store.value("SELECT 1 FROM outbox WHERE state = 'sending'") is None:
        return  # nothing is written where nothing has to be
    store.execute(
        "UPDATE outbox SET updated_at = ?, detail = 'stopped', next_at = ?, state = CASE WHEN"
        " (SELECT acknowledged_at FROM package WHERE package.id = package_id) IS NOT NULL THEN 'acknowledged'"
        f" WHEN {_UPLOAD} THEN 'queued' ELSE 'failed' END WHERE state = 'sending'",
        [now, now],
    )


def rows(store: Store) -> list[dict[str, Any]]:
    """Newest first, with the package each row is about and, from the journal, when it was last delivered."""
    return store.rows(f"{_ROWS} ORDER BY outbox.id DESC")


def row(store: Store, package_id: int) -> dict[str, Any] | None:
    """The newest row of one package."""
    return store.row(f"{_ROWS} WHERE package_id = ? ORDER BY outbox.id DESC LIMIT 1", [package_id])


def waiting(store: Store, until: str = "") -> list[dict[str, Any]]:
    """Uploads that wait to be tried (again), the longest first; those that are due `until` then, or all."""
    due = " AND coalesce(next_at, '') <= ?" if until else ""
    sql = f"{_ROWS} WHERE state = 'queued' AND {_UPLOAD}{due} ORDER BY next_at, outbox.id"
    return store.rows(sql, [until] if until else [])


def history(store: Store, package_id: int = 0) -> list[dict[str, Any]]:
    """Every step of a package, or of all, the newest first: never changed, never removed."""
    where = " WHERE package_id = ?" if package_id else ""
    return store.rows(
        "SELECT outbox_history.*, package.seq, package.recipient, package.kind, package.manifest_sha256, package.path"
        f" FROM outbox_history JOIN package ON package.id = package_id{where} ORDER BY outbox_history.id DESC",
        [package_id] if package_id else [],
    )


_ROWS = (
    "SELECT outbox.*, package.path, package.seq, package.recipient, package.kind, package.records,"
    " package.manifest_sha256, package.acknowledged_at, package.created_at,"
    " (SELECT max(at) FROM journal WHERE subject = package.manifest_sha256 AND operation = 'delivered')"
    " AS delivered_at FROM outbox JOIN package ON package.id = outbox.package_id"
)
