"""The conditions a pack may name: what makes an initiative one that may take part."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import date

from domain.eligibility.outcome import Finding, Judge, Rule, Stage, Verdict, make, unknown
from domain.errors import Problem
from domain.initiative import Answer, BenefitState, Initiative, State, first_applied_on
from domain.programme import EligibilityRule, Programme

RESEARCH = "research"  # the kind of a research topic in every pack
_MANY = 20  # authors a finding is kept ready for
OUTSIDE = "outside"  # a person who neither is a member nor works at the unit
COMPLAINT, AUTHORSHIP_DISPUTE = "complaint", "authorship_dispute"
_BEFORE_DECISION = frozenset(
    (State.DRAFT, State.ACCEPTED, State.NEEDS_MORE, State.ELIGIBLE, State.UNDER_APPRAISAL, State.IN_COUNCIL,
     State.WITHDRAWN)
)  # fmt: skip
Make = Callable[[EligibilityRule, Programme], Rule]


def condition(told: EligibilityRule, programme: Programme) -> Rule:
    """The rule behind one line of a pack; one this program does not know can never be answered by it."""
    return _MAKERS.get(told.rule, _not_known)(told, programme)


def _unknown(told: EligibilityRule, field: str, code: str = "") -> Finding:
    return unknown(told.rule, told.severity, told.source, field, code)


def _problems(told: EligibilityRule, field: str, code: str = "", **facts: object) -> list[Problem]:
    blocks = told.severity == "block"
    return [Problem(code or f"{told.rule}_failed", field, facts=facts, blocks=blocks, source=told.source)]


def _rule(told: EligibilityRule, field: str, judge: Judge, stage: Stage = Stage.ENTRY) -> Rule:
    return make(told.rule, told.severity, told.source, field, judge, stage=stage)


def _declared(told: EligibilityRule, _programme: Programme) -> Rule:
    """A declaration of the unit, under the name of its field (NĐ 13/2012/NĐ-CP Đ.3–4)."""
    field, open_ = told.rule, _unknown(told, told.rule)
    refused = _problems(told, field)

    def judge(held: Initiative, _objections: Collection[str]) -> Verdict:
        answer = getattr(held, field)
        if answer is Answer.YES:
            return None
        return refused if answer is Answer.NO else open_

    return _rule(told, field, judge)


def _applied(told: EligibilityRule, _programme: Programme) -> Rule:
    """Applied or tried (S3); a decision older than the first application recognised something not applied yet."""
    field, open_ = "applied_from_on", _unknown(told, "applied_from_on")

    def judge(held: Initiative, _objections: Collection[str]) -> Verdict:
        began = first_applied_on(held)
        if began is None:
            return open_
        if held.decision_on is not None and held.decision_on < began:
            return _problems(told, field, began=f"{began:%d/%m/%Y}", decided=f"{held.decision_on:%d/%m/%Y}")
        return None

    # The day of the decision is known only once it is taken: before the dossier there is nothing to hold against.
    return _rule(told, field, judge, Stage.DOSSIER)


def _in_phase(told: EligibilityRule, programme: Programme) -> Rule:
    return in_phase(programme, told.severity, told.source)


def in_phase(programme: Programme, severity: str, source: str) -> Rule:
    """The start of application lies in a phase, both days included; the day of entry never decides (S2, S3)."""
    spans = [(phase.applied_from_on, phase.applied_to_on) for phase in programme.phases]
    first, last = spans[0][0], spans[-1][1]
    facts: dict[str, object] = {"first": f"{first:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"}
    field, blocks = "applied_from_on", severity == "block"
    outside = [Problem("outside_phases", field, facts=facts, blocks=blocks, source=source)]
    open_ = unknown("in_phase", severity, source, field)

    def judge(held: Initiative, _objections: Collection[str]) -> Verdict:
        began = held.applied_from_on
        if began is None:
            return open_
        for start, end in spans:
            if start <= began <= end:
                return None
        return outside

    return make("in_phase", severity, source, field, judge)


def _beneficial(told: EligibilityRule, _programme: Programme) -> Rule:
    """A benefit in money or social, for the community, for the unit: no number is ever demanded (S3)."""
    open_, nothing = _unknown(told, "effect"), _problems(told, "effect")

    def judge(held: Initiative, _objections: Collection[str]) -> Verdict:
        if held.effect or held.user_gain or held.author_gain or held.benefit_vnd:
            return None
        return nothing if held.benefit_state is BenefitState.VERIFIED and held.benefit_vnd == 0 else open_

    return _rule(told, "effect", judge)


def _author_belongs(told: EligibilityRule, _programme: Programme) -> Rule:
    """Every author is a member or a worker (S0, S2)."""
    nobody = _unknown(told, "authors")
    open_ = [_unknown(told, f"authors.{place}.membership") for place in range(_MANY)]

    def judge(held: Initiative, _objections: Collection[str]) -> Verdict:
        said = [author.membership for author in held.authors]
        if OUTSIDE in said:
            place = said.index(OUTSIDE)
            return _problems(told, f"authors.{place}.membership", name=held.authors[place].full_name)
        if not said:
            return nobody
        return open_[min(said.index(""), _MANY - 1)] if "" in said else None

    return _rule(told, "authors", judge)


def _recognised(told: EligibilityRule, _programme: Programme) -> Rule:
    """Recognised by council or head, with number, day and signer (S3)."""
    judge = _recognition(told)
    return _rule(told, "decision_no", lambda held, _objections: judge(held), Stage.DOSSIER)


def _recognition(told: EligibilityRule) -> Callable[[Initiative], Verdict]:
    open_, after = _unknown(told, "decision_no"), _unknown(told, "decision_no", "recognition_to_complete")
    declined = _problems(told, "decision_no", "recognition_declined")

    def judge(held: Initiative) -> Verdict:
        if held.state is State.DECLINED:
            return declined
        if held.state in _BEFORE_DECISION:
            return open_
        if held.state is State.RECOGNISED_AFTER_COMPLETION:
            return after
        if held.decision_no and held.decision_on and held.decision_signer:
            return None
        field = "decision_no" if not held.decision_no else "decision_on" if not held.decision_on else "decision_signer"
        return _problems(told, field, "recognition_without_paper")

    return judge


def _recognised_or_consented(told: EligibilityRule, _programme: Programme) -> Rule:
    """Where the head's agreement to apply it is enough (S0, S2), it stands beside a recognition."""
    recognition = _recognition(told)
    nameless = _unknown(told, "consent_by", "consent_nameless")

    def judge(held: Initiative, _objections: Collection[str]) -> Verdict:
        if held.consent_on and held.consent_by:
            return None
        found = recognition(held)
        if isinstance(found, Finding):
            return nameless if held.consent_on or held.consent_by else found._replace(
                field="consent_on", code="recognised_or_consented_unknown")  # fmt: skip
        return found

    return _rule(told, "consent_on", judge, Stage.DOSSIER)


def _research_confirmed(told: EligibilityRule, _programme: Programme) -> Rule:
    """A research topic is accepted, applied from `since` on, and confirmed by the head where it is applied (S3)."""
    since = told.since or date.min
    early = _problems(told, "applied_from_on", since=f"{since:%d/%m/%Y}")
    waits = {name: _unknown(told, name) for name in ("applied_from_on", "research_accepted_on", "consent_on")}

    def judge(held: Initiative, _objections: Collection[str]) -> Verdict:
        if held.kind != RESEARCH:
            return None
        if held.applied_from_on is not None and held.applied_from_on < since:
            return early
        for name, open_ in waits.items():
            if getattr(held, name) is None or (name == "consent_on" and not held.consent_by):
                return open_
        return None

    return _rule(told, "research_accepted_on", judge)


def _secret_is_withheld(told: EligibilityRule, _programme: Programme) -> Rule:
    """What a technology secret keeps inside the unit is kept by `domain.initiative.redacted`, everywhere (S0)."""
    return _rule(told, "technology_secret", lambda _held, _objections: None)


def _no_objection(kind: str) -> Make:
    """Nobody objects at the time of selection (S2); open objections are handed in with the record."""

    def made(told: EligibilityRule, _programme: Programme) -> Rule:
        objected = _problems(told, "")
        return _rule(told, "", lambda _held, objections: objected if kind in objections else None, Stage.DOSSIER)

    return made


def _not_known(told: EligibilityRule, _programme: Programme) -> Rule:
    open_ = _unknown(told, "", "rule_not_known")
    return _rule(told, "", lambda _held, _objections: open_)


_MAKERS: dict[str, Make] = {
    "new_in_unit": _declared,
    "applied": _applied,
    "in_phase": _in_phase,
    "beneficial": _beneficial,
    "lawful": _declared,
    "unprotected": _declared,
    "author_belongs": _author_belongs,
    "recognised": _recognised,
    "recognised_or_consented": _recognised_or_consented,
    "research_confirmed": _research_confirmed,
    "secret_is_withheld": _secret_is_withheld,
    "no_complaint": _no_objection(COMPLAINT),
    "no_authorship_dispute": _no_objection(AUTHORSHIP_DISPUTE),
}
CONDITIONS = tuple(_MAKERS)
