"""The trust package: how the upper union tells its units whom to believe, and how a unit takes it in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

from domain.errors import RuleError
from exports.package import chain, crypt, verify
from exports.package import signing_certificate as certificates
from exports.package.authority import issue, list_number, new_root, office_certificate, revocation_list
from exports.package.build import ContentSigner, Sealed, seal
from exports.package.keys import key_code, same_code, spki_sha256
from exports.package.place import Source
from exports.package.registry import TrustedUnit, TrustRegistry, registry_of

__all__ = [
    "TrustRegistry",
    "TrustedUnit",
    "issue",
    "new_root",
    "office_certificate",
    "read_trust",
    "revocation_list",
    "trust_package",
]


def trust_package(
    target: Path,
    registry: TrustRegistry,
    office: ContentSigner,
    *,
    recipient: str = "",
    app_version: str = "",
    along: Mapping[str, Any] = MappingProxyType({}),
    now: datetime,
) -> Sealed:
    """Write `registry`, signed by the office; its version is the sequence number. Errors as `build.seal`."""
    header = {
        "kind": "trust",
        "unit_code": registry.issuer_code,
        "unit_name": registry.issuer_name,
        "recipient": recipient,
        "seq": registry.version,
        "app_version": app_version,
        "trust_version": registry.version,
        "trust": registry.to_dict(),
        **crypt.telling(registry.encryption),
    }
    return seal(target, header | dict(along), [], {}, office, now=now)


def read_trust(
    path: Source, *, root_code_heard: str | None = None, known: TrustRegistry | None = None, now: datetime
) -> TrustRegistry:
    """The registry in the trust package at `path`.

    The first one is believed by the root's thirty digits, from the upper union's letter (`root_code_heard`); later
    ones because they come from the root and office already known (`known`).
    RuleError: trust_wrong_kind, trust_malformed, trust_code_wrong, trust_code_needed, trust_other_root,
    trust_rollback, trust_list_older, trust_not_from_office, key_code_malformed, or the class of what is
    wrong with the package.
    """
    contents, signature = verify.take_apart(path)
    if contents.header["kind"] != "trust":
        raise RuleError("trust_wrong_kind", kind=contents.header["kind"])
    registry = registry_of(contents.header)
    root_code = _root_code(registry)
    if known is not None:
        _check_follows(registry, known)
    if known is None or root_code_heard is not None:
        _check_heard(root_code, root_code_heard)
    # A unit could name itself issuer and its own key the office's: only the root's own unit is the office.
    if certificates.unit_code_of(certificates.read(registry.root_pem)) != registry.issuer_code:
        raise RuleError("trust_not_from_office")
    chain.judge(contents.manifest, signature, contents.header, None, registry, now)
    return registry


def _root_code(registry: TrustRegistry) -> str:
    try:
        code = key_code(registry.root_pem)
    except ValueError:
        raise RuleError("trust_malformed") from None
    if code != registry.root_code:
        raise RuleError("trust_malformed")
    return code


def _check_follows(registry: TrustRegistry, known: TrustRegistry) -> None:
    if spki_sha256(registry.root_pem) != spki_sha256(known.root_pem):
        raise RuleError("trust_other_root", issuer_name=registry.issuer_name)
    if registry.version <= known.version:
        raise RuleError("trust_rollback", version=registry.version, known_version=known.version)
    # The office makes versions, the root makes lists: a withdrawn office key could bring back a list without itself.
    if list_number(registry.crl_der) < list_number(known.crl_der):
        raise RuleError("trust_list_older", version=registry.version)


def _check_heard(root_code: str, heard: str | None) -> None:
    if heard is None:
        raise RuleError("trust_code_needed")
    if not same_code(heard, root_code):
        raise RuleError("trust_code_wrong")
