"""Near-duplicates: one new record and the whole register, against comparing with every record by rapidfuzz."""

from __future__ import annotations

import random
import statistics
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path

from rapidfuzz.distance import Indel

from benchmarks import big_register
from benchmarks.figure import Figure
from benchmarks.memory import Peak
from benchmarks.rules import build, over_sizes
from benchmarks.rules import spent as spent_on
from desktop import desk
from desktop.desk import Desk
from desktop.operations import duplicates
from domain import text

ASKED = 40
_SPENT = "s of processor time"
EDITED = (0.15, 0.3)


def figures() -> Iterator[Figure]:
    yield from over_sizes(_make, _measured, big_register.SIZES)


def _measured(opened: Desk, size: int) -> Iterator[Figure]:
    rng = random.Random(5)
    taking = spent_on(lambda: duplicates.catch_up_all(opened, _quiet))
    yield Figure(f"fingerprint of one of {size} records", round(taking / size, 6), _SPENT, None, "", size)
    ids = rng.sample(opened.store.column("SELECT id FROM initiative"), ASKED)
    asked = [_told(opened, f"WHERE id = {row_id}")[0] for row_id in ids]
    others_told = _told(opened, "ORDER BY id LIMIT 2000")
    words = [word for _id, _title, summary in others_told[:400] for word in summary.split()]
    folded = [text.fold(summary).split() for _id, _title, summary in others_told]
    for share in EDITED:
        edited = [(row_id, title, _edited(summary, share, words, rng)) for row_id, title, summary in asked]
        spent, others, found = [], [], 0
        for row_id, _title, summary in edited:
            pairs: list[duplicates.Pair] = []
            spent.append(spent_on(lambda summary=summary, pairs=pairs: pairs.extend(  # type: ignore[misc]
                duplicates.like(opened, "", summary))))  # fmt: skip
            found += any(pair.b.row_id == row_id for pair in pairs)
            query = text.fold(summary).split()
            others.append(spent_on(lambda query=query: [Indel.normalized_similarity(query, one) for one in folded]))  # type: ignore[misc]
        # It grows with the number of records and with nothing else.
        over_all = statistics.median(others) * size / len(folded)
        ours = statistics.median(spent)
        name = f"near-duplicates of one record among {size}, {share:.0%} of its words changed"
        yield Figure(name, round(ours, 5), _SPENT, round(ours / over_all, 6), "rapidfuzz over all", ASKED)
        yield Figure(f"found again among {size}, {share:.0%} changed", found / ASKED, "of those asked", None, "", ASKED)
    peak = Peak()
    whole = spent_on(lambda: duplicates.search(opened, _quiet))
    name = f"whole register of {size}, each record"
    yield Figure(name, round(whole / size, 6), _SPENT, round(whole / size / over_all, 6), "rapidfuzz over all", 1)
    yield Figure(
        f"whole register of {size}", round(whole, 1), _SPENT, round(whole / taking, 2), "taking fingerprints", 1
    )
    more = peak.more_mb()
    if more is not None:
        yield Figure(f"memory of the search of the whole register of {size}", round(more), "MB", None, "", 1)


def _told(opened: Desk, which: str) -> list[tuple[int, str, str]]:
    sql = f"SELECT id, title, summary FROM initiative JOIN initiative_text USING (id) {which}"
    return [(row["id"], row["title"], row["summary"]) for row in opened.store.rows(sql)]


def _quiet(_done: int, _total: int) -> None:
    pass


def _edited(written: str, share: float, words: list[str], rng: random.Random) -> str:
    """A third of the changes drop a word, a third put another in its place, a third add one."""
    made = []
    for word in written.split():
        luck = rng.random()
        if luck >= share / 3:
            made.append(rng.choice(words) if luck < 2 * share / 3 else word)
        if 2 * share / 3 <= luck < share:
            made.append(rng.choice(words))
    return " ".join(made)


def _make(home: Path, size: int) -> None:
    """The sample copied, each copy's text put together anew from sentences and words of the sample."""
    build(home, size)
    opened = desk.open_desk(home, None)
    rng = random.Random(3)
    written = opened.store.column("SELECT summary || ' ' || effect FROM initiative_text ORDER BY id LIMIT 40")
    words = [word for one in written for word in one.split()]
    runs = [" ".join(words[at : at + 3]) for at in range(0, len(words) - 3, 3)]
    # Two of five are runs of the sample, the others words of it.
    drawn = [*runs, *words]
    weights = list(accumulate([0.4 / len(runs)] * len(runs) + [0.6 / len(words)] * len(words)))
    rows = opened.store.column("SELECT id FROM initiative_text ORDER BY id")
    many = opened.store.connection.executemany
    with opened.store.atomic():
        many("UPDATE initiative_text SET summary = ?, effect = '', nature = '' WHERE id = ?",
             ((" ".join(rng.choices(drawn, cum_weights=weights, k=90)), row_id) for row_id in rows))  # fmt: skip
        many("UPDATE initiative SET title = ? WHERE id = ?",
             ((" ".join(rng.sample(words, 9)), row_id) for row_id in rows))  # fmt: skip
    opened.close()
