"""A register of before keeps its programmes, each under the version it had."""

from __future__ import annotations

import hashlib

import sqlite_utils
from sqlcipher3 import dbapi2

from db.migrations import m0001_first, m0005_packs
from tests.domain.pack.packs import text


def test_packs_of_before_are_kept_in_force_with_their_days() -> None:
    db = sqlite_utils.Database(dbapi2.connect(":memory:"), execute_plugins=False)
    m0001_first.apply(db)
    old = text().replace('version = "1.1"', 'version = "1.0"').replace("total_points = 100", "# total_points = 100")
    rows = [("1m-2022", "1.0", old, "2026-11-01T01:02:03Z"), ("75k-2021", "1.1", text("75k-2021"), "2026-11-02")]
    for row in rows:
        db.execute("INSERT INTO programme VALUES (?, ?, ?, ?)", row)
    m0005_packs.apply(db)
    assert "programme" not in db.table_names()
    found = list(
        db.execute("SELECT id, version, data, installed_at, sha256, origin, signed_by, in_force FROM programme_pack")
    )
    told = [(*row, hashlib.sha256(row[2].encode()).hexdigest(), "shipped", "", 1) for row in rows]
    assert sorted(found) == sorted(told)
    db.conn.close()
