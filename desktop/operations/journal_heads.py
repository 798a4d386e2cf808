"""How far the journal had come when a package left: told in its header, so that the receiver is a witness."""

from __future__ import annotations

from typing import Any

from db import journal
from desktop.desk import Desk


def told(desk: Desk) -> dict[str, Any]:
    """The part of a header: how many lines there are, and the chain up to the last of them."""
    last = journal.head(desk.store)
    return {"journal": {"lines": last.id, "head": last.chain}}
