"""Asking a member of the council to mark on another PC: who gets which initiatives, sealed as one package."""

from __future__ import annotations

import hashlib
import secrets
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import appraisal_requests as requests
from db import appraisals, councils, initiatives, journal, packages, settings, sheet_clashes
from db import programmes as stored_packs
from db.appraisal_requests import Requested
from db.appraisal_requests import SentRequest as SentRequest
from db.evidence import Evidence
from db.initiatives import Filter, Stored
from desktop import clock, kept_packages, paths
from desktop.changes import Changes, of
from desktop.desk import KEEPER, Desk
from desktop.operations import (
    blinding,
    evidence_in_requests,
    journal_heads,
    keys,
    programmes,
    recusals,
    second_readings,
)
from desktop.operations.evidence_in_packages import Parcels
from desktop.operations.initiatives import find
from desktop.operations.programmes import Packs
from desktop.version import VERSION
from domain import appraisal_request, blind, ids, record, recusal, sheet_merge
from domain.appraisal_request import Request
from domain.blind import Hidden
from domain.council import Council
from domain.errors import RuleError, TroubleError
from domain.initiative import Initiative, State, withheld
from domain.recusal import Recusal
from exports.package import build
from exports.package.header import APPRAISAL_READER
from exports.package.keys import key_code as key_code

KIND = "appraisal_request"
HELD = "appraisal_request"  # the setting of a store that holds what somebody was asked to mark
_REGISTER = "register_id"
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Item:
    """One initiative of a request: its round, what of it goes out, and what stays inside. `files` may go along, called
    as they are there; `files_kept` is how many stay because it is a technology secret."""

    stored: Stored
    round_no: int
    shown: Initiative
    withheld: tuple[str, ...]
    files: tuple[Evidence, ...] = ()
    files_kept: int = 0


@dataclass(frozen=True)
class Plan:
    """A request before it is sealed. `aside` are initiatives the appraiser must not mark; `replaces` is the request
    that this one supersedes; `evidence` says whether the files go along."""

    appraiser: str
    blind: bool
    items: tuple[Item, ...]
    evidence: bool
    aside: tuple[tuple[Stored, Recusal], ...] = ()
    replaces: SentRequest | None = None

    @property
    def withheld(self) -> int:
        return sum(bool(item.withheld) for item in self.items)

    @property
    def files(self) -> tuple[tuple[Item, Evidence], ...]:
        """The evidence that leaves, file by file."""
        return offered(self.items) if self.evidence else ()


@dataclass(frozen=True)
class Made:
    """A sealed request. `signer_code` are the thirty digits its reader can compare over the phone; `files` is how much
    evidence goes along."""

    path: Path
    request_id: str
    seq: int
    appraiser: str
    initiatives: int
    signer_code: str
    manifest_sha256: str
    files: int
    changes: Changes


@dataclass(frozen=True)
class Standing:
    """How far a request is: of how many initiatives a sheet has come, and what has changed since it went out:
    by public id, the fields told otherwise today. `ended` are those whose round is over."""

    request: SentRequest
    initiatives: int
    filed: int
    changed: Mapping[str, tuple[str, ...]]
    ended: int


def members(desk: Desk) -> tuple[str, ...]:
    """Who can be asked: everybody in the council that sits but the person at the desk, who marks here."""
    seated = councils.current(desk.store)
    return tuple(one.name for one in seated.council.members if one.name != desk.user.name) if seated else ()


def elsewhere(desk: Desk) -> frozenset[str]:
    """Who was asked to mark on another PC, by a request that holds."""
    return frozenset(one.appraiser for one in requests.everything(desk.store) if not one.superseded_at)


def offered(items: Sequence[Item]) -> tuple[tuple[Item, Evidence], ...]:
    """The evidence that may go along with these, file by file."""
    return tuple((item, one) for item in items for one in item.files)


def plan(
    desk: Desk, appraiser: str, only: Sequence[str] = (), *, blind: bool = False, evidence: bool | None = None
) -> Plan:
    """What the appraiser would be asked to mark: all that is under appraisal and not barred to him, or `only` those.
    A council that marks blind asks everybody so. `evidence`: whether the files go along; None as usual.

    RuleError: not_a_council_member, request_from_request, request_empty, request_evidence_too_large; with `only` also
    initiative_unknown, not_under_appraisal, and why he must stand aside.
    """
    recusals.demand_keeper(desk)
    if settings.get(desk.store, HELD):
        raise RuleError("request_from_request")
    seated = councils.current(desk.store)
    if seated is None or appraiser not in {member.name for member in seated.council.members}:
        raise RuleError("not_a_council_member", field="appraiser", name=appraiser)
    blind = blind or blinding.is_blind(desk)
    items, aside, book, asked = [], [], recusals.book(desk), _asked(desk, only)
    hidden = blinding.hidden_by_row(desk, [stored.row_id for stored in asked]) if blind else {}
    for stored in asked:
        stands = next((one for one in book.of(stored.initiative, seated.council) if one.name == appraiser), None)
        if stands is None:
            items.append(_item(desk, stored, hidden[stored.row_id] if blind else None))
        elif only:
            raise RuleError(recusals.refusal(stands), field="initiative", name=appraiser, why=recusal.words(stands))
        else:
            aside.append((stored, stands))
    if not items:
        raise RuleError("request_empty", field="initiative", name=appraiser)
    sent = (one for one in requests.everything(desk.store) if one.appraiser == appraiser and not one.superseded_at)
    along = _along(items, evidence, blind)
    return Plan(appraiser, blind, tuple(items), along, tuple(aside), next(sent, None))


def _along(items: Sequence[Item], wanted: bool | None, blind: bool) -> bool:
    files = [one for _item, one in offered(items)]
    if wanted:
        evidence_in_requests.demand_room(files)
    return evidence_in_requests.usual(files, blind=blind) if wanted is None else wanted


def _asked(desk: Desk, only: Sequence[str]) -> list[Stored]:
    if not only:
        rows = initiatives.ids(desk.store, Filter(states=(State.UNDER_APPRAISAL,)))
        return sorted(initiatives.get_many(desk.store, rows), key=lambda stored: stored.row_id)
    found = [find(desk, name) for name in only]
    for stored in found:
        if stored.initiative.state is not State.UNDER_APPRAISAL:
            raise RuleError("not_under_appraisal", field="initiative", name=stored.initiative.number)
    return list({stored.row_id: stored for stored in found}.values())


def _item(desk: Desk, stored: Stored, hidden: Hidden | None) -> Item:
    shown = appraisal_request.sent(stored.initiative, hidden)
    round_no = appraisals.round_of(desk.store, shown.id)
    return Item(stored, round_no, shown, withheld(stored.initiative), *evidence_in_requests.of(desk, stored, hidden))


def make(desk: Desk, planned: Plan, to: Path | None, *, step: Step, pin: str | None = None) -> Made:
    """Seal what was planned and put a copy into `to`; from then on an older request to this appraiser is void. `pin`
    opens the token, if the unit's key is on one.

    RuleError package_plan_old when something has changed since, key_missing for who may not make the unit's key,
    token_…; TroubleError folder_missing and those of writing.
    """
    if to is not None and not to.is_dir():
        raise TroubleError("folder_missing", again=True, path=str(to))
    only = [item.stored.initiative.id for item in planned.items]
    again = plan(desk, planned.appraiser, only, blind=planned.blind, evidence=planned.evidence)
    if sorted(again.items, key=_row) != sorted(planned.items, key=_row) or again.replaces != planned.replaces:
        raise RuleError("package_plan_old")
    if not keys.has_key(desk) and desk.user.has(KEEPER):
        keys.new(desk)
    signer = keys.unit_signer(desk, pin)
    request, seq = _request(desk, planned), requests.highest(desk.store) + 1
    kept = paths.sent(desk.home) / f"{ids.file_stem(desk.unit.code, seq)}-yeu-cau-cham.asice"
    packs = _packs(desk, planned)
    parcels = Parcels(desk, {entry: text for entry, _told, text in packs},
                      [(item.shown.id, one) for item, one in planned.files])  # fmt: skip
    header = _header(desk, request, seq, [told for _entry, told, _text in packs], planned.evidence)
    header["files"] |= parcels.header()
    header |= journal_heads.told(desk)
    place, lines = kept_packages.place(desk, kept), _lines(desk, planned, step)
    sealed = build.seal(place, header, lines, parcels, signer, now=clock.now())
    sha256 = sealed.file_sha256
    _remember(desk, planned, request, seq, kept, sealed.manifest_sha256, sha256)
    put = kept if to is None else kept_packages.hand_out(desk, kept, to, sha256)
    return Made(put, request.id, seq, planned.appraiser, len(planned.items), keys.state(desk).code,
                sealed.manifest_sha256, len(planned.files), of("packages", "appraisals", "trust"))  # fmt: skip


def standings(desk: Desk) -> list[Standing]:
    """Every request, the newest first, with how far it is."""
    return [_standing(desk, request) for request in requests.everything(desk.store)]


def _standing(desk: Desk, request: SentRequest) -> Standing:
    held = requests.requested(desk.store, request.id)
    filed, ended, changed = 0, 0, dict[str, tuple[str, ...]]()
    for one in held:
        sheets = appraisals.sheets_of_round(desk.store, one.initiative_id, one.round_no)
        filed += any(sheet.appraiser == request.appraiser and not sheet.entered_by for sheet in sheets)
        if is_over(desk, one):
            ended += 1
        elif fields := changed_fields(desk, request, one):
            changed[one.initiative_id] = fields
    return Standing(request, len(held), filed, changed, ended)


def is_over(desk: Desk, one: Requested) -> bool:
    """Whether the round an initiative was sent out for has ended, by a session or because it was sent back."""
    row_id = initiatives.row_id_of_public(desk.store, one.initiative_id)
    held = initiatives.get(desk.store, row_id) if row_id is not None else None
    if held is None or held.initiative.state is not State.UNDER_APPRAISAL:
        return True
    return appraisals.round_of(desk.store, one.initiative_id) != one.round_no


def changed_fields(desk: Desk, request: SentRequest, one: Requested) -> tuple[str, ...]:
    """The fields of an initiative that say something else now than what the appraiser was sent."""
    row_id = initiatives.row_id_of_public(desk.store, one.initiative_id)
    held = initiatives.get(desk.store, row_id) if row_id is not None else None
    if held is None:
        return ()
    hidden = blinding.hidden_by_row(desk, [held.row_id])[held.row_id] if request.blind else None
    return appraisal_request.changed(one.marks, appraisal_request.sent(held.initiative, hidden))


def _row(item: Item) -> int:
    return item.stored.row_id


def _request(desk: Desk, planned: Plan) -> Request:
    seated = councils.current(desk.store)
    sitting = seated.council if seated else Council("", ())
    return Request(uuid.uuid4().hex, register_id(desk), planned.appraiser, secrets.token_hex(32), sitting.name,
                   sitting.held_on, planned.blind)  # fmt: skip


def register_id(desk: Desk) -> str:
    """What tells this register from every other one; made when it is first needed."""
    known = settings.get(desk.store, _REGISTER)
    if known:
        return known
    made = uuid.uuid4().hex
    with desk.store.atomic():
        settings.put(desk.store, _REGISTER, made)
    return made


def register_id_if_any(desk: Desk) -> str:
    return settings.get(desk.store, _REGISTER)


def _packs(desk: Desk, planned: Plan) -> list[tuple[str, dict[str, str], bytes]]:
    """The rules the initiatives are marked by: entry, what the header says of it, the text."""
    packs, found = Packs(desk), {}
    for item in planned.items:
        pack = packs.of(item.stored.initiative)
        found[(pack.id, pack.version)] = stored_packs.text(desk.store, pack.id, pack.version)
    told = []
    for number, ((pack_id, version), text) in enumerate(sorted(found.items()), 1):
        entry, data = f"data/programme/{number:02d}.toml", text.encode()
        sha256 = hashlib.sha256(data).hexdigest()
        told.append((entry, {"id": pack_id, "version": version, "file": entry, "sha256": sha256}, data))
    return told


def _lines(desk: Desk, planned: Plan, step: Step) -> Iterator[dict[str, Any]]:
    """The initiatives, with why he is to read one again, and what he has already filed of their rounds."""
    packs, again = Packs(desk), _again(desk, planned)
    for number, item in enumerate(planned.items):
        step(number, len(planned.items))
        told = record.record(item.shown) | {"pack_version": packs.of(item.stored.initiative).version}
        told = {name: value for name, value in record.leaving(told).items() if name not in record.INNER}
        yield {"id": item.shown.id, "revision": 1, "line": "initiative", "place": number, "round_no": item.round_no,
               "record": told} | ({"again": again[item.shown.id]} if item.shown.id in again else {})  # fmt: skip
    asked = {(item.shown.id, item.round_no) for item in planned.items}
    for sheet in sheet_clashes.sheets_of(desk.store, planned.appraiser):
        if (sheet.initiative_id, sheet.round_no) in asked:
            yield {"id": sheet.id, "revision": 1, "line": "sheet", "sheet": sheet_merge.values(sheet)}


def _again(desk: Desk, planned: Plan) -> dict[str, str]:
    """Why a second reading of his sheet was asked for, by initiative; where he reads blind, without names."""
    asked = second_readings.asked(desk)
    rows = {
        item.shown.id: item.stored.row_id
        for item in planned.items
        if item.shown.id in asked and planned.appraiser in asked[item.shown.id].open_for
    }
    hidden = blinding.hidden_by_row(desk, list(rows.values())) if planned.blind else {}
    reasons = {public_id: asked[public_id].reason for public_id in rows}
    return {
        public_id: blind.masked_words(reason, hidden[rows[public_id]]) if hidden else reason
        for public_id, reason in reasons.items()
    }


def _header(desk: Desk, request: Request, seq: int, packs: list[dict[str, str]], evidence: bool) -> dict[str, Any]:
    last, current = packages.highest_sent(desk.store, KIND), programmes.current(desk)
    return {
        "kind": KIND,
        "unit_code": desk.unit.code,
        "unit_name": desk.unit.name,
        "recipient": "",
        "seq": seq,
        "prev_manifest_sha256": last["manifest_sha256"] if last else "",
        "programme": current.id,
        "pack_version": current.version,
        "app_version": VERSION,
        "min_reader": APPRAISAL_READER,
        "files": {
            told["file"]: {"name": f"{told['id']}-{told['version']}.toml", "media_type": "application/toml"}
            for told in packs
        },
        KIND: appraisal_request.values(request) | {"packs": packs, "evidence": evidence},
    }


def _remember(
    desk: Desk, planned: Plan, request: Request, seq: int, kept: Path, manifest_sha256: str, file_sha256: str
) -> None:
    now = clock.stamp()
    sent = SentRequest(request.id, seq, request.appraiser, request.token, request.blind, manifest_sha256, str(kept),
                       desk.user.name, now, None, "", None)  # fmt: skip
    requested = [Requested(item.shown.id, item.round_no, appraisal_request.marks(item.shown)) for item in planned.items]
    with desk.store.atomic():
        detail = {"file_sha256": file_sha256, "request": request.id}
        packages.insert(desk.store, direction="out", now=now, detail=detail, kind=KIND,
                        manifest_sha256=manifest_sha256, unit_code=desk.unit.code,
                        unit_name=desk.unit.name, recipient="", seq=seq, path=str(kept),
                        records=len(requested))  # fmt: skip
        requests.insert(desk.store, sent, requested)
        journal.write(desk.store, desk.user.name, "appraisal_requested", request.id, now, appraiser=request.appraiser,
                      seq=seq, initiatives=len(requested), blind=request.blind,
                      evidence=len(planned.files))  # fmt: skip
