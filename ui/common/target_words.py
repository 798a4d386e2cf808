"""What a target asks, in words."""

from __future__ import annotations

from domain.target import Target
from ui.common.numbers import written
from ui.words import tr


def asked_parts(target: Target) -> list[str]:
    """ "1.200 sáng kiến", "15 % số người": one phrase for each thing it asks."""
    asked = []
    if target.initiatives:
        asked.append(tr("{n} sáng kiến", n=written(target.initiatives)))
    if target.persons:
        asked.append(tr("{n} người", n=written(target.persons)))
    if target.persons_pct:
        asked.append(tr("{n} % số người", n=written(target.persons_pct)))
    return asked
