from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from sqlite_utils import Migrations

from db import people, store
from db.migrations import m0001_first
from db.store import Store
from domain.initiative import Author
from domain.person import Person
from tests.db.stores import NOW, put, some
from tests.domain.test_person import people as any_people

AN = Person("a" * 12, "Nguyễn Văn An", 1985, workplace="Xưởng 1", phone="0912820510")


def add(opened: Store, *entries: Person) -> list[int]:
    with opened.atomic():
        return [people.insert(opened, entry, by_hand=False, now=NOW) for entry in entries]


def test_every_field_of_an_entry_has_its_column(opened: Store) -> None:
    columns = {row["name"] for row in opened.rows("SELECT name FROM pragma_table_info('person')")}
    fields = {field.name for field in dataclasses.fields(Person)}
    assert set(people.FIELDS) == fields
    assert fields <= columns


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=30)
@given(any_people, any_people)
def test_an_entry_comes_back_as_it_was(opened: Store, first: Person, second: Person) -> None:
    first, second = (dataclasses.replace(one, id="x" * 12) for one in (first, second))
    with opened.atomic():
        opened.execute("DELETE FROM person")
        row_id = people.insert(opened, first, by_hand=True, now=NOW)
    assert people.at(opened, row_id) == people.get(opened, first.id) == first
    with opened.atomic():
        people.update(opened, second, now=NOW)
    assert people.by_rows(opened, [row_id]) == {row_id: second}


@pytest.mark.parametrize(
    ("query", "found"),
    [("an", 2), ("văn an", 1), ("van an", 1), ("XUONG 1", 2), ("0912", 2), ("ân", 1), ("%", 0), ("", 2)],
)
def test_people_are_found_with_and_without_accents(opened: Store, query: str, found: int) -> None:
    add(opened, AN, dataclasses.replace(AN, id="b" * 12, full_name="Trần Thị Hân"))
    assert people.count(opened, query) == len(people.ids(opened, query)) == found


def test_a_merged_entry_is_hidden_and_stands_behind_the_other(opened: Store) -> None:
    other = dataclasses.replace(AN, id="b" * 12, born_on=date(1985, 8, 12))
    first, _second = add(opened, AN, other)
    row_id = put(opened, some(authors=(Author("Nguyễn Văn An", person_id=other.id),)))
    with opened.atomic():
        people.add_merge(opened, AN, other, AN, NOW)
    assert people.ids(opened) == [first]
    assert people.standing(opened, other.id) == AN
    assert people.links(opened, AN.id) == [row_id]
    assert not people.linked_elsewhere(opened, AN.id, row_id)
    assert people.linked_elsewhere(opened, AN.id, row_id + 1)
    (merge,) = people.merges(opened, other.id)
    assert (merge["kept"], merge["before"]) == (AN.id, AN)
    with opened.atomic():
        people.end_merge(opened, merge["id"], other.id, NOW)
    assert people.standing(opened, other.id) == other
    assert people.merges(opened, AN.id) == []


def test_authors_of_other_units_and_of_the_bin_are_nobody_to_gather(opened: Store) -> None:
    author = Author("Nguyễn Văn An", 1985)
    put(opened, some(authors=(author,)), own=False)
    put(opened, some(authors=(Author("Nguyễn Văn An"), Author("An", 1985), author)))
    found = people.unlinked(opened)
    assert [(place, one) for _row, place, one in found] == [(2, Author("An", 1985)), (3, author)]
    assert people.count_unlinked(opened) == 1


def test_a_register_of_the_first_version_opens_with_its_authors(tmp_path: Path) -> None:
    made = Store(tmp_path / store.FILE, None)
    migrations = Migrations("sangkien")
    migrations(name=m0001_first.NAME)(m0001_first.apply)
    migrations.apply(made.db)
    with made.atomic():
        made.execute(
            "INSERT INTO initiative VALUES (1, 'x', 'SK-2022-0001', 'Kệ', 'k', '', '', '', '', 'draft', '27001',"
            " '1m-2022', '', '', NULL, NULL, 0, 1, 0, '', '', '', ?, ?, NULL)",
            [NOW, NOW],
        )
        made.execute("INSERT INTO author VALUES (1, 1, 'Nguyễn Văn An', 1985, '', '', '', 50.0, '')")
    made.close()
    again = store.open_store(tmp_path, bytes(32), plain=True)
    assert people.unlinked(again) == [(1, 1, Author("Nguyễn Văn An", 1985, share_pct=50.0))]
    again.close()
