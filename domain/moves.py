"""Moving an initiative from state to state: the way there, and what each step demands."""

from __future__ import annotations

import dataclasses
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from domain.errors import Problem
from domain.initiative import ACTORS, BACKWARDS, MOVES, Actor, Initiative, State, first_applied_on
from domain.labels import STATES

# The steps that lead on; a way is never looked for backwards or through a withdrawal.
_FORWARD = {
    state: [to for to in sorted(targets) if (state, to) not in BACKWARDS and to is not State.WITHDRAWN]
    for state, targets in MOVES.items()
}


# Here a record has to be complete: it is taken in, goes before the council, or is recognised.
_COMPLETE = frozenset(
    {
        (State.DRAFT, State.ACCEPTED),
        (State.ACCEPTED, State.ELIGIBLE),
        (State.ELIGIBLE, State.UNDER_APPRAISAL),
        (State.ELIGIBLE, State.RECOGNISED),
        (State.RECOGNISED_AFTER_COMPLETION, State.RECOGNISED),
    }
)


_RECOGNISED = (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION)


@dataclass(frozen=True)
class Decision:
    """Who decided, under which number, on which day; a reason where something is refused or goes back."""

    no: str = ""
    on: date | None = None
    signer: str = ""
    reason: str = ""


def way(start: State, end: State) -> tuple[State, ...]:
    """The states to go through, the end included: one allowed step, or the shortest way forward; empty if none."""
    if end in MOVES[start]:
        return (end,)
    ways: deque[tuple[State, tuple[State, ...]]] = deque([(start, ())])
    seen = {start}
    while ways:
        at, path = ways.popleft()
        for to in _FORWARD[at]:
            if to is end:
                return (*path, to)
            if to not in seen:
                seen.add(to)
                ways.append((to, (*path, to)))
    return ()


def step_problems(
    initiative: Initiative,
    to: State,
    decision: Decision,
    *,
    blocking: int,
    outcome: State | None,
    routes: tuple[str, ...],
    today: date,
    dossier: tuple[Problem, ...] = (),
    archived_from: State | None = None,
) -> tuple[Problem, ...]:
    """What forbids this one step, taken by hand: what was sent and received is told by packages alone.

    `blocking` counts the objections of the rules, `dossier` are those that keep a record from being put forward,
    `outcome` is the council's verdict, `archived_from` where an archived record stood before, if that is known.
    """
    start = initiative.state
    if ACTORS.get((start, to)) is not Actor.OFFICER:
        return (Problem("move_not_possible", "state", facts={"start": str(start), "end": str(to)}),)
    found = _guards(initiative, to, decision, blocking, archived_from)
    began = first_applied_on(initiative)
    if to is State.ELIGIBLE and began is not None and began > today:
        # What is only planned can be taken in, but is not yet applied nor tried.
        facts: dict[str, object] = {"began": f"{began:%d/%m/%Y}"}
        found.append(Problem("not_applied_yet", "applied_from_on", facts=facts, source="NĐ 13/2012/NĐ-CP, Điều 3"))
    if to is State.NOMINATED:
        found += [problem for problem in dossier if problem.blocks]
    if to is State.IN_COUNCIL and start is State.UNDER_APPRAISAL and outcome is None:
        found.append(Problem("verdict_not_closed", "state"))
    if to in _RECOGNISED:
        found += _decision_problems(initiative, decision, today)
        if start is State.ELIGIBLE and "head" not in routes:
            found.append(Problem("council_needed", "state"))
    if to is State.DECLINED or (to in _RECOGNISED and start is State.IN_COUNCIL):
        found += _verdict_problems(to, outcome)
    if to is State.RECOGNISED_AFTER_COMPLETION and not decision.reason:
        found.append(Problem("completion_missing", "reason"))
    return tuple(found)


def early(accepted: Collection[date | None], decided_on: date | None) -> Problem | None:
    """A decision dated before initiatives were taken in: these are judged after that (NĐ 13/2012 Đ.7), yet who writes
    up old cases takes them in late. It is said and holds nobody up. `accepted` are the days they were taken in."""
    late = [day for day in accepted if day is not None and decided_on is not None and decided_on < day]
    if not late or decided_on is None:
        return None
    facts: dict[str, object] = {"decided": f"{decided_on:%d/%m/%Y}", "accepted": f"{max(late):%d/%m/%Y}"}
    code = "decision_on_before_accepted"
    if len(late) > 1:
        code, facts["count"] = "decision_on_before_many_accepted", len(late)
    return Problem(code, "decision_on", facts=facts, blocks=False, source="NĐ 13/2012/NĐ-CP, Điều 7")


def _guards(
    initiative: Initiative, to: State, decision: Decision, blocking: int, archived_from: State | None
) -> list[Problem]:
    """What holds for the step whoever decides: a reason backwards, a complete record forwards."""
    start, found = initiative.state, list[Problem]()
    if ((start, to) in BACKWARDS or to is State.WITHDRAWN) and not decision.reason:
        found.append(Problem("reason_missing", "reason"))
    if start is State.ARCHIVED and archived_from is not None and to is not archived_from:
        found.append(Problem("archived_elsewhere", "state", facts={"state": STATES[archived_from]}))
    if (start, to) in _COMPLETE and blocking:
        found.append(Problem("record_incomplete", "state", facts={"count": blocking}))
    return found


def _verdict_problems(to: State, outcome: State | None) -> list[Problem]:
    return [] if outcome is to else [Problem("verdict_differs", "state", facts={"outcome": str(outcome or "")})]


def _decision_problems(initiative: Initiative, decision: Decision, today: date) -> list[Problem]:
    found: list[Problem] = []
    began = first_applied_on(initiative)
    if not decision.no:
        found.append(Problem("decision_no_missing", "decision_no"))
    if decision.on is None:
        found.append(Problem("decision_on_missing", "decision_on"))
    elif decision.on > today:
        found.append(Problem("decision_on_future", "decision_on"))
    elif began is not None and decision.on < began:
        # Only what has been applied, or tried, can be recognised.
        facts: dict[str, object] = {"began": f"{began:%d/%m/%Y}"}
        found.append(
            Problem("decision_on_before_applied", "decision_on", facts=facts, source="NĐ 13/2012/NĐ-CP, Điều 3")
        )
    if not decision.signer:
        found.append(Problem("decision_signer_missing", "decision_signer"))
    return found


def moved(initiative: Initiative, to: State, decision: Decision, today: date | None = None) -> Initiative:
    """The initiative after the step, with what the step has to leave on the record; `today` is the day it is taken."""
    if to in (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION):
        unread = {name: words for name, words in initiative.unread.items() if name != "decision_on"}
        initiative = dataclasses.replace(
            initiative,
            unread=unread,
            decision_no=decision.no,
            decision_on=decision.on,
            decision_signer=decision.signer,
            completion_note=decision.reason if to is State.RECOGNISED_AFTER_COMPLETION else initiative.completion_note,
        )
    if to is State.DECLINED:
        # A decision it had before it was marked again holds no longer.
        initiative = dataclasses.replace(
            initiative, declined_reason=decision.reason, decision_no="", decision_on=None, decision_signer=""
        )
    if to is State.WITHDRAWN:
        initiative = dataclasses.replace(initiative, withdrawn_reason=decision.reason)
    if to is State.ACCEPTED and initiative.state is State.DRAFT:
        initiative = dataclasses.replace(initiative, accepted_on=today)
    if to is State.DRAFT:
        # Not taken in any more: when it is again, the time to answer begins anew.
        initiative = dataclasses.replace(initiative, accepted_on=None, withdrawn_reason="")
    return dataclasses.replace(initiative, state=to)
