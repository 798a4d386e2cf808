"""What somebody who opens the register is there for; one person may hold several roles."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from domain.errors import RuleError


class UserRole(StrEnum):
    """In the order in which they are told."""

    OFFICER = "officer"
    APPRAISER = "appraiser"
    CLERK = "clerk"
    CHAIR = "chair"
    KEEPER = "keeper"


EVERY = frozenset(UserRole)


def roles(words: Iterable[str]) -> frozenset[UserRole]:
    """RuleError user_role_unknown for a word that is none, user_role_missing for no word at all."""
    given = list(words)
    known = {str(role) for role in UserRole}
    for word in given:
        if word not in known:
            raise RuleError("user_role_unknown", field="role", role=word)
    if not given:
        raise RuleError("user_role_missing", field="role")
    return frozenset(UserRole(word) for word in given)


def in_order(held: Iterable[UserRole]) -> tuple[UserRole, ...]:
    kept = frozenset(held)
    return tuple(role for role in UserRole if role in kept)


def written(held: Iterable[UserRole]) -> str:
    """As the store keeps them: in their order, a blank between."""
    return " ".join(in_order(held))
