"""Where the rules of a pack contradict each other or themselves, though each line of it has the right form."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain.errors import Problem
from domain.initiative import Author, Initiative
from domain.pack.words import day, named
from domain.programme import GATE
from domain.schema import Place

FIELDS = frozenset(field.name for kind in (Initiative, Author) for field in dataclasses.fields(kind))
_MAY_BE_BLANK = ("unit",)  # of a target: every unit of the level


def problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with these parts, each of which has its right shape; a part that is not here is not asked about."""
    yield from _blank(data, ())
    yield from _phases(data.get("phases", ()))
    if "phases" in data:
        yield from _phase_names(data)
    for part, key in (("phases", "id"), ("eligibility", "rule")):
        yield from _twice((part,), [entry[key] for entry in data.get(part, ())], key)
    yield from _twice(("required",), data.get("required", ()))
    yield from _deadlines(data.get("deadlines", ()))
    yield from _targets(data.get("targets", ()))
    if "sources" in data:
        yield from _sources(data)
    if "rubric" in data:
        yield from _rubric(data["rubric"])
    yield from _number_forms(data.get("number_forms", {}))


def _at(*place: str | int) -> str:
    return ".".join(map(str, place))


def _blank(value: Any, at: Place) -> Iterator[Problem]:
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _blank(inner, (*at, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _blank(inner, (*at, number))
    elif isinstance(value, str) and not value.replace("\u00a0", " ").isprintable():
        yield Problem("pack_not_one_line", _at(*at), facts={"place": named(at), "name": str(at[-1])})
    elif isinstance(value, str) and not value.strip() and at[-1] not in _MAY_BE_BLANK:
        facts: dict[str, object] = {"place": named(at), "name": str(at[-1]), "example": f'{at[-1]} = "…"'}
        if at[-1] in ("source", "document", "issuer") or at[0] == "sources":
            yield Problem("pack_source_missing", _at(*at), facts=facts)
        else:
            yield Problem("pack_empty", _at(*at), facts=facts)


def _phases(phases: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    forward = []
    for number, phase in enumerate(phases):
        first, last = phase["applied_from_on"], phase["applied_to_on"]
        if last < first:
            facts: dict[str, object] = {"phase": phase["id"], "first": day(first), "last": day(last)}
            yield Problem("pack_phase_reversed", _at("phases", number, "applied_to_on"), facts=facts)
        else:
            forward.append((first, last, number))
    ordered = sorted(forward)
    for (_, end, before), (start, _, after) in itertools.pairwise(ordered):
        facts = {"phase": phases[after]["id"], "other": phases[before]["id"], "end": day(end), "start": day(start)}
        if start <= end:
            yield Problem("pack_phases_overlap", _at("phases", after, "applied_from_on"), facts=facts)
        elif after < before:
            yield Problem("pack_phases_unordered", _at("phases", after, "applied_from_on"), facts=facts)


def _phase_names(data: Mapping[str, Any]) -> Iterator[Problem]:
    known = [phase["id"] for phase in data["phases"]]
    for part in ("deadlines", "targets", "nomination_limits"):
        for number, entry in enumerate(data.get(part, ())):
            if "phase" in entry and entry["phase"] not in known:
                facts: dict[str, object] = {"place": named((part, number)), "phase": entry["phase"]}
                yield Problem(
                    "pack_phase_unknown", _at(part, number, "phase"), facts=facts | {"known": ", ".join(known)}
                )


def _twice(at: Place, names: Sequence[str], key: str = "") -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for number, name in enumerate(names):
        if name in seen:
            facts: dict[str, object] = {"place": named(at), "name": name, "first": seen[name] + 1}
            yield Problem("pack_id_twice", _at(*at, number, *([key] if key else [])), facts=facts)
        seen.setdefault(name, number)


def _deadlines(deadlines: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    for number, deadline in enumerate(deadlines):
        opens: date | None = deadline.get("opens_on")
        if opens and opens > deadline["on"]:
            facts: dict[str, object] = {"place": named(("deadlines", number)), "first": day(opens)}
            yield Problem(
                "pack_opens_after_end",
                _at("deadlines", number, "opens_on"),
                facts=facts | {"last": day(deadline["on"])},
            )


def _targets(targets: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    for number, target in enumerate(targets):
        if ("initiatives" in target) == ("persons_pct" in target):
            yield Problem("pack_target_unclear", _at("targets", number), facts={"place": named(("targets", number))})


def _sources(data: Mapping[str, Any]) -> Iterator[Problem]:
    sources = data["sources"]
    for name in sources:
        if name not in FIELDS:
            facts: dict[str, object] = {"place": named(("sources",)), "name": name, "found": name}
            yield Problem(
                "pack_field_not_in_record", _at("sources", name), facts=facts | {"known": "title, authors, …"}
            )
    asked: list[tuple[Place, str]] = [(("required", n), name) for n, name in enumerate(data.get("required", ()))]
    asked += [(("limits", name), name) for name in data.get("limits", {})]
    for at, name in asked:
        if name not in sources:
            facts = {"place": named((at[0], name)), "name": name, "example": f'[sources] {name} = "…"'}
            yield Problem("pack_source_missing", _at(*at), facts=facts)


def _rubric(rubric: Mapping[str, Any]) -> Iterator[Problem]:
    criteria = rubric.get("criteria", ())
    yield from _twice(("rubric", "criteria"), [criterion["code"] for criterion in criteria], "code")
    yield from _points(rubric, [criterion for criterion in criteria if criterion.get("kind") != GATE])
    numerator, denominator = map(int, rubric["approvals"].split("/"))
    if numerator > denominator:
        yield Problem("pack_approvals_above_one", _at("rubric", "approvals"), facts={"found": rubric["approvals"]})
    for number, criterion in enumerate(criteria):
        place = ("rubric", "criteria", number)
        yield from _gate(place, criterion) if criterion.get("kind") == GATE else _criterion(place, criterion)


def _points(rubric: Mapping[str, Any], scored: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    """Where points are given, they have a total and a mark to reach; where none are, neither means anything."""
    for name in ("total_points", "pass_mean"):
        if scored and name not in rubric:
            yield _missing(("rubric",), name)
        elif not scored and name in rubric:
            yield Problem("pack_points_of_nothing", _at("rubric", name), facts={"name": name})
    points = [criterion["max_points"] for criterion in scored if "max_points" in criterion]
    if not scored or "total_points" not in rubric or len(points) < len(scored):
        return
    total = rubric["total_points"]
    if sum(points) != total:
        facts: dict[str, object] = {"sum": sum(points), "total": total, "points": " + ".join(map(str, points))}
        yield Problem("pack_points_total", _at("rubric", "total_points"), facts=facts)
    if rubric.get("pass_mean", 0) > total:
        yield Problem("pack_mean_above_total", _at("rubric", "pass_mean"), facts={"total": total})


def _missing(at: Place, name: str) -> Problem:
    shown = {"total_points": 100, "pass_mean": 70, "max_points": 30, "min_points": 15}[name]
    facts: dict[str, object] = {"place": named(at), "name": name, "example": f"{name} = {shown}"}
    return Problem("pack_part_missing", _at(*at, name), facts=facts)


def _gate(at: Place, criterion: Mapping[str, Any]) -> Iterator[Problem]:
    for name in ("max_points", "min_points", "bands"):
        if name in criterion:
            facts: dict[str, object] = {"title": criterion["title"], "name": name}
            yield Problem("pack_gate_has_points", _at(*at, name), facts=facts)


def _criterion(at: Place, criterion: Mapping[str, Any]) -> Iterator[Problem]:
    lacking = [name for name in ("max_points", "min_points") if name not in criterion]
    yield from (_missing(at, name) for name in lacking)
    for name in ("yes", "no"):
        if name in criterion:
            told: dict[str, object] = {"title": criterion["title"], "name": name}
            yield Problem("pack_answer_of_points", _at(*at, name), facts=told)
    if lacking:
        return
    most = criterion["max_points"]
    facts: dict[str, object] = {"name": criterion["title"], "most": most}
    if criterion["min_points"] > most:
        least = {"least": criterion["min_points"]}
        yield Problem("pack_minimum_above_maximum", _at(*at, "min_points"), facts=facts | least)
    above = most + 1
    for number, band in enumerate(criterion.get("bands", ())):
        place, found = _at(*at, "bands", number, "from"), {"found": band["from"], "before": above}
        if number == 0 and band["from"] > most:
            yield Problem("pack_band_above_maximum", place, facts=facts | found)
        elif band["from"] >= above:
            yield Problem("pack_bands_not_falling", place, facts=facts | found)
        above = band["from"]


def _number_forms(forms: Mapping[str, str]) -> Iterator[Problem]:
    for name, form in forms.items():
        rest = form.replace("{no}", "", 1)
        if rest == form or "{" in rest or "}" in rest:
            facts: dict[str, object] = {"place": named(("number_forms", name)), "found": form}
            yield Problem("pack_number_form_wrong", _at("number_forms", name), facts=facts)
