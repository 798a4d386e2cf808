"""A receipt that comes back: it closes the outbox row of its package, and what was answered in it."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from db import journal, outbox, packages, return_marks
from desktop import clock
from desktop.desk import Desk
from desktop.operations import initiatives, receipts, unit_codes
from desktop.operations.received import ALREADY, Received
from domain.errors import RuleError
from exports.package.verify import Verification


def take(desk: Desk, _path: Path, seen: Verification, base: Received, dry_run: bool) -> Received:
    """RuleError receipt_malformed, receipt_not_ours, receipt_of_another."""
    told = receipts.told(seen)
    row = packages.by_manifest(desk.store, told.manifest_sha256)
    if row is None or row["direction"] != "out" or not unit_codes.is_ours(desk, seen.recipient):
        raise RuleError("receipt_not_ours", seq=told.seq)
    # The union it went to may have gone into another since: that one answers.
    if not unit_codes.same(desk, unit_codes.stands_for(desk, row["recipient"]), seen.unit_code) and not unit_codes.same(
        desk, row["recipient"], seen.unit_code
    ):
        raise RuleError("receipt_of_another", unit=seen.unit_name)
    base = dataclasses.replace(base, answers_seq=told.seq)
    if row["acknowledged_at"]:
        return dataclasses.replace(base, code=ALREADY)
    if not dry_run:
        now = clock.stamp()
        come = {"come": [list(span) for span in told.received]} if told.received and told.kind == row["kind"] else {}
        with desk.store.atomic():
            packages.acknowledge(desk.store, row["id"], now, row["detail"] | {"receipt": told.counts} | come)
            outbox.move(desk.store, row["id"], "acknowledged", now, detail=seen.manifest_sha256)
            for public_id, revision in packages.record_revisions(desk.store, row["id"]).items():
                initiatives.acknowledge(desk, public_id, revision)
            return_marks.close_of_package(desk.store, row["id"], now)
            journal.write(desk.store, desk.user.name, "acknowledged", told.manifest_sha256, now)
    return dataclasses.replace(base, counts=dict(told.counts))
