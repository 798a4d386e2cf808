"""The store of one register: opening it, its transactions, its migrations; the only place that opens a database."""

from __future__ import annotations

import contextlib
import functools
import importlib
import os
import pkgutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils prefers pysqlite3 where it is installed: this makes SQLCipher the driver it works with.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)

import sqlite_utils  # noqa: E402 - the driver has to be in place first
from sqlite_utils import Migrations  # noqa: E402

import db.migrations  # noqa: E402
from db.vault import derived  # noqa: E402
from db.whereabouts import Whereabouts  # noqa: E402
from domain.errors import TroubleError  # noqa: E402

FILE = "register.db"
VAULT = "vault.json"
_KEY_PURPOSE = "store/1"
# The log goes back into the store while nobody types; only a log of 80 MB does not wait for that.
_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "wal_autocheckpoint=20000")
# What has been read and decrypted serves the next question, above all of a search that is being typed.
_KEPT_KIB = {False: 16 << 10, True: 48 << 10}  # of the connection that writes, of one that only reads


_ROOM_KIB = 64 << 10
_PAGES_A_STEP = 500  # two megabytes: a slow disk takes them in the time a person waits for «Dừng»
_ASKED_EVERY = 20_000  # steps of SQLite's machine, about a millisecond


class Store:
    """An open store. One writer connection (the store lane) and any number of `reader()` connections for the screen.

    `due` is what `before_commit` has still to write, by row, when the outermost `atomic()` ends well.
    """

    def __init__(self, path: Path, key: bytes | None, *, query_only: bool = False) -> None:
        self.path = path
        self._key, self._query_only = key, query_only
        self.due: dict[int, Any] = {}
        self.before_commit: Callable[[Store], None] | None = None
        self._connect()

    def reader(self) -> Store:
        """A second connection that can only read."""
        return Store(self.path, self._key, query_only=True)

    def sibling(self, path: Path) -> Store:
        """Another file with the same key, as a copy of this one, only to be read."""
        return Store(path, self._key, query_only=True)

    @contextlib.contextmanager
    def atomic(self) -> Iterator[None]:
        """All of the block or nothing of it; a full, read-only, failing or missing disk becomes a TroubleError."""
        outermost, before = not self.connection.in_transaction, dict(self.due)
        with self._asking(), self.db.atomic():
            try:
                yield
                if outermost and self.due and self.before_commit:
                    self.before_commit(self)
                self._whereabouts.demand()
            except BaseException:
                self.due = before
                raise

    def rows(self, sql: str, parameters: Any = ()) -> list[dict[str, Any]]:
        with self._asking():
            cursor = self.connection.execute(sql, parameters)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def row(self, sql: str, parameters: Any = ()) -> dict[str, Any] | None:
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Any = ()) -> Any:
        with self._asking():
            found = self.connection.execute(sql, parameters).fetchone()
        return found[0] if found else None

    def column(self, sql: str, parameters: Any = ()) -> list[Any]:
        """The first column of every row, without a dict for each: for the ids of a whole register."""
        with self._asking():
            return [row[0] for row in self.connection.execute(sql, parameters)]

    def columns(self, sql: str, many: Iterable[Any]) -> list[list[Any]]:
        """`column` for each of many parameters: for questions so small that asking costs more than the answer."""
        execute = self.connection.execute
        with self._asking():
            return [[row[0] for row in execute(sql, parameters).fetchall()] for parameters in many]

    def tuples(self, sql: str, parameters: Any = ()) -> list[tuple[Any, ...]]:
        """Every row as it comes, without a dict for each: for sums over a whole register."""
        with self._asking():
            return list(self.connection.execute(sql, parameters))

    def execute(self, sql: str, parameters: Any = ()) -> int:
        """One statement inside `atomic()`; returns the row id of an insert."""
        return int(self.connection.execute(sql, parameters).lastrowid or 0)

    def insert(self, table: str, row: dict[str, Any]) -> int:
        """One row inside `atomic()`; returns its row id."""
        return int(self.db.table(table).insert(row).last_rowid or 0)

    def upsert(self, table: str, row: dict[str, Any], pk: str | tuple[str, ...]) -> None:
        """One row inside `atomic()`, replacing the one with the same key."""
        self.db.table(table).upsert(row, pk=pk)

    def copy_to(self, target: Path, step: Callable[[int, int], None]) -> None:
        """The store as the open `snapshot()` of this reader sees it, as a new file with the same key.

        `step(pages done, pages)` may raise to stop; what was written until then is the caller's to remove. The copy is
        on the disk when this returns.
        """
        copy = dbapi2.connect(str(target))
        try:
            with _in_words(target):
                if self._key is not None:
                    copy.execute(_keyed(self._key))
                copy.execute("PRAGMA synchronous=OFF")  # nobody trusts the file before it has been synced as a whole
                self.connection.backup(
                    copy, pages=_PAGES_A_STEP, progress=lambda _rc, left, total: step(total - left, total)
                )
        finally:
            copy.close()
        with target.open("rb+") as file:
            os.fsync(file.fileno())

    def purge(self) -> None:
        """Write the file anew, so that nothing deleted is left in its free places; outside `atomic()`.

        The second copy lies on the disk meanwhile and not in memory, where a province would not fit; it is encrypted
        as the store is. TroubleError while another program reads, or where the disk has no room for it.
        """
        with _in_words(self.path), self._copies_on_the_disk():
            self.connection.execute("VACUUM")
            busy = self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise TroubleError("register_busy", again=True)

    @contextlib.contextmanager
    def _copies_on_the_disk(self) -> Iterator[None]:
        """What else is put aside while sorting stays in memory: SQLCipher would write that in the clear."""
        self.connection.execute("PRAGMA temp_store=FILE")
        try:
            yield
        finally:
            self.connection.execute("PRAGMA temp_store=MEMORY")

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Questions asked inside see one moment, and the file is locked once for all of them instead of once each."""
        if self.connection.in_transaction:
            yield
            return
        with self._asking():
            self.connection.execute("BEGIN")
            try:
                yield
            finally:
                self.connection.rollback()

    @contextlib.contextmanager
    def given_up(self, when: Callable[[], bool]) -> Iterator[None]:
        """Questions asked inside fail soon after `when` has become true."""
        self.connection.set_progress_handler(when, _ASKED_EVERY)
        try:
            yield
        finally:
            self.connection.set_progress_handler(None, 0)

    @contextlib.contextmanager
    def roomy(self) -> Iterator[None]:
        """More pages stay in memory inside: what is written over and over goes to the disk once."""
        before = self.connection.execute("PRAGMA cache_size").fetchone()[0]
        self.connection.execute(f"PRAGMA cache_size = -{_ROOM_KIB}")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA cache_size = {before}")

    def close(self) -> None:
        self.connection.close()

    def _connect(self) -> None:
        self.connection = _connect(self.path, self._key, query_only=self._query_only)
        self.db = sqlite_utils.Database(self.connection, execute_plugins=False)
        self._whereabouts, self._failed = Whereabouts(self.path), False

    @contextlib.contextmanager
    def _asking(self) -> Iterator[None]:
        """After a failing disk the next question opens the file anew: a stick that was pulled out stays dead for
        whoever had opened it, even when it is plugged in again."""
        if self._failed and not self.connection.in_transaction:
            self._connect_again()
        try:
            with _in_words(self.path):
                yield
        except TroubleError as error:
            self._failed = self._failed or error.code == "disk_failing"
            raise

    def _connect_again(self) -> None:
        if not self.path.is_file():  # opening would make an empty one
            raise TroubleError("register_gone", again=True, path=str(self.path.parent))
        dead = self.connection
        self._connect()
        dead.close()


def create(home: Path, key: bytes, *, plain: bool) -> Store:
    """A new, empty store in `home`, encrypted with a key derived from the vault's unless `plain`."""
    return create_as_of(home, key, "", plain=plain)


def create_as_of(home: Path, key: bytes, upto: str, *, plain: bool) -> Store:
    """The same as a program knew it whose last step was `upto`, "" for that of today."""
    path = home / FILE
    if path.exists():
        raise TroubleError("register_exists", path=str(home))
    for leftover in (path.with_name(FILE + "-wal"), path.with_name(FILE + "-shm")):
        leftover.unlink(missing_ok=True)
    return _migrated(Store(path, None if plain else derived(key, _KEY_PURPOSE)), upto=upto)


def open_store(
    home: Path, key: bytes, *, plain: bool, before_migrating: Callable[[Store], object] | None = None
) -> Store:
    """The existing store of `home`. A newer store, a wrong key or a damaged file is refused in words, untouched.

    An older one is brought up to date, step by step, each of them whole or not at all; `before_migrating` is called
    first and stops it by raising.
    """
    path = home / FILE
    if not path.is_file():
        raise TroubleError("register_missing", path=str(home))
    return _migrated(Store(path, None if plain else derived(key, _KEY_PURPOSE)), before_migrating)


def open_as_it_is(path: Path, key: bytes, *, plain: bool) -> Store:
    """A store file anywhere, only to be read, at whatever level it is."""
    return Store(path, None if plain else derived(key, _KEY_PURPOSE), query_only=True)


def level(store: Store) -> str:
    """The name of the last step this store has taken; "" for one that has taken none."""
    applied = _migrations().applied(store.db)
    return str(applied[-1].name) if applied else ""


def steps() -> list[Any]:
    """The migration modules in the order of their numbers."""
    return list(_steps())


@functools.cache
def _steps() -> tuple[Any, ...]:
    names = sorted(info.name for info in pkgutil.iter_modules(db.migrations.__path__))
    return tuple(importlib.import_module(f"db.migrations.{name}") for name in names)


def _migrations() -> Migrations:
    migrations = Migrations("sangkien")
    for step in steps():
        migrations(name=step.NAME)(step.apply)
    return migrations


def _migrated(store: Store, before: Callable[[Store], object] | None = None, upto: str = "") -> Store:
    migrations, known = _migrations(), {step.NAME for step in steps()}
    try:
        with _in_words(store.path):
            if any(done.name not in known for done in migrations.applied(store.db)):
                raise TroubleError("register_newer")
            pending = bool(migrations.pending(store.db))
        if pending and before is not None:
            before(store)
        with _in_words(store.path):
            if pending:
                migrations.apply(store.db, stop_before=[step.NAME for step in steps() if step.NAME > upto > ""])
    except BaseException:
        store.close()
        raise
    return store


def _keyed(key: bytes) -> str:
    return f"PRAGMA key=\"x'{key.hex()}'\""


def _connect(path: Path, key: bytes | None, *, query_only: bool) -> Any:
    try:
        # The connection is made on one thread and used on the lane's: each lane uses its own connection only.
        connection = dbapi2.connect(str(path), check_same_thread=False, timeout=5)
    except dbapi2.OperationalError as error:
        raise TroubleError("register_unreadable", path=str(path)) from error
    try:
        with _in_words(path):
            if key is not None:
                connection.execute(_keyed(key))
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            for pragma in _PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
            connection.execute(f"PRAGMA cache_size = -{_KEPT_KIB[query_only]}")
            if query_only:
                connection.execute("PRAGMA query_only=ON")
    except BaseException:
        connection.close()
        raise
    return connection


# SQLite's primary result codes; their numbers are part of its file and interface promise.
_CODES = {5: ("register_busy", True), 6: ("register_busy", True), 8: ("disk_read_only", True),
          10: ("disk_failing", True), 11: ("register_damaged", False), 13: ("disk_full", True),
          14: ("register_unreadable", False), 26: ("register_damaged", False)}  # fmt: skip


@contextlib.contextmanager
def _in_words(path: Path) -> Iterator[None]:
    """The user's trouble behind a failed statement; any other failure is our own bug and stays what it is."""
    try:
        yield
    except dbapi2.DatabaseError as error:
        known = _CODES.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        if known is None:
            raise
        code, again = known
        raise TroubleError(code, again=again, path=str(path), detail=str(error)) from error
