"""A programme that somebody is writing: kept as typed until it is right, then made a pack of this register."""

from __future__ import annotations

import dataclasses
import json
import tomllib
from dataclasses import dataclass

from db import settings
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, programmes
from desktop.operations.programmes import Written
from domain.errors import Problem, RuleError
from domain.pack import check, copying, rewrite
from domain.pack import draft as drafts
from domain.pack.draft import Draft
from domain.text import clean_line

_SETTING = "programme_draft"


@dataclass(frozen=True)
class Kept:
    """A draft and what it is for: a copy of `source` under a new id, or (`revises`) a new version of `source` itself.

    `year` is the year its days were proposed for, `confirmed` that a person has looked at them.
    """

    source: str
    revises: bool
    year: int
    confirmed: bool
    draft: Draft

    @property
    def title(self) -> str:
        basic = self.draft["basic"][0]
        return basic["short_title"] or basic["title"]


def begin(desk: Desk, source_id: str, year: int = 0) -> Kept:
    """A fresh draft: a copy of a programme for another `year`, or its next version for no year. Nothing is written."""
    demand_officer(desk)
    if year:
        copying.demand_year(year)
    programmes.demand_whole(desk, source_id)
    pack = programmes.get(desk, source_id)
    return Kept(source_id, not year, year or pack.year, not year or year == pack.year, drafts.draft_of(pack, year))


def kept(desk: Desk) -> Kept | None:
    """The draft somebody has left unfinished; None if there is none."""
    data = settings.get(desk.store, _SETTING)
    return Kept(**json.loads(data)) if data else None


def keep(desk: Desk, draft: Kept) -> Changes:
    """Keeps a draft exactly as it is typed, readable or not."""
    demand_officer(desk)
    with desk.store.atomic():
        settings.put(desk.store, _SETTING, json.dumps(identity.left_out(dataclasses.asdict(draft)), ensure_ascii=False))
    return of("programme_draft")


def drop(desk: Desk) -> Changes:
    """Gives the draft up."""
    demand_officer(desk)
    with desk.store.atomic():
        settings.put(desk.store, _SETTING, "")
    return of("programme_draft")


def wrong(desk: Desk, draft: Kept) -> tuple[Problem, ...]:
    """Everything that keeps a draft from becoming a pack, each `field` a place in the draft. Nothing is written."""
    demand_officer(desk)
    found = list(_unsettled(draft))
    if not found:
        try:
            with desk.store.atomic():
                _write(desk, draft)
                raise _TriedOutError
        except _TriedOutError:
            pass
        except RuleError as error:
            found = _placed(error, draft.draft)
    return tuple(found)


def make(desk: Desk, draft: Kept, *, use: bool = False) -> Written:
    """The pack a draft stands for, installed, in use at once if asked for, and the draft given up: all or nothing."""
    demand_officer(desk)
    if found := tuple(_unsettled(draft)):
        raise RuleError("draft_wrong", problems=found)
    with desk.store.atomic():
        written = _write(desk, draft)
        if use:
            programmes.use(desk, written.pack.id, written.pack.version)
        settings.put(desk.store, _SETTING, "")
    return dataclasses.replace(written, changes=of("settings", "programmes", "programme_draft", "initiatives"))


class _TriedOutError(Exception):
    """Takes back what was only tried out."""


def _write(desk: Desk, draft: Kept) -> Written:
    parts, _ = drafts.parts_of(draft.draft)
    identity.demand_none({name: draft.draft["basic"][0][name] for name in ("title", "short_title")})
    if draft.revises:
        return programmes.revise(desk, draft.source, parts)
    programme_id = clean_line(draft.draft["basic"][0]["id"])
    if any(pack.id == programme_id for pack in programmes.everything(desk)):
        raise RuleError("pack_id_taken", field="id", name=programme_id)
    names = {"title": parts["title"], "short_title": parts["short_title"], "year": parts["year"]}
    text, _ = copying.copied(programmes.text(desk, draft.source), new_id=programme_id, **names)
    programmes.demand_right(check.problems(rewrite.merged(tomllib.loads(text), parts)))
    pack = programmes.install_own(desk, rewrite.replaced(text, parts), "programme_copied", source=draft.source)
    return Written(pack, (), of("programmes", "settings"))


def _unsettled(draft: Kept) -> list[Problem]:
    """What the form can say without the rules of packs."""
    _, problems = drafts.parts_of(draft.draft)
    basic = draft.draft["basic"][0]
    missing = [name for name in ("title", "short_title", "year", "id") if not clean_line(basic[name])]
    found = [Problem("draft_cell_missing", f"basic.0.{name}") for name in missing]
    if not draft.confirmed:
        found.append(Problem("draft_days_unconfirmed", "phases"))
    return [*found, *problems]


def _placed(error: RuleError, draft: Draft) -> list[Problem]:
    """The objections to a pack at the places of the draft, in the words of the form, not of a file."""
    found = error.problems or (Problem(error.code, error.field, facts=dict(error.facts)),)
    return [
        dataclasses.replace(
            problem,
            code="draft_cell_missing"
            if problem.field.endswith(".issuer")
            else _IN_THE_FORM.get(problem.code, problem.code),
            field=drafts.problem_place(problem.field, draft),
            row=None,
        )
        for problem in found
    ]


# The sentences about a pack's file tell how to write a line of it; in the form nobody sees such lines.
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
    "pack_form_wrong": "draft_form_wrong",
    "pack_code_wrong": "draft_form_wrong",
    "pack_phase_reversed": "draft_phase_reversed",
    "pack_phases_overlap": "draft_phases_overlap",
    "pack_phase_unknown": "draft_phase_unknown",
    "pack_opens_after_end": "draft_opens_after_end",
    "pack_target_unclear": "draft_target_unclear",
    "pack_points_total": "draft_points_total",
    "pack_mean_above_total": "draft_mean_above_total",
    "pack_approvals_above_one": "draft_approvals_above_one",
    "pack_minimum_above_maximum": "draft_minimum_above_maximum",
    "pack_band_above_maximum": "draft_band_above_maximum",
}
