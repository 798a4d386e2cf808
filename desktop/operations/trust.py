"""Trust without a network: the upper union vouches for units' keys, and a unit installs what it was given."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db import encryption as encryption_keys
from db import journal, packages, settings
from db import trust as trusted
from desktop import clock, kept_packages
from desktop.changes import Changes, of
from desktop.desk import Desk, demand_keeper
from desktop.operations import clocks, encryption, journal_heads, keys
from desktop.version import VERSION
from domain import ids, unit
from domain.errors import RuleError, TroubleError
from exports.package import authority, enrolment, signing_certificate, trust
from exports.package import keys as package_keys
from exports.package.enrolment import EnrolmentRequest
from exports.package.keys import Signer
from exports.package.place import Source
from exports.package.registry import TrustedUnit as TrustedUnit
from exports.package.registry import TrustRegistry


@dataclass(frozen=True)
class Installed:
    """What a trust package brought: whose root, how many units, and whether our own key now has a certificate."""

    root_code: str
    issuer_name: str
    version: int
    units: int
    certified: bool
    changes: Changes


@dataclass(frozen=True)
class Standing:
    """How far this register is with its keys, in both its parts.

    As a unit below: `key_code` ("" before a key is made), `requested` once a request was written, `issued` once the
    upper union's certificate came, `upper_name` and `upper_version` of the trust package installed ("" and 0 before).
    As a union above: `root_code` ("" before), `version` of the trust package last written, `vouched` rows of
    unit_code, unit_name, state, issued_at, revoked_at; `unsent` when they changed since that package was written.
    `office_ends_on` is when the certificate ends that the office signs receipts and trust packages with.
    `encryption_known`: the trust package installed has the unit's key for encryption.
    """

    key_code: str
    requested: bool
    issued: bool
    upper_name: str
    upper_version: int
    root_code: str
    version: int
    vouched: tuple[Mapping[str, Any], ...]
    unsent: bool
    office_ends_on: str = ""
    office_days_left: int = 0
    encryption_known: bool = False


def standing(desk: Desk) -> Standing:
    """Quick, for the screen: no key is opened."""
    own = keys.state(desk) if keys.has_key(desk) else None
    known = upper_registry(desk)
    root = trusted.key(desk.store, keys.ROOT)
    vouched, office = tuple(trusted.units(desk.store)), trusted.key(desk.store, keys.OFFICE)
    office_ends = signing_certificate.last_day(office["certificate_pem"]) if office else None
    exported = packages.last_sent(desk.store, "", "trust")
    secret = encryption.own(desk)
    changed = [str(row["revoked_at"] or row["issued_at"]) for row in vouched]
    if exported:
        changed += [row["created_at"] for row in encryption_keys.own_keys(desk.store)]
    return Standing(
        key_code=own.code if own else "",
        # A certificate was asked for, whenever that was: its coming dates the key anew.
        requested=own is not None and (own.issued or _requested(desk)),
        issued=bool(own and own.issued),
        upper_name=known.issuer_name if known else "",
        upper_version=known.version if known else 0,
        root_code=package_keys.key_code(root["certificate_pem"]) if root else "",
        version=int(settings.get(desk.store, "trust_version", "0")),
        vouched=vouched,
        unsent=max(changed, default="") > (exported["created_at"] if exported else ""),
        office_ends_on=office_ends.isoformat() if office_ends else "",
        office_days_left=(office_ends - clock.today()).days if office_ends else 0,
        encryption_known=bool(secret and secret.known_above),
    )


def _requested(desk: Desk) -> bool:
    """Whether a request was written for the key as it is now: one for the key before says nothing."""
    row = trusted.key(desk.store, keys.UNIT)
    since = row["created_at"] if row else ""
    lines = journal.lines(desk.store, desk.unit.code)
    return any(line["operation"] == "key_requested" and line["at"] >= since for line in lines)


def init(desk: Desk) -> tuple[str, Changes]:
    """Make this union's root and office keys; returns the root's 30-digit code for its letter to the units."""
    demand_keeper(desk)
    if not unit.gathers(desk.unit):
        raise RuleError("trust_needs_upper_level")
    if trusted.key(desk.store, keys.ROOT) is not None:
        raise RuleError("root_exists")
    now = clock.now()
    root_key, root_pem = authority.new_root(desk.unit.code, desk.unit.name, now)
    office_key = package_keys.new_key()
    office_pem = authority.office_certificate(root_key, root_pem, office_key, now)
    with desk.store.atomic():
        keys.keep(desk, keys.ROOT, root_key, root_pem)
        keys.keep(desk, keys.OFFICE, office_key, office_pem)
        encryption.ensure(desk)
        settings.put(desk.store, "trust_version", "0")
        journal.write(desk.store, desk.user.name, "trust_made", desk.unit.code, clock.stamp())
    return package_keys.key_code(root_pem), of("trust")


def renew_office(desk: Desk) -> tuple[str, Changes]:
    """The office's key confirmed for another three years; returns the day that certificate ends (ISO).

    The key stays, so the units need no new trust package, and what it signed before still counts.
    """
    demand_keeper(desk)
    root_key, root = keys.load(desk, keys.ROOT)
    office_key, _before = keys.load(desk, keys.OFFICE)
    certificate = authority.office_certificate(root_key, root, office_key, clock.now())
    with desk.store.atomic():
        keys.keep(desk, keys.OFFICE, office_key, certificate)
        journal.write(desk.store, desk.user.name, "office_renewed", desk.unit.code, clock.stamp())
    return signing_certificate.last_day(certificate).isoformat(), of("trust")


def root_pem(desk: Desk) -> str:
    """The certificate an outsider needs to verify this union's packages."""
    return keys.load(desk, keys.ROOT)[1]


def write_root(desk: Desk, target: Path) -> Path:
    """The root certificate as a PEM file, for whoever checks packages with programs of their own."""
    try:
        target.write_text(root_pem(desk), encoding="ascii")
    except OSError as error:
        raise TroubleError("package_write_failed", again=True, path=str(target), reason=error.strerror or "") from error
    return target


def has_root(desk: Desk) -> bool:
    return trusted.key(desk.store, keys.ROOT) is not None


def read_request(path: Source, identities: Sequence[str] = ()) -> EnrolmentRequest:
    """The unit and the key an enrolment request asks for, to be shown beside the code heard on the phone.

    A package that a unit signed before anybody confirmed its key asks for the same.
    """
    return enrolment.read_enrolment(path, identities)


def issue(desk: Desk, request: Path, code_heard: str) -> tuple[TrustedUnit, Changes]:
    """Vouch for a unit's key if the code its officer reads out is the key's own."""
    demand_keeper(desk)
    root_key, root = keys.load(desk, keys.ROOT)
    asked = read_request(kept_packages.source(desk, request), encryption.identities(desk))
    if not ids.unit_code_ok(asked.unit_code):
        # It becomes part of the names of files: of the receipts this unit will be sent.
        raise RuleError("unit_code_malformed", code=asked.unit_code)
    now = clock.now()
    certificate = authority.issue(root_key, root, asked, code_heard, now)
    before = trusted.unit(desk.store, asked.unit_code)
    spki = package_keys.spki_sha256(certificate)
    entry = TrustedUnit(asked.unit_code, asked.unit_name, spki, certificate, "active")
    with desk.store.atomic():
        # The same key confirmed for longer: what it signed under the certificate before still counts.
        if before is not None and before["spki_sha256"] != spki:
            trusted.withdraw(desk.store, before["certificate_pem"], clock.stamp())
        trusted.put_unit(desk.store, vars(entry) | {"issued_at": clock.stamp(), "revoked_at": None})
        encryption.learn_from_unit(desk, asked.unit_code, asked.unit_name, asked.encryption)
        journal.write(desk.store, desk.user.name, "certificate_issued", asked.unit_code, clock.stamp())
    return entry, of("trust")


def revoke(desk: Desk, unit_code: str) -> Changes:
    """No longer vouch for a unit's key: its next packages are refused."""
    demand_keeper(desk)
    row = trusted.unit(desk.store, unit_code.upper())
    if row is None:
        raise RuleError("unit_not_vouched_for", name=unit_code)
    now = clock.stamp()
    with desk.store.atomic():
        trusted.withdraw(desk.store, row["certificate_pem"], now)
        trusted.put_unit(desk.store, row | {"state": "revoked", "revoked_at": now})
        journal.write(desk.store, desk.user.name, "certificate_revoked", unit_code, now)
    return of("trust")


def registry(desk: Desk, version: int | None = None) -> TrustRegistry | None:
    """What this register trusts: its own root and units where it has one, else what its upper union sent."""
    if not has_root(desk):
        return upper_registry(desk)
    root_key, root = keys.load(desk, keys.ROOT)
    _office_key, office = keys.load(desk, keys.OFFICE)
    number = int(settings.get(desk.store, "trust_version", "0")) if version is None else version
    now = clock.now()
    revoked = [
        (row["certificate_pem"], datetime.fromisoformat(row["revoked_at"])) for row in trusted.withdrawn(desk.store)
    ]
    return TrustRegistry(
        root_pem=root,
        root_code=package_keys.key_code(root),
        crl_der=authority.revocation_list(root_key, root, revoked, number, now),
        office_spki=package_keys.spki_sha256(office),
        version=number,
        issuer_code=desk.unit.code,
        issuer_name=desk.unit.name,
        issued_at=clock.stamp(),
        units={row["unit_code"]: _unit(row) for row in trusted.units(desk.store)},
    )


def upper_registry(desk: Desk) -> TrustRegistry | None:
    """What the upper union sent: its receipts and trust packages are held against this."""
    kept = settings.get(desk.store, "trust_registry")
    return TrustRegistry.from_dict(json.loads(kept)) if kept else None


def export(desk: Desk, target: Path) -> tuple[Path, int, Changes]:
    """The trust package for the units; its version only rises. Returns the file and the number of units in it."""
    demand_keeper(desk)
    version = int(settings.get(desk.store, "trust_version", "0")) + 1
    made = registry(desk, version)
    if made is None or not has_root(desk):
        raise RuleError("root_missing")
    if target.is_dir():
        target = target / f"{ids.file_stem(desk.unit.code, version)}-danh-ba-khoa.asice"
    with desk.store.atomic():
        made = dataclasses.replace(made, encryption=encryption.told_down(desk))
    key, certificate = keys.load(desk, keys.OFFICE)
    office = Signer(key, certificate, (made.root_pem,))
    along = journal_heads.told(desk)
    sealed = trust.trust_package(target, made, office, app_version=VERSION, along=along, now=clock.now())
    with desk.store.atomic():
        settings.put(desk.store, "trust_version", str(version))
        journal.write(desk.store, desk.user.name, "trust_exported", target.name, clock.stamp(), version=version)
        packages.insert(desk.store, direction="out", now=clock.stamp(), detail={}, kind="trust", seq=version, records=0,
                        unit_code=desk.unit.code, unit_name=desk.unit.name, recipient="", path=str(target),
                        manifest_sha256=sealed.manifest_sha256)  # fmt: skip
    return target, len(made.units), of("trust", "packages")


def install(desk: Desk, path: Path, code_heard: str) -> Installed:
    """Trust the upper union whose root has this 30-digit code, and take the certificate it issued to us."""
    demand_keeper(desk)
    clocks.demand_not_behind(desk)
    taken = trust.read_trust(path, root_code_heard=code_heard or None, known=upper_registry(desk), now=clock.now())
    return _keep(desk, taken)


def _keep(desk: Desk, taken: TrustRegistry) -> Installed:
    certified = False
    with desk.store.atomic():
        settings.put(desk.store, "trust_registry", json.dumps(taken.to_dict(), ensure_ascii=False))
        encryption.learn_from_above(desk, taken)
        entry = taken.units.get(desk.unit.code)
        if entry is not None and keys.has_key(desk):
            current = keys.state(desk).certificate_pem
            if package_keys.spki_sha256(current) == entry.spki_sha256 and entry.state == "active":
                keys.certify(desk, entry.certificate_pem)
                certified = True
            # "0" too: a key that is vouched for no more must not be shown as if it were.
            settings.put(desk.store, "certificate_issued", "1" if certified else "0")
        journal.write(desk.store, desk.user.name, "trust_installed", taken.issuer_code, clock.stamp(),
                      version=taken.version)  # fmt: skip
    return Installed(taken.root_code, taken.issuer_name, taken.version, len(taken.units), certified, of("trust"))


def refresh(desk: Desk, path: Path) -> Installed:
    """A newer trust package of the union we already trust; no code has to be heard again."""
    known = upper_registry(desk)
    if known is None:
        raise RuleError("trust_code_needed")
    clocks.demand_not_behind(desk)
    return _keep(desk, trust.read_trust(kept_packages.source(desk, path), known=known, now=clock.now()))


def _unit(row: dict[str, str]) -> TrustedUnit:
    return TrustedUnit(row["unit_code"], row["unit_name"], row["spki_sha256"], row["certificate_pem"], row["state"])
