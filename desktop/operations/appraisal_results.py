"""Sending the sheets of a request back: partly or whole, as often as one likes, signed with the appraiser's own key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import journal, packages, recusals, sheet_clashes
from desktop import clock, kept_packages, paths
from desktop.changes import Changes, of
from desktop.desk import Desk
from desktop.operations import journal_heads, keys, marking_stores
from desktop.operations.initiatives import find
from desktop.operations.marking_stores import Held
from desktop.version import VERSION
from domain import appraisal_request, ids, sheet_merge
from domain.appraisal import ScoreSheet
from domain.errors import RuleError, TroubleError
from exports.package import build
from exports.package.header import APPRAISAL_READER
from exports.package.keys import spki_sha256

KIND = "appraisal_result"


@dataclass(frozen=True)
class Progress:
    """How far the marking is: of so many initiatives, how many have a sheet or are asked not to be marked, and how
    many sheets or wishes have not been sent yet. `key_code` are the thirty digits of the appraiser's key."""

    held: Held
    initiatives: int
    filed: int
    declined: int
    unsent: int
    key_code: str
    sent: tuple[dict[str, Any], ...]

    @property
    def done(self) -> int:
        return self.filed + self.declined


@dataclass(frozen=True)
class Sealed:
    path: Path
    seq: int
    sheets: int
    initiatives: int
    declined: int
    key_code: str
    manifest_sha256: str
    changes: Changes


def progress(desk: Desk) -> Progress:
    """RuleError("request_not_held") in a store that no request was opened into."""
    held = _held(desk)
    sheets, wishes = _sheets(desk, held), _wishes(desk)
    sent = [row for row in packages.everything(desk.store, "out") if row["kind"] == KIND]
    told = {name for row in sent for name in row["detail"]["told"]}
    asked = held.rounds
    filed = {sheet.initiative_id for sheet in sheets if asked.get(sheet.initiative_id) == sheet.round_no}
    unsent = [name for name in (*(sheet.id for sheet in sheets), *map(wish_id, wishes)) if name not in told]
    return Progress(held, len(asked), len(filed), len((set(wishes) & set(asked)) - filed), len(unsent),
                    keys.state(desk).code, tuple(sent))  # fmt: skip


def seal(desk: Desk, to: Path, only: Sequence[str] = ()) -> Sealed:
    """Every sheet filed here so far, or those of `only` these initiatives, in one package put into `to`.

    What was sent before goes again: it is harmless, and a package that was lost is made good. RuleError:
    request_not_held, result_empty; TroubleError: folder_missing and those of writing.
    """
    held = _held(desk)
    if not to.is_dir():
        raise TroubleError("folder_missing", again=True, path=str(to))
    chosen = {find(desk, name).initiative.id for name in only}
    sheets = [sheet for sheet in _sheets(desk, held) if not only or sheet.initiative_id in chosen]
    wishes = {name: why for name, why in _wishes(desk).items() if not only or name in chosen}
    if not sheets and not wishes:
        raise RuleError("result_empty")
    signer, certificate = keys.unit_signer(desk), keys.state(desk).certificate_pem
    last = packages.highest_sent(desk.store, KIND)
    seq = last["seq"] + 1 if last else 1
    name = f"{ids.file_stem(desk.unit.code, held.seq)}-phieu-{held.request.id[:6]}-{seq:02d}.asice"
    kept = paths.sent(desk.home) / name
    header = _header(desk, held, seq, last["manifest_sha256"] if last else "", spki_sha256(certificate))
    header |= journal_heads.told(desk)
    place, lines = kept_packages.place(desk, kept), _lines(sheets, wishes)
    sealed = build.seal(place, header, lines, {}, signer, now=clock.now())
    sha256, now = sealed.file_sha256, clock.stamp()
    told = [*(sheet.id for sheet in sheets), *map(wish_id, wishes)]
    with desk.store.atomic():
        packages.insert(desk.store, direction="out", now=now, detail={"file_sha256": sha256, "told": told}, kind=KIND,
                        manifest_sha256=sealed.manifest_sha256, unit_code=desk.unit.code, unit_name=desk.user.name,
                        recipient=held.unit_code, seq=seq, path=str(kept), records=sealed.records)  # fmt: skip
        journal.write(desk.store, desk.user.name, "sheets_sealed", held.request.id, now, seq=seq, sheets=len(sheets))
    put = kept_packages.hand_out(desk, kept, to, sha256)
    marked = {sheet.initiative_id for sheet in sheets}
    return Sealed(put, seq, len(sheets), len(marked), len(wishes), keys.state(desk).code, sealed.manifest_sha256,
                  of("packages"))  # fmt: skip


def _held(desk: Desk) -> Held:
    held = marking_stores.held(desk)
    if held is None:
        raise RuleError("request_not_held")
    return held


def _sheets(desk: Desk, held: Held) -> list[ScoreSheet]:
    """Also of what an earlier request asked: nothing that was marked stays behind."""
    return sheet_clashes.sheets_of(desk.store, held.request.appraiser)


def _wishes(desk: Desk) -> dict[str, str]:
    """By public id, why the person at the desk asked not to mark it."""
    return {
        public_id: members[desk.user.name]
        for public_id, members in recusals.requests(desk.store).items()
        if desk.user.name in members
    }


def wish_id(public_id: str) -> str:
    return f"recusal-{public_id}"


def _lines(sheets: Sequence[ScoreSheet], wishes: dict[str, str]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = [
        {"id": sheet.id, "revision": 1, "line": "sheet", "sheet": sheet_merge.values(sheet)} for sheet in sheets
    ]
    return told + [
        {"id": wish_id(public_id), "revision": 1, "line": "recusal", "initiative": public_id, "reason": why}
        for public_id, why in wishes.items()
    ]


def _header(desk: Desk, held: Held, seq: int, previous: str, spki: str) -> dict[str, Any]:
    request = held.request
    return {
        "kind": KIND,
        "unit_code": desk.unit.code,
        "unit_name": desk.unit.name,
        "recipient": held.unit_code,
        "seq": seq,
        "prev_manifest_sha256": previous,
        "app_version": VERSION,
        "min_reader": APPRAISAL_READER,
        KIND: {
            "request": request.id,
            "register": request.register,
            "appraiser": request.appraiser,
            "answer_code": appraisal_request.answer_code(request, spki),
        },
    }
