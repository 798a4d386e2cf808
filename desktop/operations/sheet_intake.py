"""Taking in the sheets that come back from other PCs: whose they are, what they add, and what contradicts."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from db import appraisal_requests as requests
from db import appraisals, initiatives, journal, packages, recusals, sheet_clashes
from db.appraisal_requests import Requested, SentRequest
from desktop import clock, kept_packages, messages, paths
from desktop.changes import Changes, of
from desktop.desk import Desk
from desktop.operations import appraisal_requests, backups, programmes
from desktop.operations.appraisal_results import KIND as KIND
from desktop.operations.appraisal_results import wish_id
from desktop.operations.recusals import demand_keeper
from domain import appraisal, appraisal_request, entry, sheet_merge
from domain.appraisal import ScoreSheet, Vote
from domain.appraisal_request import Request
from domain.errors import Problem, RuleError, TroubleError
from domain.sheet_merge import Merged
from exports.package import verify
from exports.package.keys import same_code
from exports.package.verify import Verification, VerifiedPackage

ALREADY = "package_already_received"
NEW, IDENTICAL, CLASH, OUTDATED, REFUSED = "new", "identical", "clash", "outdated", "refused"
_MOST_REASON = 20_000
Step = Callable[[int, int], None]


@dataclass(frozen=True)
class Arrival:
    """One sheet of a package. `difference` is a word above; `conflict` says that with it the appraiser has sheets
    that contradict each other; `changed` are the fields told otherwise now than when the initiative was sent."""

    sheet: ScoreSheet
    number: str
    title: str
    difference: str
    conflict: bool = False
    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Incoming:
    """One package of sheets, looked at or taken in. `code` is "" when all is well, else why it is refused.

    `first`: its key is taken for this appraiser's from now on; `new_key`: he has answered with another one before.
    """

    path: Path
    verdict: str
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    request: SentRequest | None = None
    appraiser: str = ""
    signer_code: str = ""
    signer_spki: str = ""
    manifest_sha256: str = ""
    first: bool = False
    new_key: bool = False
    arrivals: tuple[Arrival, ...] = ()
    wishes: Mapping[str, str] = field(default_factory=dict)
    seq: int = 0

    @property
    def taken(self) -> bool:
        return self.code in ("", ALREADY)

    @property
    def message(self) -> str:
        return messages.sentence(self.code, dict(self.facts)) if self.code else ""

    @property
    def counts(self) -> dict[str, int]:
        """How many sheets of each difference, and `conflicts`: how many initiatives contradict each other now."""
        found = Counter(one.difference for one in self.arrivals)
        clashing = {one.sheet.initiative_id for one in self.arrivals if one.conflict}
        return dict(found) | {"conflicts": len(clashing)}


def look(desk: Desk, path: Path) -> Incoming:
    """What taking a package in would do; nothing is written. A package that is refused says why in `code`."""
    demand_keeper(desk)
    try:
        with verify.open_verified(kept_packages.source(desk, path), now=clock.now(), untrusted_too=True) as opened:
            return _judged(desk, path, opened)
    except TroubleError as error:
        return Incoming(path, verify.UNREADABLE, error.code, dict(error.facts))
    except RuleError as error:
        seen = verify.verify(kept_packages.source(desk, path), now=clock.now(), read_records=False)
        verdict = seen.verdict if seen.code == error.code else verify.UNTRUSTED
        return Incoming(path, verdict, error.code, dict(error.facts), appraiser=_claimed(seen),
                        signer_code=seen.signer_code, manifest_sha256=seen.manifest_sha256, seq=seen.seq)  # fmt: skip


def take_in(desk: Desk, path: Path, *, code_heard: str = "") -> tuple[Incoming, Changes]:
    """Take a package in, in one transaction; what is known already changes nothing.

    `code_heard` are the digits the appraiser read out: RuleError("key_code_differs") if they are not the key's.
    """
    found = look(desk, path)
    if code_heard and found.signer_code and not same_code(code_heard, found.signer_code):
        raise RuleError("key_code_differs", field="code", name=found.appraiser)
    if not found.taken or found.code == ALREADY:
        return found, of()
    backups.before(desk, backups.RECEIVE, stop=lambda: None)
    kept = paths.received(desk.home) / f"{found.manifest_sha256[:16]}.asice"
    kept_packages.keep(desk, path, kept)
    _write(desk, found, kept)
    return found, of("appraisals", "packages")


def survey(desk: Desk, given: Sequence[Path], *, step: Step) -> list[Incoming]:
    """Every package of sheets among these files and folders, looked at."""
    demand_keeper(desk)
    files = [file for path in given for file in (sorted(path.glob("*.asice")) if path.is_dir() else [path])]
    found = []
    for number, file in enumerate(dict.fromkeys(files)):
        step(number, len(files))
        if file in given or is_result(file):
            found.append(look(desk, file))
    step(len(files), len(files))
    if not found:
        raise RuleError("packages_none", field="path")
    return found


def is_result(path: Path) -> bool:
    try:
        return verify.verify(path, now=clock.now(), read_records=False).kind == KIND
    except TroubleError:
        return False


def _claimed(seen: Verification) -> str:
    told = seen.header.get(KIND)
    return str(told.get("appraiser", "")) if isinstance(told, Mapping) else ""


def _judged(desk: Desk, path: Path, opened: VerifiedPackage) -> Incoming:
    seen = opened.verification
    request = _answered(desk, seen)
    earlier = requests.keys_of(desk.store, request.appraiser)
    found = Incoming(path, verify.VALID, "", {}, request, request.appraiser, seen.signer_code, seen.signer_spki,
                     seen.manifest_sha256, seen.signer_spki not in earlier, bool(earlier - {seen.signer_spki}),
                     seq=seen.seq)  # fmt: skip
    sheets, wishes = _told(opened, request)
    if packages.by_manifest(desk.store, seen.manifest_sha256) is not None:
        known = tuple(_arrival(desk, sheet, IDENTICAL) for sheet in sheets)
        return dataclasses.replace(found, code=ALREADY, arrivals=known, first=False)
    if request.superseded_at:
        newest = next(one for one in requests.everything(desk.store) if one.appraiser == request.appraiser)
        raise RuleError("result_superseded", name=request.appraiser, seq=request.seq, last=newest.seq)
    arrivals = _arrivals(desk, request, sheets, wishes)
    if sheets and not wishes and all(one.difference == OUTDATED for one in arrivals):
        raise RuleError("result_round_closed", name=request.appraiser)
    return dataclasses.replace(found, arrivals=arrivals, wishes=wishes)


def _answered(desk: Desk, seen: Verification) -> SentRequest:
    """The request a package answers, if it may answer it; RuleError says why it may not."""
    told = seen.header.get(KIND)
    if seen.kind != KIND:
        raise RuleError("not_a_result", kind=seen.kind)
    if not isinstance(told, Mapping):
        raise RuleError("result_malformed")
    request = requests.get(desk.store, str(told.get("request", "")))
    if request is None or told.get("register") != appraisal_requests.register_id_if_any(desk):
        raise RuleError("result_foreign", unit=seen.unit_name)
    if told.get("appraiser") != request.appraiser:
        raise RuleError("result_of_another", name=str(told.get("appraiser", ""))[:100], meant=request.appraiser)
    if request.signer_spki and request.signer_spki != seen.signer_spki:
        raise RuleError("result_key_changed", name=request.appraiser)
    asked = Request(request.id, str(told["register"]), request.appraiser, request.token)
    if not appraisal_request.answers(asked, seen.signer_spki, told.get("answer_code")):
        raise RuleError("result_not_from_recipient", name=request.appraiser)
    return request


def _told(opened: VerifiedPackage, request: SentRequest) -> tuple[list[ScoreSheet], dict[str, str]]:
    sheets, wishes = list[ScoreSheet](), dict[str, str]()
    for line in opened.records():
        if line.get("line") == "sheet":
            sheets.append(sheet_merge.read(line.get("sheet")))
            told = sheets[-1].id
        else:
            public_id, reason = _wish(line)
            wishes[public_id] = reason
            told = wish_id(public_id)
        if line["id"] != told:  # ids come once in a package: so does each sheet
            raise RuleError("result_malformed")
    if not sheets and not wishes:
        raise RuleError("result_malformed")
    other = next((sheet for sheet in sheets if sheet.appraiser != request.appraiser), None)
    if other is not None:
        raise RuleError("result_of_another", name=other.appraiser, meant=request.appraiser)
    return sheets, wishes


def _wish(line: Mapping[str, Any]) -> tuple[str, str]:
    """The initiative somebody asks not to mark, and why."""
    public_id, reason = line.get("initiative"), line.get("reason")
    plain = sheet_merge.is_plain(public_id, 128) and sheet_merge.is_plain(reason, _MOST_REASON)
    if line.get("line") != "recusal" or not plain or not public_id or not reason:
        raise RuleError("result_malformed")
    return str(public_id), str(reason)


def _arrivals(
    desk: Desk, request: SentRequest, sheets: Sequence[ScoreSheet], wishes: Mapping[str, str]
) -> tuple[Arrival, ...]:
    merged, asked = sheet_clashes.look(desk.store, sheets), requests.asked_of(desk.store, request.appraiser)
    foreign = [sheet.id for sheet in sheets if (sheet.initiative_id, sheet.round_no) not in asked]
    if foreign := foreign + sorted(set(wishes) - {public_id for public_id, _round in asked}):
        raise RuleError("result_not_asked", name=request.appraiser, count=len(foreign))
    marks = {one.initiative_id: one for one in requests.requested(desk.store, request.id)}
    told = {sheet.id: IDENTICAL for sheet in merged.identical} | {sheet.id: CLASH for sheet in merged.clashes}
    found = []
    for sheet in sheets:
        wanted = Requested(sheet.initiative_id, sheet.round_no, {})
        difference = told.get(sheet.id) or (OUTDATED if appraisal_requests.is_over(desk, wanted) else NEW)
        found.append(_arrival(desk, sheet, difference, request, marks.get(sheet.initiative_id)))
    fresh = [one.sheet for one in found if one.difference == NEW]
    contradicting = _contradicting(desk, fresh)
    return tuple(
        dataclasses.replace(one, conflict=one.difference == CLASH or sheet_merge.slot(one.sheet) in contradicting)
        for one in found
    )


def _contradicting(desk: Desk, fresh: Sequence[ScoreSheet]) -> set[sheet_merge.Slot]:
    """The slots that hold several sheets once these are in."""
    places = {(sheet.initiative_id, sheet.round_no) for sheet in fresh}
    held = [one for place in places for one in appraisals.sheets_of_round(desk.store, *place)]
    touched = {sheet_merge.slot(sheet) for sheet in fresh}
    return {place for place, current in sheet_merge.by_slot([*held, *fresh]).items()
            if place in touched and len(current) != 1}  # fmt: skip


def _arrival(
    desk: Desk, sheet: ScoreSheet, difference: str, request: SentRequest | None = None, sent: Requested | None = None
) -> Arrival:
    row_id = initiatives.row_id_of_public(desk.store, sheet.initiative_id)
    held = initiatives.get(desk.store, row_id) if row_id is not None else None
    if held is None:
        return Arrival(sheet, "", "", difference)
    number, title = held.initiative.number, held.initiative.title
    if difference not in (NEW, CLASH):
        return Arrival(sheet, number, title, difference)
    rubric = programmes.of_record(desk, held.initiative).rubric
    problems = appraisal.sheet_problems(sheet.points, str(sheet.vote), rubric, sheet.gates)
    problems += _of_abstaining(sheet)
    problems += entry.refused({"note": sheet.note})
    if sheet.settled_by or sheet.entered_by:  # only this register settles, and types in what came on paper
        problems += (Problem("sheet_of_another", "appraiser", facts={"name": sheet.appraiser}),)
    changed = appraisal_requests.changed_fields(desk, request, sent) if request and sent else ()
    return Arrival(sheet, number, title, REFUSED if problems else difference, changed=changed, problems=problems)


def _of_abstaining(sheet: ScoreSheet) -> tuple[Problem, ...]:
    """Who abstains answers nothing: an answer of his to a gate would count like anybody's."""
    given = sorted({*sheet.points, *sheet.gates}) if sheet.vote is Vote.ABSTAIN else ()
    return tuple(Problem("abstained_with_points", code, facts={"criterion": code}) for code in given)


def _write(desk: Desk, found: Incoming, kept: Path) -> None:
    now, request = clock.stamp(), found.request
    assert request is not None
    new = tuple(one.sheet for one in found.arrivals if one.difference == NEW)
    clashes = tuple(one.sheet for one in found.arrivals if one.difference == CLASH)
    with desk.store.atomic():
        packages.insert(desk.store, direction="in", now=now, detail={"counts": found.counts, "request": request.id},
                        kind=KIND, manifest_sha256=found.manifest_sha256, unit_code=desk.unit.code,
                        unit_name=found.appraiser, recipient=desk.unit.code, seq=found.seq, path=str(kept),
                        records=len(found.arrivals))  # fmt: skip
        sheet_clashes.take(desk.store, Merged(new, (), clashes), found.manifest_sha256, now)
        _write_wishes(desk, found)
        requests.answered(desk.store, request.id, found.signer_spki, now)
        journal.write(desk.store, desk.user.name, "sheets_received", request.id, now, appraiser=found.appraiser,
                      key=found.signer_code, first=found.first, wishes=len(found.wishes), **found.counts)  # fmt: skip


def _write_wishes(desk: Desk, found: Incoming) -> None:
    """Where the appraiser asked not to mark: kept like one asked for here, if it is still being marked."""
    known, asked = recusals.requests(desk.store), requests.asked_of(desk.store, found.appraiser)
    marked = {public_id for public_id, round_no in asked
              if not appraisal_requests.is_over(desk, Requested(public_id, round_no, {}))}  # fmt: skip
    for public_id, reason in found.wishes.items():
        known_already = found.appraiser in known.get(public_id, {})
        if public_id in marked and not known_already and not entry.refused({"note": reason}):
            recusals.request(desk.store, public_id, found.appraiser, reason)
