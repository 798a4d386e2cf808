"""Words as somebody typed them into the fields of a record; what cannot be read is kept, never thrown away."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from domain import dates, money, phones, text
from domain.initiative import AMOUNTS, ANSWERS, DATES, Answer, Author, BenefitState, Initiative

LINES = ("title", "area", "investor", "kind", "block", "group", "number", "benefit_confirmed_by", "consent_by",
         "portal_no")  # fmt: skip
PARAGRAPHS = ("summary", "nature", "conditions", "confidential", "effect", "author_gain", "user_gain", "first_users",
              "reach", "benefit_note", "benefit_inputs", "benefit_evidence", "completion_note", "declined_reason",
              "withdrawn_reason", "portal_note")  # fmt: skip
FLAGS = ("trial", "technology_secret")


def typed(initiative: Initiative, words: Mapping[str, Any], today: date) -> Initiative:
    """The initiative with these fields typed in.

    Values are words; flags are bools; "authors" is a list of one dict of words for each author; "credited_no"
    is a whole number or None. KeyError for a field nobody types.
    """
    for field, value in words.items():
        initiative = _field(initiative, field, value, today)
    return initiative


def tidied(initiative: Initiative) -> Initiative:
    """The initiative with its texts as they are kept, for values that came from a file and were not typed.

    Words that could not be read are dropped once their field, or the author they belong to, says otherwise.
    """
    changes: dict[str, Any] = {name: text.clean_line(getattr(initiative, name)) for name in LINES}
    changes |= {name: text.clean(getattr(initiative, name)) for name in PARAGRAPHS}
    changes["authors"] = tuple(_author_tidied(author) for author in initiative.authors)
    unread = {name: text.clean_line(words) for name, words in initiative.unread.items() if _open(initiative, name)}
    changes["unread"] = {name: words for name, words in unread.items() if words}
    return dataclasses.replace(initiative, **changes)


def _author_tidied(author: Author) -> Author:
    return dataclasses.replace(
        author,
        full_name=text.clean_line(author.full_name),
        position=text.clean_line(author.position),
        workplace=text.clean_line(author.workplace),
        phone=phones.normal(author.phone) or text.clean_line(author.phone),
        awards=text.clean(author.awards),
    )


def _open(initiative: Initiative, name: str) -> bool:
    """Whether an unread field still waits for a value."""
    first, *rest = name.split(".")
    if first != "authors" or len(rest) != 2:
        return getattr(initiative, name, "") is None
    place, field = rest
    known = place.isdecimal() and int(place) < len(initiative.authors)
    return known and getattr(initiative.authors[int(place)], field, "") is None


def _field(initiative: Initiative, field: str, value: Any, today: date) -> Initiative:
    if field == "authors":
        return _authors(initiative, value)
    if field in AMOUNTS:
        return _read(initiative, field, value, money.parse(value))
    if field in DATES:
        return _read(initiative, field, value, dates.parse(value, today))
    changes: dict[str, Any]
    if field in FLAGS or field == "credited_no":
        changes = {field: value}
    elif field == "benefit_state":
        changes = {field: BenefitState(value)}
    elif field in ANSWERS:
        changes = {field: Answer(value)}
    elif field in LINES:
        changes = {field: text.clean_line(value)}
    elif field in PARAGRAPHS:
        changes = {field: text.clean(value)}
    else:
        raise KeyError(field)
    return dataclasses.replace(initiative, **changes)


def _read(initiative: Initiative, field: str, words: str, value: Any) -> Initiative:
    unread = {name: left for name, left in initiative.unread.items() if name != field}
    kept = text.clean_line(words)
    if value is None and kept:
        unread[field] = kept
    changes: dict[str, Any] = {field: value, "unread": unread}
    return dataclasses.replace(initiative, **changes)


def _authors(initiative: Initiative, rows: Sequence[Mapping[str, str]]) -> Initiative:
    unread = {name: kept for name, kept in initiative.unread.items() if not name.startswith("authors.")}
    authors = []
    for place, row in enumerate(rows):
        author, left = author_typed(row)
        authors.append(author)
        unread |= {f"authors.{place}.{name}": words for name, words in left.items()}
    credited = credited_no(initiative, authors)
    return dataclasses.replace(initiative, authors=tuple(authors), unread=unread, credited_no=credited)


def credited_no(before: Initiative, authors: Sequence[Author]) -> int | None:
    """The place of the person who was chosen, wherever that row stands now; a name put right keeps its place."""
    place = before.credited_no
    if place is None or not 1 <= place <= len(before.authors):
        return None
    name = before.authors[place - 1].full_name
    places = [number for number, author in enumerate(authors, 1) if author.full_name == name]
    if len(places) == 1:
        return places[0]
    return place if len(authors) == len(before.authors) else None


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
    return abs(share) if 0 <= share <= 100 else None  # "-0" is read as a zero below zero
