"""The union's own wordings of papers in the store, each with the shipped one it was made from; and its picture."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.store import Store

Wording = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """A wording of the union. `base` is what shipped when it was made."""

    paper: str
    wording: Wording
    base: Wording
    changed_by: str
    changed_at: str


def get(store: Store, paper: str) -> Kept | None:
    row = store.row("SELECT * FROM paper_template WHERE paper = ?", [paper])
    return _read(row) if row else None


def everything(store: Store) -> dict[str, Kept]:
    """By the name of the paper."""
    return {row["paper"]: _read(row) for row in store.rows("SELECT * FROM paper_template ORDER BY paper")}


def put(store: Store, paper: str, wording: Wording, base: Wording, who: str, now: str) -> None:
    """Inside `atomic()`."""
    row = {"paper": paper, "wording": _written(wording), "base": _written(base), "changed_by": who, "changed_at": now}
    store.upsert("paper_template", row, pk="paper")


def remove(store: Store, paper: str) -> None:
    """Inside `atomic()`."""
    store.execute("DELETE FROM paper_template WHERE paper = ?", [paper])


def logo(store: Store) -> tuple[str, bytes] | None:
    """The name of the picture's file and its bytes."""
    row = store.row("SELECT name, picture FROM paper_logo")
    return (row["name"], bytes(row["picture"])) if row else None


def put_logo(store: Store, name: str, picture: bytes, who: str, now: str) -> None:
    """Inside `atomic()`."""
    store.execute("DELETE FROM paper_logo")
    store.execute("INSERT INTO paper_logo VALUES (1, ?, ?, ?, ?)", [name, picture, who, now])


def remove_logo(store: Store) -> None:
    """Inside `atomic()`."""
    store.execute("DELETE FROM paper_logo")


def _written(wording: Wording) -> str:
    return json.dumps(wording, ensure_ascii=False)


def _read(row: dict[str, Any]) -> Kept:
    return Kept(row["paper"], json.loads(row["wording"]), json.loads(row["base"]), row["changed_by"], row["changed_at"])
