"""Score sheets as append-only events, sheets being written, and the verdicts of closed sessions."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterable, Sequence
from typing import Any

from db.store import Store
from domain.appraisal import Result, ScoreSheet, Vote
from domain.recusal import Cause, Recusal, Relation
from domain.sheet_merge import fingerprint


def append(store: Store, sheet: ScoreSheet) -> None:
    """File a sheet and drop what was being written in its slot. Inside `atomic()`."""
    insert(store, sheet)
    drop_draft(store, sheet.initiative_id, sheet.appraiser)


def insert(store: Store, sheet: ScoreSheet, *, came_in: str = "") -> None:
    """Keep a sheet, filed here or come in a package (`came_in`, its identity). Inside `atomic()`."""
    store.insert(
        "score_event",
        {
            "id": sheet.id,
            "initiative_id": sheet.initiative_id,
            "round_no": sheet.round_no,
            "appraiser": sheet.appraiser,
            "parents": json.dumps(sheet.parents),
            "points": json.dumps(dict(sheet.points)),
            "gates": json.dumps(dict(sheet.gates)),
            "vote": str(sheet.vote),
            "note": sheet.note,
            "filed_at": sheet.filed_at,
            "settled_by": sheet.settled_by,
            "entered_by": sheet.entered_by,
            "content_sha256": fingerprint(sheet),
            "came_in": came_in,
        },
    )


def round_of(store: Store, initiative_id: str) -> int:
    """The round being marked: one more than the rounds a session has closed."""
    return int(store.value("SELECT count(*) FROM verdict WHERE initiative_id = ?", [initiative_id])) + 1


def sheets(store: Store, initiative_id: str) -> list[ScoreSheet]:
    """All sheets of the round being marked, replaced ones included, in the order they were filed."""
    return sheets_of_round(store, initiative_id, round_of(store, initiative_id))


def closed_sheets(store: Store, initiative_id: str) -> list[ScoreSheet]:
    """All sheets of the last closed round."""
    return sheets_of_round(store, initiative_id, round_of(store, initiative_id) - 1)


def sheets_of_round(store: Store, initiative_id: str, round_no: int) -> list[ScoreSheet]:
    """All sheets of one round, replaced ones included, in the order they were filed."""
    return read(store, "initiative_id = ? AND round_no = ?", [initiative_id, round_no])


def read(store: Store, where: str, parameters: Sequence[Any]) -> list[ScoreSheet]:
    """The sheets a condition finds, in the order they came."""
    rows = store.rows(f"SELECT * FROM score_event WHERE {where} ORDER BY rowid", list(parameters))
    return [_sheet(row) for row in rows]


def came_in(store: Store, initiative_id: str) -> set[str]:
    """The ids of the sheets the appraisers filed on other PCs, in whichever round."""
    return set(store.column("SELECT id FROM score_event WHERE initiative_id = ? AND came_in <> ''", [initiative_id]))


def filed_by(store: Store) -> dict[int, set[str]]:
    """For each initiative under appraisal, by row id, whose sheets the round being marked has."""
    sql = """
        SELECT i.id, e.appraiser FROM initiative i LEFT JOIN score_event e ON e.initiative_id = i.public_id
            AND e.round_no = 1 + (SELECT count(*) FROM verdict v WHERE v.initiative_id = i.public_id)
        WHERE i.state = 'under_appraisal' AND i.deleted_at IS NULL"""
    found: dict[int, set[str]] = {}
    for row in store.rows(sql):
        found.setdefault(row["id"], set()).update([row["appraiser"]] if row["appraiser"] else [])
    return found


def drafted_by(store: Store, appraiser: str) -> set[str]:
    """The public ids of the initiatives whose sheet this appraiser has begun and not filed."""
    sql = "SELECT initiative_id FROM score_draft WHERE appraiser = ? AND body <> '{}'"
    return {row["initiative_id"] for row in store.rows(sql, [appraiser])}


def save_draft(store: Store, initiative_id: str, appraiser: str, body: dict[str, Any], now: str) -> None:
    row = {"initiative_id": initiative_id, "appraiser": appraiser, "saved_at": now}
    row["body"] = json.dumps(body, ensure_ascii=False)
    store.upsert("score_draft", row, pk=("initiative_id", "appraiser"))


def draft(store: Store, initiative_id: str, appraiser: str) -> dict[str, Any]:
    """What the appraiser was writing: {"points", "vote", "note"}, or an empty dict."""
    sql = "SELECT body FROM score_draft WHERE initiative_id = ? AND appraiser = ?"
    body = store.value(sql, [initiative_id, appraiser])
    return dict(json.loads(body)) if body else {}


def drop_draft(store: Store, initiative_id: str, appraiser: str) -> None:
    store.execute("DELETE FROM score_draft WHERE initiative_id = ? AND appraiser = ?", [initiative_id, appraiser])


def put_verdicts(store: Store, results: Iterable[tuple[Result, Sequence[Recusal]]], council_id: int, now: str) -> None:
    """The outcomes a session closed with, and who stood aside. Inside `atomic()`."""
    for result, recused in results:
        store.insert(
            "verdict",
            {
                "initiative_id": result.initiative_id,
                "round_no": round_of(store, result.initiative_id),
                "outcome": str(result.outcome),
                "mean": result.mean,
                "approvals": result.approvals,
                "members": result.members,
                "council_id": council_id,
                "closed_at": now,
                "recused": json.dumps([dataclasses.asdict(one) for one in recused], ensure_ascii=False),
            },
        )


def recused_of(verdict: dict[str, Any]) -> tuple[Recusal, ...] | None:
    """Who stood aside when a session closed; None where it closed before that was kept."""
    if verdict.get("recused") is None:
        return None
    return tuple(
        Recusal(
            one["name"],
            Cause(one["cause"]),
            Relation(one["relation"]) if one["relation"] else None,
            one["author"],
            one["reason"],
        )
        for one in json.loads(verdict["recused"])
    )


def end_round(store: Store, initiative_id: str, why: str, now: str) -> None:
    """End a round that no session has closed; its sheets are kept and count no more. Inside `atomic()`."""
    council_id = store.value("SELECT max(id) FROM council")
    filed = store.value(
        "SELECT count(*) FROM score_event WHERE initiative_id = ? AND round_no = ?",
        [initiative_id, round_of(store, initiative_id)],
    )
    if council_id is None or not filed:
        return
    row = {"initiative_id": initiative_id, "round_no": round_of(store, initiative_id), "outcome": why, "mean": None}
    store.insert("verdict", row | {"approvals": 0, "members": 0, "council_id": council_id, "closed_at": now})


def verdict(store: Store, initiative_id: str) -> dict[str, Any] | None:
    """The verdict of the newest round, if a session has closed over this initiative."""
    sql = "SELECT * FROM verdict WHERE initiative_id = ? ORDER BY round_no DESC LIMIT 1"
    return store.row(sql, [initiative_id])


def verdicts(store: Store, initiative_id: str) -> list[dict[str, Any]]:
    """The verdicts of all closed rounds, the first first."""
    return store.rows("SELECT * FROM verdict WHERE initiative_id = ? ORDER BY round_no", [initiative_id])


def decided_last(store: Store, programme: str) -> int:
    """How many own initiatives of the programme its newest session has closed over."""
    sql = """
        SELECT v.council_id, count(*) AS n FROM verdict v CROSS JOIN initiative i ON i.public_id = v.initiative_id
        WHERE v.members > 0 AND i.programme = ? AND i.own = 1 AND i.deleted_at IS NULL AND v.round_no =
            (SELECT max(w.round_no) FROM verdict w WHERE w.initiative_id = v.initiative_id)
        GROUP BY v.council_id ORDER BY v.council_id DESC LIMIT 1"""  # verdicts first: in most registers they are few
    row = store.row(sql, [programme])
    return int(row["n"]) if row else 0


def begin_round(store: Store, initiative_id: str, round_no: int, council_id: int, now: str) -> None:
    """Take the rounds before this one for ended: they were marked on another PC. Inside `atomic()`."""
    for before in range(round_of(store, initiative_id), round_no):
        row = {"initiative_id": initiative_id, "round_no": before, "outcome": "under_appraisal", "mean": None}
        store.insert("verdict", row | {"approvals": 0, "members": 0, "council_id": council_id, "closed_at": now})


def _sheet(row: dict[str, Any]) -> ScoreSheet:
    return ScoreSheet(
        id=row["id"],
        initiative_id=row["initiative_id"],
        round_no=row["round_no"],
        appraiser=row["appraiser"],
        points=json.loads(row["points"]),
        gates=json.loads(row["gates"]),
        vote=Vote(row["vote"]),
        note=row["note"],
        parents=tuple(json.loads(row["parents"])),
        filed_at=row["filed_at"],
        settled_by=row["settled_by"],
        entered_by=row["entered_by"],
    )
