"""A pack read from its parsed file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain.programme import (
    GATE,
    LIMITED,
    REQUIRABLE,
    AwardThreshold,
    Choice,
    Criterion,
    Deadline,
    EligibilityRule,
    NominationLimit,
    Phase,
    PortalField,
    Programme,
    Remuneration,
    Rubric,
    Support,
    Target,
)


def parse(data: Mapping[str, Any]) -> Programme:
    """A pack from its parsed file. KeyError, TypeError or ValueError says which part is missing or wrong."""
    _check(data)
    recognition = data["recognition"]
    remuneration = data.get("remuneration")
    return Programme(
        id=data["id"],
        version=data["version"],
        title=data["title"],
        short_title=data["short_title"],
        aliases=tuple(data.get("aliases", ())),
        year=data["year"],
        guidance=tuple(data.get("guidance", ())),
        phases=tuple(Phase(**phase) for phase in data["phases"]),
        # Packs of the first form do not say what a day is for.
        deadlines=tuple(Deadline(**{"for_what": "", **deadline}) for deadline in data.get("deadlines", ())),
        kinds=_choices(data["kinds"]),
        blocks=_choices(data["blocks"]),
        groups=_choices(data.get("groups", {})),
        required=tuple(data["required"]),
        limits=dict(data["limits"]),
        sources=dict(data["sources"]),
        recognition_routes=tuple(recognition["routes"]),
        rubric=_rubric(data["rubric"]),
        recognition_source=recognition.get("source", ""),
        support=_support(data.get("support", {})),
        eligibility=tuple(EligibilityRule(**rule) for rule in data.get("eligibility", ())),
        nomination_limits=tuple(NominationLimit(**limit) for limit in data.get("nomination_limits", ())),
        targets=tuple(Target(**target) for target in data.get("targets", ())),
        remuneration=Remuneration(**remuneration) if remuneration else None,
        award_thresholds=tuple(AwardThreshold(**threshold) for threshold in data.get("award_thresholds", ())),
        portal=tuple(PortalField(**box) for box in data.get("portal", ())),
        papers=dict(data.get("papers", {})),
        number_forms=dict(data.get("number_forms", {})),
    )


def _check(data: Mapping[str, Any]) -> None:
    for part, allowed in (("required", REQUIRABLE), ("limits", LIMITED)):
        if unknown := sorted(set(data[part]) - allowed):
            raise ValueError(f"{part}: {', '.join(unknown)}")
    if not data["phases"]:
        raise ValueError("phases: none")


def _support(data: Mapping[str, Any]) -> Support:
    return Support(**dict(data) | {"gates": tuple(data.get("gates", ()))})


def _choices(table: Mapping[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(code, title) for code, title in table.items())


def _rubric(data: Mapping[str, Any]) -> Rubric:
    numerator, denominator = (int(number) for number in str(data["approvals"]).split("/"))
    if not 0 < numerator <= denominator:
        raise ValueError("rubric: approvals")
    return Rubric(
        title=data["title"],
        source=data["source"],
        pass_mean=data.get("pass_mean", 0),
        approvals_numerator=numerator,
        approvals_denominator=denominator,
        criteria=tuple(_criterion(criterion) for criterion in data.get("criteria", ())),
        total_points=data.get("total_points", 0),
    )


def _criterion(data: Mapping[str, Any]) -> Criterion:
    if data.get("kind") == GATE:
        return Criterion(data["code"], data["title"], 0, 0, (), GATE, yes=data.get("yes", ""), no=data.get("no", ""))
    bands = tuple((band["from"], band["words"]) for band in data.get("bands", ()))
    return Criterion(data["code"], data["title"], data["max_points"], data["min_points"], bands)
