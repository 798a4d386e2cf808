"""Remuneration that was paid: for which initiative, which year, when and how much."""

from __future__ import annotations

from db.store import Store


def put(store: Store, row_id: int, year_no: int, paid_on: str, vnd: int) -> None:
    """Inside `atomic()`."""
    values = {"initiative_id": row_id, "year_no": year_no, "paid_on": paid_on, "vnd": vnd}
    store.upsert("remuneration_payment", values, pk=("initiative_id", "year_no"))


def remove(store: Store, row_id: int, year_no: int) -> None:
    store.execute("DELETE FROM remuneration_payment WHERE initiative_id = ? AND year_no = ?", [row_id, year_no])


def everything(store: Store) -> dict[tuple[int, int], tuple[str, int]]:
    """(row id, year) with (day, đồng) of every payment."""
    rows = store.rows("SELECT * FROM remuneration_payment")
    return {(row["initiative_id"], row["year_no"]): (row["paid_on"], row["vnd"]) for row in rows}
