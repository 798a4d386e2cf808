"""Marks on records that are to be mended, in the store: those made here, and those the union above made."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from db.store import Store
from domain.return_mark import Answer, ReturnMark

# One question for lists and counters: what somebody here still has to do, or waits for.
TO_MEND = (
    "SELECT initiative_id FROM return_mark WHERE closed_at IS NULL AND (direction = 'out' OR answer_package_id IS NULL)"
)


def insert(store: Store, mark: ReturnMark) -> int:
    """A new mark; returns its number. Inside `atomic()`."""
    row = {"mark_id": mark.id, "direction": "out" if mark.out else "in", "initiative_id": mark.initiative_id,
           "unit_code": mark.unit_code, "unit_name": mark.unit_name, "field": mark.field, "reason": mark.reason,
           "held": mark.held, "made_by": mark.made_by, "made_at": mark.made_at,
           "package_id": mark.package_id}  # fmt: skip
    return store.insert("return_mark", row)


def change(store: Store, numbers: Sequence[int], **columns: Any) -> None:
    """Inside `atomic()`."""
    names = ", ".join(f"{name} = ?" for name in columns)
    marks = ",".join("?" * len(numbers))
    store.execute(f"UPDATE return_mark SET {names} WHERE id IN ({marks})", [*columns.values(), *numbers])


def delete(store: Store, number: int) -> None:
    """Of a mark that nobody was told of. Inside `atomic()`."""
    store.execute("DELETE FROM return_mark WHERE id = ?", [number])


def get(store: Store, number: int) -> ReturnMark | None:
    found = _where(store, "id = ?", [number])
    return found[0] if found else None


def of_record(store: Store, initiative_id: str) -> list[ReturnMark]:
    """Of one record, in the order they were made."""
    return _where(store, "initiative_id = ?", [initiative_id])


def open_of(store: Store, initiative_ids: Sequence[str], *, out: bool) -> list[ReturnMark]:
    """The marks of these records that stand open."""
    where = "closed_at IS NULL AND direction = ? AND initiative_id IN (SELECT value FROM json_each(?))"
    return _where(store, where, ["out" if out else "in", json.dumps(list(initiative_ids))])


def of_unit(store: Store, unit_codes: Sequence[str], *, out: bool, open_only: bool = True) -> list[ReturnMark]:
    """All marks asked of a unit, or by one, under any of its codes."""
    where = "direction = ? AND unit_code IN (SELECT value FROM json_each(?))"
    where += " AND closed_at IS NULL" if open_only else ""
    return _where(store, where, ["out" if out else "in", json.dumps(list(unit_codes))])


def everything(store: Store, *, open_only: bool = False) -> list[ReturnMark]:
    return _where(store, "closed_at IS NULL" if open_only else "1", [])


def withdrawn_since(store: Store, unit_codes: Sequence[str], at: str) -> int:
    """How many marks the unit was told of have been withdrawn after this instant."""
    sql = (
        "SELECT count(*) FROM return_mark WHERE direction = 'out' AND package_id IS NOT NULL AND withdrawn_at > ?"
        " AND unit_code IN (SELECT value FROM json_each(?))"
    )
    return int(store.value(sql, [at, json.dumps(list(unit_codes))]))


def close_by_answers(store: Store, answers: Sequence[Answer], package_id: int, unit: set[str], now: str) -> int:
    """Marks asked of this unit that the package answers are closed; how many. Inside `atomic()`."""
    closed = 0
    for one in answers:
        row = store.row("SELECT * FROM return_mark WHERE mark_id = ? AND direction = 'out'", [one.mark_id])
        if row is None or row["unit_code"] not in unit or row["closed_at"] or row["package_id"] is None:
            continue
        change(store, [row["id"]], answer=one.words, mended=int(one.mended), answered_at=now,
               answer_package_id=package_id, closed_at=now)  # fmt: skip
        closed += 1
    return closed


def close_of_package(store: Store, package_id: int, now: str) -> None:
    """The union above has the answers that left in this package. Inside `atomic()`."""
    store.execute(
        "UPDATE return_mark SET closed_at = ? WHERE answer_package_id = ? AND direction = 'in' AND closed_at IS NULL",
        [now, package_id],
    )


def _where(store: Store, where: str, parameters: Sequence[Any]) -> list[ReturnMark]:
    return [_read(row) for row in store.rows(f"SELECT * FROM return_mark WHERE {where} ORDER BY id", parameters)]


def _read(row: dict[str, Any]) -> ReturnMark:
    same = ("initiative_id", "unit_code", "unit_name", "field", "reason", "held", "made_by", "made_at", "package_id",
            "answer", "answered_at", "answer_package_id", "closed_at", "withdrawn_at")  # fmt: skip
    return ReturnMark(no=row["id"], id=row["mark_id"], out=row["direction"] == "out", mended=bool(row["mended"]),
                      **{name: row[name] for name in same})  # fmt: skip
