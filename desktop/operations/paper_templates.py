"""The union's own wordings of papers and its picture: changed, compared with what ships, taken back."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize

from db import journal, paper_templates, settings, trash
from desktop import clock, pictures
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_clerk
from desktop.operations import identity
from desktop.operations.paper_parts import shipped as shipped
from desktop.outside import files
from domain.errors import RuleError, TroubleError
from domain.pack.write import pair
from domain.paper import check, wording
from domain.paper.wording import Change, Piece
from domain.text import clean
from exports.reports import registry
from exports.writers.whole import appearing

LOGO_MOST_BYTES, _LOGO_DOTS = 5 << 20, QSize(1200, 400)
_DRAFT, _BEFORE = "template_draft:", "template_before:"
Wording = Mapping[str, Any]


@dataclass(frozen=True)
class Template:
    """A paper's wording as it is in use. `own` says that it is the union's; `differences` are those from what ships,
    `news` what ships otherwise since the union made its own; `before` is the union's that was taken back last."""

    paper: str
    wording: Wording
    own: bool
    changed_by: str
    changed_at: str
    differences: tuple[Change, ...]
    news: tuple[Change, ...]
    before: Wording | None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return wording.pieces(self.wording)


def everything(desk: Desk) -> list[Template]:
    """Of every paper there is, in the order of the menus."""
    return [look(desk, report.id) for report in registry.reports()]


def look(desk: Desk, paper: str) -> Template:
    """RuleError report_unknown."""
    registry.known(paper)
    kept, ships = paper_templates.get(desk.store, paper), shipped(paper)
    before = settings.get(desk.store, _BEFORE + paper)
    taken_back = json.loads(before) if before else None
    if kept is None:
        return Template(paper, ships, False, "", "", (), (), taken_back)
    differences, news = wording.changes(ships, kept.wording), wording.changes(kept.base, ships)
    return Template(paper, kept.wording, True, kept.changed_by, kept.changed_at, tuple(differences), tuple(news),
                    taken_back)  # fmt: skip


def demand_usable(paper: str, wanted: Wording) -> None:
    """RuleError template_refused with every problem at its place, identity_number."""
    found = check.problems(wanted, shipped(paper))
    if found:
        raise RuleError("template_refused", problems=found)
    identity.demand_none({one.at: one.words for one in wording.pieces(wanted)})


def change(desk: Desk, paper: str, wanted: Wording) -> Changes:
    """Put a wording in the place of the one in use; one that says what ships is no wording of the union's.

    RuleError report_unknown, template_refused, identity_number.
    """
    demand_clerk(desk)
    registry.known(paper)
    wanted = _cleaned(wanted)
    demand_usable(paper, wanted)
    held, ships = paper_templates.get(desk.store, paper), _cleaned(shipped(paper))
    if wanted == (held.wording if held else ships):
        return _forget_draft(desk, paper)
    if wanted == ships:
        return reset(desk, paper)
    with desk.store.atomic():
        paper_templates.put(desk.store, paper, wanted, shipped(paper), desk.user.name, clock.stamp())
        settings.put(desk.store, _DRAFT + paper, "")
        journal.write(desk.store, desk.user.name, "template_changed", paper, clock.stamp(), wording=dict(wanted))
    return of("templates")


def reset(desk: Desk, paper: str) -> Changes:
    """The wording that ships again; the union's is kept aside, for `restore`."""
    demand_clerk(desk)
    registry.known(paper)
    held = paper_templates.get(desk.store, paper)
    if held is None:
        return _forget_draft(desk, paper)
    with desk.store.atomic():
        paper_templates.remove(desk.store, paper)
        settings.put(desk.store, _BEFORE + paper, json.dumps(held.wording, ensure_ascii=False))
        settings.put(desk.store, _DRAFT + paper, "")
        journal.write(desk.store, desk.user.name, "template_reset", paper, clock.stamp())
    return of("templates")


def restore(desk: Desk, paper: str) -> Changes:
    """The union's wording that was taken back last. RuleError template_none_before."""
    demand_clerk(desk)
    before = look(desk, paper).before
    if before is None:
        raise RuleError("template_none_before", paper=registry.known(paper).title)
    return change(desk, paper, before)


def keep(desk: Desk, paper: str) -> Changes:
    """What ships otherwise has been seen, and the union's wording stays."""
    demand_clerk(desk)
    held = paper_templates.get(desk.store, paper)
    if held is None:
        raise RuleError("template_not_own", paper=registry.known(paper).title)
    demand_usable(paper, held.wording)
    with desk.store.atomic():
        paper_templates.put(desk.store, paper, held.wording, shipped(paper), desk.user.name, clock.stamp())
        journal.write(desk.store, desk.user.name, "template_kept", paper, clock.stamp())
    return of("templates")


def draft(desk: Desk, paper: str) -> dict[str, str]:
    """Words typed and not used yet, by their places."""
    kept = settings.get(desk.store, _DRAFT + paper)
    return dict(json.loads(kept)) if kept else {}


def keep_draft(desk: Desk, paper: str, words: Mapping[str, str]) -> None:
    demand_clerk(desk)
    told = json.dumps(identity.left_out(dict(words)), ensure_ascii=False) if words else ""
    with desk.store.atomic():
        settings.put(desk.store, _DRAFT + paper, told)


def logo(desk: Desk) -> tuple[str, bytes] | None:
    """The name of the picture's file and the picture."""
    return paper_templates.logo(desk.store)


def set_logo(desk: Desk, file: Path) -> Changes:
    """A picture of the union's own, made no larger than a paper needs. RuleError logo_unreadable, logo_too_large;
    TroubleError file_unreadable."""
    demand_clerk(desk)
    try:
        size = file.stat().st_size
        content = file.read_bytes() if size <= LOGO_MOST_BYTES else b""
    except OSError as error:
        raise TroubleError("template_file_unreadable", again=True, file=file.name) from error
    if not content:
        raise RuleError("logo_too_large" if size else "logo_unreadable", name=file.name, most=LOGO_MOST_BYTES >> 20)
    try:
        picture = pictures.encoded(files.picture(file.name, content, _LOGO_DOTS), "png")
    except RuleError as error:
        raise RuleError("logo_unreadable", name=file.name) from error
    with desk.store.atomic():
        paper_templates.put_logo(desk.store, clean(file.name), picture, desk.user.name, clock.stamp())
        journal.write(desk.store, desk.user.name, "logo_set", "", clock.stamp(), file=file.name)
    return of("templates")


def remove_logo(desk: Desk) -> Changes:
    demand_clerk(desk)
    with desk.store.atomic():
        held = paper_templates.logo(desk.store)
        trash.keep(desk.store, "logo", [1], held[0] if held else "", desk.user.name, clock.stamp())
        paper_templates.remove_logo(desk.store)
        journal.write(desk.store, desk.user.name, "logo_removed", "", clock.stamp())
    return of("templates")


def written(wanted: Wording) -> str:
    """A wording as a file that people edit and `read` takes."""
    return "\n".join(pair(name, given) for name, given in wanted.items()) + "\n"


def write(text: str, target: Path) -> None:
    """TroubleError report_write_failed, disk_full: then nothing stands there."""
    with appearing(target) as stream:
        stream.write(text.encode())


def read(file: Path) -> dict[str, Any]:
    """RuleError template_malformed; TroubleError template_file_unreadable."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TroubleError("template_file_unreadable", again=True, file=file.name) from error
    try:
        return tomllib.loads(clean(text))
    except tomllib.TOMLDecodeError as error:
        raise RuleError("template_malformed", file=file.name, reason=str(error)) from error


def _cleaned(given: Any) -> Any:
    if isinstance(given, str):
        return clean(given)
    if isinstance(given, Mapping):
        return {name: _cleaned(value) for name, value in given.items()}
    return [_cleaned(value) for value in given] if isinstance(given, list) else given


def _forget_draft(desk: Desk, paper: str) -> Changes:
    with desk.store.atomic():
        settings.put(desk.store, _DRAFT + paper, "")
    return of("templates")
