"""A programme being written by a person: rows of words as typed, made from a pack and turned into parts of one.

A draft maps the name of a group to its rows, and a row names its cells; every cell is text, so that whatever is typed
can be kept, readable or not. The groups and cells have the names of the pack's file, but for: "basic", one row of what
stands at the head of the file; "fields", a row a field of the form with its tick, limit and source; "scale", one row
of the rubric's own numbers, and "criteria" below it; "gates" and the amounts in the one row of "support".
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from domain import dates, money
from domain.errors import Problem
from domain.programme import GATE, LIMITED, REQUIRABLE, Choice, Programme, Rubric
from domain.text import clean, clean_line, fold

Row = dict[str, str]
Draft = dict[str, list[Row]]

YES = "yes"
GATES = ("portal_entered", "portal_approved", "reported")
LISTS = ("phases", "deadlines", "eligibility", "nomination_limits", "targets")
CODES = ("kinds", "groups")
_DAYS = frozenset(("on", "document_on", "opens_on", "since", "applied_from_on", "applied_to_on"))
_AMOUNTS = frozenset(("upper_vnd", "own_max_vnd"))
_WHOLE = frozenset(("most", "initiatives", "max_points", "total_points", "year", "limit"))
_GROUPED = frozenset(("initiatives", "most"))  # shown with dots between thousands
_BROKEN = frozenset(("persons_pct", "min_points", "pass_mean"))
_TICKS = frozenset(("before",))
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_BAND = re.compile(r"(\d+)\s*[:–-]\s*(.+)")
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d{1,2})?")
# What is typed in years past about a document says nothing of the year that comes.
_OF_ITS_YEAR = ("document", "document_no", "document_on")
_MOVED = ("title", "what")


def draft_of(pack: Programme, year: int = 0) -> Draft:
    """The pack in words; moved to another `year` its days go with it and its documents are to be named anew."""
    years = year - pack.year if year else 0
    return {
        "basic": [_basic(pack, year)],
        "fields": _fields(pack),
        "kinds": _choices(pack.kinds),
        "groups": _choices(pack.groups),
        **{name: [_moved(_row(one), years) for one in getattr(pack, name)] for name in LISTS},
        "support": [_support(pack)],
        "scale": [_scale(pack.rubric)],
        "criteria": [_criterion(one) for one in pack.rubric.criteria],
    }


def parts_of(draft: Draft) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """The parts of the pack's file a draft stands for, and the cells that cannot be read, by their place in the draft
    ("deadlines.0.on"). Empty cells that a pack may leave out are left out.
    """
    problems: list[Problem] = []
    rows = {name: [_read(name, at, row, problems) for at, row in enumerate(draft[name])] for name in (*LISTS, "scale")}
    basic, scale = draft["basic"][0], rows.pop("scale")[0]
    criteria = [_read_criterion(at, row, problems) for at, row in enumerate(draft["criteria"])]
    parts: dict[str, Any] = {
        "title": clean_line(basic["title"]),
        "short_title": clean_line(basic["short_title"]),
        "aliases": _lines(basic["aliases"]),
        "guidance": _lines(basic["guidance"]),
        **_read_fields(draft["fields"], problems),
        **{name: _coded(draft[name]) for name in CODES},
        **rows,
        "support": _read_support(draft["support"][0], problems),
        "rubric": scale | ({"criteria": criteria} if criteria else {}),
    }
    year = _cell("basic.0.year", "year", basic["year"], problems)
    return parts | {"year": year}, tuple(problems)


def id_for(title: str, year: str) -> str:
    """The id proposed for a title and a year: "Hai triệu sáng kiến", 2024 gives hai-trieu-sang-kien-2024."""
    words = re.findall("[a-z0-9]+", fold(title))
    return "-".join([*words[:5], year.strip()]).strip("-") if words else ""


def total(draft: Draft) -> tuple[int, int]:
    """The points of the criteria added up, and the total they should come to; what cannot be read counts nothing."""
    points = sum(_whole(row.get("max_points", "")) or 0 for row in draft["criteria"])
    return points, _whole(draft["scale"][0].get("total_points", "")) or 0


def move(draft: Draft, years: int) -> Draft:
    """The same draft with its days and the years in its titles moved; what cannot be read stays as it was typed."""
    return draft | {name: [_moved(row, years, documents=True) for row in draft[name]] for name in LISTS}


def _basic(pack: Programme, year: int) -> Row:
    own = not year
    return {
        "title": pack.title if own else "",
        "short_title": pack.short_title if own else "",
        "year": str(year or pack.year),
        "id": pack.id if own else "",
        "aliases": "\n".join(pack.aliases) if own else "",
        "guidance": "\n".join(pack.guidance) if own else "",
    }


def _fields(pack: Programme) -> list[Row]:
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


def _choices(choices: Iterable[Choice]) -> list[Row]:
    return [{"code": choice.code, "title": choice.title} for choice in choices]


def _row(one: Any) -> Row:
    row = {field.name: _typed(getattr(one, field.name)) for field in dataclasses.fields(one)}
    return row | {name: money.plain(int(text)) for name, text in row.items() if name in _GROUPED and text}


def _support(pack: Programme) -> Row:
    found = pack.support
    row = {"upper_vnd": _money(found.upper_vnd), "own_max_vnd": _money(found.own_max_vnd), "source": found.source}
    return row | {gate: YES if gate in found.gates else "" for gate in GATES}


def _scale(rubric: Rubric) -> Row:
    return {
        "title": rubric.title,
        "source": rubric.source,
        "pass_mean": _typed(rubric.pass_mean),
        "approvals": f"{rubric.approvals_numerator}/{rubric.approvals_denominator}",
        "total_points": str(getattr(rubric, "total_points", 0) or rubric.max_points or ""),
    }


def _criterion(one: Any) -> Row:
    row = _row(one) | {"kind": GATE if one.is_gate else ""}
    return row | {"bands": "\n".join(f"{lowest}: {words}" for lowest, words in one.bands)}


def _typed(value: Any) -> str:
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, date):
        return dates.shown(value)
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",") if value else ""
    return str(value) if value else ""


def _money(vnd: int) -> str:
    return money.plain(vnd) if vnd else ""


def _moved(row: Row, years: int, *, documents: bool = False) -> Row:
    if not years:
        return dict(row)
    moved = dict(row)
    for name, text in row.items():
        day = dates.parse(text) if name in _DAYS and text else None
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


def _read(group: str, at: int, row: Row, problems: list[Problem]) -> dict[str, Any]:
    read = {name: _cell(f"{group}.{at}.{name}", name, text, problems) for name, text in row.items()}
    return {name: value for name, value in read.items() if value not in ("", None, False, 0) or name == "unit"}


def _cell(place: str, name: str, text: str, problems: list[Problem]) -> Any:
    readers: tuple[tuple[frozenset[str], str, Callable[[str], Any]], ...] = (
        (_DAYS, "draft_day_unreadable", dates.parse),
        (_AMOUNTS, "draft_amount_unreadable", money.parse),
        (_WHOLE, "draft_number_unreadable", _whole),
        (_BROKEN, "draft_number_unreadable", _broken),
    )
    text = clean_line(text)
    if name in _TICKS:
        return text == YES
    for names, code, read in readers:
        if name in names:
            value = read(text) if text else None
            if text and value is None:
                problems.append(Problem(code, place, facts={"words": text}))
            return value
    return text


def _read_fields(rows: Sequence[Row], problems: list[Problem]) -> dict[str, Any]:
    required, limits, sources = [], {}, {}
    for at, row in enumerate(rows):
        name, source = row["field"], clean_line(row["source"])
        limit = _cell(f"fields.{at}.limit", "limit", row["limit"], problems)
        if row["required"]:
            required.append(name)
        if limit:
            limits[name] = limit
        if (row["required"] or limit) and not source:
            problems.append(Problem("draft_source_missing", f"fields.{at}.source"))
        if source:
            sources[name] = source
    return {"required": required, "limits": limits, "sources": sources}


def _coded(rows: Sequence[Row]) -> dict[str, str]:
    """Titles by code; a new title gets its code from its words, and the code of an old one stays."""
    found: dict[str, str] = {}
    for row in rows:
        title = clean_line(row.get("title", ""))
        if not title:
            continue
        code = row.get("code") or "_".join(re.findall("[a-z0-9]+", fold(title))[:6]) or "entry"
        unique, number = code, 1
        while unique in found:
            number += 1
            unique = f"{code}_{number}"
        found[unique] = title
    return found


def _read_support(row: Row, problems: list[Problem]) -> dict[str, Any] | None:
    read = {name: _cell(f"support.0.{name}", name, row[name], problems) or 0 for name in ("upper_vnd", "own_max_vnd")}
    if not any(read.values()):
        return None  # no money, no part
    gates = [gate for gate in GATES if row[gate]]
    return {**read, "gates": gates, "source": clean_line(row["source"])}


def _read_criterion(at: int, row: Row, problems: list[Problem]) -> dict[str, Any]:
    place = f"criteria.{at}"
    bands = []
    for line in clean(row.get("bands", "")).splitlines():
        found = _BAND.fullmatch(line.strip())
        if found is None:
            problems.append(Problem("draft_band_unreadable", f"{place}.bands", facts={"words": line}))
            continue
        bands.append({"from": int(found[1]), "words": found[2]})
    title = clean_line(row.get("title", ""))
    code = row.get("code") or "_".join(re.findall("[a-z0-9]+", fold(title))[:4]) or f"criterion_{at + 1}"
    if row.get("kind") == GATE:
        words = {name: clean_line(row.get(name, "")) for name in ("yes", "no")}
        return {"code": code, "title": title, "kind": GATE} | {name: text for name, text in words.items() if text}
    return {
        "code": code,
        "title": title,
        "max_points": _cell(f"{place}.max_points", "max_points", row.get("max_points", ""), problems) or 0,
        "min_points": _cell(f"{place}.min_points", "min_points", row.get("min_points", ""), problems) or 0,
        "bands": bands,
    }


def _lines(text: str) -> list[str]:
    return [line for line in map(clean_line, clean(text).splitlines()) if line]


def _whole(text: str) -> int | None:
    return int(text.strip().replace(".", "")) if _NUMBER.fullmatch(text.strip()) else None


def _broken(text: str) -> float | None:
    typed = text.strip().removesuffix("%").strip()
    return float(typed.replace(",", ".")) if _DECIMAL.fullmatch(typed) else None


def problem_place(field: str, rows: Mapping[str, Sequence[Row]]) -> str:
    """Where in a draft the place of a pack stands: "title" is basic.0.title, "limits.effect" the row of that field."""
    group, _, rest = field.partition(".")
    if group in ("required", "limits", "sources"):
        names = [row["field"] for row in rows["fields"]]
        cell = {"required": "required", "limits": "limit", "sources": "source"}[group]
        return f"fields.{names.index(rest)}.{cell}" if rest in names else ""
    if group == "rubric":
        inner, _, place = rest.partition(".")
        return f"criteria.{place}" if inner == "criteria" else f"scale.0.{rest}"
    if group == "support":
        return f"support.0.{rest or 'upper_vnd'}"
    if group in LISTS:
        return field
    return f"basic.0.{group}" if group in rows["basic"][0] else ""
