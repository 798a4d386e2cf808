"""The initiative as plain JSON values: what `enter` reads, `show` prints and a package carries."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from domain import labels
from domain.dates import YEARS
from domain.errors import Problem, RuleError
from domain.initiative import ANSWERS, DATES, Answer, Author, BenefitState, Initiative, State

# Kept inside the register: never part of a package or of its fingerprint.
INNER = ("state", "revision", "unread")
# The same of an author: whom the person book of this register links him to is nobody else's business.
AUTHOR_INNER = ("person_id",)
# Fields of an author that came later: while they say nothing the fingerprint is what it was before there were any.
_AUTHOR_LATER: Mapping[str, Any] = {"born_on": None, "education": "", "leads": False, "leader": None, "gender": "",
                                    "membership": ""}  # fmt: skip
# The same of the record itself: the recognition request, the declarations, the portal's marks.
_LATER = frozenset(
    "trial_from_on nature conditions confidential author_gain user_gain first_users benefit_inputs benefit_evidence"
    " benefit_from_on benefit_to_on benefit_confirmed_by benefit_confirmed_on benefit_year1_vnd benefit_year2_vnd"
    " benefit_year3_vnd new_in_unit lawful unprotected consent_on consent_by research_accepted_on accepted_on"
    " withdrawn_reason portal_entered_on portal_no portal_approved_on portal_refused_on"
    " portal_note".split()
)
_TEXTS = tuple(f.name for f in dataclasses.fields(Initiative) if f.type == "str")
_AUTHOR_TEXTS = tuple(f.name for f in dataclasses.fields(Author) if f.type == "str")
_MAX_WHOLE = 2**63 - 1  # what a column of the store holds
_UNSAID: dict[str, Any] = {f.name: getattr(Initiative(), f.name) for f in dataclasses.fields(Initiative)}
_AUTHOR_UNSAID: dict[str, Any] = {f.name: getattr(Author(), f.name) for f in dataclasses.fields(Author)}
_UNSAID_WORDS = {name: f'"{name}": {json.dumps(value)}' for name, value in sorted(_UNSAID.items())}
_AUTHOR_UNSAID_WORDS = {name: f'"{name}": {json.dumps(value)}' for name, value in sorted(_AUTHOR_UNSAID.items())}
_quoted = json.encoder.encode_basestring
_encoder = json.JSONEncoder(ensure_ascii=False, sort_keys=True)
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
_FIELDS = frozenset(f.name for f in dataclasses.fields(Initiative))
_AUTHOR_FIELDS = frozenset(f.name for f in dataclasses.fields(Author))


def record(initiative: Initiative) -> dict[str, Any]:
    """All fields as JSON values: dates ISO, enums by value, authors as objects in their order."""
    # At one go: dataclasses.asdict copies every value deeply and takes thirty times as long.
    values: dict[str, Any] = _UNSAID | vars(initiative)
    for name in DATES:
        if values[name] is not None:
            values[name] = values[name].isoformat()
    values["authors"] = [_author_values(author) for author in initiative.authors]
    values["state"] = str(initiative.state)
    for name in ("benefit_state", *ANSWERS):
        values[name] = str(values[name])
    values["unread"] = dict(initiative.unread)
    return values


def _author_values(author: Author) -> dict[str, Any]:
    values: dict[str, Any] = _AUTHOR_UNSAID | vars(author)
    values["born_on"] = author.born_on.isoformat() if author.born_on else None
    return values


def told_sha256(initiative: Initiative) -> str:
    """The fingerprint of all fields: of the JSON of `record`, its keys in order.

    Most fields of a list's row say nothing: their words are ready, and only the others are written.
    """
    said = dict(_UNSAID_WORDS)
    for name, value in vars(initiative).items():
        if value is _UNSAID[name]:
            continue
        if name == "authors":
            said[name] = f'"authors": [{", ".join(map(_author_words, value))}]'
        else:
            said[name] = f'"{name}": {_quoted(value) if type(value) is str else _words(value)}'
    return hashlib.sha256(f"{{{', '.join(said.values())}}}".encode()).hexdigest()


def _author_words(author: Author) -> str:
    said = dict(_AUTHOR_UNSAID_WORDS)
    for name, value in vars(author).items():
        if value is not _AUTHOR_UNSAID[name]:
            said[name] = f'"{name}": {_quoted(value) if type(value) is str else _words(value)}'
    return f"{{{', '.join(said.values())}}}"


def _words(value: Any) -> str:
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    return int.__repr__(value) if type(value) is int else _encoder.encode(value)


def content_sha256(values: Mapping[str, Any]) -> str:
    """The fingerprint of what a package tells about an initiative, independent of state and revision."""
    told = {name: value for name, value in saying(values).items() if name not in INNER}
    return hashlib.sha256(_canonical.encode(told).encode()).hexdigest()


def leaving(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values without what only this register knows of the authors; given such, the same."""
    told = dict(values)
    if isinstance(told.get("authors"), list | tuple):
        told["authors"] = [
            {name: value for name, value in author.items() if name not in AUTHOR_INNER}
            if isinstance(author, Mapping)
            else author
            for author in told["authors"]
        ]
    return told


def saying(values: Mapping[str, Any]) -> dict[str, Any]:
    """The leaving values without the later fields that say nothing: what a package carries.

    Readers of the first form refuse a field they do not know; of a record that needs none they take every word.
    """
    told = {name: value for name, value in leaving(values).items() if value not in ("", None) or name not in _LATER}
    if "authors" in told:
        told["authors"] = [_said(author) if isinstance(author, Mapping) else author for author in told["authors"]]
    return told


def says_later(values: Mapping[str, Any]) -> bool:
    """Whether a later field says something, so that readers of the first form cannot take the record in."""
    told = saying(values)
    return not _LATER.isdisjoint(told) or any(not set(_AUTHOR_LATER).isdisjoint(one) for one in told.get("authors", ()))


def _said(author: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in author.items() if name not in _AUTHOR_LATER or value != _AUTHOR_LATER[name]}


def initiative(values: Mapping[str, Any]) -> Initiative:
    """An Initiative from JSON values; absent fields take their defaults.

    RuleError("record_malformed") carries one problem for each unknown or malformed field.
    """
    problems = [Problem("field_unknown", name, facts={"field": name}) for name in sorted(set(values) - _FIELDS)]
    known = {name: value for name, value in values.items() if name in _FIELDS}
    fields: dict[str, Any] = {}
    for name, value in known.items():
        try:
            fields[name] = _READERS[name](value)
        except (TypeError, ValueError):
            problems.append(Problem("field_malformed", name, facts={"field": name}))
    if problems:
        raise RuleError("record_malformed", problems=problems)
    return Initiative(**fields)


def author(values: Any) -> Author:
    """An Author from JSON values; TypeError or ValueError if they are none."""
    if not isinstance(values, Mapping) or set(values) - _AUTHOR_FIELDS:
        raise ValueError("author fields")
    fields: dict[str, Any] = {name: _text(value) for name, value in values.items() if name in _AUTHOR_TEXTS}
    fields |= _born(values)
    if "leads" in values:
        fields["leads"] = _flag(values["leads"])
    if values.get("leader") is not None:
        fields["leader"] = _flag(values["leader"])
    if fields.get("gender", "") not in ("", *labels.GENDERS) or fields.get("membership", "") not in (
        "",
        *labels.MEMBERSHIPS,
    ):
        raise ValueError("a code of domain.labels expected")
    share = values.get("share_pct")
    if share is not None:
        if isinstance(share, bool) or not isinstance(share, int | float) or not 0 <= share <= 100:
            raise ValueError("share_pct")
        fields["share_pct"] = round(float(share), 2)
    return Author(**fields)


def _born(values: Mapping[str, Any]) -> dict[str, Any]:
    """Year and day of birth; ValueError if they contradict each other. A day alone says the year too."""
    day = _day(values.get("born_on"))
    year = _whole(values.get("birth_year"))
    if day is not None and year not in (None, day.year):
        raise ValueError("birth_year and born_on differ")
    return {"born_on": day, "birth_year": day.year if day else year}


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("text expected")
    return value


def _day(value: Any) -> date | None:
    """As wide as what can be typed: no paper has a day outside, and sums of years stay days."""
    day = None if value in (None, "") else date.fromisoformat(_text(value))
    if day is not None and day.year not in YEARS:
        raise ValueError("a day from 1900 to 2199 expected")
    return day


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list | tuple):
        raise TypeError("list expected")
    return list(value)


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false expected")
    return value


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _MAX_WHOLE:
        raise TypeError("whole number expected")
    return value


def _authors(value: Any) -> tuple[Author, ...]:
    return tuple(author(entry) for entry in _list(value))


def _unread(value: Any) -> dict[str, str]:
    return {_text(key): _text(words) for key, words in dict(value).items()}


def _reader(name: str) -> Callable[[Any], Any]:
    """How a field is read: by its name where it is of a kind of its own, else a whole number."""
    if name in _TEXTS:
        return _text
    if name in DATES:
        return _day
    if name in ANSWERS:
        return lambda value: Answer(value or "")
    apart: dict[str, Callable[[Any], Any]] = {
        "authors": _authors,
        "state": State,
        "benefit_state": lambda value: BenefitState(value or ""),
        "trial": _flag,
        "technology_secret": _flag,
        "unread": _unread,
        "revision": lambda value: _whole(value) or 0,
    }
    return apart.get(name, _whole)


_READERS: dict[str, Callable[[Any], Any]] = {name: _reader(name) for name in _FIELDS}
