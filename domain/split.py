"""An amount divided among people by their shares, exact to the đồng."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction


def whole(shares: Sequence[float]) -> bool:
    """Whether percentages come to a hundred as people write them: 33,3 three times is a hundred to them."""
    return 99.9 <= round(sum(shares), 2) <= 100.1


def split(total_vnd: int, shares: Sequence[float]) -> tuple[int, ...]:
    """Whole đồng for each share, in their order; they sum to `total_vnd` exactly.

    Each gets what his share gives rounded down, and the đồng that are left go one by one to the largest remainders,
    the first named first. Shares need not sum to 100; ValueError where their sum is not above zero or one is negative.
    """
    weights = [Fraction(str(share)) for share in shares]
    added = sum(weights)
    if added <= 0 or min(weights) < 0:
        raise ValueError("shares")
    exact = [total_vnd * weight / added for weight in weights]
    parts = [int(part // 1) for part in exact]
    order = sorted(range(len(parts)), key=lambda at: (parts[at] - exact[at], at))
    for at in order[: total_vnd - sum(parts)]:
        parts[at] += 1
    return tuple(parts)


def percent_up(amount_vnd: int, pct: float) -> int:
    """The least whole đồng that is not under `pct` % of the amount: what a rule calls «tối thiểu» is never rounded
    down."""
    exact = amount_vnd * Fraction(str(pct)) / 100
    return -int(-exact // 1)
