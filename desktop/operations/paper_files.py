"""Finished papers as files: how their pages look, how many there are, and what has to be done to each once it stands.

What is to happen to every paper that has been made as a .pdf (a signature into the file, say) is one function that
takes the path: `finished` calls it, for one file or for each of many, before anybody is told that the paper is there.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from domain.errors import TroubleError
from exports.writers import preview
from exports.writers.preview import Picture as Picture

# Takes the path of a finished .pdf and may put another file in its place.
Finish = Callable[[Path], None]


def page(file: Path, no: int, dots_per_point: float) -> Picture:
    """The page at that place, from 0, of so many dots a point. TroubleError paper_unreadable."""
    try:
        return preview.page(file, no, dots_per_point)
    except (OSError, RuntimeError) as error:
        raise TroubleError("paper_unreadable", again=True, file=file.name) from error


def page_count(file: Path) -> int:
    """TroubleError paper_unreadable."""
    try:
        return preview.page_count(file)
    except (OSError, RuntimeError) as error:
        raise TroubleError("paper_unreadable", again=True, file=file.name) from error


def finished(file: Path, finish: Finish | None) -> None:
    """Does what is to be done to a paper; where that fails, no half-made paper stays."""
    if finish is None or file.suffix.lower() != ".pdf":
        return
    try:
        finish(file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
