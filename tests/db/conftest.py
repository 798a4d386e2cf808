"""A store of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.store import Store
from tests.db.stores import new


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Store]:
    made = new(tmp_path)
    yield made
    made.close()
