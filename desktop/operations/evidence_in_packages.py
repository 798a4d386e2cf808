"""Evidence that travels: files chosen to leave with their record in a package, and taken in at the other end."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence

from db import evidence, journal
from db import initiatives as stored_initiatives
from db.evidence import PIECE_BYTES, Evidence
from db.initiatives import Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import OFFICER, Desk, demand_officer
from desktop.operations import initiatives
from desktop.operations.evidence import get
from desktop.operations.evidence_intake import sniff
from domain.errors import RuleError
from domain.evidence import KINDS, file_name
from domain.initiative import Initiative
from exports.package import layout
from exports.package.verify import VerifiedPackage

FOLDER = "evidence"


def may_travel(desk: Desk, row_id: int) -> bool:
    """Whether files of this record may leave at all: an officer's own record that is no technology secret."""
    stored = initiatives.get(desk, row_id)
    return desk.user.role == OFFICER and stored.own and not _secret(stored.initiative)


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


def told_in(opened: VerifiedPackage, record_ids: set[str]) -> list[tuple[str, str, str]]:
    """(entry, name, public id of the record) of the evidence in a package, each looked at.

    RuleError package_evidence_foreign for a file of a record that is not in the package, evidence_kind_refused.
    """
    found = []
    for entry, told in opened.verification.header["files"].items():
        if "record" not in told:
            continue
        if told["record"] not in record_ids:
            raise RuleError("package_evidence_foreign", name=told["name"])
        sniff(io.BytesIO(opened.people_file(entry)), told["name"])
        found.append((entry, told["name"], told["record"]))
    return found


def take_in(desk: Desk, opened: VerifiedPackage, told: Sequence[tuple[str, str, str]], now: str) -> int:
    """Puts the evidence of a package with its records, unless it is there already; how many. Inside `atomic()`."""
    taken = 0
    for entry, name, record_id in told:
        row_id = stored_initiatives.row_id_of_public(desk.store, record_id)
        content = opened.people_file(entry)
        sha256 = hashlib.sha256(content).hexdigest()
        if row_id is None or any(one.row_id == row_id for one in evidence.same(desk.store, sha256)):
            continue
        kind = sniff(io.BytesIO(content), name)
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
