"""The programme pack: the rules of one campaign, read from data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from domain import deadline

# What a pack may demand or limit. An amount is never demanded: a benefit may be social as well (S3).
REQUIRABLE = frozenset(
    ("title", "kind", "area", "block", "group", "authors", "applied_from_on", "applied_to_on", "summary", "nature",
     "conditions", "effect", "author_gain", "user_gain", "first_users", "reach", "benefit_state", "benefit_note",
     "investor")
)  # fmt: skip
LIMITED = frozenset(
    ("title", "area", "summary", "nature", "conditions", "confidential", "effect", "author_gain", "user_gain",
     "first_users", "reach", "benefit_note", "benefit_inputs", "benefit_evidence", "investor")
)  # fmt: skip

# The kinds of a criterion: given points, or answered yes or no.
POINTS, GATE = "points", "gate"

OFF = "off"  # in the place of a template: the programme does not use the paper


@dataclass(frozen=True)
class Choice:
    """One entry of a code list: the code is stored, the title is shown."""

    code: str
    title: str


@dataclass(frozen=True)
class Phase:
    """A phase holds the initiatives whose application starts inside it, both days included (S2, S3)."""

    id: str
    title: str
    applied_from_on: date
    applied_to_on: date


@dataclass(frozen=True)
class Deadline:
    """A day set by one document for one level; different documents set different days and all hold at their level.

    `for_what` is portal, dossier, selection, award or report, "" in packs of the first form. The day itself is in
    time, unless `before` says that it is too late already ("trước ngày 15/4"); `opens_on` is the first day, where the
    document names one. `document` names the document and the place in it, `document_no` and `document_on` its number
    and date where it has them; `issuer` is the unit that issued it.
    """

    phase: str
    level: str
    for_what: str
    what: str
    on: date
    issuer: str
    document: str
    document_no: str = ""
    document_on: date | None = None
    before: bool = False
    opens_on: date | None = None

    @property
    def last_on(self) -> date:
        """The last day that is in time."""
        return deadline.last_day(self.on, before=self.before)


@dataclass(frozen=True)
class EligibilityRule:
    """One test that `domain.eligibility` knows by the name `rule`.

    `severity` says what a failed test does: "block" keeps the record from going on, "warn" asks a person to look,
    "note" only tells. `since` is the first day of rules that hold from a day on.
    """

    rule: str
    severity: str
    source: str
    since: date | None = None


@dataclass(frozen=True)
class NominationLimit:
    """How many outstanding initiatives a unit of this level may nominate; `phase` "" is the whole programme."""

    level: str
    most: int
    source: str
    phase: str = ""


@dataclass(frozen=True)
class Target:
    """What a document asks of one unit: so many initiatives, or at least this share of its people (persons, not
    initiatives, over the headcount of the day). `unit` is its name as the document has it, `unit_code` where the unit
    tree knows it; `phase` "" is the whole programme.
    """

    level: str
    unit: str
    source: str
    unit_code: str = ""
    phase: str = ""
    initiatives: int = 0
    persons_pct: float = 0.0


@dataclass(frozen=True)
class Support:
    """Money for one initiative in whole đồng: the upper union pays `upper_vnd` once every gate is passed, the unit
    itself may add up to `own_max_vnd`. `gates` are portal_entered, portal_approved, reported.
    """

    upper_vnd: int = 0
    own_max_vnd: int = 0
    gates: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True)
class Remuneration:
    """The least an author is paid where nothing else is agreed (NĐ 13/2012/NĐ-CP Đ.10): a share of the benefit in
    each of the first `years`, so many minimum wages where it cannot be computed, a share of a transfer's price; due so
    many months after the end of each year of application.
    """

    benefit_pct: float
    years: int
    minimum_wages: int
    transfer_pct: float
    due_months: int
    source: str


@dataclass(frozen=True)
class AwardThreshold:
    """A benefit from which a person may be put forward for an award, by kind of person; `years` over which it is
    added up; `initiatives` how many that takes at least.
    """

    award: str
    title: str
    who: str
    benefit_vnd: int
    years: int
    initiatives: int
    source: str


@dataclass(frozen=True)
class PortalField:
    """One box of the portal's own form, in its order: its label there, what fills it, and how much it takes."""

    label: str
    fills: str
    limit: int = 0


@dataclass(frozen=True)
class Criterion:
    """Points from 0 to `max_points`; below `min_points` on average the initiative is not recognised.

    `bands` are (lowest points, words) from the highest band down. A criterion of the kind "gate" has no points: it
    is answered yes or no, `yes` and `no` say in words what each means, and whoever says no skips what stands after it.
    """

    code: str
    title: str
    max_points: int
    min_points: float
    bands: tuple[tuple[int, str], ...]
    kind: str = POINTS
    yes: str = ""
    no: str = ""

    @property
    def is_gate(self) -> bool:
        return self.kind == GATE


@dataclass(frozen=True)
class Rubric:
    """Gates and points with minimums, each where the pack has any, and the share of the council's members who must
    agree (TT 18/2013 Đ.8). A pack without criteria counts the approvals alone.

    `total_points` is what the pack says its criteria add up to, 0 in packs that do not say.
    """

    title: str
    source: str
    pass_mean: float
    approvals_numerator: int
    approvals_denominator: int
    criteria: tuple[Criterion, ...]
    total_points: int = 0

    # Asked of every sheet of a register: worked out once.
    @cached_property
    def max_points(self) -> int:
        return sum(criterion.max_points for criterion in self.criteria)

    @cached_property
    def gates(self) -> tuple[Criterion, ...]:
        return tuple(criterion for criterion in self.criteria if criterion.is_gate)

    @cached_property
    def scored(self) -> tuple[Criterion, ...]:
        """The criteria that are given points."""
        return tuple(criterion for criterion in self.criteria if not criterion.is_gate)


@dataclass(frozen=True)
class Programme:
    """One pack. `limits` are NFC code points by field; `sources` name the document behind a field's rule."""

    id: str
    version: str
    title: str
    short_title: str
    aliases: tuple[str, ...]
    year: int
    guidance: tuple[str, ...]
    phases: tuple[Phase, ...]
    deadlines: tuple[Deadline, ...]
    kinds: tuple[Choice, ...]
    blocks: tuple[Choice, ...]
    groups: tuple[Choice, ...]
    required: tuple[str, ...]
    limits: Mapping[str, int]
    sources: Mapping[str, str]
    recognition_routes: tuple[str, ...]
    rubric: Rubric
    recognition_source: str = ""
    support: Support = Support()
    eligibility: tuple[EligibilityRule, ...] = ()
    nomination_limits: tuple[NominationLimit, ...] = ()
    targets: tuple[Target, ...] = ()
    remuneration: Remuneration | None = None
    award_thresholds: tuple[AwardThreshold, ...] = ()
    portal: tuple[PortalField, ...] = ()
    papers: Mapping[str, str] = field(default_factory=dict)
    number_forms: Mapping[str, str] = field(default_factory=dict)

    def offers(self, paper: str) -> bool:
        """Whether people are offered a paper: each of them, but those the pack turns off."""
        return self.papers.get(paper) != OFF

    @property
    def award_years(self) -> tuple[int, int]:
        """The three years before the programme's year, first and last (2018–2020 for 2021)."""
        return self.year - 3, self.year - 1


def phase_of(programme: Programme, applied_from_on: date | None) -> Phase | None:
    """The phase in which the application started; the day of entry does not matter (S2, S3)."""
    if applied_from_on is None:
        return None
    inside = (p for p in programme.phases if p.applied_from_on <= applied_from_on <= p.applied_to_on)
    return next(inside, None)


def title_of(choices: Sequence[Choice], code: str) -> str:
    return next((choice.title for choice in choices if choice.code == code), code)


def version_key(version: str) -> tuple[int, ...]:
    """How versions follow each other: 1.9 stands before 1.10, and 1.1 before its own revision 1.1.1."""
    return tuple(int(part) if part.isdecimal() else 0 for part in version.split("."))


def parse(data: Mapping[str, Any]) -> Programme:
    """A pack from its parsed file. KeyError, TypeError or ValueError says which part is missing or wrong."""
    from domain.pack.parse import parse as parsed  # it builds what stands above

    return parsed(data)
