"""What a pack may say and a person should still look at again: days and years that do not go together.

A pack made from a copy is where they come from: some of its days were moved and others were not. Nothing here keeps a
pack from being installed. The allowances are told in docs/PROGRAMME.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from domain import dates
from domain.errors import Problem
from domain.pack.words import day

# How long after a phase what belongs to it may be due: reports in the month that follows, awards within half a year.
AFTER_DAYS = {"portal": 31, "dossier": 31, "report": 31, "selection": 184, "award": 184}
OPENS_BEFORE_DAYS = 92

_DAY = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}(?!\d)")
_SPAN = re.compile(rf"({_DAY.pattern})\s*(?:–|-|—|đến|tới)\s*(?:hết\s+)?(?:ngày\s+)?({_DAY.pattern})")
_MONTH = re.compile(r"(?<![\d/.-])(\d{1,2})[/-]((?:19|20)\d{2})(?!\d)")
_YEAR = re.compile(r"(?<![\d.,])(?:19|20)\d{2}(?![\d]|[.,]\d)")


def doubts(data: Mapping[str, Any]) -> Iterator[Problem]:
    """What should be looked at again in these parts, each of which has its right shape; `blocks` is False."""
    phases = {phase["id"]: phase for phase in data.get("phases", ())}
    for number, phase in enumerate(data.get("phases", ())):
        yield from _phase_title(number, phase)
    for number, deadline in enumerate(data.get("deadlines", ())):
        if deadline["phase"] in phases:
            yield from _deadline(number, deadline, phases[deadline["phase"]])
    if phases:
        yield from _programme(data, list(phases.values()))


def _deadline(number: int, deadline: Mapping[str, Any], phase: Mapping[str, Any]) -> Iterator[Problem]:
    first, last, on = phase["applied_from_on"], phase["applied_to_on"], deadline["on"]
    facts = {"day": day(on), "start": day(first), "end": day(last)}
    place = f"deadlines.{number}.on"
    if on < first:
        yield _doubt("pack_deadline_before_phase", place, facts)
    elif on > last + timedelta(AFTER_DAYS.get(deadline.get("for_what", ""), 184)):
        yield _doubt("pack_deadline_after_phase", place, facts)
    opens: date | None = deadline.get("opens_on")
    if opens is not None and opens < first - timedelta(OPENS_BEFORE_DAYS):
        yield _doubt("pack_opens_before_phase", f"deadlines.{number}.opens_on", facts | {"day": day(opens)})


def _phase_title(number: int, phase: Mapping[str, Any]) -> Iterator[Problem]:
    title, first, last = phase["title"], phase["applied_from_on"], phase["applied_to_on"]
    found = _other_days(title, first, last) or _other_months(title, first, last) or _other_years(title, first, last)
    if found:
        facts = {"found": found, "start": day(first), "end": day(last)}
        yield _doubt("pack_phase_title_other_days", f"phases.{number}.title", facts)


def _other_days(title: str, first: date, last: date) -> str:
    """The first words for days that are not the phase's: a span is to be its own, a single day to lie inside."""
    for span in _SPAN.finditer(title):
        if (dates.parse(span[1]), dates.parse(span[2])) != (first, last):
            return span[0]
    for found in _DAY.findall(title):
        named = dates.parse(found)
        if named is not None and not first <= named <= last:
            return str(found)
    return ""


def _other_months(title: str, first: date, last: date) -> str:
    span = (first.year, first.month), (last.year, last.month)
    for found in _MONTH.finditer(title):
        if 1 <= int(found[1]) <= 12 and not span[0] <= (int(found[2]), int(found[1])) <= span[1]:
            return found[0]
    return ""


def _other_years(title: str, first: date, last: date) -> str:
    return next((year for year in _years(title) if not first.year <= int(year) <= last.year), "")


def _programme(data: Mapping[str, Any], phases: Sequence[Mapping[str, Any]]) -> Iterator[Problem]:
    first = min(phase["applied_from_on"] for phase in phases)
    last = max(phase["applied_to_on"] for phase in phases)
    facts = {"start": day(first), "end": day(last)}
    for part in ("title", "short_title"):
        # A programme of many years names them all; its phases may be of some of them.
        years = [int(year) for year in _years(data.get(part, ""))]
        if years and (max(years) < first.year or min(years) > last.year):
            yield _doubt("pack_title_other_years", part, facts | {"found": _spoken(years)})
    year = data.get("year")
    if year is not None and not first.year - 1 <= year <= last.year + 1:
        yield _doubt("pack_year_other_phases", "year", facts | {"found": year})


def _years(title: str) -> list[str]:
    return _YEAR.findall(title)


def _spoken(years: Sequence[int]) -> str:
    return " – ".join(str(year) for year in sorted({min(years), max(years)}))


def _doubt(code: str, place: str, facts: Mapping[str, object]) -> Problem:
    return Problem(code, place, facts=dict(facts), blocks=False)
