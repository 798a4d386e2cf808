"""The programme packs of a register and the one in use."""

from __future__ import annotations

import tomllib

from db import journal, programmes, settings
from db.store import Store
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from domain.errors import RuleError
from domain.programme import Programme, parse
from resources import path

DEFAULT = "1m-2022"


def install_shipped(store: Store, now: str) -> None:
    """Put the packs that ship with the program into a new register. Inside `atomic()`."""
    for file in sorted(path("programmes").glob("*.toml")):
        data = file.read_text(encoding="utf-8")
        programmes.put(store, parse(tomllib.loads(data)), data, now)
    settings.put(store, "programme", DEFAULT)


def everything(desk: Desk) -> list[Programme]:
    return programmes.everything(desk.store)


def get(desk: Desk, programme_id: str) -> Programme:
    found = programmes.get(desk.store, programme_id)
    if found is None:
        raise RuleError("programme_unknown", field="programme", name=programme_id)
    return found


class Packs(dict[str, Programme]):
    """The packs of a register by id, each read once: reading one takes longer than what is asked of it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk

    def __missing__(self, programme_id: str) -> Programme:
        self[programme_id] = get(self._desk, programme_id)
        return self[programme_id]


def current(desk: Desk) -> Programme:
    """The programme new initiatives are entered under."""
    return get(desk, settings.get(desk.store, "programme", DEFAULT))


def use(desk: Desk, programme_id: str) -> Changes:
    demand_officer(desk)
    get(desk, programme_id)
    with desk.store.atomic():
        settings.put(desk.store, "programme", programme_id)
        journal.write(desk.store, desk.user.name, "programme_used", programme_id, clock.stamp())
    return of("settings", "initiatives")
