"""New initiatives as they come into the register, typed or told by a list: their number, their place, their row."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from db import bulk_inserts, initiatives
from db.bulk_inserts import Entry
from desktop import clock
from desktop.desk import Desk
from desktop.operations import programmes
from domain import eligibility, ids
from domain.initiative import Initiative, State, with_fields
from domain.programme import Programme, phase_of

# What a record is given when it is taken in.
_PLACED = ("number", "programme", "pack_version", "phase", "unit_code", "unit_name", "state", "revision")
MANY = 50  # from so many on new records are written part by part


class Told(NamedTuple):
    """A new record with the key and the fingerprint of the list it came from, both empty for a typed one.

    `missing` is how many rules keep it back, where somebody has asked them already.
    """

    initiative: Initiative
    import_key: str = ""
    import_sha256: str = ""
    missing: int | None = None


def _no_pause() -> None:
    """Nobody watches."""


def insert_many(
    desk: Desk,
    found: Iterable[Told],
    programme_id: str = "",
    *,
    expected: int = 0,
    pause: Callable[[], None] = _no_pause,
) -> Sequence[int]:
    """New records, as they were typed or as a list tells them.

    `expected` is how many there are, where they are many; `pause` is called now and then and may raise to stop.
    Inside `atomic()`, the journal line is the caller's.
    """
    pack = programmes.get(desk, programme_id) if programme_id else programmes.current(desk)
    now, entries = clock.stamp(), _entries(desk, found, pack)
    if expected >= MANY:
        return bulk_inserts.insert(desk.store, entries, own=True, now=now, expected=expected, pause=pause)
    return [
        initiatives.insert(desk.store, entry.initiative, own=True, missing=entry.missing, now=now,
                           import_key=entry.import_key, import_sha256=entry.import_sha256)
        for entry in entries
    ]  # fmt: skip


def judged_alike(one: Programme, other: Programme | None) -> bool:
    """Whether what rules say of a list's row is what they say of the record it becomes."""
    asked = {*one.required, *one.limits}
    return one == other and asked.isdisjoint(_PLACED)


def _entries(desk: Desk, found: Iterable[Told], pack: Programme) -> Iterator[Entry]:
    number = _numbers(desk, pack)
    for told in found:
        placed = _placed(desk, told.initiative, pack, next(number))
        missing = eligibility.blocking(placed, pack) if told.missing is None else told.missing
        yield Entry(placed, missing, told.import_key, told.import_sha256)


def _numbers(desk: Desk, pack: Programme) -> Iterator[str]:
    prefix = ids.initiative_number(pack.year, 0).rstrip("0")
    number = initiatives.next_number(desk.store, prefix)
    while True:
        yield ids.initiative_number(pack.year, number)
        number += 1


def _placed(desk: Desk, initiative: Initiative, pack: Programme, number: str) -> Initiative:
    phase = phase_of(pack, initiative.applied_from_on)
    decided = {
        "number": number,
        "programme": pack.id,
        "pack_version": pack.version,
        "phase": phase.id if phase else "",
        "unit_code": desk.unit.code,
        "unit_name": desk.unit.name,
        "state": State.DRAFT,
        "revision": 0,
    }
    return with_fields(initiative, decided)
