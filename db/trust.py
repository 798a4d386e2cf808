"""Signing keys (protected), units whose keys this register vouches for, and withdrawn certificates."""

from __future__ import annotations

from typing import Any

from db.store import Store


def put_key(store: Store, purpose: str, protected: bytes, certificate_pem: str, now: str) -> None:
    """`purpose` is "unit", "root" or "office"; the bytes are PKCS#12 under a key of the vault. Inside `atomic()`."""
    row = {"purpose": purpose, "protected": protected, "certificate_pem": certificate_pem, "created_at": now}
    store.execute("DELETE FROM signing_key WHERE purpose = ?", [purpose])
    store.insert("signing_key", row)


def key(store: Store, purpose: str) -> dict[str, Any] | None:
    return store.row("SELECT * FROM signing_key WHERE purpose = ?", [purpose])


def put_unit(store: Store, row: dict[str, Any]) -> None:
    store.upsert("trusted_unit", row, pk="unit_code")


def units(store: Store) -> list[dict[str, Any]]:
    return store.rows("SELECT * FROM trusted_unit ORDER BY unit_code")


def unit(store: Store, unit_code: str) -> dict[str, Any] | None:
    return store.row("SELECT * FROM trusted_unit WHERE unit_code = ?", [unit_code])


def withdraw(store: Store, certificate_pem: str, now: str) -> None:
    store.upsert("revoked_certificate", {"certificate_pem": certificate_pem, "revoked_at": now}, pk="certificate_pem")


def withdrawn(store: Store) -> list[dict[str, Any]]:
    return store.rows("SELECT * FROM revoked_certificate ORDER BY revoked_at, certificate_pem")
