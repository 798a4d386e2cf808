"""What the fields of the form show of an initiative, and what they say back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain import dates, money, phones
from domain.initiative import AMOUNTS, DATES, Author, Initiative

CELLS = ("full_name", "birth_year", "share_pct", "position", "workplace", "phone", "awards")
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
            "birth_year": str(author.birth_year or ""),
            "share_pct": "" if author.share_pct is None else f"{author.share_pct:g}".replace(".", ","),
            "position": author.position,
            "workplace": author.workplace,
            "phone": phones.shown(author.phone),
            "awards": author.awards,
        }
        kept = {cell: unread[key] for cell in CELLS if (key := f"authors.{place}.{cell}") in unread}
        rows.append(row | kept)
    return rows
