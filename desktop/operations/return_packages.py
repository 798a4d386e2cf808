"""Return packages: sealing what a unit is to mend, and at the unit taking it in as a list of things to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db import initiatives as stored_initiatives
from db import journal, packages, return_marks
from db.initiatives import Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import initiatives, packages_down, unit_codes
from desktop.operations.packages_down import Sealed
from domain import return_mark
from domain.errors import RuleError
from domain.initiative import MOVES, State
from domain.labels import FIELDS
from domain.moves import Decision, moved
from domain.return_mark import ReturnMark
from exports.package.verify import Verification

KIND = "return"
ELSEWHERE, WITHDRAWN = "elsewhere", "withdrawn"
# From here a record goes back when something of it has to be mended.
_GOES_BACK = (State.PACKAGED, State.RECEIVED_ABOVE, State.CONSIDERED)


@dataclass(frozen=True)
class Waiting:
    """A unit with open marks: how many nobody was told of, how many wait for its answer, how many were withdrawn
    since its last return package; `at` is when that was sealed, "" for never. `now` is the unit its things belong to,
    where it is not there any more: whoever keeps its register gets the package, which is for its own code still."""

    unit_code: str
    unit_name: str
    noted: int
    sent: int
    withdrawn: int
    records: int
    at: str
    now: str = ""

    @property
    def to_seal(self) -> bool:
        return bool(self.noted or self.withdrawn)


@dataclass(frozen=True)
class Offer:
    """What a return package asks; `known` of its marks are here already, `gone` are withdrawn by it."""

    new: tuple[ReturnMark, ...]
    changed: tuple[ReturnMark, ...]
    known: int
    gone: tuple[ReturnMark, ...]
    elsewhere: int

    @property
    def counts(self) -> dict[str, int]:
        told = {"new": len(self.new), "updated": len(self.changed), "identical": self.known,
                WITHDRAWN: len(self.gone), ELSEWHERE: self.elsewhere}  # fmt: skip
        return {name: n for name, n in told.items() if n}


def waiting(desk: Desk) -> list[Waiting]:
    """The units that have something to be told or to answer, by code."""
    found: dict[str, list[ReturnMark]] = {}
    for mark in return_marks.everything(desk.store):
        if mark.out:
            found.setdefault(mark.unit_code, []).append(mark)
    told = (_waiting(desk, code, marks) for code, marks in sorted(found.items()))
    return [one for one in told if one.noted or one.sent or one.withdrawn]


def _waiting(desk: Desk, code: str, marks: Sequence[ReturnMark]) -> Waiting:
    last = packages.last_sent(desk.store, code, KIND)
    at = last["created_at"] if last else ""
    still = [mark for mark in marks if mark.is_open]
    noted = sum(mark.package_id is None for mark in still)
    withdrawn = sum(bool(mark.package_id and mark.withdrawn_at and mark.withdrawn_at > at) for mark in marks)
    return Waiting(code, marks[-1].unit_name, noted, len(still) - noted, withdrawn,
                   len({mark.initiative_id for mark in still}), at, unit_codes.now_with(desk, code))  # fmt: skip


def seal(desk: Desk, unit_code: str, to: Path) -> Sealed:
    """The upper union's side: one signed package for a unit with every mark that stands open, put into `to`.

    RuleError returns_need_upper, returns_none; TroubleError folder_missing and those of writing.
    """
    demand_officer(desk)
    packages_down.demand_ready(desk, to)
    code = unit_code.strip().upper()
    marks = return_marks.of_unit(desk.store, [code], out=True)
    stands = next((one for one in waiting(desk) if one.unit_code == code), None)
    if stands is None or not (marks or stands.withdrawn):
        home = unit_codes.homes(desk)
        theirs = [one.unit_code for one in waiting(desk) if home(one.unit_code) == home(code)]
        if theirs:
            raise RuleError("returns_of_gone", field="unit", name=code, codes=", ".join(theirs))
        raise RuleError("returns_none", field="unit", name=code)
    held = _held(desk, marks)
    still = [mark for mark in marks if mark.initiative_id in held]
    more = {"return": {"marks": len(still), "records": len(held)}}
    letter = packages_down.next_letter(desk, KIND, code, more, "tra-lai")
    lines = [return_mark.line(mark, held[mark.initiative_id].initiative, letter.seq) for mark in still]

    def remember(package_id: int, now: str) -> None:
        fresh = [mark.no for mark in marks if mark.package_id is None]
        if fresh:
            return_marks.change(desk.store, fresh, package_id=package_id)
        journal.write(desk.store, desk.user.name, "return_sealed", code, now, seq=letter.seq, marks=len(lines))

    return packages_down.seal(desk, letter, lines, to, remember, of("packages", "returns"))


def look(desk: Desk, path: Path, seen: Verification) -> Offer:
    """What a valid package asks; nothing is written. RuleError return_not_from_above, package_other_recipient,
    package_replayed, return_malformed, package_swapped.
    """
    packages_down.demand_for_us(desk, seen, "return_not_from_above")
    lines = packages_down.lines(desk, path, seen)
    told = sorted((return_mark.read(values, seen.unit_code, seen.unit_name) for values in lines),
                  key=lambda mark: (mark.made_at, mark.id))  # fmt: skip
    held = {mark.id: mark for mark in return_marks.of_unit(desk.store, sorted(unit_codes.every(desk, seen.unit_code)),
                                                           out=False, open_only=False)}  # fmt: skip
    mine = {stored.initiative.id for stored in _held(desk, told).values() if stored.own}
    fresh = [mark for mark in told if mark.id not in held]
    changed = [mark for mark in told if mark.id in held and held[mark.id].is_open
               and held[mark.id].reason != mark.reason]  # fmt: skip
    names = {mark.id for mark in told}
    gone = [mark for mark in held.values() if mark.is_open and mark.id not in names]
    new = tuple(mark for mark in fresh if mark.initiative_id in mine)
    return Offer(new, tuple(changed), len(told) - len(fresh) - len(changed), tuple(gone), len(fresh) - len(new))


def put(desk: Desk, path: Path, seen: Verification, offer: Offer) -> Changes:
    """Take in what was looked at, in one transaction: records to be mended go back, the marks stand at their fields."""
    demand_officer(desk)
    kept = packages_down.keep(desk, path, seen)
    now = clock.stamp()
    with desk.store.atomic():
        package_id = packages_down.remember_in(desk, seen, kept, offer.counts, now)
        for mark in offer.new:
            return_marks.insert(desk.store, _placed(mark, package_id))
        for mark in offer.changed:
            before = next(one for one in return_marks.of_record(desk.store, mark.initiative_id) if one.id == mark.id)
            return_marks.change(desk.store, [before.no], reason=mark.reason)
        if offer.gone:
            return_marks.change(desk.store, [mark.no for mark in offer.gone], closed_at=now, withdrawn_at=now)
        _send_back(desk, offer.new, seen.unit_name, now)
        _take_up_again(desk, offer.gone, now)
        journal.write(desk.store, desk.user.name, "return_received", seen.manifest_sha256, now, unit=seen.unit_code,
                      seq=seen.seq, **offer.counts)  # fmt: skip
    return of("initiatives", "returns", "packages")


def _placed(mark: ReturnMark, package_id: int) -> ReturnMark:
    return ReturnMark(**vars(mark) | {"package_id": package_id})


def _send_back(desk: Desk, marks: Sequence[ReturnMark], union: str, now: str) -> None:
    """Inside `atomic()`: the records of these marks are returned, with the reasons as the reason of the move."""
    reasons: dict[str, list[str]] = {}
    for mark in marks:
        reasons.setdefault(mark.initiative_id, []).append(f"{FIELDS.get(mark.field, '')}: {mark.reason}".lstrip(": "))
    for stored in _held(desk, marks).values():
        held = stored.initiative
        if held.state not in _GOES_BACK:
            continue
        reason = f"{union}: {'; '.join(reasons[held.id])}"
        initiatives.rewrite(desk, stored, moved(held, State.RETURNED, Decision(reason=reason)))
        journal.write(desk.store, desk.user.name, "moved", held.id, now, start=held.state, end=State.RETURNED,
                      reason=reason)  # fmt: skip


def _take_up_again(desk: Desk, marks: Sequence[ReturnMark], now: str) -> None:
    """Inside `atomic()`: where everything asked was withdrawn and nothing was changed, the record stands as before."""
    for stored in _held(desk, marks).values():
        held = stored.initiative
        still = any(mark.is_open for mark in return_marks.of_record(desk.store, held.id) if not mark.out)
        same = return_mark.held_of(held, return_mark.WHOLE) == stored.sealed_sha256
        if still or not same or held.state is not State.RETURNED or State.PACKAGED not in MOVES[held.state]:
            continue
        after = moved(moved(held, State.PACKAGED, Decision()), State.RECEIVED_ABOVE, Decision())
        initiatives.rewrite(desk, stored, after)
        journal.write(desk.store, desk.user.name, "moved", held.id, now, start=held.state, end=State.RECEIVED_ABOVE,
                      reason="")  # fmt: skip


def _held(desk: Desk, marks: Sequence[ReturnMark]) -> dict[str, Stored]:
    rows = stored_initiatives.rows_of_public(desk.store, sorted({mark.initiative_id for mark in marks}))
    return {one.initiative.id: one for one in stored_initiatives.get_many(desk.store, list(rows.values()))}
