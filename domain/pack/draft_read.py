"""The parts of a pack read from the rows of a draft; what cannot be read is objected to at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from domain.errors import Problem
from domain.pack.draft_cells import Row, code_of, read, says_zero
from domain.pack.draft_rows import DOTS, GAP
from domain.pack.shape import GATES, ROUTES, part_of
from domain.programme import GATE
from domain.schema import Place
from domain.text import clean, clean_line, fold

_BAND = re.compile(r"(\d+)\s*[:–-]\s*(.+)")
_NUMBER_WORD = re.compile(r"^số\s*:?\s+", re.IGNORECASE)
_DOTS = re.compile(rf"{DOTS}+|\.{{3,}}")
# An award the program itself knows, whatever it was called in the pack that was copied.
_AWARDS = {"bang lao dong sang tao": "creative_labour"}


def entry(row: Row, at: Place, place: str, problems: list[Problem]) -> dict[str, Any]:
    """A row as the entry of a list, or the table, at this place of a pack; empty cells are left out.

    A cell that the pack has no word for is not its own.
    """
    found = {}
    for name, shape in part_of(at).get("properties", {}).items():
        value = read(row.get(name, ""), (*at, name), f"{place}.{name}", problems)
        if value is None and "maxLength" in shape and "minLength" not in shape:
            value = ""  # nothing is something to say here: a target of every unit of its level
        if value is None or value is False or (value == 0 and not says_zero((*at, name))):
            continue
        found[name] = value
    return found


def fields(rows: Sequence[Row], problems: list[Problem]) -> dict[str, Any]:
    required, limits, sources = [], {}, {}
    for at, row, name in once("fields", "field", rows, problems):
        source = clean_line(row["source"])
        limit = read(row.get("limit", ""), ("limits", name), f"fields.{at}.limit", problems)
        if row.get("required"):
            required.append(name)
        if limit:
            limits[name] = limit
        if (row.get("required") or limit) and not source:
            problems.append(Problem("draft_source_missing", f"fields.{at}.source"))
        if source:
            sources[name] = source
    return {"required": required, "limits": limits, "sources": sources}


def once(group: str, key: str, rows: Sequence[Row], problems: list[Problem]) -> Iterator[tuple[int, Row, str]]:
    """The rows that say something, with what each is about; a second one about the same is objected to."""
    seen: dict[str, int] = {}
    for at, row in enumerate(rows):
        name = row.get(key, "")
        if not any(clean_line(text) for text in row.values()):
            continue
        if not name:
            problems.append(Problem("draft_cell_missing", f"{group}.{at}.{key}"))
        elif name in seen:
            problems.append(Problem("draft_row_twice", f"{group}.{at}.{key}", facts={"first": seen[name] + 1}))
        else:
            seen[name] = at
            yield at, row, name


def codes(rows: Sequence[Row]) -> list[str]:
    """The code of each row of a list of titles, "" for an empty one: of a new title from its words, and the code of
    an old one stays."""
    found: list[str] = []
    for row in rows:
        title = clean_line(row.get("title", ""))
        code = (row.get("code") or code_of(title, "entry")) if title else ""
        unique, number = code, 1
        while unique and unique in found:
            number += 1
            unique = f"{code[:37]}_{number}"
        found.append(unique)
    return found


def coded(rows: Sequence[Row]) -> dict[str, str]:
    return {code: clean_line(row["title"]) for code, row in zip(codes(rows), rows, strict=True) if code}


def keyed(group: str, cell: str, rows: Sequence[Row], problems: list[Problem]) -> dict[str, str]:
    """What each kind of paper has: a template, or the form of its number."""
    found = {}
    for at, row, paper in once(group, "paper", rows, problems):
        said = clean_line(row.get(cell, ""))
        if said:
            found[paper] = _form(said) if cell == "form" else said
        else:
            problems.append(Problem("draft_cell_missing", f"{group}.{at}.{cell}"))
    return found


def recognition(row: Row) -> dict[str, Any]:
    return {"routes": [route for route in ROUTES if row.get(route)], "source": clean_line(row.get("source", ""))}


def support(row: Row, problems: list[Problem]) -> dict[str, Any] | None:
    names = ("upper_vnd", "own_max_vnd")
    amounts = {name: read(row[name], ("support", name), f"support.0.{name}", problems) or 0 for name in names}
    if not any(amounts.values()):
        return None  # no money, no part
    gates = [gate for gate in GATES if row[gate]]
    return {**amounts, "gates": gates, "source": clean_line(row["source"])}


def remuneration(row: Row, problems: list[Problem]) -> dict[str, Any] | None:
    """None where every cell is empty: no remuneration, no part."""
    if not any(clean_line(text) for text in row.values()):
        return None
    return entry(row, ("remuneration",), "remuneration.0", problems)


def award(at: int, row: Row, problems: list[Problem]) -> dict[str, Any]:
    title = clean_line(row.get("title", ""))
    known = bool(row.get("award")) and title == row.get("known_as")
    code = row["award"] if known else _AWARDS.get(fold(title), code_of(title, "award"))
    return entry(row | {"award": code}, ("award_thresholds", at), f"award_thresholds.{at}", problems)


def criteria(rows: Sequence[Row], problems: list[Problem]) -> dict[str, Any]:
    """Nothing where there is none: only the members who agree are counted."""
    found = [criterion(at, row, problems) for at, row in enumerate(rows)]
    return {"criteria": found} if found else {}


def criterion(at: int, row: Row, problems: list[Problem]) -> dict[str, Any]:
    place = f"criteria.{at}"
    title = clean_line(row.get("title", ""))
    named = {"code": row.get("code") or code_of(title, f"criterion_{at + 1}", words=4), "title": title}
    if row.get("kind") == GATE:
        words = {name: clean_line(row.get(name, "")) for name in ("yes", "no")}
        return {**named, "kind": GATE} | {name: text for name, text in words.items() if text}
    bands = []
    for line in clean(row.get("bands", "")).splitlines():
        found = _BAND.fullmatch(line.strip())
        if found is None:
            problems.append(Problem("draft_band_unreadable", f"{place}.bands", facts={"words": line}))
            continue
        bands.append({"from": int(found[1]), "words": found[2]})
    points = {
        name: read(row.get(name, ""), ("rubric", "criteria", at, name), f"{place}.{name}", problems) or 0
        for name in ("max_points", "min_points")
    }
    return {**named, **points, "bands": bands}


def _form(said: str) -> str:
    """«Số …/TTr-CĐCS» as the pack has it: {no}/TTr-CĐCS."""
    return said if GAP in said else _DOTS.sub(lambda _dots: GAP, _NUMBER_WORD.sub("", said), count=1)
