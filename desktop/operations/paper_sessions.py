"""The papers of a council: score sheets, their summary, minutes and the record of the ballot."""

from __future__ import annotations

from collections.abc import Sequence

from db import councils
from db.councils import StoredCouncil
from db.initiatives import Stored
from desktop.desk import Desk
from desktop.operations import appraisals, blinding, recusals
from desktop.operations.paper_parts import Chosen, Printed
from desktop.operations.programmes import Packs
from domain import recusal
from domain.appraisal import ScoreSheet
from domain.council import Council
from domain.initiative import Initiative, State
from domain.paper import facts, session
from domain.paper.session import Judged
from domain.paper.template import Facts
from domain.recusal import Recusal


def judgement(desk: Desk, stored: Stored, packs: Packs) -> tuple[StoredCouncil, Judged] | None:
    """The council that closed over it last, and what its sheets came to; None where no council has."""
    council = councils.decided_by(desk.store, stored.initiative.id)
    if council is None:
        return None
    line = appraisals.closed(desk, stored, packs)
    return council, Judged(stored.initiative, line.result, told(line.recused))


def told(aside: Sequence[Recusal]) -> tuple[tuple[str, str], ...]:
    """Members who neither mark nor vote, each with the reason the minutes give (TT 18/2013/TT-BKHCN Đ.8)."""
    return tuple((one.name, recusal.why(one)) for one in aside)


def score_sheets(chosen: Chosen) -> list[Printed]:
    """One for each member who may mark: empty while it is being marked, with the points once the session is closed."""
    made, book = [], recusals.book(chosen.desk)
    for stored in chosen.stored:
        marking = stored.initiative.state is State.UNDER_APPRAISAL
        if marking:
            council, sheets = appraisals.current_council(chosen.desk), tuple[ScoreSheet, ...]()
            aside = book.of(stored.initiative, council.council) if council else ()
            apart = {one.name for one in aside}
        else:
            found = judgement(chosen.desk, stored, chosen.packs)
            council, sheets = (found[0], found[1].result.sheets) if found else (None, ())
            apart = {name for name, _why in found[1].recused} if found else set()
        if council is not None:
            filed = {sheet.appraiser: sheet for sheet in sheets}
            # On paper too a blind council marks without knowing whose it is.
            held = blinding.reading(chosen.desk, stored.row_id).initiative if marking else stored.initiative
            made += _sheets(chosen, held, council.council, filed, apart)
    return made


def _sheets(
    chosen: Chosen, held: Initiative, council: Council, filed: dict[str, ScoreSheet], apart: set[str]
) -> list[Printed]:
    pack = chosen.packs.of(held)
    made = []
    for member in council.members:
        sheet = filed.get(member.name)
        if member.name in apart or (filed and sheet is None):
            continue
        told = chosen.head(pack) | facts.of_initiative(held, pack) | session.of_council(council)
        told |= session.of_sheet(member.name, member.role, pack.rubric, sheet)
        known = Facts(told, {"criteria": session.criteria(pack.rubric, sheet)})
        made.append(chosen.printed(f"{held.number} {member.name}", known, inside=True))
    return made


def of_sessions(chosen: Chosen) -> list[Printed]:
    """A paper for each session that has closed over what somebody chose; where nobody did, for the newest alone."""
    found: dict[int, tuple[Council, list[Judged]]] = {}
    for stored in chosen.stored:
        if (told := judgement(chosen.desk, stored, chosen.packs)) is not None:
            council, one = told
            found.setdefault(council.id, (council.council, []))[1].append(one)
    sessions = [found[council_id] for council_id in sorted(found)]
    return [_of_session(chosen, *one) for one in (sessions if chosen.only else sessions[-1:])]


def _of_session(chosen: Chosen, council: Council, judged: Sequence[Judged]) -> Printed:
    pack = chosen.packs.of(judged[0].initiative)
    told = chosen.head(pack) | session.of_council(council) | session.of_results(judged)
    told |= session.of_rubric(pack.rubric)
    told["held_on"] = session.held_when(council)
    told["minutes_number"] = chosen.numbered(chosen.words.letter.number, pack)
    tables = {
        "members": session.members(council, judged),
        "recused": session.recused(judged),
        "results": session.results(judged),
        "notes": session.notes(judged),
    }
    columns = {"criteria": session.criterion_columns(pack.rubric, judged)}
    return chosen.printed(f"{council.held_on} {council.name}"[:60], Facts(told, tables, columns), inside=True)
