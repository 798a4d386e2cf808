"""Words somebody was typing about one initiative in some form, kept until they are settled there."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from db.store import Store


def keep(store: Store, initiative_id: str, form: str, typed_by: str, body: Mapping[str, Any], now: str) -> None:
    """An empty body forgets. Inside `atomic()`."""
    if not body:
        drop(store, initiative_id, form, typed_by)
        return
    row = {"initiative_id": initiative_id, "form": form, "typed_by": typed_by, "saved_at": now}
    row["body"] = json.dumps(body, ensure_ascii=False)
    store.upsert("typed", row, pk=("initiative_id", "form", "typed_by"))


def kept(store: Store, initiative_id: str, form: str, typed_by: str) -> dict[str, Any]:
    sql = "SELECT body FROM typed WHERE initiative_id = ? AND form = ? AND typed_by = ?"
    body = store.value(sql, [initiative_id, form, typed_by])
    return dict(json.loads(body)) if body else {}


def of_form(store: Store, form: str, typed_by: str) -> dict[str, dict[str, Any]]:
    """All that this person was typing in one form, by initiative."""
    rows = store.rows("SELECT initiative_id, body FROM typed WHERE form = ? AND typed_by = ?", [form, typed_by])
    return {row["initiative_id"]: dict(json.loads(row["body"])) for row in rows}


def drop(store: Store, initiative_id: str, form: str, typed_by: str) -> None:
    sql = "DELETE FROM typed WHERE initiative_id = ? AND form = ? AND typed_by = ?"
    store.execute(sql, [initiative_id, form, typed_by])
