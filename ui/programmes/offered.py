"""A pack's file beside what the register already has of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

from desktop.desk import Desk
from desktop.operations import programme_files, programmes
from desktop.operations.programme_files import Offer
from desktop.operations.programmes import RuleChange
from domain.pack.compare import changes


@dataclass(frozen=True)
class Offered:
    """`installed` is the version in force here, "" for none; `changes` what the file changes against it."""

    offer: Offer
    installed: str
    changes: tuple[RuleChange, ...]


def look(desk: Desk, path: Path) -> Offered:
    """Reads a file without writing anything."""
    offer = programme_files.look(desk, path)
    pack = offer.pack
    if pack is None or all(one.id != pack.id for one in programmes.everything(desk)):
        return Offered(offer, "", ())
    held = programmes.text(desk, pack.id)
    found = changes(tomllib.loads(held), tomllib.loads(offer.data))
    return Offered(offer, programmes.get(desk, pack.id).version, found)
