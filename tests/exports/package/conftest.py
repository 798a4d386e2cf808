"""The union of these tests, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.exports.package import union as unions


@pytest.fixture(scope="session")
def union(tmp_path_factory: pytest.TempPathFactory) -> unions.Union:
    return unions.found(tmp_path_factory.mktemp("union"))


@pytest.fixture(scope="session")
def sealed(union: unions.Union, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An honest package of unit A. Nobody writes to it."""
    return unions.package(tmp_path_factory.mktemp("sealed") / "27001_000007.asice", union.signers[unions.A]).path
