"""A new programme made from the text of another: its names anew, its days moved by the difference of the years."""

from __future__ import annotations

import calendar
import contextlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from domain import text
from domain.errors import RuleError
from domain.pack import rewrite, write
from domain.pack.shape import part_of
from domain.schema import Place

FIRST_VERSION = "1.0"
# The day of a document stays: the document is what it was. The other days are proposals.
_FACTS = ("document_on",)
_TELLING = ("title", "what")  # words of phases and deadlines that name a year
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")


def copied(source: str, *, new_id: str, title: str, short_title: str, year: int) -> tuple[str, tuple[str, ...]]:
    """The new file, comments and sources kept, and the places of what was moved: a person must confirm each.

    RuleError: pack_year_wrong.
    """
    demand_year(year)
    data = tomllib.loads(source)
    years = year - data["year"]
    moved = dict(_moved(data, years)) if years else {}
    made = rewrite.set_values(source, moved)
    names = {"id": new_id, "version": FIRST_VERSION, "title": title, "short_title": short_title, "year": year}
    made = rewrite.replaced(made, names | ({"aliases": []} if "aliases" in data else {}))
    first = f"# Chép từ gói {data['id']}, phiên bản {data['version']}."
    if years:
        first += f" Các ngày đã dời {years:+d} năm: đối chiếu với văn bản rồi sửa."
    return f"{first}\n{made}", tuple(".".join(map(str, place)) for place in moved)


def demand_year(year: int) -> None:
    """RuleError("pack_year_wrong") for a year no programme can be of; days could not even be moved to some."""
    if not 2000 <= year <= 2100:
        raise RuleError("pack_year_wrong", field="year", year=year)


def _moved(data: Mapping[str, Any], years: int) -> Iterator[tuple[Place, str]]:
    for part in ("phases", "deadlines", "eligibility"):
        for number, entry in enumerate(data.get(part, ())):
            for name, held in entry.items():
                if isinstance(held, date) and name not in _FACTS:
                    yield (part, number, name), write.value(later(held, years))
                elif name in _TELLING and isinstance(held, str) and _YEAR.search(held):
                    told = _YEAR.sub(lambda found: str(int(found[1]) + years), held)
                    yield (part, number, name), write.value(told)


def later(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th where there is none."""
    last = calendar.monthrange(day.year + years, day.month)[1]
    return date(day.year + years, day.month, min(day.day, last))


def with_days(given: Any, at: Place) -> Any:
    """Plain data of a part with its days as `date`, where they came as ISO text; what is no day stays text.

    Words are cleaned like everything typed.
    """
    if isinstance(given, Mapping):
        return {name: with_days(inner, (*at, name)) for name, inner in given.items()}
    if isinstance(given, list | tuple):
        return [with_days(inner, (*at, number)) for number, inner in enumerate(given)]
    if isinstance(given, str) and part_of(at).get("format") == "date":
        with contextlib.suppress(ValueError):
            return date.fromisoformat(given)
    return text.clean_line(given) if isinstance(given, str) else given


def next_version(version: str, taken: set[str], *, own: bool) -> str:
    """The number of a revision made here. Of a pack of one's own the last number rises; one that came from above
    gets a number behind its own (1.1 becomes 1.1.1), so that the next from above stands after it.
    """
    numbers = [int(part) for part in version.split(".")]
    if not own and len(numbers) < 3:
        numbers.append(0)
    while True:
        numbers[-1] += 1
        made = ".".join(map(str, numbers))
        if made not in taken:
            return made
