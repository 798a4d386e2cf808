"""The book of requests about personal data: who asks, until when it is answered, what was answered."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import resources
from db import data_requests, days_off, journal, settings, trash
from db import people as stored_people
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, personal_data
from domain import data_request, dates, person_paper, text, working_days
from domain.data_request import DataRequest
from domain.errors import RuleError
from domain.working_days import DayOff, WorkingDays
from exports import person_paper as files

TITLE = "Trả lời yêu cầu về dữ liệu cá nhân"
_YEARS_AROUND = range(-3, 3)
_DRAFT = "data_request_draft"


def add(
    desk: Desk, kind: str, *, who: str = "", person_id: str = "", what: str = "", received_on: date | None = None
) -> tuple[DataRequest, Changes]:
    """Write a request down; of an entry of the book the name is known, anybody else is named by `who`."""
    demand_officer(desk)
    held = stored_people.standing(desk.store, person_id) if person_id else None
    if person_id and held is None:
        raise RuleError("person_unknown", name=person_id)
    who, what = text.clean_line(who) or (held.full_name if held else ""), text.clean(what)
    day = received_on or clock.today()
    identity.demand_none({"who": who, "what": what})
    if problems := data_request.asking_problems(who, kind, day, clock.today()):
        raise RuleError("data_request_incomplete", field=problems[0].field, problems=problems)
    with desk.store.atomic():
        made = data_requests.insert(desk.store, person_id=held.id if held else "", who=who, kind=kind, what=what,
                                    received_on=day)  # fmt: skip
        journal.write(desk.store, desk.user.name, "data_request_added", f"data_request:{made}", clock.stamp(),
                      kind=kind, on=day.isoformat())  # fmt: skip
    return get(desk, made), of("data_requests")


def answer(desk: Desk, request_id: int, words: str, on: date | None = None) -> tuple[DataRequest, Changes]:
    """Note what was answered, and when."""
    demand_officer(desk)
    held, words, day = get(desk, request_id), text.clean(words), on or clock.today()
    identity.demand_none({"answer": words})
    if problems := data_request.answering_problems(held, day, words, clock.today()):
        raise RuleError("data_request_incomplete", field=problems[0].field, problems=problems)
    with desk.store.atomic():
        data_requests.answer(desk.store, request_id, day, words)
        journal.write(desk.store, desk.user.name, "data_request_answered", f"data_request:{request_id}",
                      clock.stamp(), on=day.isoformat())  # fmt: skip
    return get(desk, request_id), of("data_requests")


def print_answer(desk: Desk, request_id: int, target: Path) -> Path:
    """The answer as .pdf or .txt; RuleError data_request_not_answered."""
    demand_officer(desk)
    held = get(desk, request_id)
    if held.answered_on is None:
        raise RuleError("data_request_not_answered", id=request_id)
    sections = person_paper.answer_sections(held, number=held.id)
    return files.write(person_paper.paper(TITLE, personal_data.unit_words(desk), held.answered_on, sections), target)


def draft(desk: Desk) -> dict[str, str]:
    """The words somebody was still typing, by field; an answer's are "answer:" with its number."""
    kept: dict[str, str] = json.loads(settings.get(desk.store, _DRAFT, "{}"))
    return kept


def keep_draft(desk: Desk, words: Mapping[str, str]) -> None:
    """Keep words of a request or an answer that is not written down yet."""
    demand_officer(desk)
    kept = identity.left_out({name: said for name, said in words.items() if said})
    with desk.store.atomic():
        settings.put(desk.store, _DRAFT, json.dumps(kept, ensure_ascii=False))


def get(desk: Desk, request_id: int) -> DataRequest:
    row = data_requests.get(desk.store, request_id)
    if row is None:
        raise RuleError("data_request_unknown", id=request_id)
    return _read(row, calendar(desk))


def everything(desk: Desk, *, open_only: bool = False) -> list[DataRequest]:
    """Open ones first, the oldest first; then those answered, the newest first."""
    days = calendar(desk)
    return [_read(row, days) for row in data_requests.everything(desk.store, open_only=open_only)]


def overdue(desk: Desk, today: date) -> int:
    return sum(held.overdue(today) for held in everything(desk, open_only=True))


def calendar(desk: Desk) -> WorkingDays:
    """The working days of this unit: what ships with the program, and what somebody added."""
    listed, known = _shipped()
    years = range(clock.today().year + _YEARS_AROUND[0], clock.today().year + _YEARS_AROUND[-1] + 1)
    return working_days.calendar((*listed, *days_off.everything(desk.store)), known, years)


def listed_days(desk: Desk) -> list[DayOff]:
    """The moving days the program knows, and those somebody added in their place, by day."""
    found = {one.day: one for one in (*_shipped()[0], *days_off.everything(desk.store))}
    return sorted(found.values(), key=lambda one: one.day)


def put_day(desk: Desk, one: DayOff) -> Changes:
    """A day off of this unit, or a weekend's day it works instead."""
    demand_officer(desk)
    what = text.clean_line(one.what)
    if not what:
        raise RuleError("day_off_missing", field="what")
    with desk.store.atomic():
        days_off.put(desk.store, DayOff(one.day, what, one.worked))
        journal.write(desk.store, desk.user.name, "day_off_set", one.day.isoformat(), clock.stamp(),
                      worked=one.worked)  # fmt: skip
    return of("data_requests")


def remove_day(desk: Desk, day: date) -> Changes:
    """Take back a day somebody added; those of the program stay."""
    demand_officer(desk)
    with desk.store.atomic():
        trash.keep(desk.store, "day_off", [day.isoformat()], dates.shown(day), desk.user.name, clock.stamp())
        days_off.remove(desk.store, day)
        journal.write(desk.store, desk.user.name, "day_off_removed", day.isoformat(), clock.stamp())
    return of("data_requests")


def _read(row: dict[str, Any], days: WorkingDays) -> DataRequest:
    received = date.fromisoformat(row["received_on"])
    answered = date.fromisoformat(row["answered_on"]) if row["answered_on"] else None
    return DataRequest(row["id"], row["person_id"], row["who"], row["kind"], row["what"], received,
                       working_days.answer_due_on(days, received), answered, row["answer"])  # fmt: skip


@cache
def _shipped() -> tuple[tuple[DayOff, ...], tuple[int, ...]]:
    data = tomllib.loads(resources.path("calendar/holidays.toml").read_text(encoding="utf-8"))
    return tuple(DayOff(day, row["what"]) for row in data["day"] for day in row["on"]), tuple(data["complete"])
