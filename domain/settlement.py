"""What a union decided of a conflict, as its carrier tells it: two fingerprints and which of them was kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_SHA256 = re.compile(r"[0-9a-f]{64}")
_INSTANT = re.compile(r"[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?Z")
_LINE = re.compile(r"[^\x00-\x1f\x7f]*")
_WHOLE = 2**53


@dataclass(frozen=True)
class Settlement:
    """Of two records of one initiative under one revision `kept_sha256` stands, `other_sha256` does not: fingerprints
    of their contents, no words of them. `by` is who decided, `at` an instant (UTC)."""

    initiative_id: str
    revision: int
    kept_sha256: str
    other_sha256: str
    by: str
    at: str

    @property
    def pair(self) -> frozenset[str]:
        return frozenset((self.kept_sha256, self.other_sha256))


def told(one: Settlement) -> dict[str, Any]:
    """As it stands in a carrier."""
    return {"initiative": one.initiative_id, "revision": one.revision, "kept": one.kept_sha256,
            "other": one.other_sha256, "by": one.by, "at": one.at}  # fmt: skip


def read(values: Any) -> Settlement | None:
    """What a carrier tells; None for anything that is not told as it has to be."""
    if not isinstance(values, Mapping):
        return None
    revision = values.get("revision")
    if type(revision) is not int or not 1 <= revision <= _WHOLE:
        return None
    initiative, by = values.get("initiative"), values.get("by")
    if not _line(initiative, 128) or not initiative or not _line(by, 300):
        return None
    kept, other, at = values.get("kept"), values.get("other"), values.get("at")
    if not (_is(_SHA256, kept) and _is(_SHA256, other) and _is(_INSTANT, at)) or kept == other:
        return None
    return Settlement(str(initiative), revision, str(kept), str(other), str(by), str(at))


def _line(value: Any, most: int) -> bool:
    return _is(_LINE, value) and len(value) <= most


def _is(pattern: re.Pattern[str], value: Any) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None
