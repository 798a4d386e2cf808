"""A unit that its upper union has vouched for, and that union: fixtures, imported by name where they are wanted."""

from __future__ import annotations

import pytest

from desktop.desk import Desk


@pytest.fixture
def vouched(vouched_pair: tuple[Desk, Desk]) -> Desk:
    """A unit with three recognised initiatives and a certificate of the upper union."""
    return vouched_pair[0]


@pytest.fixture
def upper(vouched_pair: tuple[Desk, Desk]) -> Desk:
    return vouched_pair[1]
