"""What has come, the newest first, a page at a time: a province takes in thousands of packages a year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from db import packages
from desktop.desk import Desk
from desktop.operations import chains, clashes
from desktop.operations.chains import ReceivedChain


class ReceivedRows:
    """The packages a register holds, for a table that asks for them by pages."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def total(self) -> int:
        return packages.received_count(self._desk.store)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return packages.received_ids(self._desk.store, offset, limit)

    def rows(self, ids: Sequence[int]) -> list[dict[str, Any]]:
        return packages.received_rows(self._desk.store, ids)


@dataclass(frozen=True)
class ReceivedStanding:
    """How each unit's numbers stand, and how many records wait for a person to choose; of `decided` among them a union
    below has told its decision."""

    chains: tuple[ReceivedChain, ...]
    clashes: int
    decided: int = 0

    def of(self, row: Mapping[str, Any]) -> ReceivedChain | None:
        """The chain in which a package that came stands; None for one that nobody numbered for us."""
        if row["kind"] not in chains.KINDS or row["carrier_id"] is not None:
            return None
        return self._by_package.get((row["kind"], row["unit_code"], row["recipient"].upper()))

    @cached_property
    def _by_package(self) -> dict[tuple[str, str, str], ReceivedChain]:
        return {(one.kind, code, one.recipient): one for one in self.chains for code in one.codes}


def standing(desk: Desk) -> ReceivedStanding:
    """Looks through all packages: beside the screen."""
    waiting = clashes.still_open(desk)
    decided = sum(one.below is not None for one in waiting)
    return ReceivedStanding(tuple(chains.received(desk)), len(waiting), decided)


def one(desk: Desk, package_id: int) -> dict[str, Any] | None:
    """The whole row of one package; None if there is none."""
    return packages.get(desk.store, package_id)
