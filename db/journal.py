"""The journal: one line for each thing somebody did, never removed, and changed only where somebody's personal data
was taken out of it, which another line tells."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from typing import Any

from db.store import Store
from domain.journal_chain import ERASED, Head, Line, digest, link

COLUMNS = ("id", "at", "user_name", "operation", "subject", "detail", "salt", "digest", "chain")
_AT_ONCE = 2_000


def write(store: Store, user_name: str, operation: str, subject: str, now: str, **detail: object) -> int:
    """Inside the same `atomic()` as the change it tells of; returns the line's id."""
    last = head(store)
    line_id, salt, told = last.id + 1, _salt(), json.dumps(detail, ensure_ascii=False)
    told_digest = digest(salt, told)
    chain = link(last.chain, line_id, (now, user_name, operation, subject), told_digest)
    sql = "INSERT INTO journal (id, at, user_name, operation, subject, detail, salt, digest, chain) VALUES"
    values = [line_id, now, user_name, operation, subject, told, salt, told_digest, chain]
    store.execute(f"{sql} (?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    store.execute("UPDATE journal_head SET line_id = ?, chain = ?", [line_id, chain])
    return line_id


def head(store: Store) -> Head:
    """The last line that was written, as it is kept beside the lines: a journal that was cut does not fit to it."""
    return Head(*store.tuples("SELECT line_id, chain FROM journal_head")[0])


def head_if_any(store: Store) -> Head | None:
    """The same of a store that may be of an earlier program, or damaged."""
    if not store.value("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'journal_head'"):
        return None
    found = store.tuples("SELECT line_id, chain FROM journal_head")
    return Head(*found[0]) if found else None


def chain_at(store: Store, line_id: int) -> str:
    """The chain up to a line; "" where there is none."""
    return str(store.value("SELECT chain FROM journal WHERE id = ?", [line_id]) or "")


def left_behind(store: Store) -> set[str]:
    """The names of the backups that tell of a time which a restore has left behind."""
    sql = "SELECT value FROM journal, json_each(journal.detail, '$.left') WHERE operation = 'register_restored'"
    return set(map(str, store.column(sql)))


def everything(store: Store) -> Iterator[Line]:
    """Every line as it is stored, the oldest first, in parts."""
    first, part = 0, list[tuple[Any, ...]]()
    sql = f"SELECT {', '.join(COLUMNS)} FROM journal WHERE id > ? ORDER BY id LIMIT {_AT_ONCE}"
    while part := store.tuples(sql, [first]):
        yield from (Line(*row) for row in part)
        first = part[-1][0]


def vouching(store: Store) -> list[Line]:
    """The lines that tell which others lost somebody's data."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM journal WHERE operation = ? ORDER BY id"
    return [Line(*row) for row in store.tuples(sql, [ERASED])]


def lines(store: Store, subject: str = "", limit: int = 200) -> list[dict[str, Any]]:
    """The newest lines first, of one subject or of all."""
    where = "WHERE subject = ?" if subject else ""
    return store.rows(
        f"SELECT * FROM journal {where} ORDER BY id DESC LIMIT ?", [subject, limit] if subject else [limit]
    )


def erased(store: Store) -> dict[int, int]:
    """The lines that lost somebody's data, each with the last line that tells so."""
    rows = store.rows("SELECT line_id, max(by_id) AS by_id FROM journal_erased GROUP BY line_id")
    return {row["line_id"]: row["by_id"] for row in rows}


def rewrite(store: Store, line_id: int, detail: str, by_id: int) -> None:
    """Put other words in place of what a line noted, because `by_id` took somebody's data out. Inside `atomic()`;
    the store lets this happen only between this and `close`."""
    store.execute("INSERT INTO journal_erased VALUES (?, ?, 1) ON CONFLICT DO NOTHING", [line_id, by_id])
    # Another salt: with the one before, the words that are gone could be guessed from their digest.
    store.execute("UPDATE journal SET detail = ?, salt = ? WHERE id = ?", [detail, _salt(), line_id])


def close(store: Store, by_id: int) -> None:
    """From now on no line may be changed any more by `by_id`, and another line vouches for those that were. Inside
    `atomic()`."""
    sql = "SELECT id, salt, detail FROM journal JOIN journal_erased ON id = line_id WHERE by_id = ? AND open = 1"
    changed = {str(line_id): digest(salt, detail) for line_id, salt, detail in store.tuples(sql, [by_id])}
    store.execute("UPDATE journal_erased SET open = 0 WHERE by_id = ? AND open = 1", [by_id])
    told = store.row("SELECT at, user_name, subject FROM journal WHERE id = ?", [by_id])
    if changed and told is not None:
        write(store, told["user_name"], ERASED, told["subject"], told["at"], by=by_id, lines=changed)


def _salt() -> str:
    return secrets.token_hex(16)
