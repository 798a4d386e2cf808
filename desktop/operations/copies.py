"""A new draft like another record: for a second initiative of the same people or place."""

from __future__ import annotations

from desktop.desk import Desk, demand_officer
from desktop.operations import initiatives
from desktop.operations.initiatives import Saved
from domain import record
from domain.initiative import ANSWERS, BenefitState

# What was said of that one initiative alone: agreed, confirmed, declared, decided.
_ITS_OWN = ("id", "number", "consent_on", "consent_by", "research_accepted_on", "benefit_evidence",
            "benefit_confirmed_by", "benefit_confirmed_on", "unread", *ANSWERS)  # fmt: skip


def duplicate(desk: Desk, row_id: int) -> Saved:
    """The texts, people, dates and amounts of a record in a new draft, under the programme in use; a benefit that
    was verified is only claimed of the new one. No evidence, no decision, no number goes along."""
    demand_officer(desk)
    values = record.record(initiatives.get(desk, row_id).initiative)
    kept = {name: value for name, value in values.items() if name not in _ITS_OWN}
    if kept["benefit_state"] == str(BenefitState.VERIFIED):
        kept["benefit_state"] = str(BenefitState.CLAIMED)
    return initiatives.enter(desk, kept | {"title": f"{kept['title']} (bản sao)".strip()})
