"""An objection: a complaint about an initiative, or a dispute about who its author is, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.eligibility.conditions import AUTHORSHIP_DISPUTE, COMPLAINT
from domain.errors import Problem

KINDS = (COMPLAINT, AUTHORSHIP_DISPUTE)


@dataclass(frozen=True)
class Objection:
    """Open until `settled_on`; an open one keeps its initiative out of every dossier and package (S2).

    `who` objects, `what` it is about, `outcome` how it ended. `row_id` is the initiative's.
    """

    id: int
    row_id: int
    kind: str
    opened_on: date
    who: str
    what: str
    settled_on: date | None = None
    outcome: str = ""

    @property
    def is_open(self) -> bool:
        return self.settled_on is None


def opening_problems(kind: str, on: date | None, who: str, what: str, today: date) -> tuple[Problem, ...]:
    """What keeps an objection from being recorded: it says who objects to what, since which day."""
    found = []
    if kind not in KINDS:
        found.append(Problem("objection_kind_unknown", "kind", facts={"name": kind}))
    if not who:
        found.append(Problem("objection_who_missing", "who"))
    if not what:
        found.append(Problem("objection_what_missing", "what"))
    if on is None or on > today:
        found.append(Problem("objection_day_wrong", "on"))
    return tuple(found)


def settling_problems(held: Objection, on: date | None, outcome: str, today: date) -> tuple[Problem, ...]:
    found = []
    if held.settled_on is not None:
        found.append(Problem("objection_settled", "on", facts={"on": f"{held.settled_on:%d/%m/%Y}"}))
    if not outcome:
        found.append(Problem("objection_outcome_missing", "outcome"))
    if on is None or not held.opened_on <= on <= today:
        facts: dict[str, object] = {"opened": f"{held.opened_on:%d/%m/%Y}"}
        found.append(Problem("objection_settled_day_wrong", "on", facts=facts))
    return tuple(found)
