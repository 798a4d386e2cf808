"""Random histories of appraisers, chairs and packages on five PCs, none of whose clocks is to be believed."""

from __future__ import annotations

import dataclasses
import random
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from hypothesis import strategies as st

from domain.appraisal import ScoreSheet, Vote
from domain.sheet_merge import Slot, by_slot, fingerprint, merge, read, settling, values

DAY = timedelta(days=1)
# Right, nine years behind, thirty ahead, a wrong zone, and a dead battery.
CLOCKS = (timedelta(0), -9 * 365 * DAY, 30 * 365 * DAY, timedelta(hours=-7), -56 * 365 * DAY)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
HISTORIES = st.lists(
    st.one_of(
        st.tuples(st.just("file"), st.integers(0, 4), st.integers(0, 2), st.integers(0, 1), st.integers(0, 60)),
        st.tuples(st.just("settle"), st.integers(0, 4), st.integers(0, 2), st.integers(0, 1)),
        st.tuples(st.just("send"), st.integers(0, 4), st.integers(0, 4), st.floats(0, 1)),
        st.tuples(st.just("replay"), st.integers(0, 4), st.integers(0, 30)),
    ),
    max_size=40,
)


@dataclass
class Pc:
    """What one PC holds. `take` is all that ever brings something from elsewhere; `prefix` keeps histories apart."""

    place: int
    clock: timedelta
    prefix: str = ""
    now: datetime = NOON
    sheets: dict[str, ScoreSheet] = field(default_factory=dict)
    clashes: set[str] = field(default_factory=set)
    _made: Any = field(default_factory=count)

    def slots(self) -> dict[Slot, tuple[ScoreSheet, ...]]:
        return by_slot(self.sheets.values())

    def file(self, initiative: int, appraiser: int, halves: int) -> ScoreSheet:
        """The appraiser files what he thinks now, naming what he sees on this PC."""
        place = (f"{self.prefix}i{initiative}", 1, f"An {appraiser}")
        parents = tuple(sheet.id for sheet in self.slots().get(place, ()))
        points = {"novelty": halves / 2, "applicability": 15.0, "effect": 20.0}
        made = ScoreSheet(self._id(), *place, points, Vote.APPROVE, "", parents, self._stamp())
        # Some are on paper, and somebody else types them in.
        return self._keep(dataclasses.replace(made, entered_by="Hân" if halves % 5 == 0 else ""))

    def settle(self, place: Slot) -> ScoreSheet:
        current = self.slots()[place]
        return self._keep(settling(current[0], current, self._id(), "Hân", self._stamp()))

    def package(self) -> list[dict[str, Any]]:
        return [values(sheet) for sheet in self.sheets.values()]

    def take(self, package: list[dict[str, Any]]) -> None:
        merged = merge({name: fingerprint(sheet) for name, sheet in self.sheets.items()}, map(read, package))
        self.sheets |= {sheet.id: sheet for sheet in merged.new}
        self.clashes |= {sheet.id for sheet in merged.clashes}

    def _keep(self, sheet: ScoreSheet) -> ScoreSheet:
        self.sheets[sheet.id] = sheet
        return sheet

    def _id(self) -> str:
        return f"{self.prefix}pc{self.place}-{next(self._made)}"

    def _stamp(self) -> str:
        return (self.now + self.clock).isoformat()


def play(pcs: list[Pc], history: list[Any], chance: random.Random) -> dict[str, ScoreSheet]:
    """Lets it happen; returns every sheet that was ever written anywhere."""
    written: dict[str, ScoreSheet] = {}
    packages: list[list[dict[str, Any]]] = []
    for what, *about in history:
        for pc in pcs:
            pc.now += timedelta(seconds=chance.choice([0, 0.0004, 1, 3600]))
        if what == "file":
            made = pcs[about[0]].file(about[2], about[1], about[3])
            written[made.id] = made
        elif what == "settle":
            place = (f"{pcs[0].prefix}i{about[2]}", 1, f"An {about[1]}")
            if len(pcs[about[0]].slots().get(place, ())) > 1:
                made = pcs[about[0]].settle(place)
                written[made.id] = made
        elif what == "send":
            package = pcs[about[0]].package()
            chance.shuffle(package)
            packages.append(package[: max(1, int(len(package) * about[2]))])
            pcs[about[1]].take(packages[-1])
        elif packages:
            pcs[about[0]].take(packages[about[1] % len(packages)])
    return written


def exchange(pcs: list[Pc], chance: random.Random) -> None:
    """Everybody sends everything to everybody, twice, in any order."""
    for _ in range(2):
        packages = [pc.package() for pc in pcs]
        order = [(a, b) for a in range(len(pcs)) for b in range(len(pcs))]
        chance.shuffle(order)
        for a, b in order:
            pcs[b].take(packages[a])
