"""Taking one person's data out of records, of what was noted about them, and of running words.

The decisions are explained in docs/decisions/0019-personal-data.md.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain import phones, text
from domain.person import Person

# What an author's row or an entry loses with each name; where nothing else is said, the field of the same name.
ERASABLE: Mapping[str, tuple[str, ...]] = {
    "phone": ("phone",),
    "birth_year": ("birth_year", "born_on"),
    "position": ("position",),
    "workplace": ("workplace",),
    "education": ("education",),
    "gender": ("gender",),
    "awards": ("awards",),
}
# Shares, leadership and membership stay: money, the credited author and eligibility follow from them.
EVERYTHING = tuple(name for names in ERASABLE.values() for name in names)
_ALIAS = "Người đã ẩn danh {no}"
_ALIAS_FORM = re.compile(r"Người đã ẩn danh \d+")
GONE = "[đã xóa]"
# Words before a name that are no part of it.
_TITLES = frozenset("ông bà anh chị em cô chú bác đồng đ/c thầy bs ks cn ths ts".split())
_WORD_BEFORE = re.compile(r"([\w/.]+)\s+$")
_WORD_AFTER = re.compile(r"\s+(\w)")


def alias(no: int) -> str:
    return _ALIAS.format(no=no)


def is_alias(full_name: str) -> bool:
    return bool(_ALIAS_FORM.fullmatch(full_name))


@dataclass(frozen=True)
class Erasure:
    """Whose data goes (`person_ids`, `names` as written, `phones`, `born_on`) and what of it: `fields` of an author.

    With an `alias` the name goes as well. `places` are the person's places, from 0, in the record at hand.
    """

    person_ids: frozenset[str]
    names: tuple[str, ...]
    phones: frozenset[str] = frozenset()
    born_on: frozenset[date] = frozenset()
    alias: str = ""
    fields: tuple[str, ...] = EVERYTHING
    places: frozenset[int] = frozenset()


def of(people: Sequence[Person], also: Sequence[Mapping[str, Any]], fields: Sequence[str], alias_: str) -> Erasure:
    """The erasure of entries that are one person; `also` are that person's rows as an author."""
    told = [vars(person) for person in people] + [dict(row) for row in also]
    names = dict.fromkeys(row["full_name"] for row in told if len(row["full_name"].split()) >= 2)
    numbers = {number for row in told for number in phones.phones(row["phone"])}
    days = {row["born_on"] for row in told if row["born_on"]}
    born = frozenset(day if isinstance(day, date) else date.fromisoformat(day) for day in days)
    lost = tuple(fields)
    return Erasure(
        frozenset(person.id for person in people),
        tuple(names),
        frozenset(numbers) if "phone" in lost else frozenset(),
        born if "born_on" in lost else frozenset(),
        alias_,
        lost,
    )


def person_without(person: Person, what: Erasure) -> Person:
    """The entry without what goes. Anonymised, it keeps no purpose and no consent: nothing personal is held."""
    lost: dict[str, Any] = {name: getattr(Person(), name) for name in what.fields if hasattr(person, name)}
    if what.alias:
        lost |= {"full_name": what.alias, "purpose": "", "consent_on": None, "consent_note": ""}
    return dataclasses.replace(person, **lost)


def is_theirs(author: Mapping[str, Any], what: Erasure) -> bool:
    """Whether an author's values in a record tell of the person: linked, or not linked to anybody and of the name."""
    linked = author.get("person_id", "")
    if linked:
        return linked in what.person_ids
    folded = text.fold(str(author.get("full_name", "")))
    return bool(folded) and folded in {text.fold(name) for name in what.names}


def author_without(author: Mapping[str, Any], what: Erasure) -> dict[str, Any]:
    told = dict(author)
    for name in what.fields:
        if name in told:
            told[name] = None if name in ("birth_year", "born_on") else ""
    if what.alias and told.get("full_name"):
        told["full_name"] = what.alias
    return told


def record_without(values: Mapping[str, Any], what: Erasure) -> dict[str, Any]:
    """A record's JSON values, whole or of some fields only, without the person's data."""
    told = {name: swept(value, what) for name, value in values.items() if name not in ("authors", "unread")}
    places = set(what.places)
    if "authors" in values:
        places = {no for no, author in enumerate(values["authors"]) if is_theirs(author, what)}
        told["authors"] = [
            author_without(author, what) if no in places else author for no, author in enumerate(values["authors"])
        ]
    if "unread" in values:
        told["unread"] = _unread_without(values["unread"], places, what)
    return told


def noted_without(detail: Mapping[str, Any], what: Erasure, *, of_person: bool) -> dict[str, Any]:
    """What a journal line noted, of one of the person's initiatives or (`of_person`) of the entry itself."""
    fields = detail.get("fields")
    rest = {name: swept(value, what) for name, value in detail.items() if name != "fields"}
    if not isinstance(fields, Mapping):
        return dict(detail) if fields is None and rest == dict(detail) else rest | _plain("fields", fields, what)
    if of_person:
        lost = {*what.fields, *(("full_name", "consent_note") if what.alias else ())}
        return rest | {"fields": {n: _emptied(v) if n in lost else swept(v, what) for n, v in fields.items()}}
    return rest | {"fields": _pairs_without(fields, what)}


def swept(value: Any, what: Erasure, *, careful: bool = False) -> Any:
    """JSON values with the name and numbers taken out of all words; `careful` leaves longer names alone."""
    if isinstance(value, str):
        return words_without(value, what, careful=careful)
    if isinstance(value, Mapping):
        return {name: swept(one, what, careful=careful) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [swept(one, what, careful=careful) for one in value]
    return value


def words_without(words: str, what: Erasure, *, careful: bool = False) -> str:
    if what.alias:
        for name in sorted(what.names, key=len, reverse=True):
            words = _named(name).sub(lambda found: _instead(found, what.alias, careful), words)
    for number in what.phones:
        words = _numbered(number).sub(GONE, words)
    for day in what.born_on:
        words = _dated(day).sub(GONE, words)
    return words


def hints(what: Erasure) -> tuple[str, ...]:
    """Pieces of text of which a text to be swept holds at least one: to find such texts quickly."""
    found: dict[str, None] = {}
    if what.alias:
        for name in what.names:
            word = max(name.split(), key=len)
            found |= dict.fromkeys((word, word.upper(), word.lower(), word.capitalize()))
    found |= dict.fromkeys(number[-1] for number in what.phones)
    found |= dict.fromkeys(str(day.year) for day in what.born_on)
    return tuple(found)


def _pairs_without(fields: Mapping[str, Any], what: Erasure) -> dict[str, Any]:
    """Fields of a record with their values before and after."""
    places = set(what.places)
    told: dict[str, Any] = {}
    if "authors" in fields and _is_pair(fields["authors"]):
        before, after = fields["authors"]
        here = {no for side in (before, after) for no, one in enumerate(side) if is_theirs(one, what)}
        told["authors"] = [[_former(one, no, here, what) for no, one in enumerate(side)] for side in (before, after)]
        places |= here
    for name, value in fields.items():
        if name == "unread" and _is_pair(value):
            told[name] = [_unread_without(side, places, what) if isinstance(side, Mapping) else side for side in value]
        elif name not in told:
            told[name] = swept(value, what)
    return told


def _former(author: Mapping[str, Any], no: int, here: set[int], what: Erasure) -> Mapping[str, Any]:
    """An author's values: the person's own, or an unlinked earlier spelling in the same place."""
    if is_theirs(author, what):
        return author_without(author, what)
    families = {text.fold(name.split()[0]) for name in what.names}
    first = text.fold(str(author.get("full_name", ""))).split()[:1]
    if no in here and not author.get("person_id") and (not first or first[0] in families):
        return author_without(author, what)
    return author


def _unread_without(unread: Mapping[str, str], places: set[int], what: Erasure) -> dict[str, str]:
    told = {}
    for name, words in unread.items():
        kind, _, rest = name.partition(".")
        no, _, cell = rest.partition(".")
        if kind == "authors" and no.isdigit() and int(no) in places and cell in what.fields:
            continue
        told[name] = words_without(words, what)
    return told


def _plain(name: str, value: Any, what: Erasure) -> dict[str, Any]:
    return {} if value is None else {name: swept(value, what)}


def _emptied(pair: Any) -> Any:
    return ["", ""] if _is_pair(pair) else ""


def _is_pair(value: Any) -> bool:
    return isinstance(value, list | tuple) and len(value) == 2


def _named(name: str) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, name.split())) + r"(?!\w)", re.IGNORECASE)


def _numbered(number: str) -> re.Pattern[str]:
    digits = r"[\s.\-]*".join(number.removeprefix("0"))
    return re.compile(rf"(?<!\d)(?:(?:\(?(?:\+|00)?84\)?[\s.\-]*(?:\(0\))?|0)[\s.\-]*)?{digits}(?!\d)")


def _dated(day: date) -> re.Pattern[str]:
    written = rf"0?{day.day}\s*[/.\-]\s*0?{day.month}\s*[/.\-]\s*(?:{day.year}|{day.year % 100:02d})"
    return re.compile(rf"(?<!\d)(?:{day.isoformat()}|{written})(?!\d)")


def _instead(found: re.Match[str], instead: str, careful: bool) -> str:
    """The alias, unless the name is visibly a part of a longer one."""
    if not careful:
        return instead
    after = _WORD_AFTER.match(found.string, found.end())
    before = _WORD_BEFORE.search(found.string[max(0, found.start() - 40) : found.start()])
    longer = after is not None and after[1].isupper()
    if before is not None and before[1][:1].isupper() and before[1].lower().rstrip(".") not in _TITLES:
        longer = longer or not _starts_sentence(found.string, found.start(), before[1])
    return found[0] if longer else instead


def _starts_sentence(words: str, start: int, before: str) -> bool:
    """Whether the word before the name is the first of its sentence, where every word has a capital."""
    ahead = words[:start].rstrip().removesuffix(before).rstrip()
    return not ahead or ahead[-1] in ".!?;:\n"
