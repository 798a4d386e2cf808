"""All that a store holds, row by row, to be compared; and a long random journey through one."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from db import store
from desktop.desk import Desk
from desktop.operations import bulk, initiatives
from domain.errors import RuleError

Contents = dict[str, list[tuple[Any, ...]]]


def as_it_stands(opened: store.Store) -> Contents:
    """The rows of every table in the order in which they lie there, the pieces of the search indexes with them; tables
    without any are asked for their number alone."""
    names = opened.column("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'shadow')")
    held = opened.tuples(" UNION ALL ".join(f"SELECT '{name}', EXISTS (SELECT 1 FROM \"{name}\")" for name in names))
    return {name: opened.tuples(f'SELECT * FROM "{name}"') if filled else [] for name, filled in held}


def of(opened: store.Store, *, but: str = "") -> Contents:
    """The rows of every table but one, each table sorted."""
    tables = opened.column("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')")
    return {
        name: sorted(opened.tuples(f'SELECT * FROM "{name}"'), key=repr)
        for name in tables
        if not name.startswith("sqlite_") and name != but
    }


def of_file(path: Path, key: bytes = bytes(32), *, plain: bool = True) -> Contents:
    opened = store.open_as_it_is(path, key, plain=plain)
    try:
        return of(opened)
    finally:
        opened.close()


def wander(desk: Desk, chance: random.Random) -> Iterator[None]:
    """Enters, types, leaves fields, deletes, takes back, changes many: a step each time."""
    rows = [initiatives.new(desk, {"title": "Đồ gá"}).stored.row_id]
    while True:
        yield
        row_id, kind = chance.choice(rows), chance.randrange(6)
        try:
            if kind <= 1:
                words = {"title": f"Máy {chance.random()}", "summary": "chữ " * chance.randrange(400)}
                rows.append(initiatives.new(desk, words).stored.row_id)
            elif kind <= 3:
                words = {"effect": f"giảm {chance.random()} giây " * chance.randrange(60)}
                initiatives.type_in(desk, row_id, words, settled=chance.random() < 0.5)
            elif kind == 4:
                initiatives.delete(desk, [row_id])
            else:
                some = chance.sample(rows, min(len(rows), 5))
                bulk.change(desk, some, "kind", chance.choice(["technical", "management"]), step=lambda _d, _t: None)
        except RuleError:
            continue  # a record in the bin is not typed into
