"""Numbers as Vietnamese print them."""

from __future__ import annotations


def written(value: float) -> str:
    """1.234 or 1.234,5: dots between thousands, at most one decimal after a comma."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"
    return text.translate(str.maketrans(",.", ".,"))
