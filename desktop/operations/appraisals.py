"""Marking: the council, each appraiser's queue and sheet, and the results a session closes with."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db import appraisals, councils, initiatives, journal
from db.councils import StoredCouncil
from db.initiatives import Filter, Stored
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import CHAIR, OFFICER, Desk, demand_chair
from desktop.operations import blinding, filing, identity, recusals, second_readings, sessions
from desktop.operations.initiatives import rewrite
from desktop.operations.programmes import Packs
from desktop.operations.recusals import Book
from desktop.operations.second_readings import SecondReading
from domain import appraisal, blind, council, moves, recusal
from domain.appraisal import Result, ScoreSheet
from domain.council import Council
from domain.errors import Problem, RuleError
from domain.initiative import State
from domain.moves import Decision
from domain.recusal import DeclaredRelation, Recusal


@dataclass(frozen=True)
class SheetView:
    """What an appraiser may see of one initiative: the own sheet, and the others' only once the own one is filed."""

    own: ScoreSheet | None
    draft: Mapping[str, Any]
    others: tuple[ScoreSheet, ...]
    filed: int
    members: int


@dataclass(frozen=True)
class Waiting:
    """One initiative of the queue: how many members' sheets it has, and what the appraiser at the desk has done.

    `recusal` says why he stands aside and may not mark it.
    """

    row_id: int
    public_id: str
    number: str
    title: str
    filed: int
    mine: bool
    drafted: bool
    recusal: Recusal | None = None
    again: str = ""  # why the own sheet is to be read again and filed anew

    @property
    def recused(self) -> bool:
        return self.recusal is not None


@dataclass(frozen=True)
class Filed:
    filed: int
    refused: tuple[tuple[int, tuple[Problem, ...]], ...]
    changes: Changes


@dataclass(frozen=True)
class Line:
    """One initiative of the session with what its sheets amount to, who of the council stands aside for it, and what
    bars this council from deciding it at all. `ready` says that it has an outcome, even to whom that is hidden.
    """

    stored: Stored
    result: Result
    recused: tuple[Recusal, ...] = ()
    barred: Problem | None = None
    ready: bool = False


def set_council(desk: Desk, wanted: Council, relations: Sequence[DeclaredRelation] = ()) -> int:
    """Seat a council; sheets of its members count from now on. Returns its id.

    `relations` are declared with it, for the book.
    """
    demand_chair(desk)
    seated = sessions.cleaned(wanted)
    identity.demand_none({"name": seated.name, "held_on": seated.held_on, "place": seated.place, "head": seated.head,
                          "members": "\n".join(member.name for member in seated.members)})  # fmt: skip
    if problems := sessions.seating_problems(desk, seated):
        raise RuleError("council_incomplete", problems=problems)
    now = clock.stamp()
    with desk.store.atomic():
        council_id = councils.insert(desk.store, seated, now)
        declared = recusals.add(desk, relations)
        journal.write(desk.store, desk.user.name, "council_seated", seated.name, now, relations=declared)
    return council_id


def current_council(desk: Desk) -> StoredCouncil | None:
    return councils.current(desk.store)


def queue(desk: Desk) -> list[tuple[int, int, bool]]:
    """(row id, sheets filed, own sheet filed) of all that is under appraisal: fewest sheets first, own ones last."""
    return [(line.row_id, line.filed, line.mine) for line in waiting(desk)]


def waiting(desk: Desk) -> list[Waiting]:
    """The queue with what a list shows of it; what the appraiser at the desk may not mark comes last.

    A blind council reads the titles without anybody's name.
    """
    members, me = _members(desk), desk.user.name
    filed = appraisals.filed_by(desk.store)
    drafted = appraisals.drafted_by(desk.store, me)
    recused, asked = recusals.by_row(desk, me), second_readings.asked(desk)
    hidden = blinding.hidden_by_row(desk, list(filed)) if blinding.is_blind(desk) else {}
    lines = [
        Waiting(
            row_id=row["id"],
            public_id=row["public_id"],
            number=row["number"],
            title=blind.masked_words(row["title"], hidden[row["id"]]) if hidden else row["title"],
            filed=len(filed[row["id"]] & members),
            mine=me in filed[row["id"]],
            drafted=row["public_id"] in drafted,
            recusal=recused.get(row["id"]),
            again=asked[row["public_id"]].reason if me in _still(asked, row["public_id"]) else "",
        )
        for row in initiatives.list_rows(desk.store, list(filed))
    ]
    return sorted(lines, key=lambda line: (line.recused, line.mine and not line.again, line.filed, line.row_id))


def _still(asked: Mapping[str, SecondReading], public_id: str) -> frozenset[str]:
    return asked[public_id].open_for if public_id in asked else frozenset()


def view(desk: Desk, public_id: str) -> SheetView:
    members = _members(desk)
    sheets = appraisals.sheets(desk.store, public_id)
    mine = appraisal.leaves(sheet for sheet in sheets if sheet.appraiser == desk.user.name)
    own = mine[0] if len(mine) == 1 else None
    others = [sheet for sheet in sheets if sheet.appraiser != desk.user.name and sheet.appraiser in members]
    return SheetView(
        own=own,
        draft=appraisals.draft(desk.store, public_id, desk.user.name),
        others=tuple(others) if own else (),
        filed=len({sheet.appraiser for sheet in sheets} & members),
        members=len(members),
    )


def _members(desk: Desk) -> frozenset[str]:
    seated = councils.current(desk.store)
    return frozenset(member.name for member in seated.council.members) if seated else frozenset()


def save_draft(desk: Desk, public_id: str, body: Mapping[str, Any]) -> None:
    """Keep what is being written: {"points": {code: words}, "vote", "note"}. Not a filed sheet, seen by nobody else."""
    with desk.store.atomic():
        appraisals.save_draft(desk.store, public_id, desk.user.name, identity.left_out(body), clock.stamp())


def file_own(
    desk: Desk,
    public_id: str,
    points: Mapping[str, float],
    vote: str,
    note: str = "",
    gates: Mapping[str, bool] | None = None,
) -> Changes:
    """File the sheet of the appraiser at the desk; RuleError with one problem for each thing missing."""
    values = {"initiative": public_id, "appraiser": desk.user.name, "points": points, "vote": vote, "note": note,
              "gates": gates or {}}  # fmt: skip
    problems = filing.file(desk, values)
    if problems:
        raise RuleError("sheet_incomplete", problems=problems)
    return of("appraisals")


def file_sheets(desk: Desk, sheets: Sequence[Mapping[str, Any]]) -> Filed:
    """File sheets from a file or from paper: {"initiative", "appraiser", "points", "gates", "vote", "note"} each.

    A sheet that a rule refuses is named and does not stop the others. An appraiser files only his own; who keeps the
    council's book may file others' from paper, and his own sheets of the file come before them.
    """
    me, filed, refused = desk.user.name, 0, list[tuple[int, tuple[Problem, ...]]]()
    numbered = sorted(enumerate(sheets, 1), key=lambda one: filing.appraiser_of(desk, one[1]) != me)
    for number, values in numbered:
        problems = filing.file(desk, values)
        if problems:
            refused.append((number, problems))
        else:
            filed += 1
    return Filed(filed, tuple(sorted(refused)), of("appraisals"))


def _is_author(stored: Stored, name: str) -> bool:
    return any(council.same_person(author.full_name, name) for author in stored.initiative.authors)


def results(desk: Desk) -> list[Line]:
    """All that is under appraisal with what the sheets of the council's members amount to, best mean first; as far
    as the person at the desk may see it.
    """
    aside_shown = desk.user.has(OFFICER, CHAIR) or recusals.keeps(desk) or not blinding.is_blind(desk)
    lines = [_as_seen(desk, line) if aside_shown else dataclasses.replace(_as_seen(desk, line), recused=())
             for line in _lines(desk)]  # fmt: skip
    return sorted(lines, key=_best_first)


def _best_first(line: Line) -> tuple[float, int]:
    return -(line.result.mean or 0), line.stored.row_id


def _lines(desk: Desk) -> list[Line]:
    packs, book, sitting = Packs(desk), recusals.book(desk), sitting_council(desk)
    found = initiatives.get_many(desk.store, initiatives.ids(desk.store, Filter(states=(State.UNDER_APPRAISAL,))))
    return sorted((line_of(desk, stored, sitting, book, packs) for stored in found), key=_best_first)


def sitting_council(desk: Desk) -> Council:
    seated = councils.current(desk.store)
    return seated.council if seated else Council("", ())


def line_of(desk: Desk, stored: Stored, sitting: Council, book: Book, packs: Packs) -> Line:
    """What the sheets of one initiative amount to, whoever is at the desk."""
    aside = book.of(stored.initiative, sitting)
    counted = _counted(sitting, aside)
    sheets = [sheet for sheet in appraisals.sheets(desk.store, stored.initiative.id) if sheet.appraiser in counted]
    found = appraisal.result(stored.initiative.id, sheets, packs.of(stored.initiative).rubric, len(counted))
    barred = _barred(sitting, stored, aside)
    if barred is not None:
        # No session of these members decides this one; another council has to be seated first.
        found = dataclasses.replace(found, outcome=None, reasons=(*found.reasons, barred.code))
    return Line(stored, found, aside, barred, ready=found.outcome is not None)


def _barred(sitting: Council, stored: Stored, aside: Sequence[Recusal]) -> Problem | None:
    """Why this council may not decide this initiative: its head is an author, or who is left lacks a seat the
    article demands.
    """
    head = council.head_problem(sitting, [author.full_name for author in stored.initiative.authors])
    left = recusal.left_problems(sitting, aside) if aside else ()
    return head or next(iter(left), None)


def _counted(sitting: Council, aside: Sequence[Recusal]) -> frozenset[str]:
    """The names of the members who decide: all but those who stand aside, whenever they came to."""
    return frozenset(member.name for member in sitting.members) - {one.name for one in aside}


def _as_seen(desk: Desk, line: Line) -> Line:
    """To a member who has not filed yet, and to any other appraiser, a result says only how many have: the officer
    who sits in the council waits for the others' points like everybody else.
    """
    me, found = desk.user.name, line.result
    waits = not desk.user.has(OFFICER, CHAIR) or me in _members(desk)
    if not waits or me in {sheet.appraiser for sheet in found.sheets}:
        return line
    hidden = dataclasses.replace(
        found, mean=None, criterion_means={}, approvals=0, outcome=None, reasons=(), sheets=(), gates={}
    )
    return dataclasses.replace(line, result=hidden)


def decided(desk: Desk) -> list[Line]:
    """All that a closed session has decided and no decision paper has followed yet."""
    found = initiatives.ids(desk.store, Filter(states=(State.IN_COUNCIL,)))
    packs = Packs(desk)
    return [closed(desk, stored, packs) for stored in initiatives.get_many(desk.store, found)]


def closed(desk: Desk, stored: Stored, packs: Packs) -> Line:
    """What the sheets of the last closed round amount to."""
    verdict = appraisals.verdict(desk.store, stored.initiative.id) or {"members": 0, "council_id": 0}
    aside = appraisals.recused_of(verdict)
    members = councils.member_names(desk.store, verdict["council_id"]) - {one.name for one in aside or ()}
    sheets = [
        sheet
        for sheet in appraisals.closed_sheets(desk.store, stored.initiative.id)
        if sheet.appraiser in members and (aside is not None or not _is_author(stored, sheet.appraiser))
    ]
    rubric = packs.of(stored.initiative).rubric
    return Line(stored, appraisal.result(stored.initiative.id, sheets, rubric, verdict["members"]), aside or ())


def _refused(problem: Problem) -> RuleError:
    error = RuleError(problem.code, problems=(problem,))
    error.facts = dict(problem.facts)
    return error


def close(desk: Desk) -> tuple[list[Line], Changes]:
    """Close the session over everything that has an outcome: sheets are locked, the records wait for the decision.

    The session stays open for the rest. RuleError("session_nothing_decided") when nothing has an outcome yet,
    "session_below_quorum" when attendance was taken and fewer than two thirds take part.
    """
    demand_chair(desk)
    seated, lines, now = councils.current(desk.store), _lines(desk), clock.stamp()
    ready = [line for line in lines if line.ready]
    if seated is None or not ready:
        raise RuleError("session_nothing_decided")
    if short := council.session_problems(seated.council):
        raise _refused(short[0])
    with desk.store.atomic():
        appraisals.put_verdicts(desk.store, [(line.result, line.recused) for line in ready], seated.id, now)
        for line in ready:
            rewrite(desk, line.stored, moves.moved(line.stored.initiative, State.IN_COUNCIL, Decision()))
        if len(ready) == len(lines):
            councils.close(desk.store, seated.id, now)
        journal.write(desk.store, desk.user.name, "session_closed", seated.council.name, now, decided=len(ready))
    return ready, of("appraisals", "initiatives")
