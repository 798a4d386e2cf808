"""Gathering: many packages, a part of them bad in every known way, twice and in random order."""

from __future__ import annotations

from pathlib import Path

from benchmarks import gather


def test_bad_packages_are_refused_by_name_and_the_table_is_the_same_in_every_order(tmp_path: Path) -> None:
    """`python -m benchmarks gather` does the same with 3 000 packages of 57 records each."""
    packages = 2 * len(gather.SPOILERS)
    figures = {figure.name: figure for figure in gather.measured(tmp_path, packages, 2, every=2)}
    assert figures["packages refused by name"].value == len(gather.SPOILERS)
