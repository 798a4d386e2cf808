"""Reading through a store: a damaged page is found wherever it lies."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from db import recovery
from db.store import FILE, create, open_as_it_is
from domain.errors import TroubleError

PAGE_BYTES = 4096
KEY = bytes(range(32))


def found(path: Path, key: bytes) -> bool:
    """Whether reading through the pages of the tables tells that something is wrong."""
    try:
        opened = open_as_it_is(path, key, plain=False)
    except TroubleError:
        return True
    try:
        return not recovery.pages_sound(opened)
    except TroubleError as error:
        assert error.code == "register_damaged", error.code
        return True
    finally:
        opened.close()


@pytest.fixture(autouse=True)
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recovery, "_FEW_PAGES", 0)


def test_every_damaged_page_that_is_in_use_is_found_in_an_encrypted_copy(tmp_path: Path) -> None:
    made = create(tmp_path, KEY, plain=False)
    with made.atomic():
        for number in range(20):
            made.insert("journal", {"at": "2026-11-28", "user_name": "Hân", "operation": "entered",
                                    "subject": str(number), "detail": os.urandom(3000).hex()})  # fmt: skip
    unused = made.value("PRAGMA freelist_count")
    made.purge()
    made.close()
    whole = (tmp_path / FILE).read_bytes()
    assert not found(tmp_path / FILE, KEY)
    pages, missed = len(whole) // PAGE_BYTES, 0
    for page in range(random.randrange(4), pages, 4):
        with (tmp_path / FILE).open("r+b") as file:
            file.seek(page * PAGE_BYTES + 100)
            file.write(bytes(byte ^ 1 for byte in whole[page * PAGE_BYTES + 100 : page * PAGE_BYTES + 101]))
            file.flush()
            missed += not found(tmp_path / FILE, KEY)
            file.seek(page * PAGE_BYTES + 100)
            file.write(whole[page * PAGE_BYTES + 100 : page * PAGE_BYTES + 101])
    assert pages > 150 and missed <= unused
