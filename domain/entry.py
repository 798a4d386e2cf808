"""Words as somebody typed them into the fields of a record; what cannot be read is kept, never thrown away."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain import dates, money, phones, text
from domain.initiative import DATES, Author, BenefitState, Initiative

LINES = ("title", "area", "investor", "kind", "block", "group", "number")
PARAGRAPHS = ("summary", "effect", "reach", "benefit_note", "completion_note", "declined_reason")
FLAGS = ("trial", "technology_secret")


def typed(initiative: Initiative, words: Mapping[str, Any], today: date) -> Initiative:
    """The initiative with these fields typed in.

    Values are words; flags are bools; "authors" is a list of one dict of words for each author; "credited_no"
    is a whole number or None. KeyError for a field nobody types.
    """
    for field, value in words.items():
        initiative = _field(initiative, field, value, today)
    return initiative


def _field(initiative: Initiative, field: str, value: Any, today: date) -> Initiative:
    if field == "authors":
        return _authors(initiative, value)
    if field == "benefit_vnd":
        return _read(initiative, field, value, money.parse(value))
    if field in DATES:
        return _read(initiative, field, value, dates.parse(value, today))
    changes: dict[str, Any]
    if field in FLAGS or field == "credited_no":
        changes = {field: value}
    elif field == "benefit_state":
        changes = {field: BenefitState(value)}
    elif field in LINES:
        changes = {field: text.clean_line(value)}
    elif field in PARAGRAPHS:
        changes = {field: text.clean(value)}
    else:
        raise KeyError(field)
    return dataclasses.replace(initiative, **changes)


def _read(initiative: Initiative, field: str, words: str, value: Any) -> Initiative:
    unread = {name: kept for name, kept in initiative.unread.items() if name != field}
    if value is None and words.strip():
        unread[field] = text.clean_line(words)
    changes: dict[str, Any] = {field: value, "unread": unread}
    return dataclasses.replace(initiative, **changes)


def _authors(initiative: Initiative, rows: Sequence[Mapping[str, str]]) -> Initiative:
    unread = {name: kept for name, kept in initiative.unread.items() if not name.startswith("authors.")}
    authors = []
    for place, row in enumerate(rows):
        author, left = author_typed(row)
        authors.append(author)
        unread |= {f"authors.{place}.{name}": words for name, words in left.items()}
    credited = initiative.credited_no if initiative.credited_no and initiative.credited_no <= len(authors) else None
    return dataclasses.replace(initiative, authors=tuple(authors), unread=unread, credited_no=credited)


def author_typed(row: Mapping[str, str]) -> tuple[Author, dict[str, str]]:
    """An author from words, and the words of the fields that could not be read."""
    line = {name: text.clean_line(row.get(name, "")) for name in (f.name for f in dataclasses.fields(Author))}
    born, share = _year(line["birth_year"]), _share(line["share_pct"])
    left = {}
    if born is None and line["birth_year"]:
        left["birth_year"] = line["birth_year"]
    if share is None and line["share_pct"]:
        left["share_pct"] = line["share_pct"]
    author = Author(
        full_name=line["full_name"],
        birth_year=born,
        position=line["position"],
        workplace=line["workplace"],
        phone=phones.normal(line["phone"]) or line["phone"],
        share_pct=share,
        awards=text.clean(row.get("awards", "")),
    )
    return author, left


def _year(words: str) -> int | None:
    return int(words) if len(words) == 4 and words.isascii() and words.isdigit() else None


def _share(words: str) -> float | None:
    number = words.removesuffix("%").strip().replace(",", ".")
    try:
        share = round(float(number), 2)
    except ValueError:
        return None
    return share if 0 <= share <= 100 else None
