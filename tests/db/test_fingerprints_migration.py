"""A register of before keeps what people said of its pairs; its fingerprints are all taken anew."""

from __future__ import annotations

import sqlite_utils
from sqlcipher3 import dbapi2

from db.migrations import m0013_evidence, m0015_duplicates, m0017_entry


def test_fingerprints_of_before_go_and_every_record_is_due() -> None:
    db = sqlite_utils.Database(dbapi2.connect(":memory:"), execute_plugins=False)
    db.execute("CREATE TABLE initiative (id INTEGER PRIMARY KEY, title TEXT, updated_at TEXT)")
    for step in (m0013_evidence, m0015_duplicates):
        step.apply(db)
    db.execute("INSERT INTO initiative VALUES (1, 'Kệ', 'before'), (2, 'Đồ gá', 'before')")
    db.execute("INSERT INTO fingerprint VALUES (7, 1)")
    db.execute("INSERT INTO fingerprinted VALUES (1, 'before', x'07000000')")
    db.execute("INSERT INTO duplicate_verdict VALUES ('a', 'b', 'same', '', 'Hân', 'before')")
    m0017_entry.apply(db)
    due = "SELECT initiative_id FROM fingerprint_due ORDER BY 1"
    assert [row[0] for row in db.execute(due)] == [1, 2]
    assert [db.table(name).count for name in ("fingerprint", "fingerprinted", "duplicate_verdict")] == [0, 0, 1]
    db.execute("DELETE FROM fingerprint_due")
    db.execute("UPDATE initiative SET title = 'Kệ mới' WHERE id = 1")
    assert list(db.execute(due)) == []
    db.execute("UPDATE initiative SET title = 'Kệ mới', updated_at = 'now' WHERE id = 1")
    db.execute("INSERT INTO initiative VALUES (3, 'Xe', 'now')")
    assert [row[0] for row in db.execute(due)] == [1, 3]
    db.conn.close()
