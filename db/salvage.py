"""Saving from a damaged store what can still be read: row by row into a new one, with a list of what is missing."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlcipher3 import dbapi2

from db.store import Store

Step = Callable[[int, int], None]

# Found again from the records themselves, by triggers or when the register is opened.
DERIVED = frozenset({"search_term", "initiative_count", "fingerprint", "fingerprint_recent", "fingerprinted",
                     "fingerprint_due", "fingerprint_move", "duplicate", "unit_count", "unit_count_sum",
                     "unit_counted", "unit_count_stale", "_sqlite_migrations"})  # fmt: skip
_LONG = 300  # letters; a value that does not lie on one page is longer
_TRIED = 50_000  # ids tried one by one between two readable stretches of a table


@dataclass(frozen=True)
class Lost:
    """What is missing of a table: how many rows at least, their ids where those are known. `why` is "page" or "alone":
    it could be read, but what it belongs to is lost. `from_backup` rows could not be read and stood in the backup.
    `unsure`: there may have been more, and nothing that can be read tells."""

    table: str
    rows: int = 0
    ids: tuple[int, ...] = ()
    why: str = "page"
    from_backup: int = 0
    unsure: bool = False


class _Damaged:
    """The store that is being read. After a page that cannot be read it is opened anew: that connection is no more."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.stopped = False
        self._prepare()

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        """The rows until a page stops them; whether one did is told by `stopped`.

        SQLCipher puts zeros in place of the end of a long value whose page does not fit its checksum, and fails only
        when it has to decrypt the next page: after a long row it is made to.
        """
        self.stopped = False
        try:
            for row in self._store.connection.execute(sql, parameters):
                if sum(len(value) for value in row if isinstance(value, str | bytes)) > _LONG:
                    self._store.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
                yield row
        except dbapi2.DatabaseError:
            self.stopped = True
            with contextlib.suppress(dbapi2.DatabaseError):
                self._store.close()
            self._store = self._store.sibling(self._store.path)
            self._prepare()

    def _prepare(self) -> None:
        # Or every page is told on the terminal, again and again; and nothing is read twice without being decrypted.
        for pragma in ("cipher_log_level = NONE", "cache_size = 1"):
            self._store.connection.execute(f"PRAGMA {pragma}")

    def close(self) -> None:
        self._store.close()


def salvage(damaged: Store, fresh: Store, *, backup: Store | None, complete: bool = False, step: Step) -> list[Lost]:
    """Copy every readable row of `damaged` into `fresh`, an empty store of the same level; what cannot be read is taken
    from `backup`, an earlier copy of the same level, where that holds it. Rows that belong to lost ones go with them.

    `complete` says that nothing has changed since the backup. `damaged` is closed.
    """
    source, lost = _Damaged(damaged), list[Lost]()
    fresh.connection.execute("PRAGMA foreign_keys=OFF")
    # Rows come as they are: what keeps them from being changed would keep out the first of them, what counts
    # initiatives and queues them is wanted.
    watching = fresh.rows("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name <> 'initiative'")
    with fresh.atomic():
        _drop(fresh, watching)
    tables = _tables(fresh)
    for place, table in enumerate(tables):
        step(place, len(tables))
        with fresh.atomic():
            found = _Table(source, fresh, table, backup, complete=complete).copy()
        lost += [found] if found is not None else []
    source.close()
    lost += _without_the_lonely(fresh)
    with fresh.atomic():
        for trigger in watching:
            fresh.execute(trigger["sql"])
        fresh.execute("UPDATE initiative SET head_mark = 0, body_mark = 0")
    return lost


class _Table:
    """One table on its way from the damaged store into the new one."""

    def __init__(self, source: _Damaged, fresh: Store, name: str, backup: Store | None, *, complete: bool) -> None:
        self._source, self._fresh, self._backup, self._name = source, fresh, backup, name
        self._complete = complete
        table = 'main."' + name + '"'
        info = fresh.rows("SELECT name, pk FROM pragma_table_info(?) ORDER BY cid", [name])
        self._numbered = not fresh.value("SELECT wr FROM pragma_table_list WHERE schema = 'main' AND name = ?", [name])
        keys = [row["name"] for row in sorted(info, key=lambda row: row["pk"]) if row["pk"]]
        self._keys = ["rowid"] if self._numbered else [f'"{key}"' for key in keys]
        columns = [*(["rowid"] if self._numbered else []), *(f'"{row["name"]}"' for row in info)]
        self._select = f"SELECT {', '.join(columns)} FROM {table}"
        marks = ", ".join("?" * len(columns))
        self._insert = f"INSERT OR REPLACE INTO {table} ({', '.join(columns)}) VALUES ({marks})"

    def copy(self) -> Lost | None:
        """None when all of it could be read."""
        up = self._put(self._source.rows(f"{self._select} ORDER BY {', '.join(self._keys)}"))
        if not self._source.stopped:
            return None
        down = self._put(self._source.rows(f"{self._select} ORDER BY {', '.join(f'{key} DESC' for key in self._keys)}"))
        return self._by_number(up, down) if self._numbered else self._by_key()

    def _by_number(self, up: list[Any], down: list[Any]) -> Lost:
        missing = []
        for rowid in self._numbers_between(up, down):
            self._put(self._source.rows(f"{self._select} WHERE rowid = ?", [rowid]))
            if self._source.stopped:
                missing.append(rowid)
        back = [rowid for rowid in missing if self._from_backup("rowid", rowid)]
        gone = tuple(rowid for rowid in missing if rowid not in set(back))
        far = max(missing, default=0) - (up[-1] if up else 0) > _TRIED
        unsure = not self._complete and (far or (not down and not any(True for _ in self._indexes())))
        return Lost(self._name, len(gone), gone, from_backup=len(back), unsure=unsure)

    def _by_key(self) -> Lost:
        """The rows of each record, and of whatever else the backup knows, one after the other."""
        first, back = self._keys[0], 0
        for key in self._first_keys(first):
            self._put(self._source.rows(f"{self._select} WHERE {first} = ?", [key]))
            if self._source.stopped:
                back += self._from_backup(first, key)
        # No list of what stood on the page is left: only a backup of the same moment tells that it was all.
        return Lost(self._name, from_backup=back, unsure=not self._complete)

    def _numbers_between(self, up: list[Any], down: list[Any]) -> list[int]:
        """Numbers that rows may have which neither way from the ends of the table came to."""
        known = {rowid for index in self._indexes() for rowid in self._numbers_in(index)}
        first, last = up[-1] if up else 0, down[-1] if down else max(known, default=0)
        known |= set(range(first + 1, min(last, first + _TRIED)))
        if self._backup is not None:
            known |= set(self._backup.column(f'SELECT rowid FROM "{self._name}"'))
        reached = {*up, *down}
        return sorted(rowid for rowid in known if rowid not in reached)

    def _indexes(self) -> list[str]:
        # An index over some rows only cannot be asked for all of them.
        return self._fresh.column("SELECT name FROM pragma_index_list(?) WHERE partial = 0", [self._name])

    def _numbers_in(self, index: str) -> Iterator[int]:
        for way in ("ASC", "DESC"):
            order = self._fresh.value("SELECT name FROM pragma_index_xinfo(?) WHERE name IS NOT NULL", [index])
            sql = f'SELECT rowid FROM "{self._name}" INDEXED BY "{index}" ORDER BY "{order}" {way}' if order else ""
            yield from (row[0] for row in self._source.rows(sql))
            if not self._source.stopped:
                return

    def _first_keys(self, first: str) -> list[Any]:
        keys: dict[Any, None] = {}
        if first == '"initiative_id"':
            for row in self._fresh.rows("SELECT id, public_id FROM initiative"):
                keys |= {row["id"]: None, row["public_id"]: None}
        if self._backup is not None:
            keys |= dict.fromkeys(self._backup.column(f'SELECT DISTINCT {first} FROM "{self._name}"'))
        return list(keys)

    def _from_backup(self, key: str, value: Any) -> bool:
        if self._backup is None:
            return False
        return bool(self._put(self._backup.tuples(f"{self._select} WHERE {key} = ?", [value])))

    def _put(self, rows: Iterable[tuple[Any, ...]]) -> list[Any]:
        """Writes rows, leaving out what no store would take; returns the first value of each that was written."""
        written = []
        for row in rows:
            with contextlib.suppress(dbapi2.IntegrityError):
                self._fresh.connection.execute(self._insert, row)
                written.append(row[0])
        return written


def _tables(store: Store) -> list[str]:
    """Initiatives first: other tables are looked through by their ids."""
    sql = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name <> 'initiative', 1"
    return [name for name in store.column(sql) if not name.startswith("sqlite_") and name not in DERIVED]


def _without_the_lonely(fresh: Store) -> list[Lost]:
    """Takes away rows that point at lost ones, and those that then point at them."""
    lost = list[Lost]()
    with fresh.atomic():
        while lonely := fresh.tuples('SELECT "table", rowid, parent, fkid FROM pragma_foreign_key_check'):
            found: dict[str, list[int]] = {}
            for table, rowid, _parent, fkid in lonely:
                found.setdefault(table, [])
                if rowid is None:
                    fresh.execute(_delete_lonely(fresh, table, fkid))
                else:
                    fresh.execute(f'DELETE FROM "{table}" WHERE rowid = ?', [rowid])
                    found[table].append(rowid)
            lost += [Lost(table, max(1, len(ids)), tuple(ids), "alone") for table, ids in found.items()]
    return lost


def _drop(store: Store, triggers: list[dict[str, Any]]) -> None:
    for trigger in triggers:
        store.execute(f'DROP TRIGGER "{trigger["name"]}"')


def _delete_lonely(fresh: Store, table: str, fkid: int) -> str:
    pairs = fresh.rows('SELECT "table" AS parent, "from", "to" FROM pragma_foreign_key_list(?) WHERE id = ?',
                       [table, fkid])  # fmt: skip
    parent = pairs[0]["parent"]
    same = " AND ".join(f'p."{pair["to"] or "id"}" = "{table}"."{pair["from"]}"' for pair in pairs)
    return f'DELETE FROM "{table}" WHERE NOT EXISTS (SELECT 1 FROM "{parent}" p WHERE {same})'
