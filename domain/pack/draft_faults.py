"""What is wrong with a draft, at its cells and in the words of the form: nobody there sees the lines of a file."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.errors import Problem
from domain.pack import check, draft_read, rewrite
from domain.pack.copying import FIRST_VERSION
from domain.pack.draft import CODES, LISTS, parts_of
from domain.pack.draft_cells import Draft, Row
from domain.text import clean_line

_TABLES = {"blocks": "enterprise", "support": "upper_vnd", "remuneration": "benefit_pct"}  # with their first cell
_PAPERS = {"papers": "template", "number_forms": "form"}
_ABSENT = ("pack_part_missing", "pack_empty")


def faults(draft: Draft, *, confirmed: bool = True) -> tuple[Problem, ...]:
    """Everything that keeps a draft from being a pack, and after it what should be looked at again (`blocks` False).

    `field` is a place in the draft. What only a register knows, whether the id is taken, is not asked. `confirmed`:
    somebody has looked at its days.
    """
    parts, unread = parts_of(draft)
    basic = draft["basic"][0]
    missing = [name for name in ("title", "short_title", "year", "id") if not clean_line(basic[name])]
    found = [Problem("draft_cell_missing", f"basic.0.{name}") for name in missing]
    if not confirmed:
        found.append(Problem("draft_days_unconfirmed", "phases"))
    found += unread
    data = rewrite.merged({}, parts) | {"id": clean_line(basic["id"]), "version": FIRST_VERSION}
    said = {problem.field for problem in found}
    judged = placed((*check.problems(data), *check.doubts(data)), draft, parts)
    return (*found, *(problem for problem in judged if problem.field not in said))


def placed(found: Iterable[Problem], draft: Draft, parts: Mapping[str, Any]) -> list[Problem]:
    """Objections to the pack of these parts, at the places of the draft they were read from."""
    return [
        dataclasses.replace(problem, code=_code(problem), field=place_of(problem, draft, parts), row=None)
        for problem in found
    ]


def place_of(problem: Problem, draft: Draft, parts: Mapping[str, Any]) -> str:
    """Where in the draft the place of a pack stands: "title" is basic.0.title, "limits.effect" the row of that field.

    A list that lacks its first entry is its row 0.
    """
    group, _, rest = problem.field.partition(".")
    if group in ("required", "limits", "sources"):
        return _of_field(problem, group, rest, draft["fields"], parts)
    if group in CODES:
        codes = draft_read.codes(draft[group])
        return f"{group}.{codes.index(rest)}.title" if rest in codes else f"{group}.0"
    if group in _PAPERS:
        papers = [row.get("paper", "") for row in draft[group]]
        return f"{group}.{papers.index(rest)}.{_PAPERS[group]}" if rest in papers else f"{group}.0"
    if group == "rubric":
        inner, _, place = rest.partition(".")
        return f"criteria.{place or 0}" if inner == "criteria" else f"scale.0.{rest}"
    if group == "recognition":
        return "recognition.0.source" if rest == "source" else "recognition.0.council"
    if group in _TABLES:
        return f"{group}.0.{rest or _TABLES[group]}"
    if group in (*LISTS, "award_thresholds"):
        return _in_list(problem, group, rest)
    return f"basic.0.{group}" if group in draft["basic"][0] else ""


def _of_field(problem: Problem, group: str, rest: str, rows: Sequence[Row], parts: Mapping[str, Any]) -> str:
    at, _, _ = rest.partition(".")
    name = parts["required"][int(at)] if group == "required" and at.isdigit() else rest
    names = [row.get("field", "") for row in rows]
    cell = {"required": "required", "limits": "limit", "sources": "source"}[group]
    if problem.code == "pack_source_missing":
        cell = "source"
    return f"fields.{names.index(name)}.{cell}" if name in names else ""


def _in_list(problem: Problem, group: str, rest: str) -> str:
    if problem.code == "pack_target_unclear":
        return f"{problem.field}.initiatives"
    if group == "award_thresholds" and rest.endswith(".award"):
        return f"{problem.field.removesuffix('.award')}.title"  # its code is made from its title
    return problem.field if rest else f"{group}.0"


def _code(problem: Problem) -> str:
    if problem.field.endswith(".issuer"):
        return "draft_cell_missing"
    if problem.field.startswith("recognition") and problem.code in _ABSENT:
        return "draft_route_missing"
    if problem.field in ("phases", "eligibility", "kinds", "rubric.criteria") and problem.code in _ABSENT:
        return "draft_list_empty"
    return _IN_THE_FORM.get(problem.code, problem.code)


_IN_THE_FORM = {
    "pack_part_missing": "draft_cell_missing",
    "pack_empty": "draft_cell_missing",
    "pack_source_missing": "draft_source_missing",
    "pack_type_wrong": "draft_cell_missing",
    "pack_day_wrong": "draft_cell_missing",
    "pack_rule_unknown": "draft_cell_missing",
    "pack_severity_unknown": "draft_cell_missing",
    "pack_level_unknown": "draft_cell_missing",
    "pack_choice_unknown": "draft_cell_missing",
    "pack_fills_unknown": "draft_cell_missing",
    "pack_form_wrong": "draft_form_wrong",
    "pack_code_wrong": "draft_form_wrong",
    "pack_id_twice": "draft_twice",
    "pack_number_form_wrong": "draft_number_form_wrong",
    "pack_number_wrong": "draft_number_wrong",
    "pack_percentage_wrong": "draft_percentage_wrong",
    "pack_too_long": "draft_too_long",
    "pack_phase_reversed": "draft_phase_reversed",
    "pack_phases_overlap": "draft_phases_overlap",
    "pack_phases_unordered": "draft_phases_unordered",
    "pack_phase_unknown": "draft_phase_unknown",
    "pack_opens_after_end": "draft_opens_after_end",
    "pack_target_unclear": "draft_target_unclear",
    "pack_points_total": "draft_points_total",
    "pack_mean_above_total": "draft_mean_above_total",
    "pack_approvals_above_one": "draft_approvals_above_one",
    "pack_minimum_above_maximum": "draft_minimum_above_maximum",
    "pack_band_above_maximum": "draft_band_above_maximum",
    "pack_bands_not_falling": "draft_bands_not_falling",
}
