"""Evidence that travels: files chosen to leave with their record in a package, and taken in at the other end."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence

from db import evidence, journal
from db import initiatives as stored_initiatives
from db.evidence import PIECE_BYTES, Evidence
from db.initiatives import Stored
from db.store import Store
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import OFFICER, Desk, demand_officer
from desktop.operations import evidence_limits, initiatives
from desktop.operations.evidence import get
from domain.errors import RuleError
from domain.evidence import KINDS, file_name, size_words
from domain.initiative import Initiative
from exports.package import evidence as contents
from exports.package import layout
from exports.package.verify import VerifiedPackage

FOLDER = "evidence"


def may_travel(desk: Desk, row_id: int) -> bool:
    """Whether files of this record may leave at all: an officer's own record that is no technology secret."""
    stored = initiatives.get(desk, row_id)
    return desk.user.has(OFFICER) and stored.own and not _secret(stored.initiative)


def choose(desk: Desk, evidence_id: int, travels: bool) -> Changes:
    """Whether a file leaves with its record. RuleError evidence_secret_stays, record_of_another_unit."""
    demand_officer(desk)
    found = get(desk, evidence_id)
    stored = initiatives.get(desk, found.row_id)
    if not stored.own:
        raise RuleError("record_of_another_unit", name=stored.initiative.number)
    if travels and _secret(stored.initiative):
        raise RuleError("evidence_secret_stays", name=found.name)
    with desk.store.atomic():
        evidence.mark_travels(desk.store, evidence_id, travels)
        operation = "evidence_sent_along" if travels else "evidence_kept_here"
        journal.write(desk.store, desk.user.name, operation, stored.initiative.id, clock.stamp(), evidence=found.id,
                      name=found.name, sha256=found.sha256)  # fmt: skip
    return of("evidence", rows={found.row_id})


def leaving(desk: Desk, stored: Stored) -> tuple[Evidence, ...]:
    """The files of a record that leave with it: none of a technology secret, whatever was chosen before."""
    if _secret(stored.initiative):
        return ()
    return tuple(one for one in evidence.of(desk.store, stored.row_id) if one.travels)


class Parcels(Mapping[str, bytes]):
    """The files for people in a package by entry: the given ones, and evidence read from the store when it is asked
    for, one at a time.
    """

    def __init__(self, desk: Desk, given: Mapping[str, bytes], files: Sequence[tuple[str, Evidence]]) -> None:
        """`files` are (public id of the record, file)."""
        self._desk, self._given = desk, given
        self._files = {layout.entry_for(FOLDER, number, _name(one)): (record_id, one)
                       for number, (record_id, one) in enumerate(files, 1)}  # fmt: skip

    def header(self) -> dict[str, dict[str, str]]:
        """How the header names the evidence, and the record each file belongs to."""
        return {
            entry: {"name": _name(one), "media_type": KINDS[one.kind].media_type, "record": record_id}
            for entry, (record_id, one) in self._files.items()
        }

    def __getitem__(self, entry: str) -> bytes:
        if entry in self._given:
            return self._given[entry]
        return b"".join(evidence.pieces(self._desk.store, self._files[entry][1].id))

    def __iter__(self) -> Iterator[str]:
        yield from (*self._given, *self._files)

    def __len__(self) -> int:
        return len(self._given) + len(self._files)


def told_in(desk: Desk | None, opened: VerifiedPackage, secret: Mapping[str, bool]) -> list[tuple[str, str, str]]:
    """(entry, name, public id of the record) of the evidence in a package, each looked at. `secret` says of each
    record of the package whether it is a technology secret. Without a register there are no limits but a package's.

    RuleError package_evidence_foreign for a file of a record that is not in the package, package_evidence_secret,
    evidence_kind_refused, package_evidence_large by the limits of this register.
    """
    found, room = [], _Room(desk) if desk is not None else None
    for entry, told in opened.verification.header["files"].items():
        if "record" not in told:
            continue
        name, record_id = told["name"], told["record"]
        if record_id not in secret:
            raise RuleError("package_evidence_foreign", name=name)
        if secret[record_id]:
            raise RuleError("package_evidence_secret", name=name)
        content = opened.people_file(entry)
        contents.kind(io.BytesIO(content), name)
        if room is not None:
            room.take(record_id, name, content)
        found.append((entry, name, record_id))
    return found


class _Room:
    """What the limits of this register leave of each record, as the files of a package fill it."""

    def __init__(self, desk: Desk) -> None:
        self._store, self._limits = desk.store, evidence_limits.get(desk)
        self._used: dict[str, int] = {}

    def take(self, record_id: str, name: str, content: bytes) -> None:
        """RuleError package_evidence_large; what is there already takes no room again."""
        row_id = stored_initiatives.row_id_of_public(self._store, record_id)
        if row_id is not None and _is_there(self._store, row_id, hashlib.sha256(content).hexdigest()):
            return
        held = evidence.used_bytes(self._store, row_id) if row_id is not None else 0
        used = self._used.get(record_id, held) + len(content)
        limit = self._limits.file_bytes if len(content) > self._limits.file_bytes else self._limits.record_bytes
        if max(used, len(content)) > limit:
            raise RuleError("package_evidence_large", name=name, size=size_words(used), limit=size_words(limit))
        self._used[record_id] = used


def _is_there(store: Store, row_id: int, sha256: str) -> bool:
    return any(one.row_id == row_id for one in evidence.same(store, sha256))


def take_in(desk: Desk, opened: VerifiedPackage, told: Sequence[tuple[str, str, str]], now: str) -> int:
    """Puts the evidence of a package with its records, unless it is there already; how many. Inside `atomic()`."""
    taken = 0
    for entry, name, record_id in told:
        row_id = stored_initiatives.row_id_of_public(desk.store, record_id)
        content = opened.people_file(entry)
        sha256 = hashlib.sha256(content).hexdigest()
        if row_id is None or _is_there(desk.store, row_id, sha256):
            continue
        kind = contents.kind(io.BytesIO(content), name)
        who = opened.verification.unit_name
        new = evidence.begin(desk.store, row_id, file_name(name, kind), kind.code, None, who, now)
        for no, start in enumerate(range(0, len(content), PIECE_BYTES)):
            evidence.add_piece(desk.store, new, no, content[start : start + PIECE_BYTES])
        evidence.finish(desk.store, new, len(content), sha256)
        journal.write(desk.store, desk.user.name, "evidence_received", record_id, now, evidence=new, name=name,
                      sha256=sha256, unit=opened.verification.unit_code)  # fmt: skip
        taken += 1
    return taken


def _secret(initiative: Initiative) -> bool:
    return bool(initiative.technology_secret)


def _name(one: Evidence) -> str:
    return file_name(one.name, KINDS[one.kind])
