"""Says whether a package is what it claims to be, in one of four verdicts, and opens it if it is."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, BinaryIO

from domain.errors import RuleError, TroubleError
from exports.package import chain, contents, crypt, gate
from exports.package.chain import UntrustedError
from exports.package.contents import Contents
from exports.package.keys import code_of, spki_sha256
from exports.package.layout import MANIFEST, RefusedError, people_entry, stamp
from exports.package.place import Source
from exports.package.read import Container
from exports.package.registry import TrustRegistry
from exports.package.signature import TOLERANCE, Signature, Stamp

VALID, UNTRUSTED, INVALID, UNREADABLE = "valid", "untrusted", "invalid", "unreadable"
# Not a package at all, or one for another key or another program: nothing is said about its honesty.
_UNREADABLE_CODES = frozenset(
    {
        "not_a_package",
        "package_encrypted",
        "not_for_our_key",
        "encryption_malformed",
        "package_too_large",
        "zip_truncated",
        "schema_unknown",
        "reader_too_old",
        *gate.CODES.values(),
    }
)


@dataclass(frozen=True)
class Verification:
    """The verdict and everything shown with it. `code` is "" when valid, else names a sentence filled by `facts`.

    `created_at` and `signed_at` (UTC ISO 8601) are the sender's word. Of a package that is invalid or unreadable the
    unit, kind and counts are unproven claims, or empty. `signer_code` is thirty digits in groups. `signature` (hex) is
    what a timestamp is over; `stamp` is put in by whoever has one.
    """

    verdict: str
    code: str = ""
    facts: Mapping[str, object] = field(default_factory=dict)
    kind: str = ""
    unit_code: str = ""
    unit_name: str = ""
    seq: int = 0
    created_at: str = ""
    signed_at: str = ""
    records: int = 0
    manifest_sha256: str = ""
    recipient: str = ""
    header: Mapping[str, Any] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    signer_code: str = ""
    signer_spki: str = ""
    encrypted: bool = False
    signature: str = field(default="", repr=False)
    stamp: Stamp | None = None


@dataclass(frozen=True)
class VerifiedPackage:
    """A verified package, still open: what it gives is hashed again against the signed manifest as it is read."""

    verification: Verification
    container: Container
    contents: Contents

    def records(self) -> Iterator[dict[str, Any]]:
        """The records by id. RuleError as `strict_json.loads` and `contents.check_record`, or entry_altered."""
        return contents.records(self.container, self.contents)

    def people_file(self, name: str) -> bytes:
        """The file for people at entry `name` (a key of the header's `files`); KeyError if there is none."""
        if not people_entry(name):
            raise KeyError(name)
        return contents.entry_bytes(self.container, self.contents, name)


def verify(
    source: Source | bytes,
    *,
    root_pem: bytes | None = None,
    registry: TrustRegistry | None = None,
    now: datetime,
    read_records: bool = True,
    identities: Sequence[str] = (),
) -> Verification:
    """Check the package `source`, at the clock `now` (aware), by a registry, by a root alone, or by neither.

    One that is encrypted is read with the first of `identities` (secret age keys) that fits.

    With `read_records` every record is parsed too; whoever streams them afterwards anyway may leave that out.
    Never raises for what is in the file; TroubleError as `gate.package` if it cannot be read.
    """
    try:
        with gate.package(source, identities, _root_of(root_pem, registry)) as file:
            verification, container, found = _verify(file, root_pem, registry, now, identities)
            if read_records and container and found:
                try:
                    for _ in contents.records(container, found):
                        pass
                except RefusedError as refused:
                    return _refused(refused, container)
        return verification
    except RefusedError as refused:
        return _refused(refused, None)


@contextlib.contextmanager
def opened(
    path: Source, *, registry: TrustRegistry | None = None, now: datetime, identities: Sequence[str] = ()
) -> Iterator[tuple[Verification, VerifiedPackage | None]]:
    """The verdict, and with it the package held open unless it is not intact: read once, nothing comes between.

    Its records are not parsed yet. TroubleError as `verify`.
    """
    try:
        passed = gate.package(path, identities, _root_of(None, registry))
    except RefusedError as refused:
        yield _refused(refused, None), None
        return
    with passed as file:
        verification, container, found = _verify(file, None, registry, now, identities)
        if container is None or found is None:
            yield verification, None
        else:
            yield verification, VerifiedPackage(verification, container, found)


def identity(path: Source, identities: Sequence[str] = ()) -> str:
    """What a package calls itself: the SHA-256 of its manifest, of which nothing is proven. RefusedError for a file
    that is no package; TroubleError as `verify`.
    """
    with gate.head(path, identities) as file:
        container = Container(crypt.opened(file, identities))
        if MANIFEST not in container.entries:
            raise RefusedError("signature_missing")
        return hashlib.sha256(container.read(MANIFEST)).hexdigest()


def claims(path: Source, identities: Sequence[str] = ()) -> Mapping[str, Any]:
    """The header of a package as far as it can be read, nothing of it proven; empty for anything else."""
    try:
        with gate.head(path, identities) as file:
            return contents.claims(Container(crypt.opened(file, identities)))
    except (RefusedError, TroubleError):
        return {}


def refused(seen: Verification, refusal: RefusedError) -> Verification:
    """The verdict over a package whose records turned out not to be what they must be."""
    verdict = UNREADABLE if refusal.code in _UNREADABLE_CODES else INVALID
    return Verification(verdict, refusal.code, refusal.facts, records=seen.records, **_told(dict(seen.header)))


@contextlib.contextmanager
def open_verified(
    path: Source,
    *,
    root_pem: bytes | None = None,
    registry: TrustRegistry | None = None,
    now: datetime,
    untrusted_too: bool = False,
    identities: Sequence[str] = (),
) -> Iterator[VerifiedPackage]:
    """The package at `path`, verified and held open, so that nothing can be put in its place between.

    RuleError with the verification's code unless it is valid, or `untrusted_too` and intact; TroubleError as `verify`.
    """
    with gate.package(path, identities, _root_of(root_pem, registry)) as file:
        verification, container, found = _verify(file, root_pem, registry, now, identities)
        accepted = (VALID, UNTRUSTED) if untrusted_too else (VALID,)
        if container is None or found is None or verification.verdict not in accepted:
            refusal = RuleError(verification.code)
            refusal.facts.update(verification.facts)
            raise refusal
        yield VerifiedPackage(verification, container, found)


def take_apart(source: Source | bytes, identities: Sequence[str] = ()) -> tuple[Contents, Signature]:
    """An intact package whose signature fits its manifest, whoever made it; RuleError says what is wrong with it."""
    from exports.package import cms  # half a second to import, needed only where something is verified

    with gate.package(source, identities) as file:
        found = contents.check(Container(crypt.opened(file, identities)))
        signature = cms.take_apart(found.signature)
        # Only the signature itself is asked about here, so any moment will do.
        cms.verify(found.manifest, signature, None, None, signature.signed_at)
        return found, signature


def _verify(
    file: BinaryIO,
    root_pem: bytes | None,
    registry: TrustRegistry | None,
    now: datetime,
    identities: Sequence[str],
) -> tuple[Verification, Container | None, Contents | None]:
    # Asked before anything else is read, so that no old bytes lie about in a buffer afterwards.
    encrypted, container = crypt.is_encrypted(file), None
    try:
        container = Container(crypt.opened(file, identities))
        found = contents.check(container)
        from exports.package import cms  # only now: whatever holds nothing together is refused without it

        signature = cms.take_apart(found.signature)
        verdict, code, facts = VALID, "", dict[str, object]()
        try:
            chain.judge(found.manifest, signature, found.header, root_pem, registry, now)
        except UntrustedError as untrusted:
            verdict, code, facts = UNTRUSTED, untrusted.code, untrusted.facts
    except RefusedError as refused:
        return _refused(refused, container), container, None
    spki = spki_sha256(signature.certificate)
    verification = Verification(
        verdict,
        code,
        facts,
        signed_at=stamp(signature.signed_at),
        records=found.records,
        manifest_sha256=found.manifest_sha256,
        warnings=_warnings(signature, now),
        signer_code=code_of(spki),
        signer_spki=spki,
        encrypted=encrypted,
        signature=found.signature.hex(),
        **_told(found.header),
    )
    return verification, container, found


def _refused(refused: RefusedError, container: Container | None) -> Verification:
    verdict = UNREADABLE if refused.code in _UNREADABLE_CODES else INVALID
    header = contents.claims(container) if container else {}
    count = sum(part["count"] for part in header.get("records", []))
    return Verification(verdict, refused.code, refused.facts, records=count, **_told(header))


def _told(header: dict[str, Any]) -> dict[str, Any]:
    names = ("kind", "unit_code", "unit_name", "seq", "created_at", "recipient")
    return {"header": header, **{name: header[name] for name in names if name in header}}


def _warnings(signature: Signature, now: datetime) -> tuple[str, ...]:
    # Nobody can sign before the certificate was made, except by a clock that is behind.
    if signature.signed_at < signature.certificate.not_valid_before_utc - TOLERANCE:
        return ("sender_clock_old",)
    return ("sender_clock_ahead",) if signature.signed_at > now + TOLERANCE else ()


def _root_of(root_pem: bytes | None, registry: TrustRegistry | None) -> str | bytes | None:
    return root_pem or (registry.root_pem if registry else None)
