"""What one key costs in the search: against reading all titles in memory, and against the index's own star.

Times are the processor's: other programs at work do not make them longer.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Generator, Iterator, Sequence

from benchmarks import big_register
from benchmarks.figure import Figure
from db import initiative_list, initiatives, search, search_index
from db.initiatives import Filter
from desktop.desk import Desk
from domain import finding, text

KEYS = 60
_FIFTY = "SELECT rowid FROM initiative_body WHERE initiative_body MATCH ? ORDER BY rowid DESC LIMIT 50"
_SCAN = "scan of all bare titles in memory"


def figures() -> Iterator[Figure]:
    slowest: dict[int, float] = {}
    for size in big_register.SIZES:
        with big_register.opened(size) as held:
            while search_index.tidy(held.store):  # as a register is after a rest
                pass
            reader = held.screen()  # of its own, as the search has in the window
            try:
                slowest[size] = yield from _measured(reader, size)
            finally:
                reader.store.close()
    for small, size in zip(big_register.SIZES, big_register.SIZES[1:], strict=False):
        yield Figure(f"slowest key, {size}", round(slowest[size], 5), "s", round(slowest[size] / slowest[small], 2),
                     f"the same with {small}", KEYS)  # fmt: skip


def _measured(held: Desk, size: int) -> Generator[Figure, None, float]:
    titles = held.store.column("SELECT title FROM initiative")
    typed = list(_typed(titles, random.Random(4)))
    bare = "\n".join(map(text.fold, titles))
    scan = statistics.median(_worked(lambda query: bare.find(text.fold(query) + "\0"), typed))
    # What the reader of one title after the other would say, who also knows in which of them the words stand.
    lines = bare.split("\n")
    told = statistics.median(_worked(lambda query: _reading(lines, query), typed[:9]))
    keys = sorted(_worked(lambda query: _first(held, query), typed))
    for name, times in (
        ("search per key, what is shown first", keys),
        ("search per key, all of it", _worked(lambda query: _ask(held, query), typed)),
        ("three words of a text", _worked(lambda query: _ask(held, query), list(_told(held, random.Random(6))))),
    ):
        median = statistics.median(times)
        yield Figure(f"{name}, {size}", round(median, 5), "s", round(median / scan, 3), _SCAN, KEYS)
    for share in (0.9, 0.99):
        time_of = keys[int(len(keys) * share)]
        yield Figure(f"search per key, what is shown first, {share:.0%} are under, {size}", round(time_of, 5), "s",
                     round(time_of / scan, 3), _SCAN, KEYS)  # fmt: skip
    median = statistics.median(keys)
    yield Figure(f"search per key, what is shown first, {size}", round(median, 5), "s", round(median / told, 3),
                 "looking for each word in each bare title in memory", KEYS)  # fmt: skip
    ours = statistics.median(_worked(lambda query: _begun(held, query), typed))
    star = statistics.median(_worked(lambda query: _star(held, query), typed))
    yield Figure(f"word being typed, {size}", round(ours, 5), "s", round(ours / star, 3), "the index's own star", KEYS)
    every = Filter(programme=big_register.PROGRAMME)
    counts = _worked(lambda _: initiatives.counts(held.store, every, "2022-01-01"), [""] * 9)
    yield Figure(f"counts of the chips, {size}", round(statistics.median(counts), 5), "s", None, "", 9)
    return keys[int(len(keys) * 0.99)]


def _worked(ask: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """What each question costs the processor; asked twice, as the first time reads the disk."""
    for query in queries:
        ask(query)
    times = []
    for query in queries:
        begin = time.thread_time()
        ask(query)
        times.append(time.thread_time() - begin)
    return times


def _typed(titles: list[str], chance: random.Random) -> Iterator[str]:
    """Two words of a title and then the third, letter by letter as it is typed, half of them without marks."""
    for number in range(KEYS // 3):
        words = chance.choice(titles).split()[:3]
        for letters in range(1, 4):
            query = f"{' '.join(words[:2])} {words[2][:letters]}"
            yield text.fold(query) if number % 2 else query


def _told(held: Desk, chance: random.Random) -> Iterator[str]:
    """Two words side by side in a text and the beginning of the third."""
    texts = held.store.column("SELECT summary FROM initiative_text WHERE id % 97 = 1")
    for number in range(KEYS):
        words = chance.choice(texts).split()
        at = chance.randrange(len(words) - 3)
        yield text.fold(f"{words[at]} {words[at + 1]} {words[at + 2][: 1 + number % 3]}")


def _reading(lines: list[str], query: str) -> list[int]:
    words = text.fold(query).split()
    return [number for number, line in enumerate(lines) if all(word in line for word in words)]


def _first(held: Desk, query: str) -> list[int]:
    return initiative_list.first(held.store, Filter(query=query, programme=big_register.PROGRAMME))


def _ask(held: Desk, query: str) -> list[int]:
    return initiatives.ids(held.store, Filter(query=query, programme=big_register.PROGRAMME), limit=1_001)


def _begun(held: Desk, query: str) -> object:
    (last,) = finding.parse(query.split()[-1]).parts
    match = search._all_of([last], search.terms(held.store), starred=search._STARRED)
    return held.store.column(_FIFTY,
                             [match])  # fmt: skip


def _star(held: Desk, query: str) -> object:
    begun = text.fold(query.split()[-1])
    return held.store.column(_FIFTY,
                             [f'"{begun}" *'])  # fmt: skip
