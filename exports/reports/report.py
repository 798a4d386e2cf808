"""What every report tells about itself, takes and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Group(StrEnum):
    """The steps of the chain, in whose order menus show the papers."""

    INTAKE = "intake"
    APPRAISAL = "appraisal"
    RECOGNITION = "recognition"
    DOSSIER = "dossier"
    MONEY = "money"
    STATISTICS = "statistics"


@dataclass(frozen=True)
class Report:
    """`needs` name what its content is built from; `formats` are file endings without the dot, the usual one first.

    `purpose` says what the paper is for; `asks` are the words a person may fill in.
    """

    id: str
    title: str
    needs: tuple[str, ...]
    formats: tuple[str, ...]
    group: Group = Group.DOSSIER
    purpose: str = ""
    asks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """The finished file; `pages` is 0 where the format has none of its own."""

    path: Path
    rows: int
    pages: int
