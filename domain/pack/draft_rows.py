"""The rows of a draft made from the parts of a pack."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from domain.pack.draft_cells import YES, Row, typed
from domain.pack.shape import GATES, ROUTES
from domain.programme import LIMITED, REQUIRABLE, AwardThreshold, Choice, Criterion, Programme, Rubric
from domain.schema import Place

GAP, DOTS = "{no}", "…"


def basic(pack: Programme, year: int) -> Row:
    """What stands at the head of the file; a pack for another `year` is to be named anew."""
    own = not year
    return {
        "title": pack.title if own else "",
        "short_title": pack.short_title if own else "",
        "year": str(year or pack.year),
        "id": pack.id if own else "",
        "aliases": "\n".join(pack.aliases) if own else "",
        "guidance": "\n".join(pack.guidance) if own else "",
    }


def fields(pack: Programme) -> list[Row]:
    names = [*dict.fromkeys((*pack.required, *pack.limits)), *sorted(REQUIRABLE | LIMITED), *pack.sources]
    return [
        {
            "field": name,
            "required": YES if name in pack.required else "",
            "limit": str(pack.limits.get(name, "")),
            "source": pack.sources.get(name, ""),
        }
        for name in dict.fromkeys(names)
    ]


def coded(choices: Iterable[Choice]) -> list[Row]:
    return [{"code": choice.code, "title": choice.title} for choice in choices]


def blocks(pack: Programme) -> Row:
    return {choice.code: choice.title for choice in pack.blocks}


def row(one: Any, at: Place) -> Row:
    """A row with a cell for each field of an entry of a list, or of a table; `at` is its place in the pack."""
    return {field.name: typed(getattr(one, field.name), (*at, field.name)) for field in dataclasses.fields(one)}


def recognition(pack: Programme) -> Row:
    ticks = {route: YES if route in pack.recognition_routes else "" for route in ROUTES}
    return ticks | {"source": pack.recognition_source}


def support(pack: Programme) -> Row:
    found = pack.support
    names = ("upper_vnd", "own_max_vnd")
    amounts = {name: typed(getattr(found, name) or None, ("support", name)) for name in names}
    return {**amounts, "source": found.source} | {gate: YES if gate in found.gates else "" for gate in GATES}


def remuneration(pack: Programme) -> Row:
    names = ("benefit_pct", "years", "minimum_wages", "transfer_pct", "due_months", "source")
    return {name: typed(getattr(pack.remuneration, name, None), ("remuneration", name)) for name in names}


def award(one: AwardThreshold) -> Row:
    """`known_as` remembers which title the code was given for."""
    return row(one, ("award_thresholds", 0)) | {"known_as": one.title}


def papers(pack: Programme) -> list[Row]:
    return [{"paper": paper, "template": template} for paper, template in pack.papers.items()]


def number_forms(forms: Mapping[str, str]) -> list[Row]:
    """The place of the number as dots, as people write it: …/TTr-CĐCS."""
    return [
        {"paper": paper, "form": form if DOTS in form else form.replace(GAP, DOTS)} for paper, form in forms.items()
    ]


def scale(rubric: Rubric) -> Row:
    return {
        "title": rubric.title,
        "source": rubric.source,
        "pass_mean": typed(rubric.pass_mean, ("rubric", "pass_mean")),
        "approvals": f"{rubric.approvals_numerator}/{rubric.approvals_denominator}",
        "total_points": str(rubric.total_points or rubric.max_points or ""),
    }


def criterion(one: Criterion) -> Row:
    bands = "\n".join(f"{lowest}: {words}" for lowest, words in one.bands)
    return row(one, ("rubric", "criteria", 0)) | {"bands": bands, "kind": one.kind}
