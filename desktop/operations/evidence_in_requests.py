"""Evidence that goes along with a request to mark elsewhere: which files, under which names, and how much of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from db import evidence
from db import initiatives as stored_initiatives
from db.evidence import Evidence
from db.initiatives import Stored
from desktop.desk import Desk
from desktop.operations import blinding, evidence_in_packages
from domain.blind import Hidden
from domain.errors import RuleError
from domain.evidence import KINDS, file_name, size_words
from exports.package.layout import LIMITS
from exports.package.verify import VerifiedPackage

LIGHT_BYTES = 20 << 20  # what a mail box still takes: up to here files go along unless somebody says no
MOST_BYTES = LIMITS.file_bytes - (20 << 20)  # the rest is for the records
MOST_FILES = LIMITS.entries - 100
Told = tuple[str, str, str]  # entry, name, public id of the record


def of(desk: Desk, stored: Stored, hidden: Hidden | None) -> tuple[tuple[Evidence, ...], int]:
    """The files of a record that an appraiser elsewhere may have, as they are called there, and how many stay here.

    Of a technology secret all of them stay, whatever was chosen for packages.
    """
    files = tuple(evidence.of(desk.store, stored.row_id))
    if stored.initiative.technology_secret:
        return (), len(files)
    return (blinding.masked_files(files, hidden) if hidden is not None else files), 0


def size_bytes(files: Sequence[Evidence]) -> int:
    return sum(one.size_bytes for one in files)


def usual(files: Sequence[Evidence], *, blind: bool) -> bool:
    """Whether these go along when nobody has said: not where names inside them could tell whose it is."""
    return bool(files) and not blind and size_bytes(files) <= LIGHT_BYTES and len(files) <= MOST_FILES


def demand_room(files: Sequence[Evidence]) -> None:
    """RuleError request_evidence_too_large: there is one request for each appraiser, and it is one package."""
    size = size_bytes(files)
    if size > MOST_BYTES or len(files) > MOST_FILES:
        raise RuleError("request_evidence_too_large", field="evidence", n=len(files), size=size_words(size),
                        limit=size_words(MOST_BYTES), most=MOST_FILES)  # fmt: skip


def take_in(
    desk: Desk, opened: VerifiedPackage, told: Sequence[Told], record_ids: Collection[str], now: str, *, whole: bool
) -> int:
    """Puts the files of a request with their initiatives; how many were new. Inside `atomic()`.

    `whole`: what the request does not bring any more, or calls otherwise, goes into the bin: everybody judges by the
    same files, and what is masked now is not to be read under its old name.
    """
    if whole:
        for record_id in record_ids:
            _put_away(desk, record_id, [(opened.contents.digests[entry], name) for entry, name, whose in told
                                        if whose == record_id], now)  # fmt: skip
    return evidence_in_packages.take_in(desk, opened, told, now)


def _put_away(desk: Desk, record_id: str, told: Collection[tuple[str, str]], now: str) -> None:
    row_id = stored_initiatives.row_id_of_public(desk.store, record_id)
    for one in evidence.of(desk.store, row_id) if row_id is not None else ():
        if not any(one.sha256 == sha256 and one.name == file_name(name, KINDS[one.kind]) for sha256, name in told):
            evidence.mark_removed(desk.store, one.id, now)
