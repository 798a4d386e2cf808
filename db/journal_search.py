"""Finding lines of the journal: by who, what, which record, when, and words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from db.store import Store


@dataclass(frozen=True)
class Search:
    """ "" and None ask for nothing. `since_at` and `until_at` are instants, the second no longer within; `words` stand
    in what a line tells, or in the number or the title of the initiative it is about."""

    who: str = ""
    operation: str = ""
    words: str = ""
    since_at: str = ""
    until_at: str = ""


def total(store: Store, wanted: Search) -> int:
    where, parameters = _where(wanted)
    return int(store.value(f"SELECT count(*) FROM journal WHERE {where}", parameters))


def ids(store: Store, wanted: Search, limit: int, offset: int) -> list[int]:
    """The newest first."""
    where, parameters = _where(wanted)
    sql = f"SELECT id FROM journal WHERE {where} ORDER BY id DESC LIMIT ? OFFSET ?"
    return [int(found) for found in store.column(sql, [*parameters, limit, offset])]


def rows(store: Store, line_ids: Sequence[int]) -> list[dict[str, Any]]:
    """The lines with what their record is called, in no order: `number`, `title`, `row_id` of an initiative and
    `full_name` of a person, `seq`, `direction`, `unit_name` and `recipient` of a package, each None where it is about
    something else."""
    marks = ",".join("?" * len(line_ids))
    sql = (
        "SELECT journal.id, journal.at, journal.user_name, journal.operation, journal.subject, journal.detail,"
        " initiative.id AS row_id, initiative.number, initiative.title, person.full_name,"
        " package.seq, package.direction, package.unit_name, package.recipient FROM journal"
        " LEFT JOIN initiative ON initiative.public_id = journal.subject AND journal.subject <> ''"
        " LEFT JOIN package ON package.manifest_sha256 = journal.subject"
        f" LEFT JOIN person ON person.id = journal.subject WHERE journal.id IN ({marks})"
    )
    return store.rows(sql, list(line_ids))


def names(store: Store) -> list[str]:
    """Everybody the journal tells of, by name."""
    return [str(name) for name in store.column("SELECT DISTINCT user_name FROM journal ORDER BY user_name")]


def operations(store: Store) -> list[str]:
    return [str(name) for name in store.column("SELECT DISTINCT operation FROM journal")]


def _where(wanted: Search) -> tuple[str, list[Any]]:
    parts, parameters = ["1"], list[Any]()
    told = {"user_name = ?": wanted.who, "operation = ?": wanted.operation, "at >= ?": wanted.since_at,
            "at < ?": wanted.until_at}  # fmt: skip
    for part, value in told.items():
        if value:
            parts.append(part)
            parameters.append(value)
    if wanted.words:
        parts.append(
            "(detail LIKE ? ESCAPE '!' OR subject LIKE ? ESCAPE '!' OR subject IN"
            " (SELECT public_id FROM initiative WHERE number LIKE ? ESCAPE '!' OR title LIKE ? ESCAPE '!'))"
        )
        parameters += [_like(wanted.words)] * 4
    return " AND ".join(parts), parameters


def _like(words: str) -> str:
    for sign in "!%_":
        words = words.replace(sign, f"!{sign}")
    return f"%{words}%"
