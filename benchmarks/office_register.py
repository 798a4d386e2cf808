"""Registers of an office: records of thousands of units below, with all that the board and the tables ask about."""

from __future__ import annotations

import dataclasses
import multiprocessing
import random
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks import big_register
from db import targets as stored_targets
from db import unit_recounts, units
from desktop import desk
from desktop.desk import Desk
from desktop.operations import registers
from domain import unit_events
from domain.initiative import Author, BenefitState, Initiative, State
from domain.target import Target
from domain.unit import Block, Level, Unit
from domain.unit_tree import Event, EventKind

OFFICE = Unit("T01", "LĐLĐ tỉnh", Level.PROVINCE, "", "", Block.PUBLIC)
UNITS, UPPERS, CLUSTERS = 5_000, 60, 12
# A unit hands in some 57 records: a small register has fewer units, not emptier ones.
RECORDS = 57
_NOW = "2023-03-01T02:03:04.000Z"
_FOUNDED = date(2020, 1, 1)
_STATES = (*[State.RECOGNISED] * 6, State.DECLINED, State.WITHDRAWN, State.AWARDED, State.RECEIVED_ABOVE)
_BENEFITS = (BenefitState.VERIFIED, BenefitState.CLAIMED, BenefitState.NOT_COMPUTABLE, BenefitState.CLAIMED)
_GROUPS = ("enterprise_worker", "public_worker", "union_officer")
_KINDS = ("technical", "management", "operation", "technology", "union")


def of_size(folder: Path, size: int) -> Path:
    """Where the register lies; made in another process, so that its memory is not that of what is measured."""
    home = folder / f"office-{size}"
    making = multiprocessing.get_context("spawn").Process(target=make, args=(home, size))
    making.start()
    making.join()
    assert making.exitcode == 0, making.exitcode
    return home


def code(number: int) -> str:
    return f"U{number:05d}"


def count(size: int) -> int:
    """How many units a register of this size has."""
    return min(UNITS, max(1, size // RECORDS))


def make(home: Path, size: int) -> None:
    registers.create(home, OFFICE, "Benchmark", None)
    opened = desk.open_desk(home, None)
    below = count(size)
    _plant(opened, below)
    big_register.insert(opened, records(size, below), size, own=False)
    with opened.store.atomic():
        for sql in _AROUND:
            opened.store.execute(sql)
        _ask(opened, below)
    while unit_recounts.refresh(opened.store):
        pass
    opened.store.execute("ANALYZE")
    opened.close()


def records(size: int, below: int, seed: int = 1) -> Iterator[Initiative]:
    """As big_register thinks them up, of `below` units, two authors on every third."""
    chance = random.Random(seed)
    for number, one in enumerate(big_register.records(size, seed)):
        unit = code(number % below)
        authors: tuple[Author, ...] = (dataclasses.replace(one.authors[0], birth_year=chance.randrange(1960, 2000)),)
        if number % 3 == 0:
            authors += (Author(full_name=" ".join(reversed(one.authors[0].full_name.split())), birth_year=1980),)
        yield dataclasses.replace(
            one, unit_code=unit, unit_name=f"CĐCS số {unit}", authors=authors, kind=chance.choice(_KINDS),
            block=chance.choice(("public", "enterprise")), group=chance.choice(_GROUPS),
            state=chance.choice(_STATES), benefit_state=chance.choice(_BENEFITS),
        )  # fmt: skip


def _plant(opened: Desk, below: int) -> None:
    """The unions between the office and its units, the units, and their clusters."""
    top = unit_events.grown(units.events(opened.store)).find(OFFICE.code).id
    uppers = [_founded(f"H{number:03d}", f"LĐLĐ huyện số {number}", top, Level.UPPER) for number in range(UPPERS)]
    found = uppers + [
        _founded(code(number), f"CĐCS số {number}", uppers[number % UPPERS].unit_id, Level.GRASSROOTS)
        for number in range(below)
    ]
    with opened.store.atomic():
        units.add(opened.store, found, "Benchmark", _NOW)
        grown = unit_events.grown(units.events(opened.store))
        units.put(opened.store, (grown.lives[event.unit_id] for event in found))
        opened.store.connection.executemany(
            "INSERT INTO unit_cluster (unit_id, from_on, cluster) VALUES (?, ?, ?)",
            [(code(number), _FOUNDED.isoformat(), f"Cụm {number % CLUSTERS + 1}") for number in range(below)],
        )


def _founded(unit_id: str, name: str, above: str, level: Level) -> Event:
    return Event(EventKind.FOUND, unit_id, _FOUNDED, above, name, unit_id, level)


def _ask(opened: Desk, below: int) -> None:
    """A target for the office and for every unit, one in ten of which was never sent a package of."""
    for phase in ("", "1"):
        for asked in (OFFICE.code, *map(code, range(below))):
            target = Target(big_register.PROGRAMME, phase, "grassroots", asked, asked, initiatives=50, document="01/KH")
            stored_targets.put(opened.store, target, _NOW)


# Evidence on every third record, packages of every unit with a gap here and there, twins, refusals, returns, units
# that were vouched for, records of several days, and some that were withdrawn since.
_AROUND = (
    "UPDATE initiative SET created_at = '2023-0' || (1 + CAST(substr(unit_code, 2) AS INTEGER) % 8 + id % 2)"
    " || '-15T02:03:04.000Z'",
    "INSERT INTO evidence (initiative_id, place, name, kind, size_bytes, sha256, added_by, added_at, whole)"
    " SELECT id, 1, 'a.pdf', 'pdf', 1, 'ab', 'Benchmark', created_at, 1 FROM initiative WHERE id % 3 = 0",
    "WITH n (n) AS (VALUES (1), (2), (4)) INSERT INTO package (manifest_sha256, direction, kind, unit_code, unit_name,"
    " recipient, seq, path, records, created_at, acknowledged_at, detail) SELECT hex(randomblob(32)), 'in',"
    " 'submission', unit_code, max(unit_code), 'T01', n, '', 20, '2023-03-0' || n || 'T00:00:00.000Z',"
    " '2023-03-09T00:00:00.000Z', '{\"counts\": {}}' FROM initiative, n WHERE unit_code LIKE '%_0' OR n < 3"
    " GROUP BY unit_code, n",
    "INSERT INTO package_record (package_id, initiative_id, revision, difference) SELECT p.id, i.public_id, 1, 'new'"
    " FROM initiative AS i JOIN package AS p ON p.unit_code = i.unit_code AND p.seq = 1 + i.id % 2",
    "INSERT INTO duplicate (a, b, words, share) SELECT id, id + 1, 40, 0.9 FROM initiative WHERE id % 500 = 0",
    "INSERT INTO trusted_unit (unit_code, unit_name, spki_sha256, certificate_pem, state, issued_at) SELECT unit_code,"
    " unit_code, hex(randomblob(32)), '', 'active', '2023-01-01T00:00:00.000Z' FROM initiative GROUP BY unit_code",
    "INSERT INTO refused_package (file_sha256, code, verdict, kind, unit_code, unit_name, seq, file_name, facts,"
    " refused_at) SELECT hex(randomblob(32)), 'zip_truncated', 'broken', 'submission', code, code, 9, 'a.asice', '{}',"
    " '2023-03-09T00:00:00.000Z' FROM unit WHERE code LIKE 'U%7'",
    "INSERT INTO return_mark (mark_id, direction, initiative_id, unit_code, unit_name, field, reason, held, made_by,"
    " made_at, package_id) SELECT hex(randomblob(16)), 'out', public_id, unit_code, '', 'title', 'Sai', '', 'Hân',"
    " '2023-03-09T00:00:00.000Z', 1 FROM initiative WHERE id % 700 = 0",
    "INSERT INTO journal (at, user_name, operation, subject, detail, chain) SELECT '2023-08-01T00:00:00.000Z',"
    " 'Benchmark', 'moved', public_id, '{\"start\": \"recognised\", \"end\": \"withdrawn\"}', '' FROM initiative"
    " WHERE state = 'withdrawn'",
    "UPDATE journal_head SET line_id = (SELECT max(id) FROM journal)",
)
