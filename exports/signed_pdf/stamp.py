"""The visible field of a signature: who, when by the signer's clock, why; in our own embedded letters."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from domain import dates
from domain.text import clean_line
from exports.writers.fonts import Face, bold, drawable, load, regular
from exports.writers.lines import flat

_COLOUR = (0.04, 0.2, 0.5)
_PADDING = 4.0
_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0, 7.5, 7.0, 6.5, 6.0)


@dataclass(frozen=True)
class Said:
    """What a signature says of itself: the person, the unit, the reason."""

    name: str
    unit: str
    reason: str = ""


def drawn(said: Said, now: datetime, width: float, height: float) -> bytes:
    """A PDF of one page of that size; words that do not fit end in dots, the signature itself holds them all."""
    from reportlab.pdfgen.canvas import Canvas

    target = BytesIO()
    canvas = Canvas(target, pagesize=(width, height), pageCompression=1)
    canvas.setStrokeColorRGB(*_COLOUR)
    canvas.setFillColorRGB(*_COLOUR)
    canvas.setLineWidth(0.8)
    canvas.rect(0.6, 0.6, width - 1.2, height - 1.2)
    lines = _fitted(said, now, width - 2 * _PADDING, height - 2 * _PADDING)
    y = height - _PADDING
    for line, face in lines:
        load(face.font)
        canvas.setFont(face.font, face.size)
        canvas.drawString(_PADDING, y - face.size, drawable(line, face.font))
        y -= face.leading
    canvas.save()
    return target.getvalue()


def _fitted(said: Said, now: datetime, width: float, height: float) -> list[tuple[str, Face]]:
    for size in _SIZES:
        lines = _lines(said, now, size, width)
        if len(lines) * lines[0][1].leading <= height:
            return lines
    most = max(1, int(height // lines[0][1].leading))
    last, face = lines[most - 1]
    return [*lines[: most - 1], (_dotted(last), face)]


def _lines(said: Said, now: datetime, size: float, width: float) -> list[tuple[str, Face]]:
    plain, heavy = regular(size), bold(size)
    told: Sequence[tuple[str, Face]] = (
        (f"Ký bởi: {said.name}", heavy),
        (said.unit, plain),
        (f"Thời điểm ký (theo máy ký): {dates.shown_time(now)}", plain),
        (f"Lý do: {said.reason}" if said.reason else "", plain),
    )
    return [(line, face) for words, face in told if words for line in flat(clean_line(words), face, width)]


def _dotted(line: str) -> str:
    return line[:-2].rstrip(" ,.;") + "…"
