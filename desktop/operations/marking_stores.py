"""The appraiser's side of a request: opened into a small encrypted store of its own, without any register."""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from db import appraisals, councils, initiatives, journal, packages, settings, sheet_clashes
from db import programmes as stored_packs
from db import second_readings as stored_readings
from desktop import clock, desk, kept_packages, paths
from desktop.changes import Changes, of
from desktop.desk import APPRAISER, Desk
from desktop.operations import evidence_in_packages, evidence_in_requests, keys, registers
from desktop.operations.appraisal_requests import HELD, KIND
from desktop.operations.evidence_in_requests import Told
from domain import appraisal_request, entry, ids, record, sheet_merge, text
from domain.appraisal import ScoreSheet
from domain.appraisal_request import Request
from domain.council import Council, CouncilMember, Role
from domain.errors import RuleError
from domain.initiative import Initiative, State
from domain.pack import check
from domain.programme import parse
from domain.unit import Unit
from exports.package import keys as package_keys
from exports.package import signing_certificate, verify
from exports.package.verify import VerifiedPackage

_MOST_REASON = 20_000
_OF_PACK = ("id", "version", "file", "sha256")


@dataclass(frozen=True)
class Offer:
    """A request before it is opened: who asks whom, for how many, and the thirty digits of the key that signed it.
    `evidence` are the files that come along."""

    path: Path
    request: Request
    unit_code: str
    unit_name: str
    seq: int
    initiatives: int
    signer_code: str
    signer_spki: str
    manifest_sha256: str
    evidence: tuple[Told, ...] = ()


@dataclass(frozen=True)
class Contents:
    """All that a request brings, read before anything is written: the rules, what is asked with its rounds, the sheets
    filed of it, and why some are to be read again."""

    packs: tuple[str, ...]
    asked: tuple[tuple[Initiative, int], ...]
    sheets: tuple[ScoreSheet, ...]
    again: Mapping[str, str]


@dataclass(frozen=True)
class Held:
    """The request a store holds; `rounds` are those of its initiatives by public id."""

    request: Request
    unit_code: str
    unit_name: str
    seq: int
    signer_spki: str
    rounds: Mapping[str, int]


@dataclass(frozen=True)
class Opening:
    """A request that was verified and is held open, so that all that is read of it is what was verified."""

    offer: Offer
    package: VerifiedPackage

    def into(self, home: Path, passphrase: str | None) -> Desk:
        """The store of this request, see `open_request`."""
        if passphrase is None:
            raise RuleError("passphrase_needed", field="passphrase")
        contents = _contents(self)  # before a store is made for it
        if not registers.exists(home):
            unit = Unit(self.offer.unit_code, self.offer.unit_name)
            registers.create(home, unit, self.offer.request.appraiser, passphrase, roles=frozenset({APPRAISER}))
        opened = desk.open_desk(home, passphrase)
        try:
            _take(opened, self, contents)
            return opened
        except BaseException:
            opened.close()
            raise


@contextlib.contextmanager
def verified(path: Path) -> Iterator[Opening]:
    """The request at `path`; needs no register. RuleError with the code of what is wrong with the package, or its
    evidence; not_a_request, request_malformed; TroubleError where the file cannot be read."""
    with verify.open_verified(path, now=clock.now(), untrusted_too=True) as package:
        yield Opening(_offer(path, package), package)


def look(path: Path) -> Offer:
    """What a request asks, errors as `verified`."""
    with verified(path) as found:
        return found.offer


def _offer(path: Path, opened: VerifiedPackage) -> Offer:
    seen = opened.verification
    if seen.kind != KIND:
        raise RuleError("not_a_request", kind=seen.kind)
    request = appraisal_request.read(seen.header.get(KIND))
    if not ids.unit_code_ok(seen.unit_code):
        raise RuleError("request_malformed")
    asked = {
        line["id"]: _is_secret(line.get("record")) for line in opened.records() if line.get("line") == "initiative"
    }
    along = tuple(evidence_in_packages.told_in(None, opened, asked))
    return Offer(path, request, seen.unit_code, seen.unit_name, seen.seq, len(asked), seen.signer_code,
                 seen.signer_spki, seen.manifest_sha256, along)  # fmt: skip


def _is_secret(told: object) -> bool:
    return isinstance(told, Mapping) and bool(told.get("technology_secret"))


def home_for(offer: Offer) -> Path:
    """The folder for all that this register asks of this person: a newer request goes where the one before is."""
    series = hashlib.sha256(f"{offer.request.register}:{offer.request.appraiser}".encode()).hexdigest()[:12]
    return paths.marking_home(f"{offer.unit_code.lower()}-{series}")


def open_request(path: Path, home: Path, passphrase: str | None, seen: Offer | None = None) -> Desk:
    """The store of this request, made if need be, with the person it is for at the desk. The same request again
    changes nothing; a newer one brings its initiatives and takes none of the sheets.

    RuleError as `verified`; package_swapped if it is not the one that was `seen`; passphrase_needed, passphrase_wrong;
    request_older, request_other_store, request_key_changed.
    """
    with verified(path) as found:
        if seen is not None and seen.manifest_sha256 != found.offer.manifest_sha256:
            raise RuleError("package_swapped")
        return found.into(home, passphrase)


def held(opened: Desk) -> Held | None:
    """The request this store was made for; None in an ordinary register."""
    kept = settings.get(opened.store, HELD)
    if not kept:
        return None
    told = json.loads(kept)
    return Held(**told | {"request": appraisal_request.read(told["request"])})


def renew(opened: Desk, path: Path) -> Changes:
    """A newer request into the store at the desk. Errors as `open_request`."""
    with verified(path) as found:
        _take(opened, found)
    return of("appraisals", "packages", "initiatives", "programmes", "settings")


def take(opened: Desk, offer: Offer) -> None:
    """Bring a request that was looked at into the store at the desk; errors as `open_request`."""
    _demand_fit(opened, held(opened), offer)
    with verified(offer.path) as found:
        if found.offer.manifest_sha256 != offer.manifest_sha256:
            raise RuleError("package_swapped")
        _take(opened, found)


def _take(opened: Desk, found: Opening, contents: Contents | None = None) -> None:
    """In one transaction."""
    offer, package, known = found.offer, found.package, held(opened)
    _demand_fit(opened, known, offer)
    if known is not None and known.request.id == offer.request.id:
        return
    contents = contents or _contents(found)
    kept, now = _copy(opened, offer), clock.stamp()
    with opened.store.atomic():
        for data in contents.packs:
            _put_pack(opened, data, now)
        rounds = _put_initiatives(opened, offer, contents.asked, now)
        merged = sheet_clashes.look(opened.store, contents.sheets)
        sheet_clashes.take(opened.store, merged, offer.manifest_sha256, now)
        _ask_again(opened, contents.again, rounds, offer.unit_name, now)
        whole = package.verification.header[KIND].get("evidence") is True or offer.request.blind
        evidence_in_requests.take_in(opened, package, offer.evidence, rounds, now, whole=whole)
        _keep(opened, offer, rounds, kept, now)
        if not keys.has_key(opened):
            _make_key(opened)


def _ask_again(opened: Desk, again: Mapping[str, str], rounds: Mapping[str, int], by: str, now: str) -> None:
    """A second reading of what this person has filed; once a round, and again is whatever stands then."""
    known = stored_readings.asked(opened.store)
    for public_id, reason in again.items():
        held = [sheet.id for sheet in appraisals.sheets(opened.store, public_id)]
        if reason and held and public_id not in known:
            stored_readings.insert(opened.store, public_id, rounds[public_id], reason, held, by, now)


def _copy(opened: Desk, offer: Offer) -> Path | None:
    """The package as it came; none of one with evidence, which is never to lie in the clear beside the store."""
    if offer.evidence:
        return None
    kept = paths.received(opened.home) / f"{offer.manifest_sha256[:16]}.asice"
    kept_packages.keep(opened, offer.path, kept)
    return kept


def _demand_fit(opened: Desk, known: Held | None, offer: Offer) -> None:
    asked = offer.request
    if not opened.user.only_marks or opened.user.name != asked.appraiser:
        raise RuleError("request_other_store", name=asked.appraiser)
    if known is None:
        return
    if (known.request.register, known.request.appraiser) != (asked.register, asked.appraiser):
        raise RuleError("request_other_store", name=asked.appraiser)
    if known.signer_spki != offer.signer_spki:
        raise RuleError("request_key_changed", unit=offer.unit_name)
    if offer.seq < known.seq or (offer.seq == known.seq and known.request.id != asked.id):
        raise RuleError("request_older", seq=offer.seq, last=known.seq)


def _contents(found: Opening) -> Contents:
    """RuleError request_malformed, record_malformed."""
    offer, lines, packs = found.offer, list(found.package.records()), _packs(found.package)
    if {str(line.get("line")) for line in lines} - {"initiative", "sheet"}:
        raise RuleError("request_malformed")
    asked = [_asked(line) for line in sorted((one for one in lines if one["line"] == "initiative"), key=_place)]
    if not asked or any((told.programme, told.pack_version) not in packs for told, _round in asked):
        raise RuleError("request_malformed")
    sheets = tuple(_sheet(offer, line) for line in lines if line["line"] == "sheet")
    again = {line["id"]: _reason(line["again"]) for line in lines if line["line"] == "initiative" and "again" in line}
    return Contents(tuple(packs.values()), tuple(asked), sheets, again)


def _reason(told: object) -> str:
    """Why one is to be read again; "" for what may not be kept."""
    if not sheet_merge.is_plain(told, _MOST_REASON, lines=True):
        raise RuleError("request_malformed")
    return "" if entry.refused({"reason": str(told)}) else text.clean(str(told))


def _packs(package: VerifiedPackage) -> dict[tuple[str, str], str]:
    """The texts of the rules the request names, by id and version; RuleError if one of them is missing or wrong."""
    told, found = package.verification.header[KIND].get("packs"), {}
    for one in told if isinstance(told, list) else ():
        named = isinstance(one, Mapping) and all(isinstance(one.get(name), str) for name in _OF_PACK)
        if not named or one["file"] not in package.verification.header["files"]:
            raise RuleError("request_malformed")
        data = package.people_file(one["file"])
        found[one["id"], one["version"]] = _rules(data, one)
    return found


def _rules(data: bytes, told: Mapping[str, str]) -> str:
    """The text of rules that are the ones told of."""
    try:
        words = data.decode("utf-8")
    except UnicodeDecodeError:
        raise RuleError("request_malformed") from None
    read, problems = check.read(words)
    if problems or hashlib.sha256(data).hexdigest() != told["sha256"]:
        raise RuleError("request_malformed")
    pack = parse(read)
    if (pack.id, pack.version) != (told["id"], told["version"]):
        raise RuleError("request_malformed")
    return words


def _put_pack(opened: Desk, data: str, now: str) -> None:
    pack = parse(check.read(data)[0])
    before = stored_packs.text(opened.store, pack.id, pack.version)
    if not before:
        stored_packs.add(opened.store, data, now, origin="package")
    elif before != data:
        # Here nothing else is judged by it: the rules are those of whoever asks.
        stored_packs.put_text(opened.store, pack, data)


def _put_initiatives(opened: Desk, offer: Offer, asked: Sequence[tuple[Initiative, int]], now: str) -> dict[str, int]:
    """Writes what is asked, puts away what is asked no more; returns the rounds by public id."""
    council_id = _seat(opened, offer, now)
    before = initiatives.ids(opened.store, initiatives.Filter(states=(State.UNDER_APPRAISAL,)))
    gone = set(before)
    for told, round_no in asked:
        row_id = initiatives.row_id_of_public(opened.store, told.id)
        if row_id is None:
            initiatives.insert(opened.store, told, own=False, missing=0, now=now)
        else:
            initiatives.update(opened.store, row_id, told, missing=0, now=now)
            initiatives.restore(opened.store, [row_id])
            gone.discard(row_id)
        appraisals.begin_round(opened.store, told.id, round_no, council_id, now)
    initiatives.delete(opened.store, sorted(gone), now)
    return {told.id: round_no for told, round_no in asked}


def _place(line: dict[str, Any]) -> int:
    """The order of whoever asks: packages sort their lines by id."""
    place = line.get("place")
    return place if isinstance(place, int) else 0


def _asked(line: dict[str, Any]) -> tuple[Initiative, int]:
    values, round_no = line.get("record"), line.get("round_no")
    if not isinstance(values, Mapping) or not isinstance(round_no, int) or isinstance(round_no, bool):
        raise RuleError("request_malformed")
    if not 0 < round_no < 1000:
        raise RuleError("request_malformed")
    told = entry.tidied(entry.cleared(record.initiative(values)))
    if not told.id or told.id != line["id"]:
        raise RuleError("request_malformed")
    return dataclasses.replace(told, state=State.UNDER_APPRAISAL), round_no


def _sheet(offer: Offer, line: dict[str, Any]) -> ScoreSheet:
    try:
        told = sheet_merge.read(line.get("sheet"))
    except RuleError:
        raise RuleError("request_malformed") from None
    if told.appraiser != offer.request.appraiser or told.id != line["id"]:
        raise RuleError("request_malformed")
    return told


def _seat(opened: Desk, offer: Offer, now: str) -> int:
    """The council's name with this one member: of the others nothing is known here."""
    wanted = Council(offer.request.council, (CouncilMember(offer.request.appraiser, Role.EXPERT),),
                     offer.request.held_on, blind=offer.request.blind)  # fmt: skip
    seated = councils.current(opened.store)
    if seated is not None and seated.council == wanted:
        return seated.id
    return councils.insert(opened.store, wanted, now)


def _keep(opened: Desk, offer: Offer, rounds: dict[str, int], kept: Path | None, now: str) -> None:
    told = {"request": appraisal_request.values(offer.request), "unit_code": offer.unit_code,
            "unit_name": offer.unit_name, "seq": offer.seq, "signer_spki": offer.signer_spki,
            "rounds": rounds}  # fmt: skip
    settings.put(opened.store, HELD, json.dumps(told, ensure_ascii=False))
    packages.insert(opened.store, direction="in", now=now, detail={"request": offer.request.id}, kind=KIND,
                    manifest_sha256=offer.manifest_sha256, unit_code=offer.unit_code, unit_name=offer.unit_name,
                    recipient="", seq=offer.seq, path=str(kept or ""), records=len(rounds))  # fmt: skip
    journal.write(opened.store, opened.user.name, "request_opened", offer.request.id, now, seq=offer.seq,
                  initiatives=len(rounds))  # fmt: skip


def _make_key(opened: Desk) -> None:
    """The appraiser's own key; whoever asked is shown its thirty digits with the first answer."""
    key = package_keys.new_key()
    certificate = signing_certificate.self_signed(key, opened.unit.code, opened.user.name, clock.now())
    keys.keep(opened, keys.UNIT, key, certificate)
