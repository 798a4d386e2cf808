"""How the register was found when it was opened: closed in good order, or cut off while somebody typed."""

from __future__ import annotations

from dataclasses import dataclass

from db import initiatives, journal, recovery
from desktop import clock
from desktop.desk import Desk
from desktop.operations import evidence_intake
from domain.errors import TroubleError
from domain.history import differing
from domain.record import record


@dataclass(frozen=True)
class Typed:
    """A record that was being typed into, and until when its words are there."""

    row_id: int
    number: str
    title: str
    until_at: str


@dataclass(frozen=True)
class Found:
    """`orderly` says that the program was closed; `last_at` is the last thing anybody did ("" for nothing)."""

    orderly: bool
    last_at: str
    typed: tuple[Typed, ...]


def settle(desk: Desk) -> Found:
    """What was found. The fields that nobody will leave any more get their line in the journal now, so that a second
    call finds nothing to tell of them."""
    rows = recovery.being_typed(desk.store)
    typed = tuple(Typed(row["id"], row["number"], row["title"], row["updated_at"]) for row in rows)
    last_at = max((recovery.last_at(desk.store), *(one.until_at for one in typed)))
    evidence_intake.sweep(desk)
    if typed:
        with desk.store.atomic():
            for one in typed:
                _tell_journal(desk, one.row_id)
    return Found(not (desk.cut_off or typed), last_at, typed)


def demand_sound(desk: Desk) -> None:
    """Reads the whole store, with a connection of its own; TroubleError("register_damaged") if it does not fit."""
    reader = desk.store.reader()
    try:
        if not recovery.sound(reader):
            raise TroubleError("register_damaged", path=str(desk.home))
    finally:
        reader.close()


def _tell_journal(desk: Desk, row_id: int) -> None:
    stored, before = initiatives.get(desk.store, row_id), initiatives.take_before(desk.store, row_id)
    if stored is None or before is None:
        return
    fields = differing(before, record(stored.initiative))
    if fields:
        journal.write(desk.store, desk.user.name, "recovered", stored.initiative.id, clock.stamp(), fields=fields)
