from __future__ import annotations

import dataclasses
import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import record
from domain.errors import RuleError
from domain.initiative import Author, Initiative, State, author_of_fields, of_fields, with_fields
from tests.domain.kit import initiatives

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = [field.name for field in dataclasses.fields(Initiative)]
AUTHOR_FIELDS = [field.name for field in dataclasses.fields(Author)]


def over_json(values: dict[str, Any]) -> dict[str, Any]:
    return dict(json.loads(json.dumps(values, ensure_ascii=False)))


@given(initiatives)
def test_a_record_comes_back_as_it_was(held: Initiative) -> None:
    assert record.initiative(record.record(held)) == held
    assert record.initiative(over_json(record.record(held))) == held


@given(initiatives)
def test_what_a_list_told_is_known_by_the_json_of_all_its_fields(held: Initiative) -> None:
    told = json.dumps(record.record(held), ensure_ascii=False, sort_keys=True)
    assert record.told_sha256(held) == hashlib.sha256(told.encode()).hexdigest()


@given(initiatives, initiatives)
def test_a_record_made_of_a_few_fields_is_the_same_record(held: Initiative, other: Initiative) -> None:
    said = {name: value for name, value in vars(held).items() if value != getattr(Initiative(), name)}
    quick = of_fields(said)
    assert (quick, record.record(quick), record.told_sha256(quick)) == (
        *(held, record.record(held)),
        record.told_sha256(held),
    )
    changes = {"number": other.number, "state": other.state, "unread": other.unread}
    assert with_fields(quick, changes) == dataclasses.replace(held, **changes)
    assert quick == held
    assert [author_of_fields(vars(author)) for author in held.authors] == list(held.authors)
    assert of_fields({}) == Initiative()
    assert of_fields({}).unread is not of_fields({}).unread


@given(initiatives, st.sampled_from(State), st.integers(0, 99))
def test_the_fingerprint_knows_nothing_of_state_and_revision(held: Initiative, state: State, revision: int) -> None:
    other = dataclasses.replace(held, state=state, revision=revision, unread={"decision_on": "hôm kia"})
    assert print_of(held) == print_of(other)
    assert print_of(held) == record.content_sha256(over_json(record.record(held)))
    assert print_of(held) == record.content_sha256(dict(reversed(record.record(held).items())))


@given(initiatives, initiatives)
def test_the_fingerprint_knows_everything_else(held: Initiative, other: Initiative) -> None:
    for name in set(FIELDS) - set(record.INNER):
        changed = dataclasses.replace(held, **{name: getattr(other, name)})
        assert (print_of(changed) == print_of(held)) == (outside(changed) == outside(held)), name


def outside(held: Initiative) -> Initiative:
    """The record as it is without links into the person book, which nobody else is told of."""
    return dataclasses.replace(held, authors=tuple(dataclasses.replace(one, person_id="") for one in held.authors))


@given(initiatives)
def test_nobody_is_told_of_the_person_book(held: Initiative) -> None:
    told = record.leaving(record.record(held))
    assert all("person_id" not in author for author in told["authors"])
    assert record.initiative(told) == outside(held)
    assert record.content_sha256(told) == print_of(held)


# What an initiative was made of when the first packages were sealed.
FIRST = frozenset(
    "id number programme pack_version phase unit_code unit_name title kind area block group authors credited_no"
    " applied_from_on applied_to_on trial summary effect reach benefit_state benefit_vnd benefit_note investor"
    " technology_secret state decision_no decision_on decision_signer declined_reason completion_note revision"
    " unread".split()
)


def test_a_package_made_before_there_were_these_fields_has_the_fingerprint_it_had() -> None:
    before = {"full_name": "Lê An", "birth_year": 1985, "position": "", "workplace": "", "phone": "", "share_pct": None,
              "awards": ""}  # fmt: skip
    old = record.record(Initiative()) | {"authors": [before]}
    old = {name: value for name, value in old.items() if name in FIRST}
    now = record.record(Initiative(authors=(Author("Lê An", 1985),)))
    assert record.content_sha256(old) == record.content_sha256(now)
    assert record.initiative(old).authors == (Author("Lê An", 1985),)


@given(initiatives)
def test_what_says_nothing_later_is_left_out_and_comes_back(held: Initiative) -> None:
    told = record.saying(record.record(held))
    assert record.initiative(over_json(told)) == outside(held)
    assert record.content_sha256(told) == print_of(held)
    assert all(told[name] not in ("", None) for name in set(told) - FIRST)
    assert record.says_later(record.record(held)) == (
        bool(set(told) - FIRST) or any(set(author) - set(FIRST_OF_AUTHOR) for author in told["authors"])
    )


FIRST_OF_AUTHOR = ("full_name", "birth_year", "position", "workplace", "phone", "share_pct", "awards")


def test_a_record_of_the_first_fields_is_told_in_them_alone() -> None:
    plain = record.record(Initiative(authors=(Author("Lê An", 1985, person_id="p"),)))
    assert set(record.saying(plain)) == FIRST
    assert set(record.saying(plain)["authors"][0]) == set(FIRST_OF_AUTHOR)
    assert not record.says_later(plain)
    assert record.says_later(record.record(Initiative(nature="mới")))
    assert record.says_later(record.record(Initiative(authors=(Author("Lê An", leads=True),))))


@pytest.mark.parametrize(
    ("told", "born"),
    [
        ({"born_on": "1985-08-12"}, (1985, "1985-08-12")),
        ({"born_on": "1985-08-12", "birth_year": 1985}, (1985, "1985-08-12")),
        ({"birth_year": 1985}, (1985, "None")),
        ({"born_on": "", "birth_year": None}, (None, "None")),
    ],
)
def test_a_day_of_birth_says_the_year_too(told: dict[str, Any], born: tuple[int | None, str]) -> None:
    author = record.initiative({"authors": [told]}).authors[0]
    assert (author.birth_year, str(author.born_on)) == born


def print_of(held: Initiative) -> str:
    return record.content_sha256(record.record(held))


@given(initiatives, st.sampled_from(FIELDS), json_values)
def test_a_field_of_any_shape_is_read_or_refused_by_name(held: Initiative, name: str, value: Any) -> None:
    try:
        read = record.initiative(record.record(held) | {name: value})
    except RuleError as error:
        assert [(problem.code, problem.field) for problem in error.problems] == [("field_malformed", name)]
    else:
        assert record.initiative(record.record(read)) == read


@given(st.sampled_from(AUTHOR_FIELDS), json_values)
def test_an_author_of_any_shape_is_read_or_refused(name: str, value: Any) -> None:
    try:
        read = record.initiative({"authors": [{name: value}]})
    except RuleError as error:
        assert [problem.field for problem in error.problems] == ["authors"]
    else:
        assert record.initiative(record.record(read)) == read


@pytest.mark.parametrize(
    "values",
    [
        {"authors": [[]]},
        {"authors": [""]},
        {"authors": [None]},
        {"authors": {}},
        {"authors": [{"owner": "x"}]},
        {"authors": [{"share_pct": float("nan")}]},
        {"authors": [{"share_pct": 100.01}]},
        {"authors": [{"birth_year": True}]},
        {"authors": [{"birth_year": 1986, "born_on": "1985-08-12"}]},
        {"authors": [{"born_on": "12/8/1985"}]},
        {"authors": [{"gender": "F"}]},
        {"authors": [{"membership": "yes"}]},
        {"authors": [{"leads": 1}]},
        {"authors": [{"leader": "yes"}]},
        {"benefit_vnd": 10**30},
        {"benefit_vnd": -(10**19)},
        {"benefit_vnd": 1.5},
        {"authors": [{"birth_year": 10**19}]},
        {"revision": 2**63},
        {"credited_no": 2**64},
        {"unread": ["applied_from_on"]},
        {"unread": {"applied_from_on": 5}},
        {"state": "gone"},
        {"applied_from_on": "31/12/2022"},
        {"applied_from_on": "9999-12-31"},
        {"decision_on": "1899-12-31"},
        {"benefit_to_on": "2200-01-01"},
        {"authors": [{"born_on": "0001-01-01"}]},
        {"trial": 1},
    ],
)
def test_what_the_store_could_not_hold_is_refused_in_words(values: dict[str, Any]) -> None:
    with pytest.raises(RuleError) as refused:
        record.initiative(values)
    assert refused.value.code == "record_malformed"
    assert [problem.field for problem in refused.value.problems] == list(values)


@pytest.mark.parametrize("day", ["1900-01-01", "2199-12-31"])
def test_the_first_and_the_last_day_that_can_be_typed_are_read(day: str) -> None:
    assert str(record.initiative({"applied_from_on": day}).applied_from_on) == day


def test_every_wrong_field_is_named_at_once() -> None:
    with pytest.raises(RuleError) as refused:
        record.initiative({"title": 5, "reach": None, "colour": "red", "summary": "x"})
    assert {problem.field for problem in refused.value.problems} == {"title", "reach", "colour"}
