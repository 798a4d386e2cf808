"""A person as the register's person book knows him, and when two tellings of a person are of the same one.

The decisions are explained in docs/decisions/0011-person-book.md. Phone and birth are personal data: an entry keeps the
purpose they are held for and the day of consent (Luật 91/2025/QH15; NĐ 356/2025/NĐ-CP).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain import dates, entry, identity_numbers, labels, phones, text
from domain.errors import Problem, RuleError
from domain.initiative import Author

PURPOSE = "Lập, thẩm định và nộp hồ sơ sáng kiến"
# What an author and an entry of the book both say of somebody.
TOLD = ("full_name", "birth_year", "born_on", "position", "workplace", "phone", "education", "leader", "gender",
        "membership")  # fmt: skip
# What may change in a life: the word typed last holds.
_CHANGING = ("position", "workplace", "phone", "education", "leader", "membership")
_LINES = ("full_name", "position", "workplace", "phone", "education", "purpose", "consent_note")
_BIRTH_YEARS = range(1920, 2020)


class Likeness(StrEnum):
    SAME = "same"
    DOUBT = "doubt"
    OTHER = "other"


@dataclass(frozen=True)
class Person:
    """One entry; `birth_year` is the year of `born_on` where that is known. Codes and texts as in Author.

    `consent_note` says where the consent of `consent_on` stands, or that it was withdrawn.
    """

    id: str = ""
    full_name: str = ""
    birth_year: int | None = None
    born_on: date | None = None
    position: str = ""
    workplace: str = ""
    phone: str = ""
    education: str = ""
    leader: bool | None = None
    gender: str = ""
    membership: str = ""
    purpose: str = PURPOSE
    consent_on: date | None = None
    consent_note: str = ""


def known_enough(who: Author | Person) -> bool:
    """Whether somebody can be told from others of the name: a name of two words, and a year of birth or a phone."""
    return len(who.full_name.split()) >= 2 and (who.birth_year is not None or bool(_numbers(who)))


def contradicts(one: Author | Person, other: Author | Person) -> bool:
    """Whether these cannot be the same: another name (accents count, capitals do not), another year or day of birth."""
    if one.full_name.casefold() != other.full_name.casefold():
        return True
    if one.born_on and other.born_on:
        return one.born_on != other.born_on
    return bool(one.birth_year and other.birth_year and one.birth_year != other.birth_year)


def likeness(one: Author | Person, other: Author | Person) -> Likeness:
    """Same: one name and the same day of birth or phone, or the same year while neither phone nor workplace differ.

    With the same year and another phone or workplace it is in doubt; with neither birth nor phone in common, another.
    """
    if contradicts(one, other):
        return Likeness.OTHER
    same_day = one.born_on is not None and one.born_on == other.born_on
    if same_day or _numbers(one) & _numbers(other):
        return Likeness.SAME
    if not one.birth_year or one.birth_year != other.birth_year:
        return Likeness.OTHER
    places = {text.fold(who.workplace) for who in (one, other) if who.workplace}
    return Likeness.DOUBT if (_numbers(one) and _numbers(other)) or len(places) > 1 else Likeness.SAME


def chosen(people: Sequence[Person], who: Author | Person) -> tuple[Person | None, bool]:
    """The one entry that is the same person, if there is just one; and whether there are several, so that nobody
    may guess."""
    same = [person for person in people if likeness(person, who) is Likeness.SAME]
    return (same[0] if len(same) == 1 else None), len(same) > 1


def from_author(author: Author) -> Person:
    return Person(**{name: getattr(author, name) for name in TOLD})


def noted(person: Person, author: Author | Person, *, newest: bool) -> Person:
    """The entry with what an author says besides; `newest` words go before what the entry says of changing things."""
    changes: dict[str, Any] = {}
    for name in TOLD:
        told, held = getattr(author, name), getattr(person, name)
        if told not in ("", None) and (held in ("", None) or (newest and name in _CHANGING)):
            changes[name] = told
    if changes.get("born_on") and person.birth_year not in (None, changes["born_on"].year):
        del changes["born_on"]
    return dataclasses.replace(person, **changes)


def followed(person: Person, author: Author) -> Person:
    """The entry after its only author was put right: everything as he is told now."""
    return dataclasses.replace(person, **{name: getattr(author, name) for name in TOLD})


def merged(kept: Person, dropped: Person) -> Person:
    """The kept entry, its gaps filled from the other."""
    filled = noted(kept, dropped, newest=False)
    consenting = kept if kept.consent_on or kept.consent_note else dropped
    return dataclasses.replace(filled, purpose=kept.purpose or dropped.purpose, consent_on=consenting.consent_on,
                               consent_note=consenting.consent_note)  # fmt: skip


def unmerged(before: Person, after: Person, now: Person) -> Person:
    """The kept entry as it was before a merge, with what somebody has changed in it since."""
    since = {name: value for name, value in vars(now).items() if value != getattr(after, name)}
    return dataclasses.replace(before, **since)


def twins(one: Person, other: Person) -> bool:
    """Whether a person should look if these are the same: one name without accents, and one year of birth or phone."""
    if text.fold(one.full_name) != text.fold(other.full_name):
        return False
    if one.born_on and other.born_on and one.born_on != other.born_on:
        return False
    return bool(one.birth_year and one.birth_year == other.birth_year) or bool(_numbers(one) & _numbers(other))


def tidied(person: Person) -> Person:
    """The entry as it is kept; RuleError names the field that is wrong, and keeps numbers of identity cards out."""
    changes: dict[str, Any] = {name: text.clean_line(getattr(person, name)) for name in _LINES}
    for name in _LINES:
        if identity_numbers.found(changes[name], name):
            raise RuleError("identity_number", field=name)
    changes["phone"] = phones.normal(changes["phone"]) or changes["phone"]
    if person.born_on is not None:
        changes["birth_year"] = person.born_on.year
    if not changes["full_name"]:
        raise RuleError("person_name_missing", field="full_name")
    year = changes.get("birth_year", person.birth_year)
    if year is not None and year not in _BIRTH_YEARS:
        raise RuleError("person_birth_absurd", field="birth_year", year=year)
    return dataclasses.replace(person, **changes)


def typed(person: Person, words: Mapping[str, str]) -> Person:
    """The entry with these cells typed; RuleError names a cell that cannot be read, KeyError is our own mistake.

    The cells are those of an author's card: "birth_year" takes a year or a day, "leader" says yes or no.
    """
    changes: dict[str, Any] = {}
    for name, value in words.items():
        if name == "birth_year":
            changes |= _birth(value)
        elif name == "consent_on":
            changes[name] = _day(value)
        elif name == "leader":
            changes[name] = {entry.YES: True, entry.NO: False}.get(value)
        elif name in (*_LINES, "gender", "membership"):
            changes[name] = value
        else:
            raise KeyError(name)
    return tidied(dataclasses.replace(person, **changes))


def values(person: Person) -> dict[str, Any]:
    """All fields as JSON values, days in ISO form."""
    told = dataclasses.asdict(person)
    return told | {name: told[name].isoformat() if told[name] else None for name in ("born_on", "consent_on")}


def from_values(told: Mapping[str, Any]) -> Person:
    """An entry from JSON values; absent fields take their defaults. RuleError("person_malformed") names the others."""
    fields: dict[str, Any] = {}
    problems = []
    for name, value in told.items():
        try:
            fields[name] = _value(name, value)
        except KeyError:
            problems.append(Problem("field_unknown", name, facts={"field": name}))
        except (TypeError, ValueError):
            problems.append(Problem("field_malformed", name, facts={"field": name}))
    day = fields.get("born_on")
    if day is not None and fields.setdefault("birth_year", day.year) not in (None, day.year):
        problems.append(Problem("field_malformed", "birth_year", facts={"field": "birth_year"}))
    if problems:
        raise RuleError("person_malformed", problems=problems)
    return Person(**fields | ({"birth_year": day.year} if day else {}))


def _numbers(who: Author | Person) -> set[str]:
    return set(phones.phones(who.phone))


def _birth(words: str) -> dict[str, Any]:
    author, left = entry.author_typed({"birth_year": words})
    if left or identity_numbers.found(words):
        code = "identity_number" if identity_numbers.found(words) else "person_birth_unreadable"
        raise RuleError(code, field="birth_year", words=text.clean_line(words))
    return {"birth_year": author.birth_year, "born_on": author.born_on}


def _day(words: str) -> date | None:
    day = dates.parse(words)
    if day is None and words.strip():
        raise RuleError("person_consent_unreadable", field="consent_on", words=text.clean_line(words))
    return day


def _value(name: str, value: Any) -> Any:
    if name in ("born_on", "consent_on"):
        return None if value in (None, "") else date.fromisoformat(value)
    if name in ("birth_year", "leader"):
        wanted = int if name == "birth_year" else bool
        if value is not None and type(value) is not wanted:
            raise TypeError(name)
        return value
    if name not in (*_LINES, "id", "gender", "membership"):
        raise KeyError(name)
    codes = {"gender": labels.GENDERS, "membership": labels.MEMBERSHIPS}.get(name)
    if not isinstance(value, str) or (codes is not None and value not in ("", *codes)):
        raise TypeError(name)
    return value
