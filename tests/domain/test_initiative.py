from __future__ import annotations

import dataclasses
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain import entry
from domain.initiative import (
    YEARLY,
    Author,
    Initiative,
    credited_author,
    first_applied_on,
    leading_author,
    redacted,
    withheld,
)
from tests.domain.kit import TODAY, days, initiatives

# What the plan of 10/3/2021 lets out of a technology secret in free words: its name, its effect, the awards.
MAY_LEAVE = {"title", "effect", "decision_no", "decision_signer", "benefit_confirmed_by", "consent_by", "portal_no"}
IDENTITY = {"id", "number", "programme", "pack_version", "phase", "unit_code", "unit_name", "kind", "block", "group"}


@given(initiatives)
def test_a_secret_leaves_without_its_words(held: Initiative) -> None:
    secret = dataclasses.replace(held, technology_secret=True)
    leaving = redacted(secret)
    for field in dataclasses.fields(Initiative):
        value = getattr(secret, field.name)
        if isinstance(value, str) and type(value) is str and field.name not in MAY_LEAVE | IDENTITY:
            assert getattr(leaving, field.name) == "", field.name
        else:
            assert getattr(leaving, field.name) == value, field.name
    assert set(withheld(secret)) == {name for name in vars(secret) if getattr(secret, name) != getattr(leaving, name)}
    assert redacted(leaving) == leaving


@given(initiatives)
def test_what_is_no_secret_leaves_whole_but_for_what_is_to_be_kept(held: Initiative) -> None:
    plain = dataclasses.replace(held, technology_secret=False)
    assert redacted(plain) == dataclasses.replace(plain, confidential="")
    assert withheld(plain) == (("confidential",) if plain.confidential else ())


@given(initiatives)
def test_one_author_is_counted_or_a_person_is_asked(held: Initiative) -> None:
    credited, leading = credited_author(held), leading_author(held)
    assert (leading is None) == (not held.authors)
    leaders = [author for author in held.authors if author.leads]
    if credited is None and leaders:
        assert len(leaders) > 1
        assert leading == held.authors[0]
    elif credited is None:
        shares = sorted((author.share_pct or 0 for author in held.authors), reverse=True)
        assert not held.authors or shares[0] == shares[1]
        assert leading == (held.authors[0] if held.authors else None)
    else:
        assert leading == credited
        if held.credited_no is None and len(leaders) == 1:
            assert credited == leaders[0]
        elif held.credited_no is None:
            assert all((author.share_pct or 0) <= (credited.share_pct or 0) for author in held.authors)


def test_a_chosen_author_who_is_no_longer_there_is_not_counted() -> None:
    tied = (Author("An", share_pct=50), Author("Bình", share_pct=50))
    assert credited_author(Initiative(authors=tied)) is None
    assert credited_author(Initiative(authors=tied, credited_no=2)) == tied[1]
    assert credited_author(Initiative(authors=tied, credited_no=3)) is None
    assert credited_author(Initiative(authors=tied, credited_no=0)) is None


def test_the_leader_of_a_topic_is_counted_before_the_highest_share() -> None:
    leader, helper = Author("An", share_pct=30, leads=True), Author("Bình", share_pct=70)
    assert credited_author(Initiative(authors=(helper, leader))) == leader
    assert credited_author(Initiative(authors=(helper, leader), credited_no=1)) == helper  # somebody chose
    two = (leader, dataclasses.replace(helper, leads=True))
    assert credited_author(Initiative(authors=two)) is None  # asked, not guessed
    assert credited_author(Initiative(authors=two, credited_no=2)) == two[1]


def test_the_recognition_request_has_all_its_lines() -> None:
    """TT 18/2013/TT-BKHCN, Phụ lục I."""
    of_author = {"full_name", "born_on", "workplace", "position", "education", "share_pct"}
    of_initiative = {"title", "investor", "area", "applied_from_on", "trial_from_on", "nature", "confidential",
                     "conditions", "author_gain", "user_gain", "first_users"}  # fmt: skip
    assert of_author <= {field.name for field in dataclasses.fields(Author)}
    assert of_initiative <= {field.name for field in dataclasses.fields(Initiative)}
    assert of_initiative - {"title", "applied_from_on", "trial_from_on"} <= {*entry.LINES, *entry.PARAGRAPHS}


def test_a_benefit_has_formula_inputs_period_evidence_confirmation_and_three_years() -> None:
    told = {"benefit_note", "benefit_inputs", "benefit_from_on", "benefit_to_on", "benefit_evidence",
            "benefit_confirmed_by", "benefit_confirmed_on", *YEARLY}  # fmt: skip
    assert len(YEARLY) == 3
    assert told <= {field.name for field in dataclasses.fields(Initiative)}
    typed = entry.typed(Initiative(), {"benefit_year3_vnd": "1,5 tỷ", "benefit_from_on": "1/3/2022"}, TODAY)
    assert (typed.benefit_year3_vnd, typed.benefit_from_on) == (1_500_000_000, date(2022, 3, 1))


@given(st.none() | days, st.none() | days)
def test_the_earlier_of_first_application_and_trial_counts(applied: date | None, tried: date | None) -> None:
    held = Initiative(applied_from_on=applied, trial_from_on=tried)
    known = [day for day in (applied, tried) if day]
    assert first_applied_on(held) == (min(known) if known else None)
