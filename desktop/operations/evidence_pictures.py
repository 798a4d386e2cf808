"""Making a picture of the evidence smaller, on request: the large one goes into the bin, its size stays known."""

from __future__ import annotations

from db import evidence as stored
from desktop.changes import Changes
from desktop.desk import Desk, demand_officer
from desktop.operations import evidence, evidence_intake
from desktop.operations.evidence import Evidence
from desktop.operations.evidence_intake import Added, bytes_source
from desktop.outside import files
from domain.errors import RuleError
from domain.evidence import KINDS, LARGE_PICTURE_BYTES


def may_shrink(found: Evidence) -> bool:
    return KINDS[found.kind].picture and found.size_bytes > LARGE_PICTURE_BYTES


def smaller(desk: Desk, evidence_id: int) -> bytes:
    """The picture made smaller; writes nothing. It takes a second, so never on the screen's thread."""
    found = evidence.get(desk, evidence_id)
    content = b"".join(evidence.content(desk, evidence_id))
    made = files.jpeg(found.name, content, LARGE_PICTURE_BYTES)
    if len(made) >= found.size_bytes:
        raise RuleError("evidence_not_smaller", name=found.name)
    return made


def put_smaller(desk: Desk, evidence_id: int, content: bytes) -> Added:
    """The smaller picture takes the place of the large one, which can be brought back."""
    demand_officer(desk)
    found = evidence.get(desk, evidence_id)
    with desk.store.atomic():
        source = bytes_source(found.name, content, found.original_bytes or found.size_bytes)
        added = evidence_intake.add(desk, found.row_id, source)
        ids = [one.id for one in stored.of(desk.store, found.row_id)]
        changes: Changes = evidence.remove(desk, evidence_id)
        order = [added.evidence.id if one == evidence_id else one for one in ids if one != added.evidence.id]
        stored.put_in_order(desk.store, order)
    return Added(added.evidence, added.known, added.elsewhere, changes)
