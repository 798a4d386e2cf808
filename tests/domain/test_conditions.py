"""Each condition a pack names: when it passes, fails, and cannot be answered yet."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import messages
from domain.eligibility import Finding, Outcome, Stage, blocking, conditions, findings, problems, rules
from domain.eligibility.conditions import AUTHORSHIP_DISPUTE, COMPLAINT, CONDITIONS
from domain.initiative import Answer, Author, BenefitState, Initiative, State
from domain.labels import OWN_CHECK, RULES, rule_label
from domain.programme import EligibilityRule, Programme
from tests.domain.kit import initiatives, pack

PASS, WARN, BLOCK, UNKNOWN = Outcome.PASS, Outcome.WARN, Outcome.BLOCK, Outcome.UNKNOWN
FIRST, LAST = pack().phases[0].applied_from_on, pack().phases[-1].applied_to_on
ADOPTED = {"decision_no": "15/QĐ", "decision_on": date(2022, 3, 1), "decision_signer": "Bà X"}
PACKS = ("1m-2022", "75k-2021")


def finding(
    rule: str, held: Initiative, objections: tuple[str, ...] = (), programme: Programme | None = None
) -> Finding:
    return {found.rule: found for found in findings(held, programme or pack(), objections)}[rule]


def outcome(rule: str, *objections: str, programme: Programme | None = None, **fields: Any) -> Outcome:
    return finding(rule, Initiative(**fields), objections, programme).outcome


@pytest.mark.parametrize("rule", ["new_in_unit", "lawful", "unprotected"])
def test_a_declaration_is_what_the_unit_says(rule: str) -> None:
    assert outcome(rule) is UNKNOWN
    assert outcome(rule, **{rule: Answer.YES}) is PASS
    assert outcome(rule, **{rule: Answer.NO}) is BLOCK
    assert finding(rule, Initiative()).field == rule


def test_applied_or_tried_and_never_recognised_before_that() -> None:
    assert outcome("applied") is UNKNOWN
    assert outcome("applied", trial_from_on=FIRST) is PASS
    assert outcome("applied", applied_from_on=FIRST, decision_on=FIRST) is PASS
    assert outcome("applied", applied_from_on=FIRST, decision_on=FIRST - timedelta(days=1)) is BLOCK


@pytest.mark.parametrize(
    ("began", "expected"),
    [
        (None, UNKNOWN),
        (FIRST, PASS),
        (LAST, PASS),
        (FIRST - timedelta(days=1), BLOCK),
        (LAST + timedelta(days=1), BLOCK),
    ],
)
def test_the_first_day_of_application_decides_the_phase(began: date | None, expected: Outcome) -> None:
    assert outcome("in_phase", applied_from_on=began) is expected


@given(began=st.dates(date(2020, 1, 1), date(2025, 1, 1)), entered=st.dates(date(2020, 1, 1), date(2025, 1, 1)))
def test_the_day_of_entry_never_decides_the_phase(began: date, entered: date) -> None:
    inside = any(phase.applied_from_on <= began <= phase.applied_to_on for phase in pack().phases)
    assert (outcome("in_phase", applied_from_on=began, accepted_on=entered) is PASS) == inside


def test_a_benefit_need_not_be_money() -> None:
    assert outcome("beneficial") is UNKNOWN
    assert outcome("beneficial", effect="Đỡ mỏi lưng") is PASS
    assert outcome("beneficial", user_gain="Xưởng sạch hơn", benefit_state=BenefitState.NOT_COMPUTABLE) is PASS
    assert outcome("beneficial", benefit_vnd=5, benefit_state=BenefitState.CLAIMED) is PASS
    assert outcome("beneficial", benefit_vnd=0, benefit_state=BenefitState.VERIFIED) is BLOCK


def test_every_author_belongs() -> None:
    def person(membership: str) -> Author:
        return Author("Lê An", membership=membership)

    assert outcome("author_belongs") is UNKNOWN
    assert outcome("author_belongs", authors=(person("member"), person("worker"))) is PASS
    asked = finding("author_belongs", Initiative(authors=(person("member"), person(""))))
    assert (asked.outcome, asked.field) == (UNKNOWN, "authors.1.membership")
    held = Initiative(authors=(person("member"), person("outside")))
    found = finding("author_belongs", held)
    assert (found.outcome, found.field, found.facts) == (WARN, "authors.1.membership", {"name": "Lê An"})


@pytest.mark.parametrize("state", State)
def test_recognised_is_open_until_somebody_decides(state: State) -> None:
    undecided = {State.DRAFT, State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE, State.UNDER_APPRAISAL, State.IN_COUNCIL,
                 State.WITHDRAWN, State.RECOGNISED_AFTER_COMPLETION}  # fmt: skip
    expected = UNKNOWN if state in undecided else BLOCK if state is State.DECLINED else PASS
    assert outcome("recognised", state=state, **ADOPTED) is expected


@pytest.mark.parametrize("lacking", ADOPTED)
def test_a_recognition_has_a_number_a_day_and_a_signer(lacking: str) -> None:
    given_ = {name: value for name, value in ADOPTED.items() if name != lacking}
    assert outcome("recognised", state=State.RECOGNISED, **given_) is BLOCK


def test_the_heads_consent_is_enough_where_the_pack_says_so() -> None:
    old = pack("75k-2021")
    rule = "recognised_or_consented"
    assert outcome(rule, programme=old) is UNKNOWN
    assert outcome(rule, programme=old, consent_on=date(2021, 3, 1)) is UNKNOWN
    assert outcome(rule, programme=old, consent_on=date(2021, 3, 1), consent_by="Ông Y") is PASS
    assert outcome(rule, programme=old, state=State.RECOGNISED, **ADOPTED) is PASS
    assert outcome(rule, programme=old, state=State.DECLINED) is BLOCK


def test_research_is_accepted_applied_and_confirmed() -> None:
    whole: dict[str, Any] = {"kind": "research", "applied_from_on": date(2021, 9, 1), "consent_by": "Ông Y",
                             "research_accepted_on": date(2021, 7, 1), "consent_on": date(2021, 9, 2)}  # fmt: skip
    assert outcome("research_confirmed", **whole) is PASS
    assert outcome("research_confirmed", **whole | {"applied_from_on": date(2021, 8, 31)}) is BLOCK
    for lacking in ("applied_from_on", "research_accepted_on", "consent_on"):
        assert outcome("research_confirmed", **whole | {lacking: None}) is UNKNOWN
    assert outcome("research_confirmed", **whole | {"consent_by": ""}) is UNKNOWN
    assert outcome("research_confirmed", kind="technical") is PASS


def test_open_objections_block_and_only_in_the_dossier() -> None:
    assert outcome("no_complaint") is PASS
    assert outcome("no_complaint", COMPLAINT) is BLOCK
    assert outcome("no_complaint", AUTHORSHIP_DISPUTE) is PASS
    assert outcome("no_authorship_dispute", AUTHORSHIP_DISPUTE) is BLOCK
    held = Initiative(state=State.RECOGNISED, **ADOPTED)  # type: ignore[arg-type]  # one value for each field
    codes = {problem.code for problem in problems(held, pack(), stage=Stage.DOSSIER, objections={COMPLAINT})}
    assert "no_complaint_failed" in codes
    assert "no_complaint_failed" not in {p.code for p in problems(held, pack(), objections={COMPLAINT})}


def test_a_technology_secret_keeps_nobody_back() -> None:
    assert outcome("secret_is_withheld", technology_secret=True, summary="bí mật") is PASS


def test_a_condition_from_a_newer_pack_is_never_taken_as_passed() -> None:
    newer = dataclasses.replace(pack(), eligibility=(EligibilityRule("green_label", "block", "KH 1/2027"),))
    found = finding("green_label", Initiative(), programme=newer)
    assert (found.outcome, found.source, found.code) == (UNKNOWN, "KH 1/2027", "rule_not_known")
    assert blocking(Initiative(), newer) == len(newer.required)


def test_a_failed_note_is_told_and_keeps_nobody_back() -> None:
    noting = dataclasses.replace(pack(), eligibility=(EligibilityRule("lawful", "note", "S"),), required=())
    held = Initiative(lawful=Answer.NO)
    found = finding("lawful", held, programme=noting)
    assert (found.outcome, found.severity) == (WARN, "note")
    assert problems(held, noting) == ()


@pytest.mark.parametrize("name", PACKS)
def test_the_shipped_packs_name_conditions_the_program_knows(name: str) -> None:
    assert {told.rule for told in pack(name).eligibility} <= set(CONDITIONS)
    assert [rule.name for rule in conditions(pack(name))] == [told.rule for told in pack(name).eligibility]
    assert all(rule_label(rule.name) != rule.name for rule in rules(pack(name)))
    assert set(CONDITIONS) <= set(RULES)


@pytest.mark.parametrize("name", PACKS)
@given(held=initiatives, objections=st.sets(st.sampled_from((COMPLAINT, AUTHORSHIP_DISPUTE))))
def test_every_rule_gives_one_outcome_with_a_source_and_a_sentence(
    name: str, held: Initiative, objections: set[str]
) -> None:
    found = findings(held, pack(name), objections)
    assert [each.rule for each in found] == [rule.name for rule in rules(pack(name))]
    known = messages.sentences("vi").keys() & messages.sentences("en").keys()
    for each in found:
        assert each.source
        assert each.code in known, each.code
        assert each.severity in ("block", "warn", "note")
        assert (each.outcome is BLOCK) <= (each.severity == "block")


@given(held=initiatives, objections=st.sets(st.sampled_from((COMPLAINT, AUTHORSHIP_DISPUTE))))
def test_what_is_open_never_keeps_a_record_from_being_taken_in(held: Initiative, objections: set[str]) -> None:
    blocked = {each.rule for each in findings(held, pack(), objections) if each.outcome is BLOCK}
    assert bool(blocking(held, pack())) <= bool(blocked)
    assert {p.code for p in problems(held, pack())} & {each.code for each in findings(held, pack()) if
                                                       each.outcome is UNKNOWN} == set()  # fmt: skip


def test_checks_without_a_document_are_the_programs_own() -> None:
    sources = {rule.name: rule.source for rule in rules(pack())}
    assert sources["phones"] == sources["days_in_order"] == OWN_CHECK
    assert "TT 18/2013" in sources["shares"]
