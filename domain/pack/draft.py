"""A programme being written by a person: rows of words as typed, made from a pack and turned into parts of one.

A draft maps the name of a group to its rows, and a row names its cells; every cell is text, so that whatever is typed
can be kept, readable or not. The groups and cells have the names of the pack's file, but for: "basic", one row of what
stands at the head of the file; "fields", a row a field of the form with its tick, limit and source; "scale", one row
of the rubric's own numbers, and "criteria" below it; ticks for "gates" and "routes"; and a row with its "paper" for
each of "papers" and "number_forms". A part that is one table is a group of one row.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from domain import dates
from domain.errors import Problem
from domain.pack import draft_read, draft_rows
from domain.pack.draft_cells import Draft, Row, lines, read, whole
from domain.pack.shape import part_of
from domain.programme import Programme
from domain.text import clean_line, fold

LISTS = ("phases", "deadlines", "eligibility", "nomination_limits", "targets", "portal")
CODES = ("kinds", "groups")
MOVING = ("phases", "deadlines", "eligibility")  # what has days of its own
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# What is typed in years past about a document says nothing of the year that comes.
_OF_ITS_YEAR = ("document", "document_no", "document_on")
_MOVED = ("title", "what")


def draft_of(pack: Programme, year: int = 0) -> Draft:
    """The pack in words; moved to another `year` its days go with it and its documents are to be named anew."""
    years = year - pack.year if year else 0
    listed = {name: [draft_rows.row(one, (name, 0)) for one in getattr(pack, name)] for name in LISTS}
    listed |= {name: [_moved(name, row, years) for row in listed[name]] for name in MOVING}
    return {
        "basic": [draft_rows.basic(pack, year)],
        "fields": draft_rows.fields(pack),
        "kinds": draft_rows.coded(pack.kinds),
        "groups": draft_rows.coded(pack.groups),
        "blocks": [draft_rows.blocks(pack)],
        **listed,
        "recognition": [draft_rows.recognition(pack)],
        "support": [draft_rows.support(pack)],
        "remuneration": [draft_rows.remuneration(pack)],
        "award_thresholds": [draft_rows.award(one) for one in pack.award_thresholds],
        "papers": draft_rows.papers(pack),
        "number_forms": draft_rows.number_forms(pack.number_forms),
        "scale": [draft_rows.scale(pack.rubric)],
        "criteria": [draft_rows.criterion(one) for one in pack.rubric.criteria],
    }


def parts_of(draft: Draft) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The parts of the pack's file a draft stands for, and the cells that cannot be read, by their place in the draft
    ("deadlines.0.on"). Empty cells that a pack may leave out are left out.
    """
    problems: list[Problem] = []
    basic = draft["basic"][0]
    parts: dict[str, Any] = {
        "title": clean_line(basic["title"]),
        "short_title": clean_line(basic["short_title"]),
        "year": read(basic["year"], ("year",), "basic.0.year", problems),
        "aliases": lines(basic["aliases"]),
        "guidance": lines(basic["guidance"]),
        **draft_read.fields(draft["fields"], problems),
        **{name: draft_read.coded(draft[name]) for name in CODES},
        "blocks": draft_read.entry(draft["blocks"][0], ("blocks",), "blocks.0", problems),
    }
    for name in LISTS:
        rows = enumerate(draft[name])
        parts[name] = [draft_read.entry(row, (name, at), f"{name}.{at}", problems) for at, row in rows]
    awards = enumerate(draft["award_thresholds"])
    parts |= {
        "recognition": draft_read.recognition(draft["recognition"][0]),
        "support": draft_read.support(draft["support"][0], problems),
        "remuneration": draft_read.remuneration(draft["remuneration"][0], problems),
        "award_thresholds": [draft_read.award(at, row, problems) for at, row in awards],
        "papers": draft_read.keyed("papers", "template", draft["papers"], problems),
        "number_forms": draft_read.keyed("number_forms", "form", draft["number_forms"], problems),
        "rubric": draft_read.entry(draft["scale"][0], ("rubric",), "scale.0", problems)
        | draft_read.criteria(draft["criteria"], problems),
    }
    return parts, tuple(problems)


def completed(draft: Draft, pack: Programme) -> Draft:
    """A draft with every group there is: one kept by an earlier program lacks those it did not know."""
    return draft_of(pack) | draft


def id_for(title: str, year: str) -> str:
    """The id proposed for a title and a year: "Hai triệu sáng kiến", 2024 gives hai-trieu-sang-kien-2024."""
    words = re.findall("[a-z0-9]+", fold(title))[:5]
    if words and words[-1] == year.strip():
        words.pop()  # the title names its year already
    return "-".join([*words, year.strip()]).strip("-") if words else ""


def total(draft: Draft) -> tuple[int, int]:
    """The points of the criteria added up, and the total they should come to; what cannot be read counts nothing."""
    points = sum(whole(row.get("max_points", "")) or 0 for row in draft["criteria"])
    return points, whole(draft["scale"][0].get("total_points", "")) or 0


def move(draft: Draft, years: int) -> Draft:
    """The same draft with its days and the years in its titles moved; what cannot be read stays as it was typed."""
    return draft | {name: [_moved(name, row, years, documents=True) for row in draft[name]] for name in MOVING}


def _moved(group: str, row: Row, years: int, *, documents: bool = False) -> Row:
    if not years:
        return dict(row)
    moved = dict(row)
    for name, text in row.items():
        is_day = part_of((group, 0, name)).get("format") == "date"
        day = dates.parse(text) if is_day and text else None
        if name in _OF_ITS_YEAR and not documents:
            moved[name] = ""
        elif day is not None and name not in _OF_ITS_YEAR:
            moved[name] = dates.shown(_in_year(day, day.year + years))
        elif name in _MOVED:
            moved[name] = _YEAR.sub(lambda found: str(int(found[0]) + years), text)
    return moved


def _in_year(day: date, year: int) -> date:
    if not date.min.year <= year <= date.max.year:
        return day  # the year itself is objected to
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return day.replace(year=year, day=28)
