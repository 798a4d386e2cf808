"""Quality over number in figures: how much of a unit's work is proved, and a sample that was drawn for a spot check."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from domain import sample


@dataclass(frozen=True)
class QualityLine:
    """A unit, or all of them with `code` "". `twins` are its pairs with records of other units that nobody judged."""

    code: str
    name: str
    total: int
    evidence: int
    verified: int
    recognised: int
    twins: int

    def share_pct(self, what: str) -> float:
        """Of all its initiatives, with one decimal; 0 where there are none."""
        return round(100 * int(getattr(self, what)) / self.total, 1) if self.total else 0.0


@dataclass(frozen=True)
class Sample:
    """What was drawn, in the order drawn; `rows` are as lists show them. `of` is how many there were to draw from."""

    seed: str
    what: str
    unit: str
    size: int
    of: int
    rows: tuple[dict[str, Any], ...]
    method: str = sample.METHOD
