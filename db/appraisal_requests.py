"""Requests to mark on another PC that this register sent: to whom, with which initiatives, answered by which key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.store import Store


@dataclass(frozen=True)
class SentRequest:
    """One request as it went out. A newer one for the same appraiser supersedes it."""

    id: str
    seq: int
    appraiser: str
    token: str
    blind: bool
    manifest_sha256: str
    path: str
    made_by: str
    made_at: str
    superseded_at: str | None
    signer_spki: str
    answered_at: str | None


@dataclass(frozen=True)
class Requested:
    """One initiative of a request: its round, and short fingerprints of its fields as they were sent."""

    initiative_id: str
    round_no: int
    marks: Mapping[str, str]


def insert(store: Store, request: SentRequest, requested: list[Requested]) -> None:
    """A request that goes out; those of the same appraiser before it are superseded. Inside `atomic()`."""
    sql = "UPDATE appraisal_request SET superseded_at = ? WHERE appraiser = ? AND superseded_at IS NULL"
    store.execute(sql, [request.made_at, request.appraiser])
    store.insert("appraisal_request", vars(request) | {"blind": int(request.blind)})
    for one in requested:
        row = {"request_id": request.id, "initiative_id": one.initiative_id, "round_no": one.round_no}
        store.insert("requested_initiative", row | {"marks": json.dumps(dict(one.marks))})


def get(store: Store, request_id: str) -> SentRequest | None:
    row = store.row("SELECT * FROM appraisal_request WHERE id = ?", [request_id])
    return _sent(row) if row else None


def everything(store: Store) -> list[SentRequest]:
    """The newest first."""
    return [_sent(row) for row in store.rows("SELECT * FROM appraisal_request ORDER BY seq DESC")]


def requested(store: Store, request_id: str) -> list[Requested]:
    sql = "SELECT * FROM requested_initiative WHERE request_id = ? ORDER BY initiative_id"
    return [
        Requested(row["initiative_id"], row["round_no"], json.loads(row["marks"]))
        for row in store.rows(sql, [request_id])
    ]


def asked_of(store: Store, appraiser: str) -> set[tuple[str, int]]:
    """(initiative, round) of everything this appraiser was ever asked to mark elsewhere."""
    sql = (
        "SELECT DISTINCT initiative_id, round_no FROM requested_initiative JOIN appraisal_request ON id = request_id"
        " WHERE appraiser = ?"
    )
    return {(row["initiative_id"], row["round_no"]) for row in store.rows(sql, [appraiser])}


def highest(store: Store) -> int:
    return int(store.value("SELECT max(seq) FROM appraisal_request") or 0)


def answered(store: Store, request_id: str, signer_spki: str, now: str) -> None:
    """An answer was taken in: its key is the one of this request from now on. Inside `atomic()`."""
    store.execute(
        "UPDATE appraisal_request SET signer_spki = ?, answered_at = ? WHERE id = ?", [signer_spki, now, request_id]
    )


def keys_of(store: Store, appraiser: str) -> set[str]:
    """The keys this appraiser has answered with so far."""
    sql = "SELECT DISTINCT signer_spki FROM appraisal_request WHERE appraiser = ? AND signer_spki <> ''"
    return set(store.column(sql, [appraiser]))


def _sent(row: dict[str, Any]) -> SentRequest:
    return SentRequest(**row | {"blind": bool(row["blind"])})
