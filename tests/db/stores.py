"""Plain stores and records for the tests of the store."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

from db import initiatives, store
from db.store import Store
from domain.initiative import Author, Initiative

NOW = "2022-12-01T02:03:04.000Z"


def new(home: Path, *, key: bytes | None = None) -> Store:
    home.mkdir(parents=True, exist_ok=True)
    return store.create(home, key or bytes(32), plain=key is None)


def some(**changes: Any) -> Initiative:
    values: dict[str, Any] = {"id": secrets.token_hex(16), "title": "Kệ để khuôn", "unit_code": "27001"}
    return Initiative(**values | {"programme": "1m-2022", "authors": (Author("Nguyễn Văn An"),)} | changes)


def put(opened: Store, initiative: Initiative, *, own: bool = True, missing: int = 0) -> int:
    with opened.atomic():
        return initiatives.insert(opened, initiative, own=own, missing=missing, now=NOW)
