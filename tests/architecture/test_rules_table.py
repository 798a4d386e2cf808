"""docs/RULES.md: every fact of the domain has a source and a test that stands; nothing is left under construction."""

from __future__ import annotations

import ast
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILE = ROOT / "docs" / "RULES.md"
SOURCES, PROVED, UNDER_WAY, LATER = "Nguồn", "Quy tắc và phép thử", "Đang làm", "Phần sau"
WIDTHS = {SOURCES: 2, PROVED: 4, UNDER_WAY: 4, LATER: 4}
NUMBER = re.compile(r"([PISADUMT])(\d+)")
TEST = re.compile(r"`([^`]+)`")
PACKS = sorted((ROOT / "resources" / "programmes").glob("*.toml"))


@cache
def tables() -> dict[str, list[list[str]]]:
    """The rows of every section, cell by cell, without headings and rules."""
    found: dict[str, list[list[str]]] = {}
    section = ""
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            section = line.removeprefix("## ").strip()
            found[section] = []
        elif line.startswith("|"):
            found.setdefault(section, []).append([cell.strip() for cell in line.strip().strip("|").split("|")])
    return {section: rows[2:] for section, rows in found.items()}


def facts(*sections: str) -> list[list[str]]:
    return [row for section in sections for row in tables()[section]]


def names() -> list[str]:
    """How the rows and the packs call each document."""
    return [name for row in tables()[SOURCES] for name in row[0].split(" / ")]


def cited_by(row: list[str]) -> list[str]:
    return TEST.findall(row[3])


@cache
def known_in(file: str) -> frozenset[str]:
    tree = ast.parse((ROOT / file).read_text(encoding="utf-8"))
    return frozenset(
        node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def test_the_file_is_composed_and_its_tables_have_their_columns() -> None:
    text = FILE.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    assert set(tables()) == set(WIDTHS)
    for section, width in WIDTHS.items():
        for row in tables()[section]:
            assert len(row) == width, row
            assert all(row), row


def test_facts_are_numbered_without_gaps_or_repeats() -> None:
    numbers = []
    for row in facts(PROVED, UNDER_WAY, LATER):
        found = NUMBER.fullmatch(row[0])
        assert found, row[0]
        numbers.append((found[1], int(found[2])))
    for letter, group in groupby(sorted(numbers), key=lambda number: number[0]):
        assert [number for _, number in group] == list(range(1, 1 + sum(one == letter for one, _ in numbers))), letter
    assert {letter for letter, _ in numbers} == set("PISADUMT")


def test_facts_of_a_table_stand_in_order_and_are_sentences() -> None:
    order = "PISADUMT"
    for section in (PROVED, UNDER_WAY, LATER):
        numbers = [(order.index(row[0][0]), int(row[0][1:])) for row in facts(section)]
        assert numbers == sorted(numbers), section
    told = [row[1] for row in facts(PROVED, UNDER_WAY, LATER)]
    assert all(fact[0] == fact[0].upper() and fact.endswith(".") for fact in told)
    assert len(set(told)) == len(told)


def test_every_fact_names_a_document_that_is_listed() -> None:
    for number, _, source, _ in facts(PROVED, UNDER_WAY, LATER):
        for part in source.split("; "):
            assert part.startswith(tuple(names())), f"{number}: {part}"


def test_every_document_listed_is_used() -> None:
    told = "\n".join(
        [*(row[2] for row in facts(PROVED, UNDER_WAY, LATER)), *(s for file in PACKS for s in sources_in(file))]
    )
    for row in tables()[SOURCES]:
        assert any(name in told for name in row[0].split(" / ")), row[0]


def test_every_fact_is_proved_by_tests_that_stand() -> None:
    for row in facts(PROVED):
        cited = cited_by(row)
        assert cited, f"{row[0]} has no test"
        assert len(set(cited)) == len(cited), row[0]
        for one in cited:
            file, _, name = one.partition("::")
            assert re.fullmatch(r"tests/[a-z0-9_/]+/test_[a-z0-9_]+\.py", file), f"{row[0]}: {one}"
            assert (ROOT / file).is_file(), f"{row[0]}: {file} is not there"
            assert name in known_in(file), f"{row[0]}: {file} has no {name}"
        left = TEST.sub("", row[3]).replace(",", "").split()
        assert left == [], f"{row[0]}: not a test: {left}"


def test_nothing_is_left_under_way() -> None:
    """A fact whose rule is being built moves up to the first table with the test that proves it."""
    assert [row[0] for row in facts(UNDER_WAY)] == []


def test_what_comes_later_says_why() -> None:
    assert all(row[3].endswith(".") and "::" not in row[3] for row in facts(LATER))


def sources_in(file: Path) -> list[str]:
    """Every source a pack names."""
    return list(found_in(tomllib.loads(file.read_text(encoding="utf-8"))))


def found_in(data: Any, inside: bool = False) -> Iterator[str]:
    """Texts under any key called `source` or `sources`, and `issuer` with `document`, at whatever depth."""
    if isinstance(data, dict):
        if "issuer" in data and "document" in data:
            yield f"{data['issuer']}, {data['document']}"
        for key, value in data.items():
            yield from found_in(value, inside or key in ("source", "sources"))
    elif isinstance(data, list):
        for value in data:
            yield from found_in(value, inside)
    elif inside and isinstance(data, str):
        yield data


@pytest.mark.parametrize("file", PACKS, ids=lambda file: file.stem)
def test_every_source_of_a_pack_is_listed(file: Path) -> None:
    told = sources_in(file)
    assert len(told) > 20
    for source in told:
        assert any(name in source for name in names()), source
