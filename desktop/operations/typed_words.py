"""Words being typed in a form about one initiative: kept for whoever types them until they are settled there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from db import typed
from desktop import clock
from desktop.desk import Desk
from desktop.operations import identity

SECOND_READING, RECUSAL, MARK_AGAIN = "second_reading", "recusal", "mark_again"


def withdrawing(award_id: int) -> str:
    """The form that withdraws one award."""
    return f"award_withdrawn:{award_id}"


def why(line: int, field: str) -> str:
    """The form that gives the reason of one change of a field: the journal line that tells it."""
    return f"why:{line}:{field}"


def keep(desk: Desk, public_id: str, form: str, body: Mapping[str, Any]) -> None:
    """They count for nothing yet, and nobody else sees them; an empty body forgets."""
    with desk.store.atomic():
        typed.keep(desk.store, public_id, form, desk.user.name, identity.left_out(body), clock.stamp())


def keep_reason(desk: Desk, public_id: str, form: str, reason: str) -> None:
    keep(desk, public_id, form, {"reason": reason} if reason.strip() else {})


def kept(desk: Desk, public_id: str, form: str) -> dict[str, Any]:
    """What the person at the desk was typing there, or an empty dict."""
    return typed.kept(desk.store, public_id, form, desk.user.name)


def kept_reason(desk: Desk, public_id: str, form: str) -> str:
    return str(kept(desk, public_id, form).get("reason", ""))


def of_form(desk: Desk, form: str) -> dict[str, dict[str, Any]]:
    """All that the person at the desk was typing in one form, by initiative."""
    return typed.of_form(desk.store, form, desk.user.name)


def drop(desk: Desk, public_id: str, form: str) -> None:
    """Settled: nothing of it is left. Inside `atomic()`."""
    typed.drop(desk.store, public_id, form, desk.user.name)
