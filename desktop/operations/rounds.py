"""The rounds a council has marked an initiative in: every sheet is kept, whatever was decided and opened again."""

from __future__ import annotations

from dataclasses import dataclass

from db import appraisals
from desktop.desk import Desk, demand_officer
from domain.appraisal import ScoreSheet
from domain.recusal import Recusal


@dataclass(frozen=True)
class Round:
    """One closed round. `outcome` is the state it ended in: the council's outcome, or where the initiative was sent
    back to before a session closed; then there is no mean.
    """

    no: int
    outcome: str
    mean: float | None
    approvals: int
    members: int
    closed_at: str
    recused: tuple[Recusal, ...]
    sheets: tuple[ScoreSheet, ...]


def closed(desk: Desk, public_id: str) -> list[Round]:
    """The closed rounds of one initiative, the first first; for the officer, who has seen their results."""
    demand_officer(desk)
    return [
        Round(
            no=verdict["round_no"],
            outcome=verdict["outcome"],
            mean=verdict["mean"],
            approvals=verdict["approvals"],
            members=verdict["members"],
            closed_at=verdict["closed_at"],
            recused=appraisals.recused_of(verdict) or (),
            sheets=tuple(appraisals.sheets_of_round(desk.store, public_id, verdict["round_no"])),
        )
        for verdict in appraisals.verdicts(desk.store, public_id)
    ]
