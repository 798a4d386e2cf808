"""The papers: which there are, and writing one from the register."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from db import journal, objections, settings
from db.initiatives import Filter, Stored
from desktop import clock
from desktop.desk import Desk, demand_clerk
from desktop.operations import identity, initiatives, paper_files, paper_templates, papers, programmes
from desktop.operations.paper_files import Finish
from desktop.operations.paper_kinds import IN_DOSSIER
from desktop.operations.paper_parts import Printed, Wording, Words
from domain import dates, text
from domain.dossier import Letter
from domain.errors import RuleError, TroubleError
from domain.paper.naming import apart, slug
from exports.reports import registry
from exports.reports.papers import made as in_memory
from exports.reports.report import Report
from exports.reports.report import Written as Written
from exports.writers import preview
from exports.writers.preview import Picture as Picture

Step = Callable[[int, int], None]
# Words that stay from paper to paper, by the setting that keeps them.
_KEPT = {
    "letter_place": "place",
    "letter_signer": "signer_name",
    "letter_position": "signer_position",
    "letter_issuer": "issuer",
    "letter_issuer_upper": "issuer_upper",
}
_PREVIEWED = 20


@dataclass(frozen=True)
class LetterWords:
    """The words of a paper a person fills in; what is empty stays dotted on it.

    `issuer` is who issues it where that is not the unit itself, `issuer_upper` the line above; `as_of` is the day until
    which a report counts.
    """

    number: str = ""
    signed_on: str = ""
    place: str = ""
    signer_name: str = ""
    recipients: tuple[str, ...] = field(default=())
    signer_position: str = ""
    issuer: str = ""
    issuer_upper: str = ""
    as_of: str = ""


def reports() -> tuple[Report, ...]:
    return registry.reports()


def offered(desk: Desk) -> tuple[Report, ...]:
    """Those that the programme in use does not turn off; the command line makes the others all the same."""
    pack = programmes.current(desk)
    return tuple(report for report in registry.reports() if pack.offers(report.id))


def known(report_id: str) -> Report:
    return registry.known(report_id)


def write(
    desk: Desk, report_id: str, target: Path, words: LetterWords | None = None, *, step: Step, only: str = "",
    finish: Finish | None = None,
) -> Written:  # fmt: skip
    """Write the papers of what is chosen (see `papers.make`) into one file, which appears whole or not at all.

    `finish` is what is still to be done to a .pdf that stands, see `paper_files`.
    """
    _demand(desk, report_id, words)
    made = build(desk, report_id, words, only)
    written = registry.write(report_id, [one.content for one in made], target, step=step)
    paper_files.finished(written.path, finish)
    _remember(desk, report_id, words, target)
    return written


def write_each(
    desk: Desk, report_id: str, folder: Path, ending: str, words: LetterWords | None = None, *, step: Step,
    only: str = "", finish: Finish | None = None,
) -> Written:  # fmt: skip
    """Write each paper into a file of its own; stopped half-way, none of them stays. Its pages are all together."""
    _demand(desk, report_id, words)
    made, title = build(desk, report_id, words, only), registry.known(report_id).title
    names = apart([slug(title, one.name) for one in made])
    done: list[Written] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for no, (name, one) in enumerate(zip(names, made, strict=True), start=1):
            done.append(registry.write(report_id, [one.content], folder / f"{name}.{ending}", step=_quiet))
            paper_files.finished(done[-1].path, finish)
            step(no, len(made))
    except OSError as error:
        raise TroubleError("report_write_failed", again=True, file=folder.name) from error
    except BaseException:
        for written in done:
            written.path.unlink(missing_ok=True)
        raise
    _remember(desk, report_id, words, folder)
    return Written(folder, len(done), sum(written.pages for written in done))


def first_page(
    desk: Desk, report_id: str, words: LetterWords | None = None, *, only: str = "", trial: Wording | None = None
) -> Picture:
    """How the first page would look, without writing any paper. A `trial` of a paper that cannot be made yet is shown
    with its gaps dotted; RuleError template_refused for one that cannot be used."""
    if trial is not None:
        paper_templates.demand_usable(report_id, trial)
    try:
        made = build(desk, report_id, words, only, _PREVIEWED, trial)
    except RuleError:
        if trial is None:
            raise
        made = [papers.sample(desk, report_id, _paper_words(desk, words or remembered(desk)), trial)]
    # In memory: what is only looked at never lies on the disk in the clear.
    return preview.page(in_memory([made[0].content], "pdf", step=_quiet), 0)


def _demand(desk: Desk, report_id: str, words: LetterWords | None) -> None:
    demand_clerk(desk)
    registry.known(report_id)
    if words is not None:
        identity.demand_none(dataclasses.asdict(words) | {"recipients": "\n".join(words.recipients)})


def _remember(desk: Desk, report_id: str, words: LetterWords | None, target: Path) -> None:
    """One line in the journal; the words that stay the same are offered again."""
    with desk.store.atomic():
        if words is not None:
            for name, kept in _KEPT.items():
                settings.put(desk.store, name, getattr(words, kept))
            settings.put(desk.store, "letter_draft", "")
        journal.write(desk.store, desk.user.name, "paper_written", report_id, clock.stamp(), file=target.name)


def _quiet(_done: int, _total: int) -> None:
    """Progress of one paper among many."""


def build(
    desk: Desk, report_id: str, words: LetterWords | None = None, only: str = "", most: int | None = None,
    trial: Wording | None = None,
) -> list[Printed]:  # fmt: skip
    """The papers, without writing them; what is only looked at is made of no more than `most` initiatives, and may be
    worded by a `trial`."""
    registry.known(report_id)
    return papers.make(desk, report_id, _paper_words(desk, words or remembered(desk)), only, most, trial)


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


def how_many(desk: Desk, report_id: str = "") -> int:
    """How many initiatives the paper would tell of; without a name, those of the dossier."""
    if report_id:
        return papers.how_many(desk, report_id)
    return initiatives.total(desk, _chosen(desk)) - len(left_out(desk))


def _chosen(desk: Desk) -> Filter:
    return Filter(states=IN_DOSSIER, programme=programmes.current(desk).id, own=True)


def remembered(desk: Desk) -> LetterWords:
    """The words used last time, so that nobody types the place and the signer twice."""
    place = settings.get(desk.store, "letter_place", desk.unit.place)
    kept = {name: settings.get(desk.store, setting) for setting, name in _KEPT.items()}
    return LetterWords(**kept | {"place": place})  # type: ignore[arg-type]


def remembered_with(desk: Desk, given: Mapping[str, str]) -> LetterWords:
    """The words used last time, with those given now in their place."""
    changed: dict[str, Any] = {name: words for name, words in given.items() if words}
    return dataclasses.replace(remembered(desk), **changed)


def missing(report_id: str) -> str:
    """The code of what has to be done before this paper can be made; "" where nothing has to."""
    return papers.missing(report_id)


def draft(desk: Desk) -> LetterWords:
    """The words somebody was still typing, else those remembered."""
    kept = settings.get(desk.store, "letter_draft")
    if not kept:
        return remembered(desk)
    values = json.loads(kept)
    return LetterWords(**values | {"recipients": tuple(values["recipients"])})


def keep_draft(desk: Desk, words: LetterWords) -> None:
    """Keep words that were typed for a paper not written yet; writing one lets go of them."""
    demand_clerk(desk)
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
        signer_position=words.signer_position or Letter.signer_position,
    )


def _paper_words(desk: Desk, words: LetterWords) -> Words:
    return Words(_letter(desk, words), words.issuer, words.issuer_upper, _day(words.as_of, "as_of"))


def _day(words: str, field: str = "signed_on") -> date | None:
    """The day somebody typed; dots on the paper are for what was left empty, not for what could not be read."""
    typed = text.clean_line(words)
    found = dates.parse(typed, clock.today()) if typed else None
    if typed and found is None:
        raise RuleError("date_unreadable", field=field, words=typed)
    return found
