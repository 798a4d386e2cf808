"""The initiative: what is written down about one, and how its states follow each other."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class State(StrEnum):
    DRAFT = "draft"
    ACCEPTED = "accepted"
    NEEDS_MORE = "needs_more"
    ELIGIBLE = "eligible"
    UNDER_APPRAISAL = "under_appraisal"
    IN_COUNCIL = "in_council"
    RECOGNISED = "recognised"
    RECOGNISED_AFTER_COMPLETION = "recognised_after_completion"
    DECLINED = "declined"
    NOMINATED = "nominated"
    PACKAGED = "packaged"
    RECEIVED_ABOVE = "received_above"
    RETURNED = "returned"
    CONSIDERED = "considered"
    AWARDED = "awarded"
    ARCHIVED = "archived"
    WITHDRAWN = "withdrawn"


class BenefitState(StrEnum):
    """Sums of different states are never added together."""

    NONE = ""
    VERIFIED = "verified"
    CLAIMED = "claimed"
    NOT_COMPUTABLE = "not_computable"


class Answer(StrEnum):
    """What the unit declares of an initiative; nothing is assumed until somebody says."""

    UNKNOWN = ""
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Author:
    """One author or co-author. `share_pct` is 0–100 with at most two decimals; None until somebody says.

    `awards` are the person's emulation titles and awards of the three years before the programme's year.
    Of a whole `born_on`, `birth_year` is the year. `education` is the professional qualification (TT 18/2013,
    Phụ lục I). `leads` marks the leader of a topic (S3), `leader` somebody in a leading position, None until
    somebody says. `gender` and `membership` are codes of domain.labels, "" when not said. `person_id` is the entry
    of this register's person book and stays inside the register.
    """

    full_name: str = ""
    birth_year: int | None = None
    position: str = ""
    workplace: str = ""
    phone: str = ""
    share_pct: float | None = None
    awards: str = ""
    born_on: date | None = None
    education: str = ""
    leads: bool = False
    leader: bool | None = None
    gender: str = ""
    membership: str = ""
    person_id: str = ""


@dataclass(frozen=True)
class Initiative:
    """One initiative as the register holds it. Text is NFC; amounts are whole đồng.

    `credited_no` is the place (from 1) of the author who is counted, when a person had to choose.
    `unread` keeps, by field, the words somebody typed that could not be read as a date, a year or an amount:
    nothing typed is thrown away, and the record cannot go on until they are put right.
    `revision` rises each time a changed record is sealed into a package.

    `nature` to `first_users` are the further lines of the recognition request (TT 18/2013/TT-BKHCN, Phụ lục I);
    `new_in_unit`, `lawful` and `unprotected` what the unit declares (NĐ 13/2012/NĐ-CP Đ.3–4); `consent_on` and
    `consent_by` the head's agreement to apply it. The benefit is told with its inputs, its period, who confirmed it,
    and by year for the first three years.
    """

    id: str = ""
    number: str = ""
    programme: str = ""
    pack_version: str = ""
    phase: str = ""
    unit_code: str = ""
    unit_name: str = ""
    title: str = ""
    kind: str = ""
    area: str = ""
    block: str = ""
    group: str = ""
    authors: tuple[Author, ...] = ()
    credited_no: int | None = None
    applied_from_on: date | None = None
    applied_to_on: date | None = None
    trial: bool = False
    trial_from_on: date | None = None
    summary: str = ""
    nature: str = ""
    conditions: str = ""
    confidential: str = ""
    effect: str = ""
    author_gain: str = ""
    user_gain: str = ""
    first_users: str = ""
    reach: str = ""
    benefit_state: BenefitState = BenefitState.NONE
    benefit_vnd: int | None = None
    benefit_note: str = ""
    benefit_inputs: str = ""
    benefit_evidence: str = ""
    benefit_from_on: date | None = None
    benefit_to_on: date | None = None
    benefit_confirmed_by: str = ""
    benefit_confirmed_on: date | None = None
    benefit_year1_vnd: int | None = None
    benefit_year2_vnd: int | None = None
    benefit_year3_vnd: int | None = None
    investor: str = ""
    technology_secret: bool = False
    new_in_unit: Answer = Answer.UNKNOWN
    lawful: Answer = Answer.UNKNOWN
    unprotected: Answer = Answer.UNKNOWN
    consent_on: date | None = None
    consent_by: str = ""
    research_accepted_on: date | None = None
    accepted_on: date | None = None
    state: State = State.DRAFT
    decision_no: str = ""
    decision_on: date | None = None
    decision_signer: str = ""
    declined_reason: str = ""
    completion_note: str = ""
    withdrawn_reason: str = ""
    portal_entered_on: date | None = None
    portal_no: str = ""
    portal_approved_on: date | None = None
    portal_refused_on: date | None = None
    portal_note: str = ""
    revision: int = 0
    unread: Mapping[str, str] = dataclasses.field(default_factory=dict)


DATES = ("applied_from_on", "applied_to_on", "trial_from_on", "benefit_from_on", "benefit_to_on",
         "benefit_confirmed_on", "consent_on", "research_accepted_on", "accepted_on", "decision_on",
         "portal_entered_on", "portal_approved_on", "portal_refused_on")  # fmt: skip
YEARLY = ("benefit_year1_vnd", "benefit_year2_vnd", "benefit_year3_vnd")
AMOUNTS = ("benefit_vnd", *YEARLY)
ANSWERS = ("new_in_unit", "lawful", "unprotected")

# What a technology secret may show outside the unit: its name, the summary of its effect, and awards (S0).
SECRET_WITHHOLDS = ("summary", "nature", "conditions", "confidential", "area", "reach", "author_gain", "user_gain",
                    "first_users", "benefit_note", "benefit_inputs", "benefit_evidence", "investor",
                    "declined_reason", "completion_note", "withdrawn_reason", "portal_note")  # fmt: skip
# "Thông tin cần được bảo mật (nếu có)" is what the unit itself asks to keep (TT 18/2013/TT-BKHCN, Phụ lục I).
ALWAYS_WITHHELD = ("confidential",)

_RECOGNISED = {State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION}
MOVES: dict[State, frozenset[State]] = {
    State.DRAFT: frozenset({State.ACCEPTED, State.WITHDRAWN}),
    State.ACCEPTED: frozenset({State.NEEDS_MORE, State.ELIGIBLE, State.DRAFT, State.WITHDRAWN}),
    State.NEEDS_MORE: frozenset({State.ACCEPTED, State.WITHDRAWN}),
    State.ELIGIBLE: frozenset({State.UNDER_APPRAISAL, State.NEEDS_MORE, State.RECOGNISED, State.WITHDRAWN}),
    State.UNDER_APPRAISAL: frozenset({State.IN_COUNCIL, State.ELIGIBLE, State.WITHDRAWN}),
    State.IN_COUNCIL: frozenset({*_RECOGNISED, State.DECLINED, State.UNDER_APPRAISAL, State.WITHDRAWN}),
    State.RECOGNISED: frozenset({State.NOMINATED, State.PACKAGED, State.IN_COUNCIL, State.ARCHIVED}),
    State.RECOGNISED_AFTER_COMPLETION: frozenset({State.RECOGNISED, State.IN_COUNCIL}),
    State.DECLINED: frozenset({State.UNDER_APPRAISAL}),
    State.NOMINATED: frozenset({State.PACKAGED, State.RECOGNISED}),
    State.PACKAGED: frozenset({State.RECEIVED_ABOVE, State.PACKAGED, State.RETURNED, State.CONSIDERED}),
    State.RECEIVED_ABOVE: frozenset({State.PACKAGED, State.RETURNED, State.CONSIDERED}),
    State.RETURNED: frozenset({State.PACKAGED, State.RECOGNISED, State.ARCHIVED}),
    State.CONSIDERED: frozenset({State.AWARDED, State.RETURNED, State.ARCHIVED}),
    State.AWARDED: frozenset({State.ARCHIVED, State.CONSIDERED}),
    State.ARCHIVED: frozenset({State.RECOGNISED, State.RETURNED, State.CONSIDERED, State.AWARDED}),
    State.WITHDRAWN: frozenset({State.DRAFT}),
}

# While a council marks or has refused, the text it marks may not change under it.
# The same holds for what the upper union considers or has awarded: to change it, it has to be returned first.
LOCKED = frozenset({State.UNDER_APPRAISAL, State.IN_COUNCIL, State.NOMINATED, State.DECLINED, State.WITHDRAWN,
                    State.CONSIDERED, State.AWARDED, State.ARCHIVED})  # fmt: skip

# Moves that go back, or end the matter, need a written reason (NĐ 13/2012 Đ.7–8).
BACKWARDS: frozenset[tuple[State, State]] = frozenset(
    {
        (State.ACCEPTED, State.NEEDS_MORE),
        (State.ACCEPTED, State.DRAFT),
        (State.ELIGIBLE, State.NEEDS_MORE),
        (State.UNDER_APPRAISAL, State.ELIGIBLE),
        (State.IN_COUNCIL, State.UNDER_APPRAISAL),
        (State.IN_COUNCIL, State.DECLINED),
        (State.RECOGNISED, State.IN_COUNCIL),
        (State.RECOGNISED_AFTER_COMPLETION, State.IN_COUNCIL),
        (State.DECLINED, State.UNDER_APPRAISAL),
        (State.NOMINATED, State.RECOGNISED),
        (State.PACKAGED, State.RETURNED),
        (State.RECEIVED_ABOVE, State.RETURNED),
        (State.CONSIDERED, State.RETURNED),
        (State.RETURNED, State.RECOGNISED),
        (State.AWARDED, State.CONSIDERED),
        (State.ARCHIVED, State.RECOGNISED),
        (State.ARCHIVED, State.RETURNED),
        (State.ARCHIVED, State.CONSIDERED),
        (State.ARCHIVED, State.AWARDED),
    }
)


class Actor(StrEnum):
    """Who makes a move: the officer by hand, or a sealed package and the receipt that comes back."""

    OFFICER = "officer"
    PACKAGE = "package"


# What was sent and what was received is told by packages alone, never by a person's word.
ACTORS: dict[tuple[State, State], Actor] = {
    (start, end): Actor.PACKAGE if end in (State.PACKAGED, State.RECEIVED_ABOVE) else Actor.OFFICER
    for start, ends in MOVES.items()
    for end in ends
}
# A request may be withdrawn until it is recognised; what is left then is a recognised initiative.
BEFORE_RECOGNITION = frozenset(state for state, ends in MOVES.items() if State.WITHDRAWN in ends)
# Taken in and not decided yet: the unit owes an answer (NĐ 13/2012/NĐ-CP Đ.7).
AWAITING_ANSWER = BEFORE_RECOGNITION - {State.DRAFT}


def of_fields(fields: Mapping[str, Any]) -> Initiative:
    """The same as Initiative(**fields), for whole lists: what is not said is the class's own and is not set again.

    Names are not checked. Writing sixty fields takes longer than reading the row they come from.
    """
    made = object.__new__(Initiative)
    vars(made).update(fields)
    vars(made).setdefault("unread", {})
    return made


def with_fields(initiative: Initiative, fields: dict[str, Any]) -> Initiative:
    """The same as dataclasses.replace, for whole lists."""
    return of_fields(vars(initiative) | fields)


def author_of_fields(fields: Mapping[str, Any]) -> Author:
    """The same as Author(**fields), as `of_fields`."""
    made = object.__new__(Author)
    vars(made).update(fields)
    return made


def first_applied_on(initiative: Initiative) -> date | None:
    """The day it was first applied or first tried, the earlier of both (TT 18/2013/TT-BKHCN, Phụ lục I)."""
    return min((day for day in (initiative.applied_from_on, initiative.trial_from_on) if day), default=None)


def credited_author(initiative: Initiative) -> Author | None:
    """The one author who is counted: the chosen one, else the leader of a topic, else the highest share (S3).

    None while there is a tie: two leaders, or two highest shares.
    """
    authors = initiative.authors
    if initiative.credited_no is not None and 1 <= initiative.credited_no <= len(authors):
        return authors[initiative.credited_no - 1]
    if len(authors) <= 1:
        return authors[0] if authors else None
    leaders = [author for author in authors if author.leads]
    if leaders:
        return leaders[0] if len(leaders) == 1 else None
    ranked = sorted(authors, key=lambda author: author.share_pct or 0, reverse=True)
    tied = (ranked[0].share_pct or 0) == (ranked[1].share_pct or 0)
    return None if tied else ranked[0]


def leading_author(initiative: Initiative) -> Author | None:
    """The author to show in lists: the credited one, or the first while that is undecided."""
    return credited_author(initiative) or (initiative.authors[0] if initiative.authors else None)


def withheld(initiative: Initiative) -> tuple[str, ...]:
    """The fields that stay inside the unit and are not empty: what is to be kept, and more of a technology secret."""
    names = SECRET_WITHHOLDS if initiative.technology_secret else ALWAYS_WITHHELD
    return tuple(name for name in names if getattr(initiative, name))


def redacted(initiative: Initiative) -> Initiative:
    """The initiative as it may leave the unit; equal to it unless something is withheld (S0)."""
    emptied: dict[str, Any] = dict.fromkeys(withheld(initiative), "")
    return dataclasses.replace(initiative, **emptied)
