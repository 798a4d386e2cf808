"""Whom to believe: the upper union's root, its office, and the key of each unit it vouches for."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from exports.package import crypt
from exports.package.layout import RefusedError

ACTIVE, REVOKED = "active", "revoked"


@dataclass(frozen=True)
class TrustedUnit:
    """A unit and the one key it may sign with. `state` is "active" or "revoked"."""

    unit_code: str
    unit_name: str
    spki_sha256: str
    certificate_pem: str
    state: str


@dataclass(frozen=True)
class TrustRegistry:
    """What a trust package brings. `version` only rises; `issued_at` is UTC ISO 8601; `units` by unit code.

    `encryption` are the keys to encrypt packages for, by unit code, the issuer's among them. They stand beside the
    registry in a package, so that readers who know nothing of them find it as it ever was.
    """

    root_pem: str
    root_code: str
    crl_der: bytes
    office_spki: str
    version: int
    issuer_code: str
    issuer_name: str
    issued_at: str
    units: Mapping[str, TrustedUnit]
    encryption: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """JSON values, as they travel in a package and are stored; without `encryption`."""
        units = {code: asdict(unit) for code, unit in sorted(self.units.items())}
        told = {name: value for name, value in vars(self).items() if name != "encryption"}
        return {**told, "crl_der": base64.b64encode(self.crl_der).decode(), "units": units}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> TrustRegistry:
        """ValueError unless `values` has exactly the shape `to_dict` gives."""
        try:
            units = {code: TrustedUnit(**unit) for code, unit in values["units"].items()}
            crl = base64.b64decode(values["crl_der"], validate=True)
            if "encryption" in values:
                raise ValueError("trust registry")
            registry = cls(**{**values, "crl_der": crl, "units": units})
        except (KeyError, TypeError, AttributeError, binascii.Error) as error:
            raise ValueError("trust registry") from error
        _check(registry)
        return registry


def registry_of(header: Mapping[str, Any]) -> TrustRegistry:
    """The registry in the header of a trust package; RefusedError(trust_malformed)."""
    try:
        return replace(TrustRegistry.from_dict(header["trust"]), encryption=crypt.keys_told(header))
    except (KeyError, ValueError):
        raise RefusedError("trust_malformed") from None


def _check(registry: TrustRegistry) -> None:
    texts = [registry.root_pem, registry.root_code, registry.office_spki, registry.issuer_code]
    texts += [registry.issuer_name, registry.issued_at]
    if not all(isinstance(text, str) for text in texts):
        raise ValueError("trust registry")
    if not isinstance(registry.version, int) or isinstance(registry.version, bool) or registry.version < 1:
        raise ValueError("trust registry")
    for code, unit in registry.units.items():
        if unit.unit_code != code or not all(isinstance(text, str) for text in vars(unit).values()):
            raise ValueError("trust registry")
        if unit.state not in (ACTIVE, REVOKED):
            raise ValueError("trust registry")
