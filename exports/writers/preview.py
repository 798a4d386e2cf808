"""How a page of a finished PDF looks, as a picture for the screen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_DOTS_PER_POINT = 1.4  # A4 is about 830 dots wide then: enough for a pane, little enough for an old PC


@dataclass(frozen=True)
class Picture:
    """Dots of blue, green and red, a byte each, `stride` bytes a line; `pages` is how many the file has."""

    width: int
    height: int
    stride: int
    dots: bytes
    pages: int


def first_page(file: Path) -> Picture:
    # The library that draws pages is large: it loads only when somebody looks at one.
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        drawn = document[0].render(scale=_DOTS_PER_POINT)
        return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), len(document))
    finally:
        document.close()


def page(content: bytes, no: int, wide: int, tallest: int) -> Picture | None:
    """A page, from 0, of somebody else's PDF, at most so many dots wide and high; a number too high is the last one.

    None for what cannot be drawn: damaged, empty, or locked by a password. Scripts in it are not run: the library is
    built without them.
    """
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return None
    try:
        if not len(document):
            return None
        found = document[min(max(no, 0), len(document) - 1)]
        width, height = found.get_size()
        scale = min(wide / max(width, 1), tallest / max(height, 1))
        drawn = found.render(scale=scale)
        return Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), len(document))
    except pypdfium2.PdfiumError:
        return None
    finally:
        document.close()
