"""A field that somebody adds has to reach every floor: whichever was forgotten is named here."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from db import initiatives
from db.store import Store
from domain import entry, labels, record
from domain.initiative import AMOUNTS, ANSWERS, DATES, Author, Initiative
from tests.db.stores import NOW, new
from tests.domain.kit import initiatives as any_initiatives

FIELDS = {field.name for field in dataclasses.fields(Initiative)}
AUTHOR = {field.name for field in dataclasses.fields(Author)}
# Kept under another name, or in a table of their own.
ELSEWHERE = {"id": "public_id", "authors": "author"}
# What a person never types: the register, a council's session or a package writes these.
WRITTEN_BY_THE_REGISTER = {
    *("id", "number", "programme", "pack_version", "phase", "unit_code", "unit_name", "state", "revision", "unread"),
    *("decision_no", "decision_on", "decision_signer", "accepted_on"),
}


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = new(tmp_path_factory.mktemp("store"))
    yield made
    made.close()


def columns(opened: Store, table: str) -> set[str]:
    return {row["name"] for row in opened.rows(f"SELECT name FROM pragma_table_info('{table}')")}


def test_every_field_has_its_column(opened: Store) -> None:
    stored = columns(opened, "initiative") | columns(opened, "initiative_text")
    forgotten = {name for name in FIELDS if ELSEWHERE.get(name, name) not in stored | {"author"}}
    assert forgotten == set(), "fields without a column: add one in a migration"
    assert AUTHOR - columns(opened, "author") == set(), "fields of an author without a column"


def test_every_column_is_written_and_read(opened: Store) -> None:
    assert {*initiatives.NARROW, *initiatives.WIDE, *ELSEWHERE} == FIELDS, "name the field in NARROW or WIDE"
    assert not set(initiatives.NARROW) & set(initiatives.WIDE)
    assert set(initiatives.NARROW) <= columns(opened, "initiative")
    assert set(initiatives.WIDE) == columns(opened, "initiative_text") - {"id"}
    assert set(initiatives.AUTHOR) == AUTHOR == columns(opened, "author") - {"initiative_id", "place"}


def test_every_field_travels_in_a_record() -> None:
    values = record.record(Initiative(authors=(Author(),)))
    assert set(values) == FIELDS, "a record is what a package carries: see domain/record.py"
    assert set(values["authors"][0]) == AUTHOR


def test_every_field_has_a_name_for_people() -> None:
    assert (FIELDS | AUTHOR) - set(labels.FIELDS) == set(), "name the field in domain/labels.py"


def test_every_field_can_be_typed_or_is_the_registers_own() -> None:
    typed = {*entry.LINES, *entry.PARAGRAPHS, *entry.FLAGS, *AMOUNTS, *ANSWERS, *DATES}
    typed = typed - {"decision_on", "accepted_on"} | {"authors", "credited_no", "benefit_state"}
    assert typed | WRITTEN_BY_THE_REGISTER == FIELDS, "say in domain/entry.py how the field is typed"


# One store serves all examples: each puts its own row, which is looked up by its own number.
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
@given(first=any_initiatives, second=any_initiatives)
def test_what_is_stored_comes_back_as_it_was(opened: Store, first: Initiative, second: Initiative) -> None:
    with opened.atomic():
        row_id = initiatives.insert(opened, first, own=True, missing=1, now=NOW)
    held = initiatives.get(opened, row_id)
    assert held is not None and held.initiative == first
    second = dataclasses.replace(second, id=first.id)
    with opened.atomic():
        initiatives.update(opened, row_id, second, missing=0, now=NOW)
    held = initiatives.get(opened, row_id)
    assert held is not None and held.initiative == second
    with opened.atomic():
        opened.execute("UPDATE initiative SET public_id = public_id || '-' || id")


def test_the_schema_in_docs_says_nothing_of_records_that_could_grow_old() -> None:
    root = Path(__file__).resolve().parents[2]
    schema = json.loads((root / "docs" / "package.schema.json").read_text("utf-8"))
    assert set(schema["properties"]["records"]["items"]["properties"]) == {"file", "count"}
