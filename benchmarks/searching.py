"""What one key costs in the search: against reading all titles in memory, and against the index's own star."""

from __future__ import annotations

import random
import statistics
from collections.abc import Generator, Iterator

from benchmarks import big_register
from benchmarks.figure import Figure, seconds
from db import initiatives
from db.initiatives import Filter
from desktop.desk import Desk
from domain import finding, text

KEYS = 60
_FIFTY = "SELECT rowid FROM initiative_body WHERE initiative_body MATCH ? ORDER BY rowid DESC LIMIT 50"


def figures() -> Iterator[Figure]:
    slowest: dict[int, float] = {}
    for size in big_register.SIZES:
        with big_register.opened(size) as held:
            slowest[size] = yield from _measured(held, size)
    for size in big_register.SIZES[1:]:
        small = slowest[big_register.SMALL]
        yield Figure(f"slowest key, {size}", round(slowest[size], 5), "s", round(slowest[size] / small, 2),
                     f"the same with {big_register.SMALL}", KEYS)  # fmt: skip


def _measured(held: Desk, size: int) -> Generator[Figure, None, float]:
    titles = held.store.column("SELECT title FROM initiative")
    typed = list(_typed(titles, random.Random(4)))
    bare = "\n".join(map(text.fold, titles))
    for query in typed:
        _ask(held, query)
    pairs = [(seconds(lambda q=q: _ask(held, q)), seconds(lambda q=q: bare.find(text.fold(q) + "\0")))  # type: ignore[misc]
             for q in typed]  # fmt: skip
    keys = sorted(pair[0] for pair in pairs)
    median, scan = statistics.median(keys), statistics.median(pair[1] for pair in pairs)
    yield Figure(f"search per key, {size}", round(median, 5), "s", round(median / scan, 3),
                 "scan of all bare titles in memory", KEYS)  # fmt: skip
    words = [seconds(lambda q=q: _begun(held, q)) for q in typed]  # type: ignore[misc]
    stars = [seconds(lambda q=q: _star(held, q)) for q in typed]  # type: ignore[misc]
    ours, star = statistics.median(words), statistics.median(stars)
    yield Figure(f"word being typed, {size}", round(ours, 5), "s", round(ours / star, 3), "the index's own star", KEYS)
    counts = seconds(lambda: initiatives.counts(held.store, Filter(programme=big_register.PROGRAMME), "2022-01-01"))
    yield Figure(f"counts of the chips, {size}", round(counts, 4), "s", None, "", 1)
    return keys[int(len(keys) * 0.99)]


def _typed(titles: list[str], chance: random.Random) -> Iterator[str]:
    """Two words of a title and the beginning of the third, half of them without marks."""
    for number in range(KEYS):
        words = chance.choice(titles).split()[:3]
        query = f"{' '.join(words[:2])} {words[2][: 1 + number % 3]}"
        yield text.fold(query) if number % 2 else query


def _ask(held: Desk, query: str) -> list[int]:
    return initiatives.ids(held.store, Filter(query=query, programme=big_register.PROGRAMME), limit=1_001)


def _begun(held: Desk, query: str) -> object:
    from db import search

    (last,) = finding.parse(query.split()[-1]).parts
    match = search._phrase(last, search.terms(held.store))
    return held.store.column(_FIFTY,
                             [match])  # fmt: skip


def _star(held: Desk, query: str) -> object:
    begun = text.fold(query.split()[-1])
    return held.store.column(_FIFTY,
                             [f'"{begun}" *'])  # fmt: skip
