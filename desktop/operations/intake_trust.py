"""Whom a run of receiving believes: the registries and the office's key, opened once for many packages."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.desk import Desk
from desktop.operations import encryption, keys, trust
from exports.package.keys import Signer
from exports.package.registry import TrustRegistry


@dataclass
class IntakeTrust:
    """Opening a protected key takes longer than reading a package: each is opened when it is first needed, and kept
    while the run lasts."""

    desk: Desk
    _own: list[TrustRegistry | None] = field(default_factory=list, repr=False)
    _above: list[TrustRegistry | None] = field(default_factory=list, repr=False)
    _office: list[Signer] = field(default_factory=list, repr=False)
    _identities: list[tuple[str, ...]] = field(default_factory=list, repr=False)

    @property
    def own(self) -> TrustRegistry | None:
        """What this register trusts of the units below; see `trust.registry`."""
        if not self._own:
            self._own.append(trust.registry(self.desk))
        return self._own[0]

    @property
    def above(self) -> TrustRegistry | None:
        """What the union above sent; see `trust.upper_registry`."""
        if not self._above:
            self._above.append(trust.upper_registry(self.desk))
        return self._above[0]

    @property
    def office(self) -> Signer:
        """The key of receipts. RuleError root_missing."""
        if not self._office:
            key, certificate = keys.load(self.desk, keys.OFFICE)
            self._office.append(Signer(key, certificate, (trust.root_pem(self.desk),)))
        return self._office[0]

    @property
    def identities(self) -> tuple[str, ...]:
        """The secret keys that open what was encrypted for this register."""
        if not self._identities:
            self._identities.append(encryption.identities(self.desk))
        return self._identities[0]

    def forget(self) -> None:
        """A trust package has come since."""
        self._own.clear()
        self._above.clear()
