"""Evidence as pages to look at inside the program: pictures and PDFs, drawn; no file is opened or run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from desktop.desk import Desk
from desktop.operations import evidence
from desktop.operations.evidence import Evidence
from desktop.outside import files
from domain.errors import RuleError, TroubleError
from domain.evidence import KINDS

_SAVED_WIDE = 1600
TALLEST = 2600  # dots: a long strip of a picture is made smaller than the room it has


@dataclass(frozen=True)
class Shown:
    """One page, from 0, of so many."""

    image: QImage
    no: int
    pages: int


def may_show(found: Evidence) -> bool:
    return found.kind == "pdf" or KINDS[found.kind].picture


def page(desk: Desk, found: Evidence, no: int, wide: int, check: Callable[[], None] = lambda: None) -> Shown:
    """The page so many dots wide; a number too high is the last one. `check` may raise to stop at any moment.

    Errors call the file what `found` calls it. A process of its own reads the file: beside what is written, please.
    """
    if not may_show(found):
        raise RuleError("evidence_no_pages", name=found.name)
    pieces = []
    for piece in evidence.content(desk, found.id):
        check()
        pieces.append(piece)
    content = b"".join(pieces)
    if found.kind != "pdf":
        return Shown(files.picture(found.name, content, QSize(wide, TALLEST), check), 0, 1)
    drawn = files.pdf_page(found.name, content, no, wide, TALLEST, check)
    if drawn is None:
        raise RuleError("evidence_pdf_unreadable", name=found.name)
    image = QImage(drawn.dots, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_BGR888).copy()
    return Shown(image, min(no, drawn.pages - 1), drawn.pages)


def save_all(desk: Desk, found: Evidence, folder: Path) -> list[Path]:
    """Every page as a .png in an existing folder, in the clear; never over another file."""
    from desktop import pictures

    made, no, pages = list[Path](), 0, 1
    while no < pages:
        shown = page(desk, found, no, _SAVED_WIDE)
        pages = shown.pages
        target = folder / f"{found.name}-{no + 1}.png"
        if target.exists():
            raise RuleError("evidence_target_exists", path=str(target))
        try:
            target.write_bytes(pictures.encoded(shown.image, "png"))
        except OSError as error:
            raise TroubleError("evidence_not_written", again=True, path=str(target)) from error
        made.append(target)
        no += 1
    return made
