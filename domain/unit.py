"""The union unit: its level in the federation and what identifies it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """The four levels of the union (S0); the second may be absent between a unit and its province (S2, S3)."""

    GRASSROOTS = "grassroots"
    UPPER = "upper"
    PROVINCE = "province"
    CONFEDERATION = "confederation"


class Block(StrEnum):
    ENTERPRISE = "enterprise"
    PUBLIC = "public"


@dataclass(frozen=True)
class Unit:
    """`code` is upper-case and never changes; `upper_code` and `upper_name` name the union it reports to."""

    code: str
    name: str
    level: Level = Level.GRASSROOTS
    upper_code: str = ""
    upper_name: str = ""
    block: Block = Block.ENTERPRISE
    place: str = ""


def gathers(unit: Unit) -> bool:
    """Whether the unit receives packages of other units: every level but the grassroots."""
    return unit.level is not Level.GRASSROOTS
