"""The support money of a programme: which gates an initiative has passed, and who gets how much."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.errors import RuleError
from domain.initiative import Author, Initiative, State, credited_author
from domain.programme import Support
from domain.split import split, whole

# Refused or taken back: nothing is paid for it, whatever the portal said before.
NEVER_PAID = (State.DECLINED, State.WITHDRAWN)


@dataclass(frozen=True)
class Part:
    """What one author of several gets of the money, by his share."""

    full_name: str
    share_pct: float
    vnd: int


@dataclass(frozen=True)
class Entitlement:
    """What one initiative gets. `gates` are (code, passed) in the pack's order; nothing is paid unless all are passed.

    `payee` is the one credited author (S3), None while that is undecided. `parts` show how several authors divide it:
    empty where there is one author, or where the shares are not stated or do not come to a hundred.
    """

    gates: tuple[tuple[str, bool], ...]
    upper_vnd: int
    own_vnd: int
    payee: Author | None
    parts: tuple[Part, ...] = ()

    @property
    def passed(self) -> bool:
        return all(passed for _, passed in self.gates)

    @property
    def total_vnd(self) -> int:
        return self.upper_vnd + self.own_vnd

    @property
    def missed(self) -> tuple[str, ...]:
        return tuple(code for code, passed in self.gates if not passed)


@dataclass(frozen=True)
class Totals:
    """`paid` of `initiatives` pass every gate; sums in whole đồng."""

    initiatives: int
    paid: int
    upper_vnd: int
    own_vnd: int

    @property
    def total_vnd(self) -> int:
        return self.upper_vnd + self.own_vnd


def reported(initiative: Initiative) -> bool:
    """Gathered and reported by the grassroots union (S3): sealed at least once into a package for the upper union.

    Sealing is the unit's own act of reporting; whether the receipt has come back says what the other side did.
    """
    return initiative.revision > 0


def gate_passed(initiative: Initiative, gate: str) -> bool:
    """ValueError for a gate no rule is known for: money must not be paid on a gate nobody looks at."""
    if gate == "portal_entered":
        return initiative.portal_entered_on is not None
    if gate == "portal_approved":
        return initiative.portal_approved_on is not None
    if gate == "reported":
        return reported(initiative)
    raise ValueError(gate)


def entitlement(initiative: Initiative, support: Support, own_vnd: int) -> Entitlement:
    """What the initiative gets (S3): the upper union's money only if every gate is passed, and the unit's own
    addition, `own_vnd`, on top of that, never instead of it."""
    gates = tuple((gate, gate_passed(initiative, gate)) for gate in support.gates)
    paid = all(passed for _, passed in gates) and initiative.state not in NEVER_PAID
    upper, own = (support.upper_vnd, checked_own(support, own_vnd)) if paid else (0, 0)
    return Entitlement(gates, upper, own, credited_author(initiative), _parts(initiative, upper + own))


def checked_own(support: Support, own_vnd: int) -> int:
    """The unit's own addition to one initiative; RuleError own_support_over where the pack allows less."""
    if not 0 <= own_vnd <= support.own_max_vnd:
        raise RuleError("own_support_over", field="own_vnd", most=support.own_max_vnd, source=support.source)
    return own_vnd


def gates_asked(support: Support, entitlements: Iterable[Entitlement]) -> tuple[str, ...]:
    """The gates to show beside each other: the programme's, then those only records of another version ask for."""
    others = (gate for one in entitlements for gate, _ in one.gates)
    return tuple(dict.fromkeys((*support.gates, *others)))


def totals(entitlements: Iterable[Entitlement]) -> Totals:
    held = list(entitlements)
    return Totals(
        initiatives=len(held),
        paid=sum(one.total_vnd > 0 for one in held),
        upper_vnd=sum(one.upper_vnd for one in held),
        own_vnd=sum(one.own_vnd for one in held),
    )


def stated_shares(initiative: Initiative) -> tuple[float, ...]:
    """The authors' shares in their order, if all are stated and come to a hundred as entry takes it; else nothing."""
    shares = tuple(author.share_pct for author in initiative.authors if author.share_pct is not None)
    return shares if len(shares) == len(initiative.authors) and whole(shares) else ()


def _parts(initiative: Initiative, vnd: int) -> tuple[Part, ...]:
    shares = stated_shares(initiative)
    if len(shares) < 2:
        return ()
    amounts = split(vnd, shares)
    return tuple(
        Part(author.full_name, share, amount)
        for author, share, amount in zip(initiative.authors, shares, amounts, strict=True)
    )
