"""A program that dies at any moment leaves a store that opens and holds everything it had reported as saved."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from db import initiatives, store
from db.initiatives import Filter
from domain.initiative import Initiative

ROOT = Path(__file__).resolve().parents[2]
KEY = bytes(range(32))
KILLS = 8

SAVING = """
import sys
from pathlib import Path
from db import initiatives, journal, store
from domain.initiative import Author, Initiative

opened = store.open_store(Path(sys.argv[1]), bytes(range(32)), plain=False)
last = opened.value("SELECT max(id) FROM initiative") or 0
number = last
print("open", flush=True)
while True:
    number += 1
    held = Initiative(id=f"{number:032x}", number=f"SK-{number}", title=f"first {number}",
                      authors=(Author("An"), Author("Binh")), summary="x" * (number * 37 % 3000))
    with opened.atomic():
        row_id = initiatives.insert(opened, held, own=True, missing=0, now="now")
        journal.write(opened, "Han", "entered", held.id, "now")
    print("entered", row_id, flush=True)
    changed = Initiative(id=held.id, number=held.number, title=f"second {number}", authors=(Author("Chi"),))
    with opened.atomic():
        initiatives.update(opened, row_id, changed, missing=0, now="now")
        journal.write(opened, "Han", "typed", held.id, "now")
    print("typed", row_id, flush=True)
"""

WRITING_MANY = """
import sys
from pathlib import Path
from db import bulk_inserts, store
from db.bulk_inserts import Entry
from domain.initiative import Author, Initiative

opened = store.open_store(Path(sys.argv[1]), bytes(range(32)), plain=False)
def wait():
    print("among the indexes", flush=True)
    sys.stdin.read()

told = (Entry(Initiative(id=f"{n:032x}", number=f"SK-{n}", title=f"nhiều {n}", authors=(Author("An"),)), 0)
        for n in range(9_000))
with opened.atomic():
    bulk_inserts.insert(opened, told, own=True, now="now", expected=9_000, pause=wait)
"""


def run_and_kill(home: Path, after_s: float) -> list[tuple[str, int]]:
    """What the program had reported when it was killed, `after_s` seconds after its store stood open."""
    command = [sys.executable, "-c", SAVING, str(home)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        try:
            child.wait(after_s)
            pytest.fail("it was to run until it is killed")
        except subprocess.TimeoutExpired:
            child.kill()
        told = [line.split() for line in child.stdout.read().splitlines(keepends=True) if line.endswith("\n")]
    return [(word, int(row_id)) for word, row_id in told]


def test_killed_while_saving(tmp_path: Path, record_property: Callable[..., None]) -> None:
    store.create(tmp_path, KEY, plain=False).close()
    chance, kills = random.Random(), 0
    expected: dict[int, str] = {}
    while kills < KILLS or len(expected) <= KILLS:  # a slow disk takes more tries until enough has been written
        kills += 1
        for word, row_id in run_and_kill(tmp_path, chance.uniform(0.01, 0.25)):
            expected[row_id] = "second" if word == "typed" else "first"
        opened = store.open_store(tmp_path, KEY, plain=False)
        assert opened.value("PRAGMA integrity_check") == "ok"
        assert opened.rows("PRAGMA foreign_key_check") == opened.rows("PRAGMA cipher_integrity_check") == []
        rows = {held.row_id: held for held in initiatives.get_many(opened, initiatives.ids(opened, Filter()))}
        for row_id, words in expected.items():
            assert rows[row_id].initiative.title in (f"{words} {row_id}", f"second {row_id}")
        for row_id, held in rows.items():
            names = tuple(author.full_name for author in held.initiative.authors)
            assert names == (("Chi",) if held.initiative.title.startswith("second") else ("An", "Binh"))
            told = opened.value("SELECT count(*) FROM journal WHERE subject = ?", [held.initiative.id])
            assert told == len(names) % 2 + 1, row_id
        opened.close()
    record_property("trust", ("kill", kills, 0))


def test_killed_while_many_are_written_at_once(tmp_path: Path, record_property: Callable[..., None]) -> None:
    """The indexes are away at that moment, and nine thousand rows stand in the file's log."""
    made = store.create(tmp_path, KEY, plain=False)
    with made.atomic():
        initiatives.insert(made, Initiative(id="a", number="SK-1", title="một"), own=True, missing=0, now="now")
    shape = made.rows("SELECT name, sql FROM sqlite_master ORDER BY name")
    made.close()
    command = [sys.executable, "-c", WRITING_MANY, str(tmp_path)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, cwd=ROOT, text=True, stdin=pipe, stdout=pipe) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "among the indexes\n"
        child.kill()
    opened = store.open_store(tmp_path, KEY, plain=False)
    assert opened.rows("SELECT name, sql FROM sqlite_master ORDER BY name") == shape
    assert opened.value("PRAGMA integrity_check") == "ok"
    assert opened.rows("PRAGMA cipher_integrity_check") == []
    assert [row["n"] for row in opened.rows("SELECT n FROM initiative_count WHERE n > 0")] == [1]
    assert initiatives.ids(opened, Filter(query="nhiều")) == []
    assert len(initiatives.ids(opened, Filter(query="một"))) == 1
    opened.close()
    record_property("trust", ("kill", 1, 0))
