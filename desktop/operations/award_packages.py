"""Results and awards on their way down: sealed for the unit they are about, and entered there into its own register."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import awards, journal, packages
from db import initiatives as stored_initiatives
from db import trust as trusted
from db.initiatives import Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import initiatives, packages_down, routes, unit_codes
from desktop.operations.packages_down import Sealed
from domain import results
from domain.award import Award
from domain.errors import RuleError
from domain.initiative import MOVES, State
from domain.moves import Decision, moved
from domain.results import Result
from exports.package.verify import Verification

KIND = "results"
ELSEWHERE, WITHDRAWN = "elsewhere", "withdrawn"
_TOLD_NO_MORE = "Cấp trên không còn ghi khen thưởng này."


@dataclass(frozen=True)
class Waiting:
    """What a unit below can be told: how many of its initiatives went further up, how many awards were given; `at` is
    when it was last told, "" for never. `unit_name` is "" where nobody has told it."""

    unit_code: str
    unit_name: str
    considered: int
    awards: int
    at: str


@dataclass(frozen=True)
class Offer:
    """What a package of results brings: new awards and those told no more, by initiative; `moves` are how many records
    go on to «xét tiếp» or «đã khen thưởng»."""

    told: tuple[Result, ...]
    new: tuple[tuple[str, Award], ...]
    gone: tuple[Award, ...]
    moves: int
    elsewhere: int

    @property
    def counts(self) -> dict[str, int]:
        told = {"new": len(self.new), "updated": self.moves, WITHDRAWN: len(self.gone), ELSEWHERE: self.elsewhere}
        return {name: n for name, n in told.items() if n}


def going_down(desk: Desk) -> dict[str, list[Result]]:
    """By unit that is told directly: the results of its initiatives, and of those it carried here."""
    given: dict[str, list[Award]] = {}
    for found in awards.given_below(desk.store).values():
        for public_id, award in found:
            given.setdefault(public_id, []).append(award)
    carried = set(packages.carried_on(desk.store))
    names = sorted(given.keys() | carried)
    by_unit: dict[str, list[Result]] = {}
    for public_id, unit in routes.down(desk, names).items():
        one = Result(public_id, public_id in carried, tuple(given.get(public_id, ())))
        by_unit.setdefault(unit, []).append(one)
    return by_unit


def waiting(desk: Desk) -> list[Waiting]:
    """The units that have results to be told, by code."""
    names = {row["unit_code"].upper(): str(row["unit_name"]) for row in trusted.units(desk.store)}
    found = []
    for unit, told in sorted(going_down(desk).items()):
        last = packages.last_sent(desk.store, unit, KIND)
        found.append(
            Waiting(
                unit_code=unit,
                unit_name=names.get(unit.upper(), ""),
                considered=sum(one.considered for one in told),
                awards=sum(len(one.awards) for one in told),
                at=last["created_at"] if last else "",
            )
        )
    return found


def seal(desk: Desk, unit_code: str, to: Path) -> Sealed:
    """One signed package for a unit with all results of its initiatives, put into the folder `to`.

    RuleError returns_need_upper, results_none; TroubleError folder_missing and those of writing.
    """
    demand_officer(desk)
    packages_down.demand_ready(desk, to)
    code = unit_code.strip().upper()
    told = going_down(desk).get(code, [])
    letter = packages_down.next_letter(desk, KIND, code, {"results": {"initiatives": len(told)}}, "ket-qua")
    if not told and letter.seq == 1:
        raise RuleError("results_none", field="unit", name=code)

    def remember(_package_id: int, now: str) -> None:
        journal.write(desk.store, desk.user.name, "results_sealed", code, now, seq=letter.seq, initiatives=len(told))

    return packages_down.seal(
        desk, letter, [results.line(one, letter.seq) for one in told], to, remember, of("packages")
    )


def look(desk: Desk, path: Path, seen: Verification) -> Offer:
    """What a valid package brings; nothing is written. RuleError results_not_from_above, package_other_recipient,
    package_replayed, results_malformed, package_swapped.
    """
    packages_down.demand_for_us(desk, seen, "results_not_from_above")
    told = [results.read(values) for values in packages_down.lines(desk, path, seen)]
    held = _held(desk, told)
    here = awards.told_by(desk.store, sorted(unit_codes.every(desk, seen.unit_code)))
    new: list[tuple[str, Award]] = []
    gone = [award for public_id, found in here.items() if public_id not in {one.initiative_id for one in told}
            for award in found]  # fmt: skip
    for one in told:
        if one.initiative_id in held:
            fresh, over = results.differing(here.get(one.initiative_id, []), one.awards)
            new += [(one.initiative_id, award) for award in fresh]
            gone += over
    moves = sum(bool(_way(held[one.initiative_id], one)) for one in told if one.initiative_id in held)
    return Offer(tuple(told), tuple(new), tuple(gone), moves, sum(one.initiative_id not in held for one in told))


def put(desk: Desk, path: Path, seen: Verification, offer: Offer) -> Changes:
    """Take in what was looked at, in one transaction: awards into the book of awards, records on along their way."""
    demand_officer(desk)
    kept = packages_down.keep(desk, path, seen)
    now = clock.stamp()
    with desk.store.atomic():
        packages_down.remember_in(desk, seen, kept, offer.counts, now)
        for public_id, award in offer.new:
            awards.insert(desk.store, public_id, award, now, told_by=seen.unit_code)
        for award in offer.gone:
            awards.withdraw(desk.store, award.id, _TOLD_NO_MORE, now)
        held = _held(desk, offer.told)
        for one in offer.told:
            if one.initiative_id in held:
                _move(desk, held[one.initiative_id], one, seen.unit_name, now)
        journal.write(desk.store, desk.user.name, "results_received", seen.manifest_sha256, now, unit=seen.unit_code,
                      seq=seen.seq, **offer.counts)  # fmt: skip
    return of("initiatives", "awards", "packages")


def _way(stored: Stored, told: Result) -> tuple[State, ...]:
    """The steps an own record takes for what was told of it."""
    if not stored.own:
        return ()
    at, steps = stored.initiative.state, list[State]()
    wanted = [State.CONSIDERED] * (told.considered or bool(told.awards)) + [State.AWARDED] * bool(told.awards)
    for to in wanted:
        if at in (State.PACKAGED, State.RECEIVED_ABOVE, State.CONSIDERED) and to in MOVES[at]:
            steps.append(to)
            at = to
    return tuple(steps)


def _move(desk: Desk, stored: Stored, told: Result, union: str, now: str) -> None:
    """Inside `atomic()`."""
    steps, after = _way(stored, told), stored.initiative
    for to in steps:
        after = moved(after, to, Decision())
    if steps:
        initiatives.rewrite(desk, stored, after)
        journal.write(desk.store, desk.user.name, "moved", after.id, now, start=stored.initiative.state,
                      end=after.state, reason=union)  # fmt: skip


def _held(desk: Desk, told: Sequence[Result]) -> Mapping[str, Stored]:
    rows = stored_initiatives.rows_of_public(desk.store, [one.initiative_id for one in told])
    return {one.initiative.id: one for one in stored_initiatives.get_many(desk.store, list(rows.values()))}
