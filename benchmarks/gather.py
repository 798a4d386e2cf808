"""Gathering: packages of many units taken in, a tenth of them bad in every known way, twice and in random order."""

from __future__ import annotations

import dataclasses
import json
import random
import resource
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import big_register
from benchmarks.figure import Figure, seconds
from db import bulk_inserts
from db import trust as trusted
from db.bulk_inserts import Entry
from desktop import clock, desk
from desktop.desk import Desk
from desktop.operations import keys, receiving, registers, trust
from desktop.operations.received import Received
from domain import record
from domain.initiative import Initiative, State
from domain.unit import Block, Level, Unit
from exports.package import authority, build, enrolment, verify
from exports.package import keys as package_keys
from exports.package.enrolment import EnrolmentRequest
from exports.package.keys import Signer

UPPER = Unit("27000", "LĐLĐ huyện", Level.UPPER, "", "", Block.PUBLIC)
FULL, SMALL, RECORDS = 3_000, 300, 57
BAD_SHARE = 10


@dataclass(frozen=True)
class Sender:
    """A unit with its key, vouched for by the union above unless the spoiler wants otherwise."""

    code: str
    name: str
    signer: Signer


@dataclass
class Spring:
    """Packages as they lie in a folder: `bad` names, by file, the code each is to be refused with."""

    folder: Path
    upper: Desk
    bad: dict[str, str]
    good: list[Initiative]


def figures() -> Iterator[Figure]:
    """3 000 packages, 300 with `--small`."""
    packages = SMALL if big_register.SIZES == [big_register.SMALL] else FULL
    with tempfile.TemporaryDirectory(prefix="gather-") as room:
        yield from measured(Path(room), packages, RECORDS)


def measured(room: Path, packages: int, records: int, every: int = BAD_SHARE) -> Iterator[Figure]:
    """Taken in twice into two registers in two orders; AssertionError where the promise does not hold."""
    spring = made(room, packages, records, every)
    taken: dict[str, list[Received]] = {}
    ours = seconds(lambda: taken.update(first=take(spring.upper, files(spring.folder, 1))))
    other = twin(room, spring.upper)
    again = take(other, files(spring.folder, 2))
    check(spring, taken["first"], spring.upper)
    check(spring, again, other)
    assert table(spring.upper) == table(other)
    assert receipts(spring.upper) == receipts(other)
    repeated = seconds(lambda: taken.update(second=take(spring.upper, files(spring.folder, 3))))
    assert all(one.code in (receiving.ALREADY, spring.bad.get(one.path.name, "")) for one in taken["second"])
    bare = inserted(room, spring.good)
    n = len(spring.good)
    against = f"bulk insert of the same {n} records"
    yield Figure(
        f"take in {packages} packages of {records} with receipts",
        round(ours, 2),
        "s",
        round(ours / bare, 2),
        against,
        1,
    )
    yield Figure(
        f"the same {packages} packages again",
        round(repeated, 2),
        "s",
        round(repeated / ours, 2),
        "taken in the first time",
        1,
    )
    yield Figure(
        "packages refused by name",
        float(len(spring.bad)),
        "packages",
        None,
        ", ".join(f"{code} {n}" for code, n in sorted(Counter(spring.bad.values()).items())),
        1,
    )
    yield Figure("peak memory", round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024), "MB", None, "", 1)
    for held in (spring.upper, other):
        held.close()


def made(room: Path, packages: int, records: int, every: int) -> Spring:
    """The register of the union above and a folder of packages, one in `every` of them bad."""
    home, folder = room / "upper", room / "in"
    folder.mkdir()
    registers.create(home, UPPER, "Benchmark", None)
    upper = desk.open_desk(home, None)
    trust.init(upper)
    root_key, root = keys.load(upper, keys.ROOT)
    told, good, bad = big_register.records(packages * records, seed=7), list[Initiative](), dict[str, str]()
    stranger = sender("9999", root_key, root)
    spoilers = list(SPOILERS)
    for number in range(packages):
        who = sender(f"U{number:05d}", root_key, root)
        vouch(upper, who)
        mine = [_placed(next(told), who) for _ in range(records)]
        target = folder / f"{who.code}_0001.asice"
        if number % every:
            seal(target, who, mine)
            good += mine
        else:
            code = spoilers[number // every % len(spoilers)]
            bad[target.name] = SPOILERS[code](upper, target, who, stranger, mine) or code
    return Spring(folder, upper, bad, good)


def sender(code: str, root_key: Any, root: str) -> Sender:
    """A unit whose key the root has certified."""
    now, key = clock.now(), package_keys.new_key()
    csr, _own = enrolment.with_key(key, enrolment.Asker(code, f"CĐCS số {code}"), now)
    asked = EnrolmentRequest(code, f"CĐCS số {code}", csr, package_keys.key_code(csr))
    certificate = authority.issue(root_key, root, asked, asked.key_code, now)
    return Sender(code, asked.unit_name, Signer(key, certificate, (root,)))


def vouch(upper: Desk, who: Sender, state: str = "active") -> None:
    certificate = who.signer.certificate_pem
    with upper.store.atomic():
        trusted.put_unit(upper.store, {"unit_code": who.code, "unit_name": who.name,
                                       "spki_sha256": package_keys.spki_sha256(certificate),
                                       "certificate_pem": certificate, "state": state, "issued_at": clock.stamp(),
                                       "revoked_at": None})  # fmt: skip


def _placed(one: Initiative, who: Sender) -> Initiative:
    return dataclasses.replace(one, unit_code=who.code, unit_name=who.name, revision=1, state=State.RECOGNISED)


def values(one: Initiative) -> dict[str, Any]:
    """A record as a package carries it."""
    told = record.saying(record.leaving(record.record(one)))
    told.pop("unread", None)
    return told | {"revision": 1, "state": "recognised"}


def seal(target: Path, who: Sender, records: list[Initiative], seq: int = 1, **more: Any) -> Path:
    header = {"kind": "submission", "unit_code": who.code, "unit_name": who.name, "recipient": UPPER.code, "seq": seq}
    build.seal(target, header | more, map(values, records), {}, who.signer, now=clock.now())
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
    header = {"kind": "submission", "unit_code": who.code, "unit_name": who.name, "recipient": UPPER.code, "seq": 1}
    build.seal(target, header, [values(mine[0]) | {"colour": "đỏ"}], {}, who.signer, now=clock.now())
    return "record_malformed"


def _other_kind(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    seal(target, who, mine[:1], kind="enrolment", enrolment={"csr_pem": ""})
    return "package_kind_not_received"


def _not_office(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    told: dict[str, Any] = {"kind": "return", "return": {}}
    seal(target, who, mine[:1], 1, **told)
    return "not_from_office"


def _newer(_upper: Desk, target: Path, who: Sender, _other: Sender, mine: list[Initiative]) -> str:
    seal(target, who, mine[:1])
    raw = target.read_bytes()
    target.write_bytes(raw.replace(b'"min_reader":1', b'"min_reader":9', 1))
    return verify.verify(target, now=clock.now()).code


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


def take(upper: Desk, found: list[Path]) -> list[Received]:
    return receiving.receive(upper, found, step=lambda _done, _total: None)[0]


def twin(room: Path, upper: Desk) -> Desk:
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
    return other


def table(upper: Desk) -> list[tuple[Any, ...]]:
    """Everything that was taken in, whatever rows it got."""
    sql = (
        "SELECT public_id, number, title, author, unit_code, state, benefit_vnd, revision, sealed_sha256, summary,"
        " effect FROM initiative JOIN initiative_text USING (id) ORDER BY public_id"
    )
    return upper.store.tuples(sql)


def receipts(upper: Desk) -> list[tuple[Any, ...]]:
    """What every receipt says: of which package, and what became of its records."""
    sql = (
        "SELECT manifest_sha256, seq, records, json_extract(detail, '$.counts') FROM package WHERE direction = 'in'"
        " AND acknowledged_at IS NOT NULL ORDER BY manifest_sha256"
    )
    return [(*row[:3], json.dumps(json.loads(row[3]), sort_keys=True)) for row in upper.store.tuples(sql)]


def check(spring: Spring, done: list[Received], upper: Desk) -> None:
    """Every good package is in, and every bad one was refused with its own name."""
    found = {one.path.name: one for one in done}
    for name, code in spring.bad.items():
        assert found[name].code == code, (name, found[name].code, code)
        assert found[name].message not in ("", code)
    assert all(one.taken for name, one in found.items() if name not in spring.bad)
    assert len(table(upper)) == len(spring.good)
    assert len(receipts(upper)) == len(found) - len(spring.bad)


def inserted(room: Path, good: list[Initiative]) -> float:
    """How long the same records take put in at one go."""
    registers.create(room / "bare", UPPER, "Benchmark", None)
    bare = desk.open_desk(room / "bare", None)

    def write() -> None:
        with bare.store.atomic():
            entries = (Entry(one, 0) for one in good)
            bulk_inserts.insert(bare.store, entries, own=False, now=clock.stamp(), expected=len(good),
                                pause=lambda: None)  # fmt: skip

    taken = seconds(write)
    bare.close()
    return taken
