"""The programme pack: the rules of one campaign, read from data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import deadline

# What a pack may demand or limit. An amount is never demanded: a benefit may be social as well (S3).
REQUIRABLE = frozenset(
    ("title", "kind", "area", "block", "group", "authors", "applied_from_on", "applied_to_on", "summary", "effect",
     "reach", "benefit_state", "benefit_note", "investor")
)  # fmt: skip
LIMITED = frozenset(("title", "area", "summary", "effect", "reach", "benefit_note", "investor"))


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

    `before` is the "trước ngày …" of the document: the day itself is then already too late.
    """

    phase: str
    level: str
    what: str
    on: date
    issuer: str
    document: str
    before: bool = False

    @property
    def last_on(self) -> date:
        return deadline.last_day(self.on, before=self.before)


@dataclass(frozen=True)
class Criterion:
    """Points from 0 to `max_points`; below `min_points` on average the initiative is not recognised.

    `bands` are (lowest points, words) from the highest band down.
    """

    code: str
    title: str
    max_points: int
    min_points: float
    bands: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Rubric:
    """Points with minimums, and the share of the council's members who must agree (TT 18/2013 Đ.8)."""

    title: str
    source: str
    pass_mean: float
    approvals_numerator: int
    approvals_denominator: int
    criteria: tuple[Criterion, ...]

    @property
    def max_points(self) -> int:
        return sum(criterion.max_points for criterion in self.criteria)


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
    support_vnd: int
    support_own_max_vnd: int
    support_source: str

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


def parse(data: Mapping[str, Any]) -> Programme:
    """A pack from its parsed file. KeyError, TypeError or ValueError says which part is missing or wrong."""
    _check(data)
    recognition = data["recognition"]
    support = data.get("support", {})
    return Programme(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        short_title=data["short_title"],
        aliases=tuple(data.get("aliases", ())),
        year=data["year"],
        guidance=tuple(data.get("guidance", ())),
        phases=tuple(Phase(**phase) for phase in data["phases"]),
        deadlines=tuple(Deadline(**day) for day in data["deadlines"]),
        kinds=_choices(data["kinds"]),
        blocks=_choices(data["blocks"]),
        groups=_choices(data.get("groups", {})),
        required=tuple(data["required"]),
        limits=dict(data["limits"]),
        sources=dict(data["sources"]),
        recognition_routes=tuple(recognition["routes"]),
        rubric=_rubric(data["rubric"]),
        support_vnd=support.get("upper_vnd", 0),
        support_own_max_vnd=support.get("own_max_vnd", 0),
        support_source=support.get("source", ""),
    )


def _check(data: Mapping[str, Any]) -> None:
    for part, allowed in (("required", REQUIRABLE), ("limits", LIMITED)):
        if unknown := sorted(set(data[part]) - allowed):
            raise ValueError(f"{part}: {', '.join(unknown)}")
    if not data["phases"]:
        raise ValueError("phases: none")


def _choices(table: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, title) for code, title in table.items())


def _rubric(data: Mapping[str, Any]) -> Rubric:
    numerator, denominator = (int(number) for number in str(data["approvals"]).split("/"))
    if not 0 < numerator <= denominator:
        raise ValueError("rubric: approvals")
    return Rubric(
        title=data["title"],
        source=data["source"],
        pass_mean=data["pass_mean"],
        approvals_numerator=numerator,
        approvals_denominator=denominator,
        criteria=tuple(_criterion(criterion) for criterion in data["criteria"]),
    )


def _criterion(data: Mapping[str, Any]) -> Criterion:
    bands = tuple((band["from"], band["words"]) for band in data.get("bands", ()))
    return Criterion(data["code"], data["title"], data["max_points"], data["min_points"], bands)
