from __future__ import annotations

import secrets
import shutil
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from db import initiatives, journal, settings, store
from db.store import Store
from domain.errors import TroubleError
from tests.db.stores import NOW, new, put, some

SECRET_WORDS = "Bí quyết pha nhựa"


def files(home: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in home.iterdir()}


def test_an_encrypted_store_shows_no_word_on_disk_not_even_in_its_log(tmp_path: Path) -> None:
    opened = new(tmp_path, key=secrets.token_bytes(32))
    put(opened, some(summary=SECRET_WORDS * 500))
    with opened.atomic():
        journal.write(opened, "Hân", "entered", "x", NOW, words=SECRET_WORDS)
    held = files(tmp_path)
    assert len(held["register.db-wal"]) > 10_000
    opened.close()
    for content in [*held.values(), *files(tmp_path).values()]:
        for words in (SECRET_WORDS.encode(), b"SQLite format 3", b"CREATE TABLE", "Nguyễn Văn An".encode(), b"entered"):
            assert words not in content


@pytest.mark.parametrize("plain", [True, False])
def test_only_the_right_key_opens_it_and_a_wrong_one_changes_nothing(tmp_path: Path, plain: bool) -> None:
    new(tmp_path, key=bytes(32)).close()
    before = files(tmp_path)
    with pytest.raises(TroubleError) as refused:
        store.open_store(tmp_path, b"1" * 32, plain=plain)
    assert (refused.value.code, files(tmp_path)) == ("register_damaged", before)
    store.open_store(tmp_path, bytes(32), plain=False).close()


def test_an_encrypted_store_is_never_opened_as_a_plain_one_nor_the_other_way(tmp_path: Path) -> None:
    new(tmp_path).close()
    with pytest.raises(TroubleError) as refused:
        store.open_store(tmp_path, bytes(32), plain=False)
    assert refused.value.code == "register_damaged"


def test_a_store_is_not_made_over_another_and_not_opened_where_none_is(tmp_path: Path) -> None:
    new(tmp_path).close()
    with pytest.raises(TroubleError) as refused:
        store.create(tmp_path, bytes(32), plain=True)
    assert refused.value.code == "register_exists"
    with pytest.raises(TroubleError) as refused:
        store.open_store(tmp_path / "none", bytes(32), plain=True)
    assert (refused.value.code, (tmp_path / "none").exists()) == ("register_missing", False)


def test_a_reader_reads_what_was_committed_and_writes_nothing(tmp_path: Path) -> None:
    opened = new(tmp_path, key=bytes(32))
    reader = opened.reader()
    with opened.atomic():
        settings.put(opened, "name", "value")
        assert settings.get(reader, "name") == ""
    assert settings.get(reader, "name") == "value"
    with pytest.raises(TroubleError) as refused, reader.atomic():
        settings.put(reader, "name", "other")
    assert refused.value.code == "disk_read_only"
    assert settings.get(opened, "name") == "value"
    reader.close()
    opened.close()


def test_all_of_a_block_or_nothing_of_it(tmp_path: Path) -> None:
    opened = new(tmp_path)
    with pytest.raises(KeyError), opened.atomic():
        settings.put(opened, "outer", "1")
        with opened.atomic():
            settings.put(opened, "inner", "1")
        raise KeyError
    assert opened.rows("SELECT * FROM setting") == []
    with opened.atomic():
        settings.put(opened, "outer", "1")
        with pytest.raises(KeyError), opened.atomic():
            settings.put(opened, "inner", "1")
            raise KeyError
    assert [row["name"] for row in opened.rows("SELECT * FROM setting")] == ["outer"]
    opened.close()


@pytest.mark.parametrize("statement", ["UPDATE {table} SET {column} = 'x'", "DELETE FROM {table}", "REPLACE"])
@pytest.mark.parametrize(("table", "column"), [("journal", "detail"), ("score_event", "points")])
def test_what_was_written_down_stays_written(tmp_path: Path, table: str, column: str, statement: str) -> None:
    opened = new(tmp_path)
    event = {"id": "e", "initiative_id": "x", "round_no": 1, "appraiser": "An", "parents": "[]", "points": "{}"}
    with opened.atomic():
        journal.write(opened, "Hân", "entered", "x", NOW)
        opened.insert("score_event", event | {"vote": "abstain", "note": "", "filed_at": NOW})
    before = opened.rows(f"SELECT * FROM {table}")
    if statement == "REPLACE":
        names = ", ".join(before[0])
        statement = f"INSERT OR REPLACE INTO {table} ({names}) SELECT {names} FROM {table}"
    with pytest.raises(dbapi2.IntegrityError), opened.atomic():
        opened.execute(statement.format(table=table, column=column))
    assert opened.rows(f"SELECT * FROM {table}") == before
    opened.close()


def test_what_belongs_together_cannot_be_torn_apart(tmp_path: Path) -> None:
    opened = new(tmp_path)
    put(opened, some())
    with pytest.raises(dbapi2.IntegrityError), opened.atomic():
        opened.execute("DELETE FROM initiative")
    with pytest.raises(dbapi2.IntegrityError), opened.atomic():
        opened.insert("outbox", {"package_id": 99, "channel": "", "target": "", "state": "sealed", "attempts": 0,
                                 "next_at": None, "detail": "", "updated_at": NOW})  # fmt: skip
    with pytest.raises(dbapi2.IntegrityError), opened.atomic():
        opened.execute("UPDATE initiative SET own = 'no'")
    opened.close()


def test_a_store_torn_in_the_middle_is_named_when_it_opens_or_while_it_works(tmp_path: Path) -> None:
    opened = new(tmp_path / "a")
    with opened.atomic():
        for number in range(300):
            initiatives.insert(opened, some(summary="x" * 900), own=True, missing=0, now=f"{number}")
    opened.close()
    path = tmp_path / "a" / store.FILE
    content = bytearray(path.read_bytes())
    content[200_000:300_000] = bytes(100_000)
    path.write_bytes(content)
    with pytest.raises(TroubleError) as refused:
        work_on(tmp_path / "a")
    assert refused.value.code == "register_damaged"


def work_on(home: Path) -> None:
    opened = store.open_store(home, bytes(32), plain=True)
    try:
        with opened.atomic():
            opened.execute("UPDATE initiative_text SET summary = 'y'")
    finally:
        opened.close()


def test_a_missing_log_beside_the_store_is_no_reason_to_refuse(tmp_path: Path) -> None:
    opened = new(tmp_path / "a")
    put(opened, some())
    opened.close()
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    again = store.open_store(tmp_path / "b", bytes(32), plain=True)
    assert again.value("SELECT count(*) FROM initiative") == 1
    again.close()


def test_opening_twice_applies_each_step_once(tmp_path: Path) -> None:
    new(tmp_path).close()
    opened = store.open_store(tmp_path, bytes(32), plain=True)
    names = [row["name"] for row in opened.rows("SELECT name FROM _sqlite_migrations")]
    assert names == [step.NAME for step in store.steps()]
    opened.close()


def test_a_key_is_not_shown_by_accident(tmp_path: Path) -> None:
    key = secrets.token_bytes(32)
    opened = new(tmp_path, key=key)
    assert isinstance(opened, Store)
    shown = f"{opened!r} {opened} {opened.path}"
    assert key.hex() not in shown and repr(key)[2:-1] not in shown
    opened.close()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="files without a name can be looked into on Linux only")
def test_written_anew_its_second_copy_lies_on_the_disk_and_shows_no_word(tmp_path: Path) -> None:
    opened = store.create(tmp_path, secrets.token_bytes(32), plain=False)
    with opened.atomic():
        for number in range(300):
            settings.put(opened, f"mục {number}", "Bí mật công nghệ " * 200)
    seen = list[bytes]()

    def look() -> bool:
        for number in Path("/proc/self/fd").iterdir():
            if number.is_symlink() and "etilqs" in str(number.readlink()):
                seen.append(number.read_bytes())
        return False

    opened.connection.execute("PRAGMA cache_size = -200")
    opened.connection.set_progress_handler(look, 100)
    opened.purge()
    opened.connection.set_progress_handler(None, 0)
    assert opened.value("PRAGMA temp_store") == 2  # in memory, as before
    opened.close()
    assert max(map(len, seen)) > 500_000
    assert not any("công nghệ".encode() in content or b"CREATE TABLE" in content for content in seen)
