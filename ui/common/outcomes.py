"""Outcomes of rules as pills: colour, icon and word."""

from __future__ import annotations

from domain.eligibility import Outcome
from domain.labels import OUTCOMES
from ui.common.pill import Mark
from ui.words import tr

_MARKS = {
    Outcome.PASS: ("checkmark_circle", "ok"),
    Outcome.WARN: ("warning", "warn"),
    Outcome.BLOCK: ("error_circle", "error"),
    Outcome.UNKNOWN: ("question_circle", "neutral"),
}


def outcome_mark(outcome: Outcome) -> Mark:
    icon, tone = _MARKS[outcome]
    return Mark(tr(OUTCOMES[outcome]), icon, tone)
