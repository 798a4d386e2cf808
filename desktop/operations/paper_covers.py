"""The cover sheet of a sealed package: who it is for, what it holds, and the code that no other package has."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from db import packages
from desktop.desk import Desk
from desktop.operations import initiatives
from desktop.operations.paper_parts import Chosen, Printed
from domain import dates
from domain.errors import RuleError
from domain.paper import cover
from domain.paper.template import Facts

SUBMISSION = "submission"


def how_many(desk: Desk) -> int:
    return len(_sealed(desk))


def covers(chosen: Chosen) -> list[Printed]:
    """Of the newest package, of "all", or of those named by their numbers or the first letters of their codes.

    RuleError paper_package_unknown.
    """
    sealed = _sealed(chosen.desk)
    if chosen.only in ("", "all"):
        return [_cover(chosen, row) for row in (sealed if chosen.only else sealed[:1])]
    return [_cover(chosen, row) for word in chosen.only.split(",") if word.strip() for row in _named(sealed, word)]


def _sealed(desk: Desk) -> list[dict[str, Any]]:
    """Newest first."""
    return [row for row in packages.everything(desk.store, "out") if row["kind"] == SUBMISSION]


def _named(sealed: list[dict[str, Any]], word: str) -> list[dict[str, Any]]:
    name = word.strip().lower()
    found = [row for row in sealed if name == str(row["seq"]) or (len(name) > 6 and _begins(row, name))]
    if not found:
        raise RuleError("paper_package_unknown", field="only", name=word.strip())
    return found


def _begins(row: dict[str, Any], name: str) -> bool:
    return str(row["manifest_sha256"]).startswith(name)


def _cover(chosen: Chosen, row: dict[str, Any]) -> Printed:
    desk, unit = chosen.desk, chosen.desk.unit
    to = unit.upper_name if row["recipient"] == unit.upper_code and unit.upper_name else row["recipient"]
    held = [initiatives.find(desk, one).initiative for one in packages.record_revisions(desk.store, row["id"])]
    lines = [(one.number, one.title, ", ".join(author.full_name for author in one.authors)) for one in held]
    sealed = dates.shown_time(row["created_at"])
    day = dates.civil_day(row["created_at"])
    told = chosen.head(number=str(row["seq"]), signed_on=chosen.words.letter.signed_on or day)
    told |= cover.of_package(row, to, sealed, Path(row["path"]).name)
    return chosen.printed(f"{row['recipient']} {row['seq']}", Facts(told, {"contents": cover.contents(sorted(lines))}))
