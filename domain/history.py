"""What of a record changed, field by field: what the journal is told, and what it tells afterwards."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Values = Mapping[str, Any]


def differing(before: Values, after: Values) -> dict[str, list[Any]]:
    """By field what it said before and says now; see domain.record.record for the values."""
    return {name: [before.get(name), after[name]] for name in after if before.get(name) != after[name]}
