"""Programme packs in every version ever installed: the whole file, so that old records keep the rules they had."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import tomllib
from dataclasses import dataclass

from db.store import Store
from domain.errors import TroubleError
from domain.programme import Programme, parse, version_key


@dataclass(frozen=True)
class Installed:
    """One version of a pack as this register holds it.

    `origin` is "shipped", "own" (made here), "file" (brought without a signature) or "package" (signed by the union
    `signed_by`, whose package is `manifest_sha256`). New records are entered under the version `in_force`.
    """

    id: str
    version: str
    sha256: str
    installed_at: str
    origin: str
    signed_by: str
    signer_name: str
    manifest_sha256: str
    in_force: bool
    pack: Programme

    @property
    def signed(self) -> bool:
        return bool(self.signed_by)


_COLUMNS = "id, version, sha256, installed_at, origin, signed_by, signer_name, manifest_sha256, in_force, data"


def fingerprint(data: str) -> str:
    return hashlib.sha256(data.encode()).hexdigest()


def add(
    store: Store,
    data: str,
    now: str,
    *,
    origin: str,
    signed_by: str = "",
    signer_name: str = "",
    manifest_sha256: str = "",
) -> Programme:
    """A version that is not here yet; the first of its programme is in force at once. Inside `atomic()`."""
    pack = _parsed(data)
    first = store.value("SELECT count(*) FROM programme_pack WHERE id = ?", [pack.id]) == 0
    row = {"id": pack.id, "version": pack.version, "data": data, "sha256": fingerprint(data), "installed_at": now,
           "origin": origin, "signed_by": signed_by, "signer_name": signer_name,
           "manifest_sha256": manifest_sha256, "in_force": int(first)}  # fmt: skip
    store.insert("programme_pack", row)
    return pack


def put_signature(store: Store, pack: Programme, signed_by: str, signer_name: str, manifest_sha256: str) -> None:
    """The very words of a version came again, signed. Inside `atomic()`."""
    sql = (
        "UPDATE programme_pack SET origin = 'package', signed_by = ?, signer_name = ?, manifest_sha256 = ?"
        " WHERE id = ? AND version = ?"
    )
    store.execute(sql, [signed_by, signer_name, manifest_sha256, pack.id, pack.version])


def put_text(store: Store, pack: Programme, data: str) -> None:
    """Other words for a version held, where those of whoever asks for marks count. Inside `atomic()`."""
    sql = "UPDATE programme_pack SET data = ?, sha256 = ?, origin = 'package' WHERE id = ? AND version = ?"
    store.execute(sql, [data, fingerprint(data), pack.id, pack.version])


def put_in_force(store: Store, programme_id: str, version: str) -> None:
    """From now on new records are entered under this version. Inside `atomic()`."""
    store.execute("UPDATE programme_pack SET in_force = 0 WHERE id = ?", [programme_id])
    store.execute("UPDATE programme_pack SET in_force = 1 WHERE id = ? AND version = ?", [programme_id, version])


def everything(store: Store) -> list[Programme]:
    """The version in force of every programme; one that this program cannot read hides none of the others."""
    found = []
    for row in store.rows("SELECT data FROM programme_pack WHERE in_force = 1 ORDER BY id"):
        with contextlib.suppress(TroubleError):
            found.append(_parsed(row["data"]))
    return found


def get(store: Store, programme_id: str, version: str = "") -> Programme | None:
    """This version, or the one in force when none is named. TroubleError: programme_unreadable."""
    data = text(store, programme_id, version)
    return _parsed(data) if data else None


def text(store: Store, programme_id: str, version: str = "") -> str:
    """The file as it was installed, "" if this register has none."""
    which, more = ("version = ?", [version]) if version else ("in_force = 1", [])
    sql = f"SELECT data FROM programme_pack WHERE id = ? AND {which}"
    return str(store.value(sql, [programme_id, *more]) or "")


def versions(store: Store, programme_id: str = "") -> list[Installed]:
    """Every version of one programme or of all, programmes by id, the newest version first.

    One that this program cannot read is left out: it hides none of the others.
    """
    where = "WHERE id = ?" if programme_id else ""
    rows = store.rows(f"SELECT {_COLUMNS} FROM programme_pack {where}", [programme_id] if programme_id else [])
    found = []
    for row in rows:
        with contextlib.suppress(TroubleError):
            pack = _parsed(row.pop("data"))
            found.append(Installed(**row | {"in_force": bool(row["in_force"]), "pack": pack}))
    found.sort(key=lambda one: version_key(one.version), reverse=True)
    return sorted(found, key=lambda one: one.id)


def held(store: Store) -> set[tuple[str, str]]:
    """(id, version) of everything installed."""
    return {(row["id"], row["version"]) for row in store.rows("SELECT id, version FROM programme_pack")}


@functools.lru_cache(maxsize=64)
def _parsed(data: str) -> Programme:
    # Every save asks for the rules; reading the file anew would cost four times the save itself.
    named: dict[str, object] = {}
    try:
        named = tomllib.loads(data)
        return parse(named)
    except (KeyError, TypeError, ValueError) as error:
        name, title, version = (named.get(fact, "?") for fact in ("id", "title", "version"))
        raise TroubleError("programme_unreadable", name=name, title=title, version=version) from error
