"""Timestamps that packages were given: the authority's whole answer, by the package's identity."""

from __future__ import annotations

from typing import Any

from db.store import Store


def put(store: Store, manifest_sha256: str, token: bytes, stamped_at: str, authority: str, now: str) -> None:
    """Inside `atomic()`. One is enough, and the first is the best."""
    row = {"manifest_sha256": manifest_sha256, "token": token, "stamped_at": stamped_at, "authority": authority}
    store.insert("package_timestamp", row | {"asked_at": now})


def get(store: Store, manifest_sha256: str) -> dict[str, Any] | None:
    return store.row("SELECT * FROM package_timestamp WHERE manifest_sha256 = ?", [manifest_sha256])
