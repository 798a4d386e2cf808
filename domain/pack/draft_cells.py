"""One cell of a draft: a value of a pack as it is typed, and what was typed read again.

What a cell holds, a day, an amount, a number, is what the shape of the pack says of its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any

from domain import dates, money
from domain.errors import Problem
from domain.pack.shape import Schema, part_of
from domain.schema import Place
from domain.text import clean, clean_line, fold

Row = dict[str, str]
Draft = dict[str, list[Row]]

YES = "yes"
_GROUPED = ("initiatives", "most")  # shown with dots between thousands, as amounts are
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{3})+|\d+")
_DECIMAL = re.compile(r"\d+(?:[.,]\d{1,2})?")
_LONGEST_CODE = 40


def typed(value: Any, at: Place) -> str:
    """A value of this place of a pack as a person would type it; "" for what a pack may leave out."""
    if value is None or value is False:
        return ""
    if value is True:
        return YES
    if isinstance(value, date):
        return dates.shown(value)
    if value == 0:
        return "0" if says_zero(at) else ""
    if isinstance(value, float):
        return f"{value:g}".replace(".", ",")
    if isinstance(value, int) and (at[-1] in _GROUPED or _is_amount(at)):
        return money.plain(value)
    return str(value)


def read(text: str, at: Place, place: str, problems: list[Problem]) -> Any:
    """What was typed as a value of this place of a pack, None for nothing and for what cannot be read.

    The latter is added to `problems` at `place`, the cell of the draft.
    """
    text = clean_line(text)
    shape = part_of(at)
    if shape.get("type") == "boolean":
        return text == YES
    code, reads = _reader(at, shape)
    value = reads(text) if text else None
    if text and value is None:
        problems.append(Problem(code, place, facts={"words": text}))
    return value


def says_zero(at: Place) -> bool:
    """Whether nought is something to say at this place, and not the same as an empty cell."""
    shape = part_of(at)
    needed = at[-1] in part_of(at[:-1]).get("required", ())
    return bool(needed and shape.get("minimum") == 0 and "exclusiveMinimum" not in shape)


def code_of(title: str, fallback: str, *, words: int = 6) -> str:
    """A code of the pack's file made from a title: «Chuyển đổi số» is chuyen_doi_so."""
    made = "_".join(re.findall("[a-z0-9]+", fold(title))[:words]).lstrip("0123456789_")
    return made[:_LONGEST_CODE].rstrip("_") or fallback


def lines(text: str) -> list[str]:
    """The lines of a text that say something."""
    return [line for line in map(clean_line, clean(text).splitlines()) if line]


def whole(text: str) -> int | None:
    return int(text.strip().replace(".", "")) if _NUMBER.fullmatch(text.strip()) else None


def _broken(text: str) -> float | None:
    given = text.strip().removesuffix("%").strip()
    return float(given.replace(",", ".")) if _DECIMAL.fullmatch(given) else None


def _reader(at: Place, shape: Schema) -> tuple[str, Callable[[str], Any]]:
    """The code of the objection to what cannot be read, and what reads it."""
    if shape.get("format") == "date":
        return "draft_day_unreadable", dates.parse
    if _is_amount(at):
        return "draft_amount_unreadable", money.parse
    if shape.get("type") == "integer":
        return "draft_number_unreadable", whole
    if shape.get("type") == "number":
        return "draft_number_unreadable", _broken
    return "", lambda given: given


def _is_amount(at: Place) -> bool:
    return str(at[-1]).endswith("_vnd")
