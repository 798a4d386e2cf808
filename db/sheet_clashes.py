"""Sheets of other PCs beside those held: the fingerprints of what is held, and what contradicts it under one id."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db import appraisals
from db.store import Store
from domain.appraisal import ScoreSheet
from domain.sheet_merge import Merged, fingerprint, merge, read, values

_AT_ONCE = 500


@dataclass(frozen=True)
class Clash:
    """A sheet that came with the id of one held and says something else; it counts for nothing."""

    sheet: ScoreSheet
    came_in: str
    seen_at: str


def held(store: Store, sheet_ids: Sequence[str]) -> dict[str, str]:
    """The fingerprints of those of these sheets that are held, as they were when they were filed."""
    found: dict[str, str] = {}
    for start in range(0, len(sheet_ids), _AT_ONCE):
        ids = list(sheet_ids[start : start + _AT_ONCE])
        sql = f"SELECT id, initiative_id, content_sha256 FROM score_event WHERE id IN ({','.join('?' * len(ids))})"
        for row in store.rows(sql, ids):
            # Filed before fingerprints were kept: what it says now is the best there is.
            found[row["id"]] = row["content_sha256"] or fingerprint(_one(store, row["id"]))
    return found


def look(store: Store, told: Iterable[ScoreSheet]) -> Merged:
    """What these sheets would be to those held; nothing is written."""
    sheets = list(told)
    return merge(held(store, [sheet.id for sheet in sheets]), sheets)


def take(store: Store, merged: Merged, came_in: str, now: str) -> None:
    """Add what is new and keep what contradicts; nothing held is ever touched. Inside `atomic()`."""
    for sheet in merged.new:
        appraisals.insert(store, sheet, came_in=came_in)
    for sheet in merged.clashes:
        row = {"event_id": sheet.id, "content_sha256": fingerprint(sheet), "initiative_id": sheet.initiative_id}
        row |= {"sheet": json.dumps(values(sheet), ensure_ascii=False), "came_in": came_in, "seen_at": now}
        sql = f"INSERT INTO score_clash ({','.join(row)}) VALUES ({','.join('?' * len(row))}) ON CONFLICT DO NOTHING"
        store.execute(sql, list(row.values()))


def everything(store: Store) -> list[Clash]:
    rows = store.rows("SELECT * FROM score_clash ORDER BY initiative_id, event_id, content_sha256")
    return [Clash(read(json.loads(row["sheet"])), row["came_in"], row["seen_at"]) for row in rows]


def sheets_of(store: Store, appraiser: str) -> list[ScoreSheet]:
    """Every sheet of one appraiser, of all rounds, in the order they came."""
    return appraisals.read(store, "appraiser = ?", [appraiser])


def in_question(store: Store) -> list[ScoreSheet]:
    """The sheets of the rounds being marked that may contradict: where one appraiser has filed several of an
    initiative, or one came under an id that is held. Of a big council that is a small part of all.
    """
    several = "SELECT initiative_id, round_no, appraiser FROM score_event GROUP BY 1, 2, 3 HAVING count(*) > 1"
    where = (
        f"((initiative_id, round_no, appraiser) IN ({several}) OR id IN (SELECT event_id FROM score_clash))"
        " AND round_no = 1 + (SELECT count(*) FROM verdict v WHERE v.initiative_id = score_event.initiative_id)"
    )
    return appraisals.read(store, where, [])


def _one(store: Store, sheet_id: str) -> ScoreSheet:
    return appraisals.read(store, "id = ?", [sheet_id])[0]
