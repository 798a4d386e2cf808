"""Awards of an initiative: at which of the four levels, in which form, by which decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.errors import Problem
from domain.initiative import Initiative, State
from domain.text import fold
from domain.unit import Level

# Whatever was recognised may be awarded, wherever its dossier is; the unit itself awards first (S0).
AWARDABLE = frozenset(
    {State.RECOGNISED, State.NOMINATED, State.PACKAGED, State.RECEIVED_ABOVE, State.RETURNED, State.CONSIDERED,
     State.AWARDED, State.ARCHIVED}
)  # fmt: skip


@dataclass(frozen=True)
class Award:
    """`form` as the decision has it, such as «Giấy khen». `row_id` is the initiative's; the same initiative may be
    awarded at several levels, each by its own decision.
    """

    id: int
    row_id: int
    level: Level
    form: str
    decision_no: str
    decision_on: date
    signer: str


@dataclass(frozen=True)
class Given:
    """What a decision says, as typed; `level` is one of domain.unit.Level."""

    level: str
    form: str
    decision_no: str
    decision_on: date | None
    signer: str


def problems(initiative: Initiative, held: Sequence[Award], given: Given, today: date) -> tuple[Problem, ...]:
    """What keeps an award from being recorded; `held` are those the initiative has."""
    found, on = list[Problem](), given.decision_on
    if initiative.state not in AWARDABLE or (initiative.state is State.ARCHIVED and initiative.declined_reason):
        found.append(Problem("award_not_recognised", "initiative", facts={"name": initiative.number}))
    if given.level not in set(Level):
        found.append(Problem("award_level_unknown", "level", facts={"name": given.level, "known": ", ".join(Level)}))
    if not given.form:
        found.append(Problem("award_form_missing", "form"))
    if not given.decision_no:
        found.append(Problem("decision_no_missing", "decision_no"))
    if on is None:
        found.append(Problem("decision_on_missing", "decision_on"))
    elif on > today:
        found.append(Problem("decision_on_future", "decision_on"))
    elif initiative.decision_on is not None and on < initiative.decision_on:
        facts: dict[str, object] = {"on": f"{initiative.decision_on:%d/%m/%Y}"}
        found.append(Problem("award_before_recognition", "decision_on", facts=facts))
    if not given.signer:
        found.append(Problem("decision_signer_missing", "decision_signer"))
    if any(one.level == given.level and fold(one.form) == fold(given.form) for one in held):
        found.append(Problem("award_twice", "form", facts={"form": given.form}))
    return tuple(found)
