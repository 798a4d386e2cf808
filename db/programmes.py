"""Programme packs as they were installed: the whole file, so that old records keep the rules they were made under."""

from __future__ import annotations

import functools
import tomllib

from db.store import Store
from domain.programme import Programme, parse


def put(store: Store, pack: Programme, data: str, now: str) -> None:
    """Install or replace a pack. Inside `atomic()`."""
    row = {"id": pack.id, "version": pack.version, "data": data, "installed_at": now}
    store.upsert("programme", row, pk="id")


def everything(store: Store) -> list[Programme]:
    return [_parsed(row["data"]) for row in store.rows("SELECT data FROM programme ORDER BY id")]


def get(store: Store, programme_id: str) -> Programme | None:
    data = store.value("SELECT data FROM programme WHERE id = ?", [programme_id])
    return _parsed(data) if data else None


@functools.lru_cache(maxsize=32)
def _parsed(data: str) -> Programme:
    # Every save asks for the rules; reading the file anew would cost four times the save itself.
    return parse(tomllib.loads(data))
