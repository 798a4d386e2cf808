"""What is saved from a damaged store: every row that can be read, and a list of those that cannot."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import store
from db.salvage import DERIVED
from desktop.desk import Desk
from desktop.operations import backups, initiatives, restoring, salvaging
from domain.errors import TroubleError
from tests.desktop.operations import contents, unions
from tests.desktop.operations.unions import quiet

PAGE = 4096
RECORDS = 90
PASSPHRASE = "mưa thuận gió hòa"
DAMAGES = 4
TRIES = 60  # where the list of tables itself is hit nothing can be read, and another try is made


def fill(opened: Desk) -> None:
    for number in range(RECORDS):
        words = {"title": f"Kệ số {number}", "summary": f"chữ {number} " * 150}
        initiatives.new(opened, words)


@pytest.fixture(params=[None, PASSPHRASE], ids=["plain", "encrypted"])
def filled(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    opened = unions.new(tmp_path / "home", passphrase=request.param)
    fill(opened)
    yield opened
    opened.close()


# A store without a key has no checksums: what a page of noise holds cannot be told from words.
encrypted = pytest.mark.parametrize("filled", [PASSPHRASE], indirect=True)


def secret(opened: Desk) -> str | None:
    return None if opened.plain else PASSPHRASE


def ruin(home: Path, pages: list[int]) -> None:
    content = bytearray((home / store.FILE).read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = random.randbytes(PAGE)
    (home / store.FILE).write_bytes(content)


def held_in(backup: backups.Backup, opened: Desk) -> contents.Contents:
    return contents.of_file(backup.folder / store.FILE, opened.key, plain=secret(opened) is None)


def test_a_whole_store_is_saved_to_the_last_row(filled: Desk) -> None:
    before = contents.of(filled.store)
    filled.close()
    saved = salvaging.salvage(filled.home, secret(filled), step=quiet)
    assert (saved.missing, saved.from_backup) == ((), 0)
    after = held_in(saved.backup, filled)
    for table in told_by_itself(before):
        assert after[table] == before[table], table
    assert [row[:4] for row in after["initiative"]] == [row[:4] for row in before["initiative"]]
    assert after["initiative_text"] == before["initiative_text"]


@encrypted
def test_a_damaged_page_costs_the_rows_on_it_and_each_table_that_lost_some_is_named(
    filled: Desk, record_property: Callable[..., None]
) -> None:
    before = contents.of(filled.store)
    filled.close()
    whole, read, lost = (filled.home / store.FILE).read_bytes(), 0, 0
    for _ in range(TRIES):
        if read == DAMAGES:
            break
        (filled.home / store.FILE).write_bytes(whole)
        saved = saved_from(filled, random.sample(range(2, len(whole) // PAGE), 2))
        if saved is None:
            continue
        read += 1
        after, missing = held_in(saved.backup, filled), {one.table: one for one in saved.missing}
        for table in told_by_itself(before):
            gone = keys(before, table) - keys(after, table)
            assert not gone or table in missing, table
            lost += len(gone)
            # A lost head of the journal is that of an empty one: checking the chain tells so.
            assert keys(after, table) <= keys(before, table) or table == "journal_head"
        texts = keys(before, "initiative_text") - keys(after, "initiative_text")
        if "initiative_text" in missing:
            assert missing["initiative_text"].rows == len(texts)
        assert salvaging.missing(saved.backup) == saved.missing
    assert read == DAMAGES
    record_property("trust", ("damaged-page-alone", read, lost))


@encrypted
def test_what_stands_in_a_backup_is_not_lost_with_a_page(filled: Desk, record_property: Callable[..., None]) -> None:
    backups.make(filled, backups.ASKED, step=quiet)
    before = contents.of(filled.store)
    filled.close()
    whole, read = (filled.home / store.FILE).read_bytes(), 0
    for _ in range(TRIES):
        if read == DAMAGES:
            break
        (filled.home / store.FILE).write_bytes(whole)
        saved = saved_from(filled, random.sample(range(2, len(whole) // PAGE), 4))
        if saved is None:
            continue
        read += 1
        assert all(one.rows == 0 for one in saved.missing)  # the journal's page may be one: then nobody can be sure
        after = held_in(saved.backup, filled)
        for table in told_by_itself(before):
            assert after[table] == before[table], table
        assert [row[:4] for row in after["initiative"]] == [row[:4] for row in before["initiative"]]
    assert read == DAMAGES
    restored = restoring.restore(filled.home, saved_last(filled), secret(filled), step=quiet)
    assert initiatives.total(restored.desk, initiatives.Filter()) == RECORDS
    assert initiatives.total(restored.desk, initiatives.Filter(query="kệ số 77")) == 1
    restored.desk.close()
    record_property("trust", ("damaged-page", read, 0))


def saved_from(filled: Desk, pages: list[int]) -> salvaging.Salvaged | None:
    """None where the list of tables itself was on one of the pages: then a backup helps, and the program says so."""
    ruin(filled.home, pages)
    try:
        return salvaging.salvage(filled.home, secret(filled), step=quiet)
    except TroubleError as error:
        assert error.code == "register_damaged"
        return None


def saved_last(filled: Desk) -> backups.Backup:
    return next(one for one in backups.listed(filled.home) if one.reason == "salvaged")


def told_by_itself(before: contents.Contents) -> list[str]:
    """The tables whose rows are copied as they are."""
    return [name for name in before if name not in DERIVED and not name.startswith("initiative_head")
            and name not in ("initiative", "initiative_body")]  # fmt: skip


def keys(held: contents.Contents, table: str) -> set[tuple[object, ...]]:
    return {tuple(row) for row in held[table]}


def test_where_nothing_can_be_read_it_says_so_and_leaves_nothing(filled: Desk) -> None:
    filled.close()
    ruin(filled.home, [1])
    with pytest.raises(TroubleError, match="register_damaged"):
        salvaging.salvage(filled.home, secret(filled), step=quiet)
    assert backups.listed(filled.home) == []
