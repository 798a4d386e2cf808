from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from domain import schema
from domain.pack import words
from domain.pack.shape import EL_RULES, LEVELS, PARTS, SHAPE, part_of
from domain.unit import Level

PUBLISHED = Path(__file__).resolve().parents[3] / "docs" / "programme.schema.json"


def everywhere(part: dict[str, Any]) -> list[dict[str, Any]]:
    inner = [*part.get("properties", {}).values(), part.get("items"), part.get("additionalProperties")]
    return [part, *(found for one in inner if one for found in everywhere(one))]


def test_the_published_schema_is_the_one_in_use() -> None:
    assert json.loads(PUBLISHED.read_text(encoding="utf-8")) == SHAPE


def test_only_keywords_that_are_checked_are_used_and_everything_is_described() -> None:
    for part in everywhere(SHAPE):
        assert set(part) <= schema.KNOWN
        assert part["description"]


def test_every_part_and_key_has_a_name_for_people() -> None:
    assert set(PARTS) == set(words.PARTS)
    keys = {name for part in ("phases", "deadlines", "targets", "eligibility") for name in items(part)}
    assert keys <= set(words.KEYS)
    assert set(words.RULES) == set(EL_RULES)
    assert set(LEVELS) == set(Level)


def items(part: str) -> set[str]:
    return set(SHAPE["properties"][part]["items"]["properties"])


def test_the_shape_of_a_place_is_found() -> None:
    assert part_of(("deadlines", 3, "on"))["format"] == "date"
    assert part_of(("kinds", "anything"))["type"] == "string"
    assert part_of(("nothing", "at", 0, "all")) == {}
