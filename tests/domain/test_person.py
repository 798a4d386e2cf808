from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import person as rules
from domain.errors import RuleError
from domain.initiative import Author
from domain.person import Likeness, Person, contradicts, known_enough, likeness, merged, noted, twins, unmerged
from tests.domain.kit import births, lines

NAMES = ("Nguyễn Văn An", "Nguyễn Văn Ân", "NGUYỄN VĂN AN", "Lê Bình")
PHONES = ("", "0912820510", "0987654321", "0912820510 / 0987654321")

people = st.builds(
    lambda born, one: dataclasses.replace(one, **born),
    births,
    st.builds(
        Person,
        id=st.sampled_from(["a", "b"]),
        full_name=st.sampled_from(NAMES),
        position=lines,
        workplace=st.sampled_from(["", "Xưởng 1", "Xưởng 2"]),
        phone=st.sampled_from(PHONES),
        education=lines,
        leader=st.none() | st.booleans(),
        gender=st.sampled_from(["", "female", "male"]),
        membership=st.sampled_from(["", "member", "worker"]),
        purpose=lines,
        consent_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1)),
    ),
)


def told(**changes: Any) -> Author:
    return Author(**{"full_name": "Nguyễn Văn An"} | changes)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"birth_year": 1985}, {"birth_year": 1985}, Likeness.SAME),
        ({"birth_year": 1985}, {"birth_year": 1986}, Likeness.OTHER),
        ({"birth_year": 1985}, {"birth_year": 1985, "full_name": "Nguyễn Văn Ân"}, Likeness.OTHER),
        ({"birth_year": 1985}, {"birth_year": 1985, "full_name": "NGUYỄN VĂN AN"}, Likeness.SAME),
        ({"birth_year": 1985, "workplace": "Xưởng 1"}, {"birth_year": 1985, "workplace": "Xưởng 2"}, Likeness.DOUBT),
        ({"birth_year": 1985, "phone": PHONES[1]}, {"birth_year": 1985, "phone": PHONES[2]}, Likeness.DOUBT),
        ({"birth_year": 1985, "phone": PHONES[1]}, {"birth_year": 1985, "phone": PHONES[3]}, Likeness.SAME),
        ({"phone": PHONES[1]}, {"birth_year": 1985, "phone": PHONES[1]}, Likeness.SAME),
        ({"phone": PHONES[1], "birth_year": 1984}, {"birth_year": 1985, "phone": PHONES[1]}, Likeness.OTHER),
        ({"phone": PHONES[1]}, {"birth_year": 1985}, Likeness.OTHER),
    ],
)
def test_who_is_the_same_person(one: dict[str, Any], other: dict[str, Any], expected: Likeness) -> None:
    assert likeness(told(**one), told(**other)) is expected
    assert likeness(told(**other), told(**one)) is expected


def test_a_day_of_birth_decides_before_the_year() -> None:
    first = told(born_on=date(1985, 8, 12), birth_year=1985, workplace="Xưởng 1")
    assert likeness(first, dataclasses.replace(first, workplace="Xưởng 2", phone=PHONES[1])) is Likeness.SAME
    assert likeness(first, dataclasses.replace(first, born_on=date(1985, 8, 13))) is Likeness.OTHER


@given(people, people)
def test_two_that_contradict_each_other_are_never_one(one: Person, other: Person) -> None:
    assert likeness(one, other) is likeness(other, one)
    if contradicts(one, other):
        assert likeness(one, other) is Likeness.OTHER
    if likeness(one, other) is not Likeness.OTHER:
        assert twins(one, other)  # what is in doubt is shown to somebody


@given(people)
def test_everybody_who_is_known_enough_is_like_himself(one: Person) -> None:
    if known_enough(one):
        assert likeness(one, one) is Likeness.SAME


@given(people, people)
def test_a_merge_loses_nothing_of_the_kept_entry_and_is_undone_exactly(one: Person, other: Person) -> None:
    after = merged(one, other)
    for name, value in vars(one).items():
        assert value in ("", None) or getattr(after, name) == value
    assert unmerged(one, after, after) == one
    since = dataclasses.replace(after, workplace="Xưởng 9")
    assert unmerged(one, after, since) == dataclasses.replace(
        one, workplace="Xưởng 9" if since != after else one.workplace
    )


@given(people)
def test_values_come_back_as_they_were(one: Person) -> None:
    assert rules.from_values(rules.values(one)) == one


def test_the_word_typed_last_holds_for_what_changes_in_a_life() -> None:
    entry = Person("1", "Nguyễn Văn An", 1985, workplace="Xưởng 1", gender="male")
    author = told(birth_year=1985, born_on=date(1985, 8, 12), workplace="Xưởng 2", gender="female", education="Kỹ sư")
    newest = noted(entry, author, newest=True)
    assert (newest.workplace, newest.gender, newest.education) == ("Xưởng 2", "male", "Kỹ sư")
    assert newest.born_on == date(1985, 8, 12)
    assert noted(entry, author, newest=False).workplace == "Xưởng 1"
    assert noted(entry, told(birth_year=1985), newest=True) == entry


@pytest.mark.parametrize(
    ("words", "born"),
    [("1985", (1985, None)), ("12/8/1985", (1985, date(1985, 8, 12))), ("120885", (1985, date(1985, 8, 12))),
     ("12/8/60", (1960, date(1960, 8, 12))), ("", (None, None))],
)  # fmt: skip
def test_a_birth_is_typed_as_a_year_or_a_day(words: str, born: tuple[int | None, date | None]) -> None:
    typed = rules.typed(Person("1", "Nguyễn Văn An", 1970), {"birth_year": words})
    assert (typed.birth_year, typed.born_on) == born


@pytest.mark.parametrize(
    ("words", "code", "field"),
    [
        ({"birth_year": "năm Thìn"}, "person_birth_unreadable", "birth_year"),
        ({"birth_year": "1895"}, "person_birth_absurd", "birth_year"),
        ({"birth_year": "001085012345"}, "identity_number", "birth_year"),
        ({"position": "CCCD 001085012345"}, "identity_number", "position"),
        ({"full_name": " "}, "person_name_missing", "full_name"),
        ({"consent_on": "hôm qua"}, "person_consent_unreadable", "consent_on"),
    ],
)
def test_a_cell_that_cannot_be_kept_is_named(words: dict[str, str], code: str, field: str) -> None:
    with pytest.raises(RuleError) as refused:
        rules.typed(Person("1", "Nguyễn Văn An"), words)
    assert (refused.value.code, refused.value.field) == (code, field)


def test_json_of_another_shape_is_refused_by_name() -> None:
    wrong = {"cccd": "001085012345", "birth_year": "1985", "gender": "F", "consent_on": "12/8/2026", "leader": 1}
    with pytest.raises(RuleError) as refused:
        rules.from_values(wrong)
    assert {problem.field for problem in refused.value.problems} == set(wrong)
