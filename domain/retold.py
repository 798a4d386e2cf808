"""A record that a list tells again: what the list says now is laid over the record, and erases nothing."""

from __future__ import annotations

import dataclasses
from typing import Any

from domain.council import same_person
from domain.entry import credited_no, tidied
from domain.initiative import Author, Initiative

# What the register gives a record, whatever a list says; the last three are told apart below.
_NOT_TOLD = ("id", "number", "programme", "pack_version", "phase", "unit_code", "unit_name", "state", "revision",
             "authors", "credited_no", "unread")  # fmt: skip
_Person = tuple[Author, dict[str, str]]


def retold(held: Initiative, told: Initiative) -> Initiative:
    """`held` with every field that `told` fills in; empty cells erase nothing.

    An author is known by name and keeps what only the record knows of him; authors the list does not name stay, after
    the others. Words that could not be read stay until their field has a value.
    """
    names = [field.name for field in dataclasses.fields(Initiative) if field.name not in _NOT_TOLD]
    changes: dict[str, Any] = {name: value for name in names if (value := getattr(told, name))}
    people = _people_retold(_people(held), _people(told))
    authors = tuple(author for author, _words in people)
    unread = _of_the_record(held) | _of_the_record(told)
    unread |= {f"authors.{at}.{name}": kept for at, (_, words) in enumerate(people) for name, kept in words.items()}
    changes |= {"authors": authors, "credited_no": credited_no(held, authors), "unread": unread}
    return tidied(dataclasses.replace(held, **changes))


def _of_the_record(initiative: Initiative) -> dict[str, str]:
    return {name: words for name, words in initiative.unread.items() if not name.startswith("authors.")}


def _people(initiative: Initiative) -> list[_Person]:
    """Each author with the words of his fields that could not be read."""
    found: list[_Person] = []
    for at, author in enumerate(initiative.authors):
        prefix = f"authors.{at}."
        words = {name.removeprefix(prefix): kept for name, kept in initiative.unread.items() if name.startswith(prefix)}
        found.append((author, words))
    return found


def _people_retold(held: list[_Person], told: list[_Person]) -> list[_Person]:
    left, found = list(held), list[_Person]()
    for author, words in told:
        known = next((person for person in left if same_person(person[0].full_name, author.full_name)), None)
        if known is not None:
            left.remove(known)
            author, words = _retold(known[0], author), known[1] | words
        found.append((author, words))
    return found + left


def _retold(held: Author, told: Author) -> Author:
    """A list says less than nothing by a cell left empty; a year that contradicts the day of birth goes before it."""
    values = {name: value for name, value in vars(told).items() if value not in ("", None)}
    values["leads"] = held.leads or told.leads
    if told.born_on is None and told.birth_year not in (None, held.birth_year):
        values["born_on"] = None
    return dataclasses.replace(held, **values)
