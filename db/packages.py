"""Packages sealed here and packages taken in: who, which number, what was in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from db import journal
from db.store import Store

CARRIED = (
    "SELECT value FROM package AS c, json_each(c.detail, '$.carried') WHERE c.direction = 'out' AND c.kind = 'carrier'"
)


def insert(store: Store, *, direction: str, now: str, detail: dict[str, Any], **columns: Any) -> int:
    """A new row, `direction` "out" or "in"; returns its id. Inside `atomic()`."""
    row: dict[str, Any] = {"direction": direction, "created_at": now, "acknowledged_at": None}
    if direction == "out":
        # A second witness: the journal can be held against what has left since.
        last = journal.head(store)
        detail = detail | {"journal": {"lines": last.id, "head": last.chain}}
    row |= {"detail": json.dumps(detail, ensure_ascii=False)} | columns
    # Not by the table's own way, which asks for its columns each time: thousands come in one go.
    names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
    return store.execute(f"INSERT INTO package ({names}) VALUES ({marks})", list(row.values()))


def come_home(store: Store, home: Path) -> int:
    """A register that was moved, or restored on another PC, finds its copies of packages where it lies now; returns how
    many rows named another place. Inside `atomic()`."""
    rows = store.tuples("SELECT id, path FROM package WHERE path <> ''")
    moved = [(str(at), row_id) for row_id, path in rows if (at := _at_home(path, home)) is not None]
    store.connection.executemany("UPDATE package SET path = ? WHERE id = ?", moved)
    return len(moved)


def _at_home(path: str, home: Path) -> Path | None:
    """Where a copy that lay in a register lies in this one; None if it is there, or never lay in any."""
    parts = path.replace("\\", "/").split("/")  # it may have been written on another system
    if parts[-3:-2] != ["packages"]:
        return None
    at = home.joinpath(*parts[-3:])
    return None if str(at) == path else at


def add_records(store: Store, package_id: int, rows: Iterable[tuple[str, int, str]]) -> None:
    """What a package held: (initiative's public id, revision, difference)."""
    sql = "INSERT INTO package_record (package_id, initiative_id, revision, difference) VALUES (?, ?, ?, ?)"
    store.connection.executemany(sql, [(package_id, *row) for row in rows])


def by_manifest(store: Store, manifest_sha256: str) -> dict[str, Any] | None:
    return _read(store.row("SELECT * FROM package WHERE manifest_sha256 = ?", [manifest_sha256]))


def left_as(store: Store, file_sha256: str) -> dict[str, Any] | None:
    """The package that left here as a file with these bytes."""
    sql = "SELECT * FROM package WHERE direction = 'out' AND json_extract(detail, '$.file_sha256') = ?"
    return _read(store.row(sql, [file_sha256]))


def get(store: Store, package_id: int) -> dict[str, Any] | None:
    return _read(store.row("SELECT * FROM package WHERE id = ?", [package_id]))


def everything(store: Store, direction: str) -> list[dict[str, Any]]:
    """Newest first."""
    rows = store.rows("SELECT * FROM package WHERE direction = ? ORDER BY id DESC", [direction])
    return [read for row in rows if (read := _read(row))]


def received_count(store: Store) -> int:
    return int(store.value("SELECT count(*) FROM package WHERE direction = 'in'"))


def received_ids(store: Store, offset: int, limit: int) -> list[int]:
    """Newest first."""
    sql = "SELECT id FROM package WHERE direction = 'in' ORDER BY id DESC LIMIT ? OFFSET ?"
    return store.column(sql, [limit, offset])


def received_rows(store: Store, ids: Sequence[int]) -> list[dict[str, Any]]:
    """What a list shows of these, in their order; `receipt` is where it was last copied to. Headers are not read."""
    sql = (
        "SELECT id, kind, unit_code, unit_name, recipient, carrier_id, seq, records, created_at,"
        " coalesce(json_extract(detail, '$.receipt'), '') AS receipt FROM package"
        " WHERE id IN (SELECT value FROM json_each(?))"
    )
    found = {row["id"]: row for row in store.rows(sql, [json.dumps(list(ids))])}
    return [found[id_] for id_ in ids if id_ in found]


def last_sent(store: Store, recipient: str, kind: str) -> dict[str, Any] | None:
    sql = "SELECT * FROM package WHERE direction = 'out' AND recipient = ? AND kind = ? ORDER BY seq DESC LIMIT 1"
    return _read(store.row(sql, [recipient, kind]))


def highest_sent(store: Store, kind: str) -> dict[str, Any] | None:
    """The newest package of a kind whoever it is for: such kinds are numbered through all recipients."""
    sql = "SELECT * FROM package WHERE direction = 'out' AND kind = ? ORDER BY seq DESC LIMIT 1"
    return _read(store.row(sql, [kind]))


def first_sent(store: Store) -> dict[str, str]:
    """When each initiative first left in a package sealed here, by public id."""
    sql = (
        "SELECT initiative_id AS id, min(created_at) AS at FROM package_record JOIN package ON package.id = package_id"
        " WHERE direction = 'out' GROUP BY initiative_id"
    )
    return {row["id"]: row["at"] for row in store.rows(sql)}


def seen(store: Store, unit_code: str, kind: str) -> set[int]:
    """The sequence numbers of a sender's packages taken in here."""
    sql = "SELECT seq FROM package WHERE direction = 'in' AND unit_code = ? AND kind = ?"
    return {row["seq"] for row in store.rows(sql, [unit_code, kind])}


def numbers_from(store: Store, unit_codes: Iterable[str], kind: str, recipient: str) -> set[int]:
    """The sequence numbers of what a sender, under any of its codes, sent to this recipient and was taken in here."""
    sql = (
        "SELECT seq FROM package WHERE direction = 'in' AND kind = ? AND upper(recipient) = upper(?)"
        " AND unit_code IN (SELECT value FROM json_each(?))"
    )
    return {row["seq"] for row in store.rows(sql, [kind, recipient, json.dumps(sorted(unit_codes))])}


def numbers(store: Store, direction: str, kind: str) -> list[dict[str, Any]]:
    """(unit_code, unit_name, recipient, seq, acknowledged_at, created_at, come) of every package of a kind, by number.

    `come` is JSON of what its receipt told, null without. The rest of `detail` holds whole headers: it is not read.
    What came inside the carrier of another union is numbered for that one.
    """
    sql = (
        "SELECT unit_code, unit_name, recipient, seq, acknowledged_at, created_at,"
        " json_extract(detail, '$.come') AS come FROM package"
        " WHERE direction = ? AND kind = ? AND carrier_id IS NULL ORDER BY seq"
    )
    return store.rows(sql, [direction, kind])


def manifest_of(store: Store, unit_code: str, kind: str, seq: int) -> str:
    """The identity of a sender's package taken in here, "" if it never came."""
    sql = "SELECT manifest_sha256 FROM package WHERE direction = 'in' AND unit_code = ? AND kind = ? AND seq = ?"
    return str(store.value(sql, [unit_code, kind, seq]) or "")


def latest_received(store: Store) -> str:
    """When the last package was taken in, "" before the first."""
    return str(store.value("SELECT max(created_at) FROM package WHERE direction = 'in'") or "")


def record_revisions(store: Store, package_id: int) -> dict[str, int]:
    """The public ids of the records a package held, each with the revision it had there."""
    rows = store.rows("SELECT initiative_id, revision FROM package_record WHERE package_id = ?", [package_id])
    return {row["initiative_id"]: row["revision"] for row in rows}


def holding(store: Store, public_ids: Iterable[str]) -> list[dict[str, Any]]:
    """The packages, sent and received, that hold one of these records, the oldest first."""
    wanted = list(public_ids)
    sql = (
        "SELECT * FROM package WHERE id IN (SELECT package_id FROM package_record WHERE initiative_id IN"
        f" ({','.join('?' * len(wanted))})) ORDER BY id"
    )
    return [read for row in store.rows(sql, wanted) if (read := _read(row))]


def acknowledge(store: Store, package_id: int, now: str, detail: dict[str, Any]) -> None:
    sql = "UPDATE package SET acknowledged_at = ?, detail = ? WHERE id = ?"
    store.execute(sql, [now, json.dumps(detail, ensure_ascii=False), package_id])


def put_counts(store: Store, package_id: int, counts: dict[str, int], records: int) -> None:
    """What became of the records of a carrier, once all of its packages were looked at; a transaction of its own."""
    with store.atomic():
        store.execute(
            "UPDATE package SET records = ?, detail = json_set(detail, '$.counts', json(?)) WHERE id = ?",
            [records, json.dumps(counts), package_id],
        )


def add_clash(store: Store, package_id: int, initiative_id: str, revision: int, record: dict[str, Any]) -> None:
    """A record that differs under the same revision, kept for a person to settle."""
    row = {"package_id": package_id, "initiative_id": initiative_id, "revision": revision}
    store.insert("clash", row | {"record": json.dumps(record, ensure_ascii=False)})


def clashes(store: Store) -> list[dict[str, Any]]:
    """Those nobody has settled, each with the sender of its package."""
    return store.rows(
        "SELECT clash.*, package.unit_name, package.unit_code, package.seq, c.unit_code AS carried_by FROM clash"
        " JOIN package ON package.id = package_id LEFT JOIN package AS c ON c.id = package.carrier_id"
        " WHERE settled_at IS NULL ORDER BY clash.id"
    )


def settle(store: Store, clash_id: int, kept: str, now: str, *, by: str, kept_sha256: str, other_sha256: str) -> None:
    """`kept` "held" or "told"; the fingerprints of the record that stands and of the other one. Inside `atomic()`."""
    sql = "UPDATE clash SET settled_at = ?, kept = ?, settled_by = ?, kept_sha256 = ?, other_sha256 = ? WHERE id = ?"
    store.execute(sql, [now, kept, by, kept_sha256, other_sha256, clash_id])


def close_clashes(store: Store, initiative_id: str, now: str) -> None:
    """A newer revision has come: what clashed before it is of no account. Inside `atomic()`."""
    store.execute(
        "UPDATE clash SET settled_at = ?, kept = 'newer' WHERE initiative_id = ? AND settled_at IS NULL",
        [now, initiative_id],
    )


def senders(store: Store, public_ids: Iterable[str]) -> dict[str, str]:
    """By public id, who sent the newest package that holds the record to us: the unit, or the union that carried it."""
    sql = (
        "SELECT r.initiative_id AS id, coalesce(c.unit_code, p.unit_code) AS sender, max(p.id)"
        " FROM package_record AS r JOIN package AS p ON p.id = r.package_id"
        " LEFT JOIN package AS c ON c.id = p.carrier_id"
        " WHERE p.direction = 'in' AND r.initiative_id IN (SELECT value FROM json_each(?)) GROUP BY r.initiative_id"
    )
    return {row["id"]: row["sender"] for row in store.rows(sql, [json.dumps(list(public_ids))])}


def carried_on(store: Store) -> list[str]:
    """The public ids of the records whose packages went on upwards in a carrier."""
    sql = (
        "SELECT DISTINCT r.initiative_id FROM package_record AS r JOIN package AS p ON p.id = r.package_id"
        f" WHERE p.id IN ({CARRIED}) OR p.carrier_id IN ({CARRIED})"
    )
    return store.column(sql)


def uncarried(store: Store, kind: str) -> list[dict[str, Any]]:
    """Packages of units taken in here that no carrier took on yet, in the order they came."""
    sql = f"SELECT * FROM package WHERE direction = 'in' AND kind = ? AND id NOT IN ({CARRIED}) ORDER BY id"
    return [read for row in store.rows(sql, [kind]) if (read := _read(row))]


def _read(row: dict[str, Any] | None) -> dict[str, Any] | None:
    return row | {"detail": json.loads(row["detail"])} if row else None
