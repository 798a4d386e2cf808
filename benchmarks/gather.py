"""Gathering: packages of many units taken in, a tenth of them bad in every known way, twice and in random order."""

from __future__ import annotations

import collections
import dataclasses
import hashlib
import itertools
import json
import multiprocessing
import random
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, TypeVar
from unittest import mock

from benchmarks import big_register
from benchmarks.figure import Figure
from benchmarks.memory import peak_mb
from benchmarks.rules import spent
from db import bulk_inserts
from db import trust as trusted
from db.bulk_inserts import Entry
from desktop import clock, desk
from desktop.desk import Desk
from desktop.operations import keys, receiving, registers, trust
from domain import record
from domain.initiative import Initiative, State
from domain.unit import Block, Level, Unit
from exports.package import authority, build, enrolment, header, verify
from exports.package import keys as package_keys
from exports.package.enrolment import EnrolmentRequest
from exports.package.keys import Signer

UPPER = Unit("27000", "LĐLĐ huyện", Level.UPPER, "", "", Block.PUBLIC)
FULL, SMALL, RECORDS = 3_000, 300, 57
LARGE = (10, 5_000)  # packages, and records in each
BAD_SHARE, SEED = 10, 7
T = TypeVar("T")


@dataclass(frozen=True)
class Sender:
    """A unit with its key, vouched for by the union above unless the spoiler wants otherwise."""

    code: str
    name: str
    signer: Signer
    recipient: str = UPPER.code
    seq: int = 1


@dataclass(frozen=True)
class Spring:
    """Packages as they lie in a folder: `bad` names, by file, the code each is to be refused with."""

    bad: dict[str, str]
    good: int


@dataclass(frozen=True)
class Taken:
    """What became of a folder: by file whether it came in, its code and its sentence; the fingerprints of the table and
    of the receipts, with how many there are. `early` is the peak of memory after a tenth of the packages, in MB.
    """

    came: dict[str, tuple[bool, str, str]]
    table: tuple[str, int]
    receipts: tuple[str, int]
    clock: float
    processor: float
    early: float
    peak: float


class Apart(Protocol):
    """Where a part of the benchmark runs: in a process of its own, or here."""

    def __call__(self, work: Callable[..., T], *args: Any) -> T: ...


def here(work: Callable[..., T], *args: Any) -> T:
    return work(*args)


def alone(work: Callable[..., T], *args: Any) -> T:
    """In a new process: its memory is that of this work, and nothing is warm from the work before."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as one:
        return one.submit(work, *args).result()


def figures() -> Iterator[Figure]:
    """3 000 packages, 300 with `--small`; then a few large ones, of as many records."""
    small = big_register.SIZES == [big_register.SMALL]
    for packages, records, every in ((SMALL if small else FULL, RECORDS, BAD_SHARE), (*LARGE, 0)):
        with tempfile.TemporaryDirectory(prefix="gather-") as room:
            yield from measured(Path(room), packages, records, every, alone)


def measured(room: Path, packages: int, records: int, every: int = BAD_SHARE, apart: Apart = here) -> Iterator[Figure]:
    """Taken in twice into two registers in two orders; AssertionError where the promise does not hold."""
    spring = apart(made, room, packages, records, every)
    first, other = (apart(take, room, home, seed) for home, seed in (("upper", 1), ("twin", 2)))
    for one in (first, other):
        check(spring, one, packages)
    assert first.table == other.table
    assert first.receipts == other.receipts
    again = apart(take, room, "upper", 3)
    assert again.table == first.table
    assert all(code in (receiving.ALREADY, spring.bad.get(name, "")) for name, (_, code, _) in again.came.items())
    bare = apart(inserted, room, packages, records, spring.bad)
    yield from _told(f"{packages} packages of {records}", spring, first, other, again, bare)


def _told(what: str, spring: Spring, first: Taken, other: Taken, again: Taken, bare: float) -> Iterator[Figure]:
    mine = (first.processor + other.processor) / 2
    bulk = f"bulk insert of the same {spring.good} records"
    yield Figure(f"take in {what} with receipts", round(mine, 2), "s of processor time", round(mine / bare, 2), bulk, 2)
    yield Figure(f"the same, by the clock: {what}", round(first.clock, 2), "s", None, "", 1)
    ratio = round(again.processor / mine, 2)
    yield Figure(f"{what} again", round(again.processor, 2), "s of processor time", ratio, "the first time", 1)
    if spring.bad:
        by_name = ", ".join(f"{code} {n}" for code, n in sorted(Counter(spring.bad.values()).items()))
        yield Figure("packages refused by name", float(len(spring.bad)), "packages", None, by_name, 1)
    peak = max(first.peak, other.peak, again.peak)
    ratio = round(peak / first.early, 2) if first.early else 0.0
    yield Figure(f"peak memory, {what}", round(peak), "MB", ratio, "after a tenth of the packages", 3)


def made(room: Path, packages: int, records: int, every: int) -> Spring:
    """The registers of the union above, twice, and a folder of packages, one in `every` of them bad."""
    home = room / "upper"
    registers.create(home, UPPER, "Benchmark", None)
    upper = desk.open_desk(home, None)
    told = sprung(upper, room / "in", packages, records, every)
    twin(room, upper)
    upper.close()
    return told


def sprung(upper: Desk, folder: Path, packages: int, records: int, every: int, seq: int = 1) -> Spring:
    """A folder of packages for a register, of units that it vouches for; each is its sender's number `seq`."""
    folder.mkdir()
    trust.init(upper)
    root_key, root = keys.load(upper, keys.ROOT)
    told, bad = big_register.records(packages * records, seed=SEED), dict[str, str]()
    stranger = sender("9999", root_key, root, upper.unit.code)
    spoilers = list(SPOILERS)
    for number in range(packages):
        who = dataclasses.replace(sender(f"U{number:05d}", root_key, root, upper.unit.code), seq=seq)
        vouch(upper, who)
        mine = [_placed(next(told), who.code) for _ in range(records)]
        target = folder / f"{who.code}_0001.asice"
        if not every or number % every:
            seal(target, who, mine)
        else:
            spoil = SPOILERS[spoilers[number // every % len(spoilers)]]
            bad[target.name] = spoil(upper, target, who, stranger, mine)
    return Spring(bad, (packages - len(bad)) * records)


def sender(code: str, root_key: Any, root: str, recipient: str = UPPER.code) -> Sender:
    """A unit whose key the root has certified."""
    now, key = clock.now(), package_keys.new_key()
    csr, _own = enrolment.with_key(key, enrolment.Asker(code, f"CĐCS số {code}"), now)
    asked = EnrolmentRequest(code, f"CĐCS số {code}", csr, package_keys.key_code(csr))
    certificate = authority.issue(root_key, root, asked, asked.key_code, now)
    return Sender(code, asked.unit_name, Signer(key, certificate, (root,)), recipient)


def vouch(upper: Desk, who: Sender, state: str = "active") -> None:
    certificate = who.signer.certificate_pem
    with upper.store.atomic():
        trusted.put_unit(upper.store, {"unit_code": who.code, "unit_name": who.name,
                                       "spki_sha256": package_keys.spki_sha256(certificate),
                                       "certificate_pem": certificate, "state": state, "issued_at": clock.stamp(),
                                       "revoked_at": None})  # fmt: skip


def _placed(one: Initiative, code: str) -> Initiative:
    name = f"CĐCS số {code}"
    return dataclasses.replace(one, unit_code=code, unit_name=name, revision=1, state=State.RECOGNISED)


def values(one: Initiative) -> dict[str, Any]:
    """A record as a package carries it."""
    told = record.saying(record.leaving(record.record(one)))
    told.pop("unread", None)
    return told | {"revision": 1, "state": "recognised"}


def _header(who: Sender) -> dict[str, Any]:
    return {"kind": "submission", "unit_code": who.code, "unit_name": who.name, "recipient": who.recipient,
            "seq": who.seq}  # fmt: skip


def seal(target: Path, who: Sender, records: list[Initiative], **more: Any) -> Path:
    build.seal(target, _header(who) | more, map(values, records), {}, who.signer, now=clock.now())
    return target


Spoiler = Callable[[Desk, Path, Sender, Sender, list[Initiative]], str]


def _flipped(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    raw = bytearray(seal(target, who, mine).read_bytes())
    raw[raw.index(b"data/records/00001.jsonl") + 60] ^= 1
    target.write_bytes(raw)
    return verify.verify(target, now=clock.now()).code


def _cut(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    raw = seal(target, who, mine).read_bytes()
    target.write_bytes(raw[: len(raw) * 2 // 3])
    return "zip_truncated"


def _noise(_upper: Desk, target: Path, _who: Sender, _other: Sender, _mine: list[Initiative]) -> str:
    target.write_bytes(b"not a package at all " * 40 + target.name.encode())
    return "not_a_package"


def _longer(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    target.write_bytes(seal(target, who, mine).read_bytes() + b"\0")
    return "zip_trailing_bytes"


def _unknown(upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    with upper.store.atomic():
        upper.store.execute("DELETE FROM trusted_unit WHERE unit_code = ?", [who.code])
    seal(target, who, mine)
    return "unit_not_enrolled"


def _revoked(upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    vouch(upper, who, "revoked")
    seal(target, who, mine)
    return "certificate_revoked"


def _stolen(_upper: Desk, target: Path, who: Sender, other: Sender, mine: list[Initiative]) -> str:
    seal(target, dataclasses.replace(who, signer=other.signer), mine)
    return "key_not_of_unit"


def _astray(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    seal(target, who, mine, recipient="28000")
    return "package_other_recipient"


def _foreign(_upper: Desk, target: Path, who: Sender, other: Sender, mine: list[Initiative]) -> str:
    seal(target, who, [dataclasses.replace(mine[0], unit_code=other.code), *mine[1:]])
    return "package_record_foreign"


def _odd(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    build.seal(target, _header(who), [values(mine[0]) | {"colour": "đỏ"}], {}, who.signer, now=clock.now())
    return "record_malformed"


def _other_kind(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    seal(target, who, mine[:1], kind="enrolment", enrolment={"csr_pem": ""})
    return "package_kind_not_received"


def _not_office(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    told: dict[str, Any] = {"kind": "return", "return": {}}
    seal(target, who, mine[:1], **told)
    return "not_from_office"


def _newer(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    """Sealed by a program of years to come."""
    with mock.patch.object(header, "READER", 9):
        seal(target, who, mine[:1], min_reader=9)
    return "reader_too_old"


SPOILERS: dict[str, Spoiler] = {
    "flipped": _flipped,
    "cut": _cut,
    "noise": _noise,
    "longer": _longer,
    "unknown": _unknown,
    "revoked": _revoked,
    "stolen": _stolen,
    "astray": _astray,
    "foreign": _foreign,
    "odd": _odd,
    "other_kind": _other_kind,
    "not_office": _not_office,
    "newer": _newer,
}


def files(folder: Path, seed: int) -> list[Path]:
    """Every file of the folder in an order of chance."""
    found = sorted(folder.iterdir())
    random.Random(seed).shuffle(found)
    return found


def take(room: Path, home: str, seed: int) -> Taken:
    """Takes the folder in, in an order of chance."""
    upper, found, early = desk.open_desk(room / home, None), files(room / "in", seed), list[float]()

    def step(done: int, total: int) -> None:
        if done * 10 >= total and not early:
            early.append(peak_mb())

    begin, processor = time.perf_counter(), time.process_time()
    rows = receiving.receive(upper, found, step=step)[0]
    clocked, processor, peak = time.perf_counter() - begin, time.process_time() - processor, peak_mb()
    came = {one.path.name: (one.taken, one.code, one.message) for one in rows}
    done = Taken(came, table(upper), receipts(upper), clocked, processor, early[0], peak)
    upper.close()
    return done


def twin(room: Path, upper: Desk) -> None:
    """A second register that vouches for the same units with the same keys, and holds nothing yet."""
    home = room / "twin"
    registers.create(home, UPPER, "Benchmark", None)
    other = desk.open_desk(home, None)
    with other.store.atomic():
        for purpose in (keys.ROOT, keys.OFFICE):
            key, certificate = keys.load(upper, purpose)
            keys.keep(other, purpose, key, certificate)
        for row in trusted.units(upper.store):
            trusted.put_unit(other.store, row)
    other.close()


def table(upper: Desk) -> tuple[str, int]:
    """Everything that was taken in, whatever rows it got: its fingerprint and how many records."""
    sql = (
        "SELECT public_id, number, title, author, unit_code, state, benefit_vnd, revision, sealed_sha256, summary,"
        " effect FROM initiative JOIN initiative_text USING (id) ORDER BY public_id"
    )
    return _fingerprint(upper.store.connection.execute(sql))


def receipts(upper: Desk) -> tuple[str, int]:
    """What every receipt says: of which package, and what became of its records."""
    sql = (
        "SELECT manifest_sha256, seq, records, json_extract(detail, '$.counts') FROM package WHERE direction = 'in'"
        " AND acknowledged_at IS NOT NULL ORDER BY manifest_sha256"
    )
    found = upper.store.connection.execute(sql)
    return _fingerprint((*row[:3], json.dumps(json.loads(row[3]), sort_keys=True)) for row in found)


def _fingerprint(rows: Iterable[tuple[Any, ...]]) -> tuple[str, int]:
    digest, count = hashlib.sha256(), 0
    for row in rows:
        digest.update(repr(row).encode())
        count += 1
    return digest.hexdigest(), count


def check(spring: Spring, done: Taken, packages: int) -> None:
    """Every good package is in, and every bad one was refused with its own name."""
    for name, code in spring.bad.items():
        assert done.came[name][1] == code, (name, done.came[name], code)
        assert done.came[name][2] not in ("", code)
    assert all(taken for name, (taken, _, _) in done.came.items() if name not in spring.bad)
    assert done.table[1] == spring.good
    assert done.receipts[1] == packages - len(spring.bad) == len(done.came) - len(spring.bad)


def inserted(room: Path, packages: int, records: int, bad: Collection[str]) -> float:
    """Processor seconds the same records take put in at one go, without those it takes to think them up."""
    registers.create(room / "bare", UPPER, "Benchmark", None)
    bare = desk.open_desk(room / "bare", None)

    def good() -> Iterator[Entry]:
        told = big_register.records(packages * records, seed=SEED)
        for number in range(packages):
            code = f"U{number:05d}"
            mine = list(itertools.islice(told, records))
            if f"{code}_0001.asice" not in bad:
                yield from (Entry(_placed(one, code), 0) for one in mine)

    def write() -> None:
        with bare.store.atomic():
            bulk_inserts.insert(bare.store, good(), own=False, now=clock.stamp(),
                                expected=(packages - len(bad)) * records, pause=lambda: None)  # fmt: skip

    taken = spent(write) - spent(lambda: collections.deque(good(), maxlen=0))
    bare.close()
    return taken
