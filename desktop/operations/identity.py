"""Numbers of identity cards in words that are written beside the records: refused, or left out of what is only kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from domain import entry, identity_numbers
from domain.errors import RuleError


def demand_none(words: Mapping[str, str]) -> None:
    """RuleError identity_number with one problem for each field whose words hold one (Luật 91/2025/QH15)."""
    if found := entry.refused(words):
        raise RuleError("identity_number", field=found[0].field, problems=found)


def left_out(kept: Any, field: str = "") -> Any:
    """What somebody is still typing, lists and dicts of words, without the numbers: a draft refuses nothing."""
    if isinstance(kept, str):
        return identity_numbers.without(kept, field)
    if isinstance(kept, Mapping):
        return {name: left_out(value, str(name)) for name, value in kept.items()}
    if isinstance(kept, list | tuple):
        return [left_out(value, field) for value in kept]
    return kept
