"""Moving an initiative from state to state: the way there, and what each step demands."""

from __future__ import annotations

import dataclasses
from collections import deque
from dataclasses import dataclass
from datetime import date

from domain.errors import Problem
from domain.initiative import BACKWARDS, MOVES, Initiative, State

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

# Only a sealed package and the receipt that comes back lead here, never a person's word.
_BY_HANDING_OVER = (State.PACKAGED, State.RECEIVED_ABOVE)


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
) -> tuple[Problem, ...]:
    """What forbids this one step, taken by hand: what was sent and received is told by packages alone.

    `blocking` counts the objections of the rules, `outcome` is the council's verdict.
    """
    start = initiative.state
    if to not in MOVES[start] or to in _BY_HANDING_OVER:
        return (Problem("move_not_possible", "state", facts={"start": str(start), "end": str(to)}),)
    found = []
    if (start, to) in BACKWARDS and not decision.reason:
        found.append(Problem("reason_missing", "reason"))
    if (start, to) in _COMPLETE and blocking:
        found.append(Problem("record_incomplete", "state", facts={"count": blocking}))
    if to is State.IN_COUNCIL and start is State.UNDER_APPRAISAL and outcome is None:
        found.append(Problem("verdict_not_closed", "state"))
    if to is State.RECOGNISED or to is State.RECOGNISED_AFTER_COMPLETION:
        found += _decision_problems(initiative, decision, today)
        if start is State.ELIGIBLE and "head" not in routes:
            found.append(Problem("council_needed", "state"))
        if start is State.IN_COUNCIL and outcome is not to:
            found.append(Problem("verdict_differs", "state", facts={"outcome": str(outcome or "")}))
    if to is State.RECOGNISED_AFTER_COMPLETION and not decision.reason:
        found.append(Problem("completion_missing", "reason"))
    if to is State.DECLINED and outcome is not to:
        found.append(Problem("verdict_differs", "state", facts={"outcome": str(outcome or "")}))
    return tuple(found)


def _decision_problems(initiative: Initiative, decision: Decision, today: date) -> list[Problem]:
    found: list[Problem] = []
    began = initiative.applied_from_on
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


def moved(initiative: Initiative, to: State, decision: Decision) -> Initiative:
    """The initiative after the step, with what the step has to leave on the record."""
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
        initiative = dataclasses.replace(initiative, declined_reason=decision.reason)
    return dataclasses.replace(initiative, state=to)
