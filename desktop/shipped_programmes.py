"""The packs that came with this program: added to a register that has not seen these versions yet."""

from __future__ import annotations

import functools
import tomllib

from db import journal, programmes
from db.store import Store
from resources import path


def add(store: Store, user_name: str, now: str) -> list[tuple[str, str]]:
    """Add each shipped version the register lacks; returns them as (id, version). Inside `atomic()`.

    A new version changes nothing by itself: the one in force stays in force until a person takes the new one.
    What a register already holds under a version is never replaced, whatever the file says now.
    """
    held = programmes.held(store)
    added = []
    for programme_id, version, data in _files():
        if (programme_id, version) not in held:
            programmes.add(store, data, now, origin="shipped")
            journal.write(store, user_name, "programme_added", programme_id, now, version=version, origin="shipped")
            added.append((programme_id, version))
    return added


@functools.cache
def _files() -> tuple[tuple[str, str, str], ...]:
    """(id, version, text) of each shipped file."""
    found = []
    for file in sorted(path("programmes").glob("*.toml")):
        data = file.read_text(encoding="utf-8")
        read = tomllib.loads(data)
        found.append((str(read["id"]), str(read["version"]), data))
    return tuple(found)
