"""What the fields of the form show of an initiative, and what they say back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from domain import dates, money, phones, record
from domain.entry import NO, YES
from domain.errors import RuleError
from domain.initiative import AMOUNTS, DATES, Author, Initiative
from domain.person import Person

CELLS = ("full_name", "birth_year", "share_pct", "position", "workplace", "phone", "awards")
# Those of the fold.
MORE_CELLS = ("education", "membership", "gender", "leader", "leads")
# What the sheets of one pile share: see `alike`.
CARRIED = ("block", "group", "area", "investor")
AuthorWords = dict[str, str]


def shown(initiative: Initiative, name: str) -> Any:
    """The value for the editor of a field; what could not be read is shown as it was typed."""
    if name == "authors":
        return authors_shown(initiative.authors, initiative.unread)
    if name in initiative.unread:
        return initiative.unread[name]
    value = getattr(initiative, name)
    if name in DATES:
        return dates.shown(value) if value else ""
    if name in AMOUNTS:
        return "" if value is None else money.plain(value)
    if name == "credited_no":
        return str(value or "")
    return value if isinstance(value, bool) else str(value)


def alike(blank: Initiative, near: Initiative) -> Initiative:
    """A new record with what it probably shares with the one next to it in the pile."""
    return replace(blank, block=near.block, group=near.group, area=near.area, investor=near.investor)


def shown_again(name: str, value: Any) -> Any:
    """The value for the editor of a field, from what the journal kept of it; words that could not be read, as words."""
    try:
        return shown(record.initiative({name: value}), name)
    except RuleError:
        return str(value or "")


def same_but_for_blanks(one: Any, other: Any) -> bool:
    """Whether two values of an editor say the same; texts are kept without blanks at their ends."""
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list):
        return [{cell: words.strip() for cell, words in row.items()} for row in value]
    return value


def typed(name: str, value: Any) -> Any:
    """The words of an editor in the form in which an operation takes them."""
    if name == "credited_no":
        return int(value) if value else None
    return value


def authors_shown(authors: tuple[Author, ...], unread: Mapping[str, str]) -> list[AuthorWords]:
    rows = []
    for place, author in enumerate(authors):
        row = {
            "full_name": author.full_name,
            "birth_year": born(author),
            "share_pct": "" if author.share_pct is None else f"{author.share_pct:g}".replace(".", ","),
            "position": author.position,
            "workplace": author.workplace,
            "phone": phones.shown(author.phone),
            "awards": author.awards,
            "education": author.education,
            "membership": author.membership,
            "gender": author.gender,
            "leader": yes_or_no(author.leader),
            "leads": YES if author.leads else "",
            "person_id": author.person_id,
        }
        kept = {cell: unread[key] for cell in CELLS if (key := f"authors.{place}.{cell}") in unread}
        rows.append(row | kept)
    return rows


def person_words(person: Person) -> AuthorWords:
    """What an entry of the person book says in the cells of a card."""
    return {
        "full_name": person.full_name,
        "birth_year": born(person),
        "position": person.position,
        "workplace": person.workplace,
        "phone": phones.shown(person.phone),
        "education": person.education,
        "membership": person.membership,
        "gender": person.gender,
        "leader": yes_or_no(person.leader),
    }


def born(who: Author | Person) -> str:
    """The day of birth where it is known, else the year."""
    return dates.shown(who.born_on) if who.born_on else str(who.birth_year or "")


def yes_or_no(flag: bool | None) -> str:
    """What a cell says for it; "" until somebody has said."""
    return "" if flag is None else YES if flag else NO
