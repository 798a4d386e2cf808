"""The sheets of many initiatives added up by the store: for recounting a whole register without reading each sheet."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from db.store import Store
from domain.appraisal import Tally
from domain.programme import Rubric

_AT_ONCE = 5_000
_SHEETS = """
    FROM initiative i JOIN score_event e ON e.initiative_id = i.public_id AND e.round_no =
        1 + (SELECT count(*) FROM verdict v WHERE v.initiative_id = i.public_id)"""


@dataclass(frozen=True)
class Marked:
    """One initiative under appraisal and the pack it is judged by."""

    row_id: int
    public_id: str
    programme: str
    pack_version: str


def marked(store: Store) -> Iterator[list[Marked]]:
    """All under appraisal, so many at a time that a province does not fill the memory."""
    after = 0
    while True:
        rows = store.rows(
            "SELECT id, public_id, programme, pack_version FROM initiative JOIN initiative_text USING (id)"
            " WHERE state = 'under_appraisal' AND deleted_at IS NULL AND id > ? ORDER BY id LIMIT ?",
            [after, _AT_ONCE],
        )
        if not rows:
            return
        yield [Marked(row["id"], row["public_id"], row["programme"], row["pack_version"]) for row in rows]
        after = rows[-1]["id"]


def packs_of(store: Store, row_ids: Sequence[int]) -> list[Marked]:
    """The packs of these initiatives, in no order."""
    sql = (
        "SELECT id, public_id, programme, pack_version FROM initiative JOIN initiative_text USING (id)"
        " WHERE id IN (SELECT value FROM json_each(?))"
    )
    rows = store.rows(sql, [json.dumps(list(row_ids))])
    return [Marked(row["id"], row["public_id"], row["programme"], row["pack_version"]) for row in rows]


def tallies(store: Store, row_ids: Sequence[int], members: Sequence[str], rubric: Rubric) -> dict[int, Tally | None]:
    """By row id, of these members' sheets in the round being marked; without a sheet there is no line.

    None where the sheets have to be read one by one: somebody filed more than once, or not every sheet with points has
    all of them.
    """
    scored, gates = [one.code for one in rubric.scored], [one.code for one in rubric.gates]
    edges = (0, len(scored) - 1) if scored else ()  # after a failed gate all that follows is empty: the ends tell
    columns = [
        "i.id",
        "count(*)",
        "count(DISTINCT e.appraiser)",
        "sum(e.vote = 'approve')",
        "sum(e.vote = 'after_completion')",
        "sum(e.vote = 'abstain')",
        "sum(e.vote = 'abstain' AND e.points <> '{}')",
        *(f"count(e.points ->> :s{no})" for no in edges),
        *(f"sum(e.points ->> :s{no})" for no in range(len(scored))),
        *(f"sum(e.gates ->> :g{no})" for no in range(len(gates))),
        *(f"count(e.gates ->> :g{no})" for no in range(len(gates))),
    ]
    sql = f"""
        SELECT {", ".join(columns)} {_SHEETS} AND e.appraiser IN (SELECT value FROM json_each(:members))
        WHERE i.id IN (SELECT value FROM json_each(:rows)) GROUP BY i.id"""
    given = {"members": json.dumps(list(members)), "rows": json.dumps(list(row_ids))}
    given |= {f"s{no}": f'$."{code}"' for no, code in enumerate(scored)}
    given |= {f"g{no}": f'$."{code}"' for no, code in enumerate(gates)}
    return {row[0]: _tally(row, scored, gates) for row in store.tuples(sql, given)}


def _tally(row: tuple[Any, ...], scored: Sequence[str], gates: Sequence[str]) -> Tally | None:
    _, filed, people, approve, asking, abstain, odd, *rest = row
    ends, rest = (rest[:2], rest[2:]) if scored else ([filed - abstain] * 2, rest)
    if people != filed or odd or ends[0] != ends[1]:
        return None
    sums, yes, answers = rest[: len(scored)], rest[len(scored) : len(scored) + len(gates)], rest[-len(gates) :]
    given = {code: (yes[no] or 0, answers[no] - (yes[no] or 0)) for no, code in enumerate(gates)}
    added = dict(zip(scored, sums, strict=True)) if ends[0] else {}
    return Tally(filed, ends[0], added, given, approve + asking, asking)
