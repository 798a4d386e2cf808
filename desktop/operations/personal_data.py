"""Everything the register holds about one person, gathered and written as a file the person can read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db import data_requests, journal, packages, remunerations
from db import erasure as stored
from db import initiatives as stored_initiatives
from db import people as stored_people
from desktop import clock
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_officer
from desktop.operations import erasure, programmes, support
from desktop.operations.erasure import Preview
from domain import anonymity, person, person_paper
from domain.data_request import SOURCE
from domain.initiative import Author, Initiative, credited_author
from domain.support import entitlement
from exports import person_paper as files

SCHEMA = "sangkien-person/1"
FORMATS = ("json", *files.FORMATS)
TITLE = "Dữ liệu cá nhân đang được lưu"
_ALL_LINES = -1


def export(desk: Desk, person_id: str, target: Path) -> tuple[Path, Changes]:
    """Write what is held about a person: .json for a program, .pdf or .txt to read; whole or not at all."""
    demand_officer(desk)
    ending = files.demand_format(target, FORMATS)
    told = gathered(desk, person_id)
    if ending == "json":
        files.write_values(told, target)
    else:
        files.write(
            person_paper.paper(TITLE, unit_words(desk), clock.today(), person_paper.held_sections(told)), target
        )
    with desk.store.atomic():
        journal.write(desk.store, desk.user.name, "person_exported", told["entries"][0]["id"], clock.stamp(),
                      format=ending)  # fmt: skip
    return target, of("people")


def gathered(desk: Desk, person_id: str) -> dict[str, Any]:
    """All of it as JSON values; writes nothing."""
    demand_officer(desk)
    seen = erasure.preview(desk, person_id)
    family = [seen.person.id, *(one for one in stored_people.family(desk.store, person_id) if one != seen.person.id)]
    entries = [person.values(one) for name in family if (one := stored_people.get(desk.store, name)) is not None]
    numbers = {}
    for held in stored_initiatives.get_many(desk.store, seen.row_ids):
        numbers[held.initiative.id] = held.initiative.number
    mentioned = stored.mentioning(desk.store, anonymity.hints(seen.what)) if not seen.doubtful else []
    return {
        "schema": SCHEMA,
        "written_on": clock.today().isoformat(),
        "unit": {"code": desk.unit.code, "name": desk.unit.name},
        "source": SOURCE,
        "entries": entries,
        "initiatives": _initiatives(desk, seen),
        "offices": [{"kind": kind, "what": what} for kind, what in seen.offices],
        "packages": [_package(desk, row, numbers) for row in seen.packages],
        "files": [{"number": number, "name": name} for number, name in seen.files],
        "mentioned_in": _mentions(desk, mentioned, seen),
        "requests": [
            {name: row[name] for name in ("kind", "what", "received_on", "answered_on", "answer")}
            for row in data_requests.of_people(desk.store, family)
        ],
        "journal": _journal(desk, seen, family, numbers),
    }


def unit_words(desk: Desk) -> dict[str, str]:
    """What the head of a paper tells of this unit."""
    unit = desk.unit
    return {"name": unit.name, "upper_name": unit.upper_name or unit.upper_code, "place": unit.place}


def _initiatives(desk: Desk, seen: Preview) -> list[dict[str, Any]]:
    paid, packs = remunerations.everything(desk.store), programmes.Packs(desk)
    held = {one.row_id: one for one in stored_initiatives.get_many(desk.store, seen.row_ids)}
    found = []
    for place in seen.places:
        initiative = held[place.initiative_id].initiative
        author = initiative.authors[place.place - 1]
        credited = credited_author(initiative) is author
        found.append({
            **{name: getattr(initiative, name) for name in ("id", "number", "programme", "unit_name", "title")},
            "state": str(initiative.state),
            "decision_no": initiative.decision_no,
            "decision_on": initiative.decision_on.isoformat() if initiative.decision_on else None,
            "author": _author(author),
            "credited": credited,
            "support": _support(desk, packs, initiative) if place.own and credited else None,
            "remuneration": [{"year": year, "paid_on": on, "vnd": vnd}
                             for (row, year), (on, vnd) in sorted(paid.items()) if row == place.initiative_id],
        })  # fmt: skip
    return found


def _author(author: Author) -> dict[str, Any]:
    told = dict(vars(author))
    return told | {"born_on": author.born_on.isoformat() if author.born_on else None}


def _support(desk: Desk, packs: programmes.Packs, initiative: Initiative) -> dict[str, Any]:
    rule = packs.of(initiative).support
    gets = entitlement(initiative, rule, min(support.own_vnd(desk), rule.own_max_vnd))
    return {"passed": gets.passed, "vnd": gets.total_vnd}


def _package(desk: Desk, row: Mapping[str, Any], numbers: Mapping[str, str]) -> dict[str, Any]:
    inside = packages.record_revisions(desk.store, row["id"])
    other = row["recipient"] if row["direction"] == "out" else row["unit_name"]
    return {
        "direction": row["direction"],
        "with": other,
        "seq": row["seq"],
        "at": row["created_at"],
        "file": Path(row["path"]).name,
        "numbers": [number for name, number in numbers.items() if name in inside],
    }


def _mentions(desk: Desk, row_ids: list[int], seen: Preview) -> list[str]:
    found = []
    for held in stored_initiatives.get_many(desk.store, [row for row in row_ids if row not in seen.row_ids]):
        values = {name: value for name, value in vars(held.initiative).items() if isinstance(value, str)}
        if anonymity.swept(values, seen.what, careful=True) != values:
            found.append(held.initiative.number)
    return found


def _journal(desk: Desk, seen: Preview, family: list[str], numbers: Mapping[str, str]) -> list[dict[str, Any]]:
    """The lines about the entries, and those about initiatives in which the person's own words changed."""
    found = []
    for subject in (*family, *seen.public_ids):
        for row in journal.lines(desk.store, subject, _ALL_LINES):
            told = json.loads(row["detail"])
            own = subject in family
            if not own and anonymity.noted_without(told, seen.what, of_person=False) == told:
                continue
            fields = list(told["fields"]) if isinstance(told.get("fields"), dict) else []
            found.append({"id": row["id"], "at": row["at"], "operation": row["operation"],
                          "number": numbers.get(subject, ""), "fields": fields})  # fmt: skip
    return sorted(found, key=lambda row: row["id"])
