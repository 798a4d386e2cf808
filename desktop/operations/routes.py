"""By which unit a record came here: what is to be told about it goes back the same way."""

from __future__ import annotations

from collections.abc import Sequence

from db import packages
from desktop.desk import Desk


def down(desk: Desk, public_ids: Sequence[str]) -> dict[str, str]:
    """By public id, the code of the unit that sent it directly: its own, or the union whose carrier brought it."""
    return packages.senders(desk.store, public_ids)


def carrier_of(desk: Desk, public_id: str, unit_code: str) -> str:
    """The code of the union that carried a record here; "" if its own unit sent it."""
    sender = down(desk, [public_id]).get(public_id, unit_code)
    return "" if sender == unit_code else sender
