"""The papers: which there are, and writing one from the register."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from db import journal, objections, settings
from db.initiatives import Filter, Stored
from desktop import clock
from desktop.desk import Desk, demand_officer
from desktop.operations import identity, initiatives, programmes, support
from domain import dates, dossier, support_list, text
from domain.dossier import Letter
from domain.errors import RuleError
from domain.initiative import State, redacted
from exports.reports import registry
from exports.reports.report import Report, Written

# What a dossier tells the upper union about: everything recognised, however far it has travelled since.
IN_DOSSIER = (State.RECOGNISED, State.NOMINATED, State.PACKAGED, State.RECEIVED_ABOVE, State.RETURNED,
              State.CONSIDERED, State.AWARDED)  # fmt: skip
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class LetterWords:
    """The words of the tờ trình a person fills in; what is empty stays dotted on the paper."""

    number: str = ""
    signed_on: str = ""
    place: str = ""
    signer_name: str = ""
    recipients: tuple[str, ...] = field(default=())


def reports() -> tuple[Report, ...]:
    return registry.reports()


def write(desk: Desk, report_id: str, target: Path, words: LetterWords | None = None, *, step: Step) -> Written:
    """Write one paper of the programme in use; the file appears whole or not at all."""
    demand_officer(desk)
    if words is not None:
        identity.demand_none(dataclasses.asdict(words) | {"recipients": "\n".join(words.recipients)})
    content = build(desk, report_id, words)
    written = registry.write(report_id, content, target, step=step)
    with desk.store.atomic():
        if words is not None:
            settings.put(desk.store, "letter_place", words.place)
            settings.put(desk.store, "letter_signer", words.signer_name)
            settings.put(desk.store, "letter_draft", "")
        journal.write(desk.store, desk.user.name, "paper_written", report_id, clock.stamp(), file=target.name)
    return written


def build(desk: Desk, report_id: str, words: LetterWords | None = None) -> Any:
    """The content of a paper, without writing it."""
    pack = programmes.current(desk)
    if report_id == "support_list":
        return _support_list(desk, words)
    chosen = [redacted(stored.initiative) for stored in in_dossier(desk)]
    if not chosen:
        raise RuleError("dossier_empty")
    letter = _letter(desk, words or remembered(desk))
    if report_id == "summary_table":
        return dossier.summary_table(chosen, pack, letter)
    return dossier.submission_letter(chosen, pack, letter)


def _support_list(desk: Desk, words: LetterWords | None) -> Any:
    """Every initiative handed in, not only those recognised: the list shows which gate the others miss."""
    lines = [(redacted(line.stored.initiative), line.entitlement) for line in support.lines(desk)]
    if not lines:
        raise RuleError("support_list_empty")
    return support_list.support_list(lines, programmes.current(desk), _letter(desk, words or remembered(desk)))


def put_forward(desk: Desk) -> Sequence[Stored]:
    """Everything recognised, those left out because somebody objects included."""
    return initiatives.everything(desk, _chosen(desk), "number")


def in_dossier(desk: Desk) -> Sequence[Stored]:
    """What the papers tell of: an open complaint or authorship dispute keeps an initiative out of them (S2)."""
    objected = objections.open_kinds(desk.store)
    return [stored for stored in put_forward(desk) if stored.row_id not in objected]


def left_out(desk: Desk) -> list[dict[str, Any]]:
    """The rows of those the papers do not tell of because somebody objects."""
    objected = sorted(objections.open_kinds(desk.store))
    rows = initiatives.rows(desk, objected)
    chosen, states = _chosen(desk), {str(state) for state in IN_DOSSIER}
    return [row for row in rows if row["own"] and row["state"] in states and row["programme"] == chosen.programme]


def how_many(desk: Desk) -> int:
    """How many initiatives the papers would tell of."""
    return initiatives.total(desk, _chosen(desk)) - len(left_out(desk))


def _chosen(desk: Desk) -> Filter:
    return Filter(states=IN_DOSSIER, programme=programmes.current(desk).id, own=True)


def remembered(desk: Desk) -> LetterWords:
    """The words used last time, so that nobody types the place and the signer twice."""
    place = settings.get(desk.store, "letter_place", desk.unit.place)
    return LetterWords(place=place, signer_name=settings.get(desk.store, "letter_signer"))


def draft(desk: Desk) -> LetterWords:
    """The words somebody was still typing, else those remembered."""
    kept = settings.get(desk.store, "letter_draft")
    if not kept:
        return remembered(desk)
    values = json.loads(kept)
    return LetterWords(**values | {"recipients": tuple(values["recipients"])})


def keep_draft(desk: Desk, words: LetterWords) -> None:
    """Keep words that were typed for a paper not written yet; writing one lets go of them."""
    demand_officer(desk)
    with desk.store.atomic():
        settings.put(
            desk.store, "letter_draft", json.dumps(identity.left_out(dataclasses.asdict(words)), ensure_ascii=False)
        )


def _letter(desk: Desk, words: LetterWords) -> Letter:
    return Letter(
        number=words.number,
        signed_on=_day(words.signed_on),
        unit_name=desk.unit.name,
        upper_name=desk.unit.upper_name or desk.unit.upper_code,
        place=words.place,
        recipients=words.recipients,
        signer_name=words.signer_name,
    )


def _day(words: str) -> date | None:
    """The day somebody typed; dots on the paper are for what was left empty, not for what could not be read."""
    typed = text.clean_line(words)
    found = dates.parse(typed, clock.today()) if typed else None
    if typed and found is None:
        raise RuleError("date_unreadable", field="signed_on", words=typed)
    return found
