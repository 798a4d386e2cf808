"""Points as appraisers type them and as the screen shows them."""

from __future__ import annotations

import re

_TYPED = re.compile(r"([0-9]{1,4})(?:[.,]([0-9]?))?")


def read(words: str) -> float | None:
    """25, 25,5 or 25.5; a comma with nothing after it yet counts as none. None if it is no such number."""
    found = _TYPED.fullmatch(words.strip())
    return float(f"{found[1]}.{found[2] or 0}") if found else None


def shown(points: float) -> str:
    """At most two decimals after a comma, and no zeros at the end: 25,5 or 69,96."""
    return f"{points:.2f}".rstrip("0").rstrip(".").replace(".", ",")
