"""A signature of a package taken apart: values alone, so that nobody waits for the library that verifies them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509

TOLERANCE = timedelta(days=2)


@dataclass(frozen=True)
class Stamp:
    """Something existed at `stamped_at` (UTC ISO 8601), says `authority`.

    `trusted`: its certificate leads to a root that was given.
    """

    stamped_at: str
    authority: str
    trusted: bool


@dataclass(frozen=True)
class Signature:
    """A signature taken apart, its shape checked but nothing verified yet. `issuers` came along embedded."""

    signed_data: Any
    certificate: x509.Certificate
    issuers: tuple[x509.Certificate, ...]
    signed_at: datetime
