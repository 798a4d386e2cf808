"""Words as somebody typed them into the fields of a record; what cannot be read is kept, never thrown away."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from domain import dates, identity_numbers, labels, money, phones, text
from domain.errors import Problem
from domain.initiative import AMOUNTS, ANSWERS, DATES, Answer, Author, BenefitState, Initiative

LINES = ("title", "area", "investor", "kind", "block", "group", "number", "benefit_confirmed_by", "consent_by",
         "portal_no")  # fmt: skip
PARAGRAPHS = ("summary", "nature", "conditions", "confidential", "effect", "author_gain", "user_gain", "first_users",
              "reach", "benefit_note", "benefit_inputs", "benefit_evidence", "completion_note", "declined_reason",
              "withdrawn_reason", "portal_note")  # fmt: skip
FLAGS = ("trial", "technology_secret")
# What the register writes and nobody types into the form; a record from a file brings it all the same.
DECIDED = ("decision_no", "decision_signer", "unit_name")
_SAID = (*LINES, *PARAGRAPHS, *DECIDED)
_NO_WORDS = ("phone", "person_id")
# What the cells of an author say for yes and no.
YES, NO = "yes", "no"
# A day of birth typed with a year of two digits lies in the past: nobody born after this works today.
_LAST_BIRTH_YEAR = 2029


def typed(initiative: Initiative, words: Mapping[str, Any], today: date) -> Initiative:
    """The initiative with these fields typed in.

    Values are words; flags are bools; "authors" is a list of one dict of words for each author; "credited_no"
    is a whole number or None. KeyError for a field nobody types. Numbers of identity cards are left out: what
    `refused` names is not kept.
    """
    for field, value in _allowed(words).items():
        initiative = _field(initiative, field, value, today)
    return initiative


def refused(words: Mapping[str, Any]) -> tuple[Problem, ...]:
    """The fields whose words hold a number of an identity card, in the order given; see `typed` for the words."""
    found = []
    for field, value in words.items():
        cells = _cells(value) if field == "authors" else [(field, value)]
        found += [_refusal(name) for name, typed in cells if isinstance(typed, str) and _is_refused(typed, name)]
    return tuple(found)


def refused_in(initiative: Initiative) -> tuple[Problem, ...]:
    """The same of a record that came from a file."""
    words = {name: getattr(initiative, name) for name in _SAID}
    people = [
        {name: value for name, value in vars(one).items() if isinstance(value, str)} for one in initiative.authors
    ]
    left = tuple(_refusal(name) for name, typed in initiative.unread.items() if _is_refused(typed, name))
    return refused({**words, "authors": people}) + left


def cleared(initiative: Initiative) -> Initiative:
    """The record without numbers of identity cards, for one that comes from another unit and is not ours to refuse."""
    if _says_none(initiative) or not refused_in(initiative):
        return initiative
    changes: dict[str, Any] = {name: identity_numbers.without(getattr(initiative, name), name) for name in _SAID}
    changes["authors"] = tuple(
        dataclasses.replace(author, **_allowed_cells(vars(author))) for author in initiative.authors
    )
    unread = {name: identity_numbers.without(typed, name) for name, typed in initiative.unread.items()}
    changes["unread"] = {name: typed for name, typed in unread.items() if typed}
    return dataclasses.replace(initiative, **changes)


def _says_none(initiative: Initiative) -> bool:
    """Quick and sure: most records hold too few digits, but for telephone numbers, which are looked at one by one."""
    told = vars(initiative)
    words = [told[name] for name in _SAID]
    words += initiative.unread.values()
    numbers = []
    for author in initiative.authors:
        cells = [value for name, value in vars(author).items() if name not in _NO_WORDS and isinstance(value, str)]
        words += cells
        numbers.append(author.phone)
    return identity_numbers.none_in(words) and not any(identity_numbers.found(one, "phone") for one in numbers)


def _refusal(field: str) -> Problem:
    return Problem("identity_number", field, source=identity_numbers.SOURCE)


def _is_refused(typed: str, field: str) -> bool:
    return not field.endswith("person_id") and identity_numbers.found(typed, field)


def _cells(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for place, row in enumerate(rows):
        yield from ((f"authors.{place}.{name}", typed) for name, typed in row.items())


def _allowed(words: Mapping[str, Any]) -> dict[str, Any]:
    allowed = _allowed_cells({field: value for field, value in words.items() if field != "authors"})
    if "authors" in words:
        allowed["authors"] = [_allowed_cells(row) for row in words["authors"]]
    return {field: allowed[field] for field in words}


def _allowed_cells(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: identity_numbers.without(typed, name) if isinstance(typed, str) and name != "person_id" else typed
        for name, typed in row.items()
    }


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
        education=text.clean_line(author.education),
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
    authors: list[Author] = []
    for place, row in enumerate(rows):
        author, left = author_typed(row)
        authors.append(author)
        unread |= {f"authors.{place}.{name}": words for name, words in left.items()}
    credited = credited_no(initiative, authors)
    authors = _linked_as_before(initiative.authors, authors)
    return dataclasses.replace(initiative, authors=tuple(authors), unread=unread, credited_no=credited)


def _linked_as_before(before: Sequence[Author], authors: Sequence[Author]) -> list[Author]:
    """Somebody who types over an author says nothing of the person book: the link stays until the book looks again."""
    taken = {author.person_id for author in authors if author.person_id}
    found = []
    for place, author in enumerate(authors):
        names = [held for held in before if held.full_name == author.full_name]
        held = names[0] if len(names) == 1 else before[place] if len(before) == len(authors) else Author()
        if not author.person_id and held.person_id and held.person_id not in taken:
            taken.add(held.person_id)
            author = dataclasses.replace(author, person_id=held.person_id)
        found.append(author)
    return found


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
    born_on, share = birth_day(line["birth_year"]), _share(line["share_pct"])
    born = born_on.year if born_on else _year(line["birth_year"])
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
        born_on=born_on,
        education=line["education"],
        leads=line["leads"] == YES,
        leader={YES: True, NO: False}.get(line["leader"]),
        gender=line["gender"] if line["gender"] in labels.GENDERS else "",
        membership=line["membership"] if line["membership"] in labels.MEMBERSHIPS else "",
        person_id=line["person_id"],
    )
    return author, left


def birth_day(words: str) -> date | None:
    """A whole day of birth: 12/8/1985, 12-8-85, 120885. None for a year alone, and for what is no day."""
    day = dates.parse(words)
    if day is None or day.year <= _LAST_BIRTH_YEAR or str(day.year) in words:
        return day
    try:
        return day.replace(year=day.year - 100)
    except ValueError:  # 29/2 of a year that had none a century before
        return None


def _year(words: str) -> int | None:
    return int(words) if len(words) == 4 and words.isascii() and words.isdigit() else None


def _share(words: str) -> float | None:
    number = words.removesuffix("%").strip().replace(",", ".")
    try:
        share = round(float(number), 2)
    except ValueError:
        return None
    return abs(share) if 0 <= share <= 100 else None  # "-0" is read as a zero below zero
