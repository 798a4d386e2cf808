"""Registers of a unit and of the union above, closed again after each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.desk import Desk
from tests.desktop.operations import unions


@pytest.fixture
def unit(tmp_path: Path) -> Iterator[Desk]:
    opened = unions.new(tmp_path / "unit")
    yield opened
    opened.close()


@pytest.fixture
def upper(tmp_path: Path) -> Iterator[Desk]:
    opened = unions.new(tmp_path / "upper", unions.UPPER)
    yield opened
    opened.close()


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder
