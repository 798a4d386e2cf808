"""Decisions on conflicts travel upwards in carriers: what a union below has settled is not settled twice unasked.

They are suggestions. A person of this register takes one over, or decides otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import initiatives as stored_initiatives
from db import settlements as stored
from db.initiatives import Stored
from desktop.desk import Desk
from desktop.operations import unit_codes
from domain import settlement
from domain.settlement import Settlement
from exports.package.registry import TrustRegistry
from exports.package.verify import Verification

# More than one carrier ever needs; a header has its bounds.
MOST = 1000
HELD, TOLD = "held", "told"


@dataclass(frozen=True)
class Below:
    """What the union that carried a record decided of the same two: `keep` is HELD or TOLD as it would be here."""

    keep: str
    unit_code: str
    unit_name: str
    by: str
    at: str


def to_tell(desk: Desk, carrying: Sequence[int]) -> list[Settlement]:
    """What a carrier with the packages of these rows tells: all that was decided here of what has gone on upwards, each
    time anew, so that a carrier that is lost loses none."""
    return stored.of_carried(desk.store, carrying, MOST)


def take_in(desk: Desk, carrier: Verification, vouched: TrustRegistry, carrier_id: int, *, nested: bool) -> int:
    """What a carrier tells, as far as it is told right; returns how many. Inside a carrier that lies in another one a
    union speaks only of the units it vouches for itself; the outermost one of all that came with it."""
    told = carrier.header["carrier"].get("settlements", ())
    found = [one for one in map(settlement.read, told if isinstance(told, list) else ()) if one is not None][:MOST]
    if nested:
        units = _units(desk, [one.initiative_id for one in found])
        found = [one for one in found if units.get(one.initiative_id) in vouched.units]
    if found:
        with desk.store.atomic():
            stored.put(desk.store, carrier_id, carrier.unit_code, carrier.unit_name, found)
    return len(found)


def _units(desk: Desk, initiative_ids: Sequence[str]) -> dict[str, str]:
    rows = stored_initiatives.rows_of_public(desk.store, initiative_ids)
    held = stored_initiatives.get_many(desk.store, list(rows.values()))
    return {one.initiative.id: one.initiative.unit_code for one in held}


def decided_below(
    desk: Desk, clash: Mapping[str, Any], held: Stored, told_sha256: str, decided: Sequence[Mapping[str, Any]]
) -> Below | None:
    """Of the decisions told from below on an initiative the one on just these two records, if any.

    Only the union whose carrier brought the package in conflict has a say, about what it has seen itself: the same
    revision, the same two contents.
    """
    pair = {held.sealed_sha256, told_sha256}
    for one in decided:
        seen = {one["kept_sha256"], one["other_sha256"]}
        by_carrier = unit_codes.same(desk, one["carried_by"], clash["carried_by"] or "")
        if seen == pair and one["revision"] == clash["revision"] and by_carrier:
            keep = HELD if one["kept_sha256"] == held.sealed_sha256 else TOLD
            return Below(keep, one["unit_code"], one["unit_name"], one["decided_by"], one["decided_at"])
    return None
