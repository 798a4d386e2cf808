"""Near-duplicates: finding them for one record or in the whole register, and keeping what a person said of a pair."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from db import duplicates as stored
from db import fingerprints, journal, trash
from db.duplicates import Compared as Compared
from db.duplicates import Said as Said
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, initiatives
from domain import duplicate, text
from domain.duplicate import Likeness, Text, Verdict
from domain.errors import RuleError
from resources import path

Step = Callable[[int, int], None]
AT_ONCE = 40  # records whose fingerprints are taken in one transaction: typing waits no longer than that
WATCHED_AT_ONCE, ALL_AT_ONCE = 200, 1_000  # where somebody watches the progress; waits for all of them
READ_AT_ONCE = 4  # candidates read in one question while the rest may not be needed
PAIRS_AT_ONCE = 400  # candidates read in one question


@dataclass(frozen=True)
class Pair:
    """Two records and what stands in both; `a` is the one asked about, or the older one of the register.

    `said` is None until a person has judged the pair.
    """

    a: Compared
    b: Compared
    likeness: Likeness
    said: Said | None


@dataclass(frozen=True)
class Listed:
    """A pair as the last search of the register left it; `verdict` "" for none."""

    a: int
    b: int
    words: int
    share: float
    verdict: str


@lru_cache(maxsize=1 << 12)
def set_phrases(unit_name: str = "") -> frozenset[int]:
    """The shingles of what everybody writes: the shipped list, and the name of the unit that stands in its titles."""
    if unit_name:
        return set_phrases() | duplicate.phrases([unit_name])
    with path("duplicates/set_phrases.toml").open("rb") as file:
        return duplicate.phrases(tomllib.load(file)["phrases"])


def missing(desk: Desk) -> int:
    """How many records a search would not find as they are now."""
    return fingerprints.missing(desk.store)


def catch_up(desk: Desk, limit: int = AT_ONCE) -> int:
    """Takes the fingerprints of records that changed, `limit` at most; returns how many it took. Writes no journal:
    a fingerprint says nothing that the record does not say.
    """
    return fingerprints.make_missing(desk.store, limit, set_phrases) if missing(desk) else 0


def catch_up_all(desk: Desk, step: Step) -> None:
    """Fingerprints of everything that changed. `step(done, total)` may raise to stop; what was taken stays."""
    done, total = 0, missing(desk)
    while taken := catch_up(desk, ALL_AT_ONCE):
        done += taken
        step(done, max(done, total))


def like(desk: Desk, title: str, body: str, row_id: int | None = None) -> list[Pair]:
    """Records like one that is being typed, the most alike first; `row_id` is that record where it is stored already.

    Pairs a person called different are left out. Reads only: records whose fingerprints are not taken yet are missed.
    """
    public_id = stored.public_id(desk.store, row_id) if row_id else ""
    mine = Compared(row_id or 0, public_id, "", text.clean_line(title), "", "", text.clean(body),
                    desk.unit.name)  # fmt: skip
    pairs = _pairs(desk, mine, most=duplicate.OFFERED, part=duplicate.OFFERED_PART, misses=duplicate.OFFERED_MISSES)
    return [pair for pair in pairs if pair.said is None or pair.said.verdict is not Verdict.DIFFERENT]


def of_record(desk: Desk, row_id: int) -> list[Pair]:
    """Every pair of a stored record, the judged ones too, the most alike first."""
    catch_up_all(desk, lambda _done, _total: None)
    (mine,) = stored.compared(desk.store, [row_id])
    return _pairs(desk, mine, most=duplicate.CANDIDATES, part=0, misses=duplicate.CANDIDATES)


def search(desk: Desk, step: Step) -> list[tuple[int, int, int, float]]:
    """Compares the whole register with itself; (a, b, words, share) of the pairs worth a look, a < b. Reads only.

    `step(done, total)` may raise to stop.
    """
    found: list[tuple[int, int, int, float]] = []
    total = fingerprints.taken(desk.store)
    holders = fingerprints.held_by_several(desk.store, lambda _part, _parts: step(0, total))
    gone = stored.gone(desk.store)
    waiting: list[tuple[int, int]] = []
    for done, (row_id, numbers) in enumerate(fingerprints.numbers(desk.store)):
        if done % 100 == 0:
            step(done, total)
        shared = holders.later(row_id, numbers)
        if row_id not in gone:
            waiting += [(row_id, other) for other in _most(shared, gone)]
        if len(waiting) >= PAIRS_AT_ONCE:
            found += _compare(desk, waiting)
            waiting = []
    found += _compare(desk, waiting)
    step(total, total)
    return found


def keep(desk: Desk, found: Sequence[tuple[int, int, int, float]]) -> Changes:
    """Puts the pairs of a search in place of those kept before."""
    with desk.store.atomic():
        stored.keep_pairs(desk.store, found)
    return of("duplicates")


def listed(desk: Desk, verdict: str = "") -> list[Listed]:
    """The pairs of the last search, the most alike first; `verdict` "open" gives those nobody has judged."""
    return [Listed(row["a"], row["b"], row["words"], row["share"], row["verdict"])
            for row in stored.pairs(desk.store, verdict)]  # fmt: skip


def pair(desk: Desk, a: int, b: int) -> Pair:
    """Two stored records side by side, alike or not. RuleError initiative_unknown."""
    found = stored.compared(desk.store, [a, b])
    if len(found) < 2:
        missing = b if any(row.row_id == a for row in found) else a
        raise RuleError("initiative_unknown", name=str(missing))
    return _pair(desk, found[0], _read(found[0]), found[1], _read(found[1]))


def titles(desk: Desk, row_ids: Collection[int]) -> dict[int, str]:
    """The number and title of each record, as a list shows them."""
    return {row["id"]: f"{row['number']} · {row['title']}" for row in initiatives.rows(desk, sorted(row_ids))}


def judge(desk: Desk, a: int, b: int, verdict: Verdict, note: str = "") -> Changes:
    """Keeps what a person says of a pair: it is not asked again. Said anew it is replaced; the journal has both."""
    demand_officer(desk)
    identity.demand_none({"note": note})
    one, other = (initiatives.get(desk, row_id).initiative for row_id in (a, b))
    now = clock.stamp()
    said = Said(verdict, text.clean(note), desk.user.name, now)
    with desk.store.atomic():
        stored.put_verdict(desk.store, one.id, other.id, said)
        journal.write(desk.store, desk.user.name, "duplicate_judged", one.id, now, other=other.id, verdict=str(verdict),
                      note=said.note)  # fmt: skip
    return of("duplicates", rows={a, b})


def take_back(desk: Desk, a: int, b: int) -> Changes:
    """The pair waits for a person again."""
    demand_officer(desk)
    one, other = (initiatives.get(desk, row_id).initiative for row_id in (a, b))
    with desk.store.atomic():
        pair = sorted((one.id, other.id))
        trash.keep(desk.store, "verdict", pair, f"{one.number} – {other.number}", desk.user.name, clock.stamp())
        stored.take_verdict_back(desk.store, one.id, other.id)
        journal.write(desk.store, desk.user.name, "duplicate_reopened", one.id, clock.stamp(), other=other.id)
    return of("duplicates", "trash", rows={a, b})


def _pair(desk: Desk, a: Compared, texts: tuple[Text, Text], b: Compared, others: tuple[Text, Text]) -> Pair:
    said = stored.verdict(desk.store, a.public_id, b.public_id) if a.public_id else None
    return Pair(a, b, duplicate.likeness(*texts, *others), said)


def _alike(desk: Desk, mine: Compared, texts: tuple[Text, Text], likely: Sequence[int], misses: int) -> list[Pair]:
    """The pairs worth a look of a record with these, the most alike first; after so many in a row that are not, the
    rest are not looked at.
    """
    found, missed = list[Pair](), 0
    for start in range(0, len(likely), READ_AT_ONCE):
        for other in stored.compared(desk.store, likely[start : start + READ_AT_ONCE], living=True):
            theirs = _read(other)
            pair = _pair(desk, mine, texts, other, theirs) if duplicate.may_be_alike(*texts, *theirs) else None
            missed = 0 if pair and pair.likeness.alike else missed + 1
            found += [pair] if pair and not missed else []
            if missed == misses:
                return found
    return found


def _likely(desk: Desk, mine: Compared, texts: tuple[Text, Text], most: int, part: float) -> list[int]:
    """The records that share the most with this one, and at least this `part` of what the first of them does."""
    numbers, clear = duplicate.fingerprint(*texts), duplicate.CLEAR if part else 0
    counts = fingerprints.sharing(desk.store, numbers, but=mine.row_id, clear=clear)
    least = max(duplicate.SHARED_TO_LOOK, part * max(counts.values(), default=0))
    likely = sorted((-shared, other) for other, shared in counts.items() if shared >= least)
    return [other for _shared, other in likely[:most]]


def _pairs(desk: Desk, mine: Compared, *, most: int, part: float, misses: int) -> list[Pair]:
    texts = _read(mine)
    with desk.store.snapshot():
        found = _alike(desk, mine, texts, _likely(desk, mine, texts, most, part), misses)
    return sorted(found, key=lambda pair: -max(pair.likeness.share, pair.likeness.title))


def _most(counts: Counter[int], gone: frozenset[int]) -> list[int]:
    """The records that share the most."""
    enough = duplicate.SHARED_TO_LOOK
    likely = [(-shared, other) for other, shared in counts.items() if shared >= enough and other not in gone]
    return [other for _shared, other in sorted(likely)[: duplicate.CANDIDATES]]


def _compare(desk: Desk, pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, float]]:
    ids = sorted({row_id for pair in pairs for row_id in pair})
    texts: dict[int, tuple[Text, Text]] = {}
    for start in range(0, len(ids), PAIRS_AT_ONCE):
        for row in stored.compared(desk.store, ids[start : start + PAIRS_AT_ONCE]):
            texts[row.row_id] = _read(row)
    for a, b in pairs:
        if not duplicate.may_be_alike(*texts[a], *texts[b]):
            continue
        likeness = duplicate.likeness(*texts[a], *texts[b])
        if likeness.alike:
            yield a, b, max(likeness.words, likeness.title_words), max(likeness.share, likeness.title)


def _read(row: Compared) -> tuple[Text, Text]:
    phrases = set_phrases(row.unit_name)
    return duplicate.read(row.title, phrases), duplicate.read(row.body, phrases)
