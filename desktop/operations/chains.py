"""How far each row of packages has got: what was sent and answered, what has come and what is missing."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from db import packages, trust
from desktop.desk import Desk
from domain import handover

SUBMISSION = "submission"


@dataclass(frozen=True)
class SentChain:
    """Packages to one recipient: `sent` numbers, those `answered` by a receipt, and those that the newest receipt says
    have `come` there (empty while no receipt tells it)."""

    recipient: str
    sent: tuple[int, ...]
    answered: tuple[int, ...]
    come: tuple[int, ...]

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
    """Packages of one unit: which numbers came, which below the highest did not, and when the last one came."""

    unit_code: str
    unit_name: str
    received: tuple[int, ...]
    missing: tuple[int, ...]
    last_at: str


def sent(desk: Desk) -> list[SentChain]:
    """By recipient; nothing is opened."""
    rows = defaultdict(list)
    for row in packages.numbers(desk.store, "out", SUBMISSION):
        rows[row["recipient"]].append(row)
    return [
        SentChain(
            recipient,
            tuple(row["seq"] for row in mine),
            tuple(row["seq"] for row in mine if row["acknowledged_at"]),
            _come([row["detail"].get("come", []) for row in mine]),
        )
        for recipient, mine in sorted(rows.items())
    ]


def received(desk: Desk) -> list[ReceivedChain]:
    """By unit, those with something missing first; then units whose key is trusted and from which nothing has come."""
    rows = defaultdict(list)
    for row in packages.numbers(desk.store, "in", SUBMISSION):
        rows[row["unit_code"]].append(row)
    found = []
    for code, mine in rows.items():
        numbers = {row["seq"] for row in mine}
        last_at = max(row["created_at"] for row in mine)
        found.append(
            ReceivedChain(code, mine[-1]["unit_name"], tuple(sorted(numbers)), handover.gaps(numbers), last_at)
        )
    found.sort(key=lambda one: (not one.missing, one.unit_code))
    silent = [unit for unit in trust.units(desk.store) if unit["state"] == "active" and unit["unit_code"] not in rows]
    return found + [ReceivedChain(unit["unit_code"], unit["unit_name"], (), (), "") for unit in silent]


def _come(told: list[list[list[int]]]) -> tuple[int, ...]:
    """What the receipts say together: each tells all that had come until then."""
    return tuple(sorted({number for runs in told for first, last in runs for number in range(first, last + 1)}))
