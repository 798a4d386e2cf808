"""How pages of a finished PDF look, as pictures for the screen, for a printer or for another file."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

SCREEN_DOTS = 1.4  # a point: A4 is about 830 dots wide then: enough for a pane, little enough for an old PC


@dataclass(frozen=True)
class Picture:
    """Dots of blue, green and red, a byte each, `stride` bytes a line; `pages` is how many the file has, `points` how
    large this one is (width, height)."""

    width: int
    height: int
    stride: int
    dots: bytes
    pages: int
    points: tuple[float, float] = (0.0, 0.0)


def page(file: Path | bytes, no: int, dots_per_point: float = SCREEN_DOTS) -> Picture:
    """The page at that place, from 0."""
    return _drawn(file, no, dots_per_point)


def page_count(file: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        return len(document)
    finally:
        document.close()


def png(file: bytes, dots_per_point: float) -> bytes:
    """The first page of a file in memory as a .png."""
    seen = _drawn(file, 0, dots_per_point)
    lines = (seen.dots[at : at + seen.width * 3] for at in range(0, seen.stride * seen.height, seen.stride))
    raw = b"".join(b"\0" + _swapped(line) for line in lines)
    head = struct.pack(">IIBBBBB", seen.width, seen.height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(raw)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, body) for name, body in parts)


def chunk(name: bytes, body: bytes) -> bytes:
    """A part of a .png: how long, which, what, and a sum to check it by."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def _swapped(line: bytes) -> bytes:
    """Blue, green, red as red, green, blue."""
    turned = bytearray(line)
    turned[0::3], turned[2::3] = line[2::3], line[0::3]
    return bytes(turned)


def _drawn(file: Path | bytes, no: int, dots_per_point: float) -> Picture:
    # The library that draws pages is large: it loads only when somebody looks at one.
    import pypdfium2

    document = pypdfium2.PdfDocument(file)
    try:
        wanted = document[no]
        drawn = wanted.render(scale=dots_per_point)
        return Picture(
            drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), len(document), wanted.get_size()
        )  # fmt: skip
    finally:
        document.close()


def stranger_page(content: bytes, no: int, wide: int, tallest: int) -> Picture | None:
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
