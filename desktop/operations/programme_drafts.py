"""A programme that somebody is writing: kept as typed until it is right, then made a pack of this register."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass

from db import settings
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, programmes
from desktop.operations.programmes import Written
from domain.errors import Problem, RuleError
from domain.pack import copying, draft_faults
from domain.pack import draft as drafts
from domain.pack.draft_cells import Draft
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
    if not data:
        return None
    found = Kept(**json.loads(data))
    return dataclasses.replace(found, draft=drafts.completed(found.draft, programmes.get(desk, found.source)))


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
    """Everything that keeps a draft from becoming a pack, and what should be looked at again (`blocks` False).

    Each `field` is a place in the draft. Nothing is written.
    """
    demand_officer(desk)
    found = draft_faults.faults(draft.draft, confirmed=draft.confirmed)
    try:
        _demand_no_identity(draft)
        if not any(problem.blocks for problem in found):
            with desk.store.atomic():
                _write(desk, draft)
                raise _TriedOutError
    except _TriedOutError:
        pass
    except RuleError as error:
        found = (*_placed(error, draft.draft), *found)
    return found


def make(desk: Desk, draft: Kept, *, use: bool = False) -> Written:
    """The pack a draft stands for, installed, in use at once if asked for, and the draft given up: all or nothing."""
    demand_officer(desk)
    found = draft_faults.faults(draft.draft, confirmed=draft.confirmed)
    if any(problem.blocks for problem in found):
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
    _demand_no_identity(draft)
    if draft.revises:
        return programmes.revise(desk, draft.source, parts)
    basic = draft.draft["basic"][0]
    names = {"title": parts["title"], "short_title": parts["short_title"], "year": parts["year"]}
    return programmes.copy(desk, draft.source, new_id=clean_line(basic["id"]), parts=parts, **names)


def _demand_no_identity(draft: Kept) -> None:
    identity.demand_none({name: draft.draft["basic"][0][name] for name in ("title", "short_title")})


def _placed(error: RuleError, draft: Draft) -> list[Problem]:
    """What the register itself objects to, at the places of the draft."""
    parts, _ = drafts.parts_of(draft)
    found = error.problems or (Problem(error.code, error.field.removeprefix("new_"), facts=dict(error.facts)),)
    return draft_faults.placed(found, draft, parts)
