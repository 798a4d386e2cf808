"""What counting all results again costs: five sheets for every record, against the same numbers summed by SQL."""

from __future__ import annotations

import json
import resource
from collections.abc import Iterator
from pathlib import Path

from benchmarks import rules
from benchmarks.figure import Figure
from desktop import desk
from desktop.desk import Desk
from desktop.operations import appraisals, recounting
from domain.council import Council, CouncilMember, Role

MEMBERS = (
    CouncilMember("Benchmark Chairman", Role.CHAIRMAN),
    CouncilMember("Benchmark Deputy", Role.DEPUTY),
    CouncilMember("Benchmark Secretary", Role.SECRETARY),
    CouncilMember("Benchmark Expert", Role.EXPERT),
    CouncilMember("Benchmark Union", Role.UNION_REPRESENTATIVE),
)
_SHEETS = """
    INSERT INTO score_event (id, initiative_id, round_no, appraiser, parents, points, gates, vote, note, filed_at)
    SELECT hex(randomblob(16)), i.public_id, 1, m.value, '[]',
        json_object('novelty', (i.id * 7 + m.key * 11) % 61 / 2.0, 'applicability', (i.id * 5 + m.key * 3) % 61 / 2.0,
                    'effect', (i.id * 3 + m.key * 13) % 81 / 2.0),
        '{}', iif((i.id + m.key) % 9 = 0, 'decline', iif((i.id + m.key) % 7 = 0, 'after_completion', 'approve')), '',
        '2023-01-02T03:04:05.000Z'
    FROM initiative i, json_each(?) m"""
_SUMMED = """
    SELECT initiative_id, sum(points ->> '$.novelty'), sum(points ->> '$.applicability'), sum(points ->> '$.effect'),
        sum(vote = 'approve') FROM score_event GROUP BY initiative_id"""


def figures() -> Iterator[Figure]:
    return rules.over_sizes(_build, _measured)


def _measured(opened: Desk, size: int) -> Iterator[Figure]:
    recounting.recount(opened)  # alone before the sums are made, so that the peak is its own
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    pairs = [(rules.spent(lambda: _recount(opened)), rules.spent(lambda: _sum(opened))) for _ in range(3)]
    mine, summed = (sorted(side)[1] for side in zip(*pairs, strict=True))
    name = f"results of {size} records with {len(MEMBERS)} sheets each"
    yield Figure(name, round(mine * 1000), "ms of processor time", round(mine / summed, 3), "sums in plain SQL", 3)
    yield Figure(f"peak memory of counting {size} records", peak, "MB", None, "", 1)


def _recount(opened: Desk) -> None:
    found = recounting.recount(opened)
    if found.sheets != len(MEMBERS) * found.initiatives:
        raise AssertionError(found)


def _sum(opened: Desk) -> None:
    """Read as a stream: what is summed is not kept."""
    for _ in opened.store.connection.execute(_SUMMED):
        pass


def _build(home: Path, size: int) -> None:
    rules.build(home, size)
    opened = desk.open_desk(home, None)
    appraisals.set_council(opened, Council("Benchmark", MEMBERS))
    with opened.store.atomic():
        opened.store.execute("UPDATE initiative SET state = 'under_appraisal'")
        opened.store.execute(_SHEETS, [json.dumps([member.name for member in MEMBERS], ensure_ascii=False)])
    opened.close()
