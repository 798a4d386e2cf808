from __future__ import annotations

import dataclasses
import itertools
import json
import math
import re
import tomllib
import unicodedata
from collections import Counter
from datetime import date
from typing import Any

import pytest

import resources
from domain import appraisal, council, eligibility, phones, record, text
from domain.initiative import Author, BenefitState, Initiative, State, credited_author
from domain.money import plain
from domain.programme import Programme, parse, phase_of

# What the program or the council adds; the rest is what an officer enters.
ADDED = {
    *("id", "number", "programme", "pack_version", "phase", "unit_code", "unit_name", "state", "revision", "unread"),
    *("decision_no", "decision_on", "decision_signer", "declined_reason", "completion_note", "accepted_on"),
    *("withdrawn_reason", "portal_entered_on", "portal_no", "portal_approved_on", "portal_refused_on", "portal_note"),
}
# What the official table says of an author (CV 57/LĐLĐ Đồng Tháp 16/3/2021), and his share.
OF_THE_TABLE = {"full_name", "birth_year", "position", "workplace", "phone", "awards", "share_pct"}
# What the first paper of an initiative need not say.
LATER = {
    *("credited_no", "trial_from_on", "nature", "conditions", "confidential", "author_gain", "user_gain"),
    *("first_users", "benefit_inputs", "benefit_evidence", "benefit_from_on", "benefit_to_on", "benefit_confirmed_by"),
    *("benefit_confirmed_on", "benefit_year1_vnd", "benefit_year2_vnd", "benefit_year3_vnd", "new_in_unit", "lawful"),
    *("unprotected", "consent_on", "consent_by", "research_accepted_on"),
}


def read(name: str) -> Any:
    written = resources.path(f"samples/{name}.json").read_text("utf-8")
    assert written == unicodedata.normalize("NFC", written)
    return json.loads(written)


@pytest.fixture(scope="module")
def pack() -> Programme:
    return parse(tomllib.loads(resources.path("programmes/1m-2022.toml").read_text("utf-8")))


@pytest.fixture(scope="module")
def entries() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read("initiatives")
    return found


@pytest.fixture(scope="module")
def initiatives(entries: list[dict[str, Any]]) -> list[Initiative]:
    return [record.initiative(entry) for entry in entries]


def test_only_what_an_officer_enters(entries: list[dict[str, Any]]) -> None:
    entered = {field.name for field in dataclasses.fields(Initiative)} - ADDED
    of_author = {field.name for field in dataclasses.fields(Author)} - {"person_id"}
    for entry in entries:
        assert entered - LATER <= set(entry) <= entered
        assert all(OF_THE_TABLE <= set(author) <= of_author for author in entry["authors"])


def test_the_rules_object_to_nothing(initiatives: list[Initiative], pack: Programme) -> None:
    assert len(initiatives) == 40
    for initiative in initiatives:
        assert eligibility.problems(initiative, pack) == ()


def test_text_is_clean_and_tells_something(initiatives: list[Initiative]) -> None:
    for initiative in initiatives:
        values = [value for value in dataclasses.asdict(initiative).values() if isinstance(value, str)]
        values += [
            v for author in initiative.authors for v in dataclasses.asdict(author).values() if isinstance(v, str)
        ]
        assert all(text.cleaned(value) == (value, frozenset()) for value in values)
        assert 250 <= text.length(initiative.summary) <= 900
        assert re.search(r"\d", initiative.summary + initiative.effect)
        assert initiative.effect
        assert initiative.reach


def test_authors(initiatives: list[Initiative]) -> None:
    names = [author.full_name for initiative in initiatives for author in initiative.authors]
    assert len(set(names)) == len(names)
    assert {len(initiative.authors) for initiative in initiatives} == {1, 2, 3}
    for initiative in initiatives:
        assert math.fsum(author.share_pct or 0 for author in initiative.authors) == 100
        assert credited_author(initiative) is not None
        for author in initiative.authors:
            assert author.phone == "" or phones.normal(author.phone) == author.phone
            assert all(2019 <= int(year) <= 2021 for year in re.findall(r"\b\d{4}\b", author.awards))


def test_variety(initiatives: list[Initiative], pack: Programme) -> None:
    assert {initiative.kind for initiative in initiatives} == {kind.code for kind in pack.kinds}
    assert {initiative.block for initiative in initiatives} == {block.code for block in pack.blocks}
    assert {initiative.group for initiative in initiatives} == {group.code for group in pack.groups}
    phases = Counter(phase.id for i in initiatives if (phase := phase_of(pack, i.applied_from_on)))
    assert phases == {"1": 34, "2": 6}
    assert sum(initiative.technology_secret for initiative in initiatives) == 2
    assert any(initiative.trial for initiative in initiatives)
    states = Counter(initiative.benefit_state for initiative in initiatives)
    assert states == {BenefitState.VERIFIED: 16, BenefitState.CLAIMED: 14, BenefitState.NOT_COMPUTABLE: 10}


def test_the_note_of_a_benefit_is_a_sum_that_is_right(initiatives: list[Initiative]) -> None:
    for initiative in initiatives:
        if initiative.benefit_vnd is None:
            assert initiative.benefit_note
            continue
        formula, _, rest = initiative.benefit_note.partition(":")[2].partition("=")
        gain, _, cost = formula.partition("−")
        factors = [_number(factor) for factor in gain.split("×")]
        assert math.prod(factors) - (_number(cost) if cost else 0) == initiative.benefit_vnd
        assert rest.startswith(f" {plain(initiative.benefit_vnd)} đ.")


def _number(words: str) -> int:
    found = re.search(r"\d[\d.]*", words)
    assert found, words
    return int(found[0].replace(".", ""))


def test_no_two_are_nearly_the_same(initiatives: list[Initiative]) -> None:
    for first, second in itertools.combinations(initiatives, 2):
        assert text.fold(first.title) != text.fold(second.title)
        a, b = _passages(first.summary), _passages(second.summary)
        assert len(a & b) / min(len(a), len(b)) < 0.05


def _passages(words: str) -> set[tuple[str, ...]]:
    syllables = re.findall(r"\w+", text.fold(words))
    return set(zip(syllables, syllables[1:], syllables[2:], strict=False))


def test_council_is_lawful_and_judges_nothing_of_its_own(initiatives: list[Initiative]) -> None:
    seated = read("appraisal")["council"]
    members = [council.CouncilMember(member["name"], council.Role(member["role"])) for member in seated["members"]]
    assert council.composition_problems(members) == ()
    assert len(members) == len(council.Role) == 5
    authors = {author.full_name for initiative in initiatives for author in initiative.authors}
    assert authors.isdisjoint(member.name for member in members)
    held_on = date.fromisoformat(seated["held_on"])
    assert all(i.applied_from_on and i.applied_from_on < held_on for i in initiatives)
    assert held_on < date.fromisoformat(read("appraisal")["decision"]["on"])


def test_sheets_give_the_outcomes_they_promise(initiatives: list[Initiative], pack: Programme) -> None:
    given = read("appraisal")
    names = [member["name"] for member in given["council"]["members"]]
    assert [judged["title"] for judged in given["initiatives"]] == [i.title for i in initiatives]
    outcomes = Counter[str]()
    failed = Counter[str]()
    for judged in given["initiatives"]:
        assert [sheet["appraiser"] for sheet in judged["sheets"]] == names
        for sheet in judged["sheets"]:
            assert appraisal.sheet_problems(sheet["points"], sheet["vote"], pack.rubric) == ()
        result = appraisal.result(judged["title"], map(_sheet, judged["sheets"]), pack.rubric, len(names))
        assert result.outcome == judged["outcome"], (judged["title"], result)
        assert bool(judged["reason"]) == (result.outcome is not State.RECOGNISED)
        outcomes[judged["outcome"]] += 1
        failed.update([",".join(result.reasons)])
    assert outcomes == {"recognised": 33, "recognised_after_completion": 3, "declined": 4}
    assert set(failed) >= {"", "minimum_below:novelty", "approvals_below"}


def _sheet(values: dict[str, Any]) -> appraisal.ScoreSheet:
    name = values["appraiser"]
    return appraisal.ScoreSheet(name, "", 1, name, values["points"], appraisal.Vote(values["vote"]))
