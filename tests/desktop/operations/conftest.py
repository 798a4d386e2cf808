"""Registers of a unit and of the union above, closed again after each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop import desk
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


@pytest.fixture(scope="session")
def vouched_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with both registers, closed: the unit has a certificate and three recognised initiatives."""
    folder = tmp_path_factory.mktemp("vouched")
    unit, upper = unions.new(folder / "unit"), unions.new(folder / "upper", unions.UPPER)
    unions.vouch(unit, upper, folder)
    unions.recognised(unit, 3)
    unit.close()
    upper.close()
    return folder


@pytest.fixture
def vouched_pair(tmp_path: Path, vouched_homes: Path) -> Iterator[tuple[Desk, Desk]]:
    """Copies of both registers, open, with the request and the trust package beside them in `tmp_path`."""
    shutil.copytree(vouched_homes, tmp_path, dirs_exist_ok=True)
    unit, upper = (desk.open_desk(tmp_path / name, None) for name in ("unit", "upper"))
    yield unit, upper
    unit.close()
    upper.close()
