"""Strategies and the shipped rules, shared by the tests of the rules."""

from __future__ import annotations

import dataclasses
import tomllib
from datetime import date
from functools import cache

from hypothesis import strategies as st

import resources
from domain import labels, text
from domain.initiative import Answer, Author, BenefitState, Initiative, State
from domain.programme import Programme, parse

TODAY = date(2022, 12, 1)
words = st.text(max_size=30)
lines = words.map(text.clean_line)
paragraphs = st.text(max_size=60).map(text.clean)
days = st.dates(date(1990, 1, 1), date(2100, 1, 1))
amounts = st.none() | st.integers(0, 10**13)
shares = st.none() | st.integers(0, 10_000).map(lambda n: n / 100)

# Many empty groups: that is where words go wrong.
sparse_numbers = st.lists(st.sampled_from([0, 0, 1, 4, 5, 10, 15, 21, 100, 105, 999]), min_size=1, max_size=10).map(
    lambda groups: sum(group * 1000**place for place, group in enumerate(groups))
)

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
    trial_from_on=st.none() | days,
    summary=paragraphs,
    nature=paragraphs,
    conditions=paragraphs,
    confidential=paragraphs,
    effect=paragraphs,
    author_gain=paragraphs,
    user_gain=paragraphs,
    first_users=paragraphs,
    reach=paragraphs,
    benefit_state=st.sampled_from(BenefitState),
    benefit_vnd=amounts,
    benefit_note=paragraphs,
    benefit_inputs=paragraphs,
    benefit_evidence=paragraphs,
    benefit_from_on=st.none() | days,
    benefit_to_on=st.none() | days,
    benefit_confirmed_by=lines,
    benefit_confirmed_on=st.none() | days,
    benefit_year1_vnd=amounts,
    benefit_year2_vnd=amounts,
    benefit_year3_vnd=amounts,
    investor=lines,
    technology_secret=st.booleans(),
    new_in_unit=st.sampled_from(Answer),
    lawful=st.sampled_from(Answer),
    unprotected=st.sampled_from(Answer),
    consent_on=st.none() | days,
    consent_by=lines,
    research_accepted_on=st.none() | days,
    accepted_on=st.none() | days,
    state=st.sampled_from(State),
    decision_no=lines,
    decision_on=st.none() | days,
    decision_signer=lines,
    declined_reason=paragraphs,
    completion_note=paragraphs,
    withdrawn_reason=paragraphs,
    portal_entered_on=st.none() | days,
    portal_no=lines,
    portal_approved_on=st.none() | days,
    portal_refused_on=st.none() | days,
    portal_note=paragraphs,
    revision=st.integers(0, 2**53),
    unread=st.dictionaries(
        st.sampled_from(["applied_from_on", "benefit_vnd", "authors.0.birth_year"]), lines.filter(bool)
    ),
)


@cache
def pack(name: str = "1m-2022") -> Programme:
    return parse(tomllib.loads(resources.path(f"programmes/{name}.toml").read_text("utf-8")))
