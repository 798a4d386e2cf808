"""Strategies and the shipped rules, shared by the tests of the rules."""

from __future__ import annotations

import dataclasses
import tomllib
from datetime import date
from functools import cache

from hypothesis import strategies as st

import resources
from domain import labels, text
from domain.initiative import Author, BenefitState, Initiative, State
from domain.programme import Programme, parse

TODAY = date(2022, 12, 1)
words = st.text(max_size=30)
lines = words.map(text.clean_line)
paragraphs = st.text(max_size=60).map(text.clean)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
shares = st.none() | st.integers(0, 10_000).map(lambda n: n / 100)

births = st.tuples(st.none() | st.integers(1900, 2030), st.none() | st.dates(date(1930, 1, 1), date(2020, 1, 1))).map(
    lambda pair: {"birth_year": pair[1].year if pair[1] else pair[0], "born_on": pair[1]}
)
authors = st.builds(
    lambda born, author: dataclasses.replace(author, **born),
    births,
    st.builds(
        Author,
        full_name=lines,
        position=lines,
        workplace=lines,
        phone=lines,
        share_pct=shares,
        awards=paragraphs,
        education=lines,
        leads=st.booleans(),
        leader=st.none() | st.booleans(),
        gender=st.sampled_from(["", *labels.GENDERS]),
        membership=st.sampled_from(["", *labels.MEMBERSHIPS]),
        person_id=st.sampled_from(["", "0f" * 6, "a1" * 6]),
    ),
)

initiatives = st.builds(
    Initiative,
    id=st.uuids().map(lambda u: u.hex),
    number=lines,
    programme=lines,
    pack_version=lines,
    phase=lines,
    unit_code=lines,
    unit_name=lines,
    title=lines,
    kind=lines,
    area=lines,
    block=lines,
    group=lines,
    authors=st.lists(authors, max_size=4).map(tuple),
    credited_no=st.none() | st.integers(1, 4),
    applied_from_on=st.none() | days,
    applied_to_on=st.none() | days,
    trial=st.booleans(),
    summary=paragraphs,
    effect=paragraphs,
    reach=paragraphs,
    benefit_state=st.sampled_from(BenefitState),
    benefit_vnd=st.none() | st.integers(0, 10**13),
    benefit_note=paragraphs,
    investor=lines,
    technology_secret=st.booleans(),
    state=st.sampled_from(State),
    decision_no=lines,
    decision_on=st.none() | days,
    decision_signer=lines,
    declined_reason=paragraphs,
    completion_note=paragraphs,
    revision=st.integers(0, 2**53),
    unread=st.dictionaries(
        st.sampled_from(["applied_from_on", "benefit_vnd", "authors.0.birth_year"]), lines.filter(bool)
    ),
)


@cache
def pack(name: str = "1m-2022") -> Programme:
    return parse(tomllib.loads(resources.path(f"programmes/{name}.toml").read_text("utf-8")))
