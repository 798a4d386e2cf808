"""How far each row of packages has got: what was sent and answered, what has come and what is missing."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from db import packages, trust
from desktop import clock
from desktop.desk import Desk
from desktop.operations import units
from domain import handover
from domain.unit_tree import Tree

SUBMISSION, CARRIER = "submission", "carrier"
KINDS = (SUBMISSION, CARRIER)  # each is numbered by itself


@dataclass(frozen=True)
class SentChain:
    """Packages of one kind to one recipient: `sent` numbers, those `answered` by a receipt, and those that the newest
    receipt says have `come` there (empty while no receipt tells it)."""

    recipient: str
    sent: tuple[int, ...]
    answered: tuple[int, ...]
    come: tuple[int, ...]
    kind: str = SUBMISSION

    @property
    def waiting(self) -> tuple[int, ...]:
        """Sent, and no receipt has said anything of them."""
        there = {*self.answered, *self.come, *self.lost}
        return tuple(number for number in self.sent if number not in there)

    @property
    def lost(self) -> tuple[int, ...]:
        """A later one has come there, these have not."""
        last = max(self.come, default=0)
        return tuple(number for number in self.sent if number < last and number not in (*self.come, *self.answered))


@dataclass(frozen=True)
class ReceivedChain:
    """Packages of one kind that one unit numbered for one `recipient`: which numbers came, which below the highest did
    not, and when the last one came. `unit_code` is its code today, `codes` are those it sent under."""

    unit_code: str
    unit_name: str
    received: tuple[int, ...]
    missing: tuple[int, ...]
    last_at: str
    kind: str = SUBMISSION
    recipient: str = ""
    codes: tuple[str, ...] = ()


def sent(desk: Desk) -> list[SentChain]:
    """By recipient, what was packed here and what was sent on of others; nothing is opened."""
    rows = defaultdict(list)
    for kind in KINDS:
        for row in packages.numbers(desk.store, "out", kind):
            rows[row["recipient"], KINDS.index(kind)].append(row)
    return [
        SentChain(
            recipient,
            tuple(row["seq"] for row in mine),
            tuple(row["seq"] for row in mine if row["acknowledged_at"]),
            _come([json.loads(row["come"]) for row in mine if row["come"]]),
            KINDS[kind],
        )
        for (recipient, kind), mine in sorted(rows.items())
    ]


def received(desk: Desk) -> list[ReceivedChain]:
    """By unit, under whatever codes it sent, those with something missing first; then units whose key is trusted, that
    are still there, and from which nothing has come."""
    rows, tree, today = defaultdict(list), units.tree(desk), clock.today()
    for kind in KINDS:
        for row in packages.numbers(desk.store, "in", kind):
            life = tree.holder(row["unit_code"])
            rows[life.id if life else row["unit_code"].upper(), kind, row["recipient"].upper()].append(row)
    found = []
    for (unit_id, kind, recipient), mine in rows.items():
        numbers, life = {row["seq"] for row in mine}, tree.lives.get(unit_id)
        code = life.code(today) if life else mine[-1]["unit_code"]
        name = life.name(today) if life else mine[-1]["unit_name"]
        codes = tuple(sorted({row["unit_code"] for row in mine}))
        last_at = max(row["created_at"] for row in mine)
        found.append(ReceivedChain(code, name, tuple(sorted(numbers)), handover.gaps(numbers), last_at, kind,
                                   recipient, codes))  # fmt: skip
    found.sort(key=lambda one: (not one.missing, one.unit_code, KINDS.index(one.kind), one.recipient))
    heard = {unit_id for unit_id, _kind, _recipient in rows}
    return found + [one for one in _silent(desk, tree, today) if one.codes[0] not in heard]


def _silent(desk: Desk, tree: Tree, today: date) -> Iterator[ReceivedChain]:
    """Every trusted unit that is still there as if nothing had come from it; `codes` is what it is known by."""
    for unit in trust.units(desk.store):
        life = tree.holder(unit["unit_code"])
        if unit["state"] == "active" and (life is None or life.alive(today)):
            known = life.id if life else unit["unit_code"].upper()
            yield ReceivedChain(unit["unit_code"], unit["unit_name"], (), (), "", codes=(known,))


def _come(told: list[list[list[int]]]) -> tuple[int, ...]:
    """What the receipts say together: each tells all that had come until then."""
    return tuple(sorted({number for runs in told for first, last in runs for number in range(first, last + 1)}))
