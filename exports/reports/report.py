"""What every report tells about itself, takes and gives back."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Report:
    """`needs` name what its content is built from; `formats` are file endings without the dot, the usual one first."""

    id: str
    title: str
    needs: tuple[str, ...]
    formats: tuple[str, ...]


@dataclass(frozen=True)
class Written:
    """The finished file; `pages` is 0 where the format has none of its own."""

    path: Path
    rows: int
    pages: int
