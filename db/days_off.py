"""Days off, and days worked instead, that somebody added to those the program knows."""

from __future__ import annotations

from datetime import date

from db.store import Store
from domain.working_days import DayOff


def put(store: Store, one: DayOff) -> None:
    """Inside `atomic()`; what was said of the day before is replaced."""
    row = {"day": one.day.isoformat(), "what": one.what, "worked": int(one.worked)}
    store.upsert("day_off", row, pk="day")


def remove(store: Store, day: date) -> None:
    store.execute("DELETE FROM day_off WHERE day = ?", [day.isoformat()])


def everything(store: Store) -> list[DayOff]:
    rows = store.rows("SELECT * FROM day_off ORDER BY day")
    return [DayOff(date.fromisoformat(row["day"]), row["what"], bool(row["worked"])) for row in rows]
