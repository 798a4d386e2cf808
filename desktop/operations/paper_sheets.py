"""Sheets on paper: of members who have no way into this PC, typed in for them by whoever keeps the council's book."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db import appraisal_requests, appraisals, councils, users
from desktop.changes import Changes, of
from desktop.desk import Desk
from desktop.operations import filing, initiatives, recusals, typed_words
from desktop.operations.appraisals import waiting as queue
from desktop.operations.filing import paper_form
from domain import appraisal
from domain.appraisal import ScoreSheet
from domain.council import Role
from domain.errors import Problem, RuleError


@dataclass(frozen=True)
class PaperMember:
    """A council member who cannot mark on this PC, with how many of the sheets he owes are in. `request_seq` is the
    number of the request by which he marks on another PC, 0 for none.
    """

    name: str
    role: Role
    filed: int
    owed: int
    request_seq: int = 0


@dataclass(frozen=True)
class PaperLine:
    """One initiative as far as one member's sheet of it goes; `again` is why it is to be read again."""

    row_id: int
    public_id: str
    number: str
    title: str
    filed: bool
    drafted: bool
    recused: bool
    again: str = ""


@dataclass(frozen=True)
class PaperView:
    """`own` is the sheet that holds: None while there is none, several contradict each other, or the person at the desk
    may not read it yet. `barred` says why that person may not type it in.
    """

    own: ScoreSheet | None
    draft: Mapping[str, Any]
    barred: Problem | None


def names(desk: Desk) -> tuple[str, ...]:
    """Who of the council is not among the users of this register, in the order of the council."""
    seated, known = councils.current(desk.store), {user.name for user in users.everyone(desk.store)}
    return tuple(one.name for one in seated.council.members if one.name not in known) if seated else ()


def members(desk: Desk) -> tuple[PaperMember, ...]:
    """The same, with how far each is; for whoever keeps the council's book."""
    recusals.demand_keeper(desk)
    seated, filed = councils.current(desk.store), appraisals.filed_by(desk.store)
    asked = {one.appraiser: one.seq for one in appraisal_requests.everything(desk.store) if not one.superseded_at}
    roles = {one.name: one.role for one in seated.council.members} if seated else {}
    found = []
    for name in names(desk):
        owed = filed.keys() - recusals.by_row(desk, name).keys()
        done = sum(name in filed[row_id] for row_id in owed)
        found.append(PaperMember(name, roles[name], done, len(owed), asked.get(name, 0)))
    return tuple(found)


def lines(desk: Desk, member: str) -> tuple[PaperLine, ...]:
    """All that is being marked, in the order of entry; a blind council's titles name nobody."""
    recusals.demand_keeper(desk)
    drafted, filed = typed_words.of_form(desk, paper_form(member)), appraisals.filed_by(desk.store)
    aside, again = recusals.by_row(desk, member), filing.to_read_again(desk, member)
    return tuple(
        PaperLine(
            line.row_id,
            line.public_id,
            line.number,
            line.title,
            member in filed[line.row_id],
            line.public_id in drafted,
            line.row_id in aside,
            again.get(line.public_id, ""),
        )
        for line in sorted(queue(desk), key=lambda one: one.row_id)
    )


def view(desk: Desk, public_id: str, member: str) -> PaperView:
    """What the person at the desk may see of one member's sheet, and was typing from it."""
    recusals.demand_keeper(desk)
    stored = initiatives.find(desk, public_id)
    barred = _own_first(desk, public_id, member) or next(iter(filing.may_file(desk, stored, member)), None)
    mine = appraisal.leaves(one for one in appraisals.sheets(desk.store, public_id) if one.appraiser == member)
    hidden = barred is not None and barred.code in ("paper_before_own", "paper_by_recused")
    own = mine[0] if len(mine) == 1 and not hidden else None
    return PaperView(own, typed_words.kept(desk, public_id, paper_form(member)), barred)


def keep_draft(desk: Desk, public_id: str, member: str, body: Mapping[str, Any]) -> None:
    """{"points": {code: words}, "gates", "vote", "note"}; it counts for nothing until it is entered."""
    recusals.demand_keeper(desk)
    typed_words.keep(desk, public_id, paper_form(member), body)


def enter(
    desk: Desk,
    public_id: str,
    member: str,
    points: Mapping[str, float],
    vote: str,
    note: str = "",
    gates: Mapping[str, bool] | None = None,
) -> Changes:
    """The sheet as it stands on the paper; RuleError with one problem for each thing that keeps it from being filed."""
    values = {"initiative": public_id, "appraiser": member, "points": points, "vote": vote, "note": note,
              "gates": gates or {}}  # fmt: skip
    first = _own_first(desk, public_id, member)
    if problems := (first,) if first else filing.file(desk, values):
        raise RuleError("sheet_incomplete", problems=problems)
    return of("appraisals")


def _own_first(desk: Desk, public_id: str, member: str) -> Problem | None:
    """In the window also where the register has no passphrases: it shows the others' points."""
    stored = initiatives.find(desk, public_id)
    if filing.waits_for_own(desk, stored):
        return filing.paper_problem(desk, "paper_before_own", stored, member)
    return None
