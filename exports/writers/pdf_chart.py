"""Charts of papers: bars beside their names, or columns over them, in one ink so that a copying machine keeps them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing, Line, Rect, String
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from domain.paper.content import Chart
from domain.text import clean
from exports.writers import fonts, preview
from exports.writers.fonts import bold, regular
from exports.writers.lines import measure

_INK, _AXIS = HexColor("#3f5f7f"), HexColor("#555555")
_WORDS, _TITLE = regular(10), bold(11)
_ROW, _BAR, _HEAD, _FOOT = 20.0, 12.0, 22.0, 6.0
_STANDING, _COLUMN, _BELOW = 150.0, 34.0, 16.0
_NAMES_MOST = 0.42  # of the width, for names beside lying bars
_DOTS_PER_POINT = 3.0


def height(chart: Chart) -> float:
    """The room in points a chart needs."""
    return _HEAD + (_STANDING if chart.standing else _ROW * max(1, len(chart.labels))) + _FOOT


def drawing(chart: Chart, width: float) -> Any:
    """The chart as a drawing so wide, its title above it; each name, its bar and its figure follow one another, so that
    who has it read aloud hears them together. A ruled axis would only repeat the figures."""
    for face in (_WORDS, _TITLE):
        fonts.load(face.font)
    drawn = Drawing(width, height(chart))
    drawn.add(_words(0, height(chart) - _TITLE.size - 2, chart.title, "start", _TITLE))
    if chart.labels:
        (_stand if chart.standing else _lie)(drawn, chart, width)
    return drawn


def picture(chart: Chart, width: float) -> bytes:
    """The same as a picture (.png), for files that cannot hold drawings."""
    page = BytesIO()
    canvas = Canvas(page, pagesize=(width, height(chart)), invariant=1)
    renderPDF.draw(drawing(chart, width), canvas, 0, 0)
    canvas.save()
    return preview.png(page.getvalue(), _DOTS_PER_POINT)


def _lie(drawn: Any, chart: Chart, width: float) -> None:
    names = [_fitting(clean(name), width * _NAMES_MOST) for name in chart.labels]
    left = max(measure(name, _WORDS) for name in names) + 8
    room = width - left - max(measure(words, _WORDS) for words in chart.shown) - 10
    top, highest = height(chart) - _HEAD, max(chart.values) or 1
    drawn.add(Line(left, top, left, top - _ROW * len(names), strokeColor=_AXIS, strokeWidth=0.6))
    for no, (name, value, shown) in enumerate(zip(names, chart.values, chart.shown, strict=True), start=1):
        low = top - _ROW * no + (_ROW - _BAR) / 2
        drawn.add(_words(left - 6, low + 3, name, "end"))
        drawn.add(Rect(left, low, room * value / highest, _BAR, fillColor=_INK, strokeColor=None))
        drawn.add(_words(left + room * value / highest + 4, low + 3, shown, "start"))


def _stand(drawn: Any, chart: Chart, width: float) -> None:
    low, high = _FOOT + _BELOW, _STANDING - _BELOW - 14
    step, highest = width / len(chart.values), max(chart.values) or 1
    wide = min(_COLUMN, step * 0.6)
    drawn.add(Line(0, low, width, low, strokeColor=_AXIS, strokeWidth=0.6))
    for no, (name, value, shown) in enumerate(zip(chart.labels, chart.values, chart.shown, strict=True)):
        middle = step * (no + 0.5)
        drawn.add(_words(middle, _FOOT + 2, _fitting(clean(name), step), "middle"))
        drawn.add(Rect(middle - wide / 2, low, wide, high * value / highest, fillColor=_INK, strokeColor=None))
        drawn.add(_words(middle, low + high * value / highest + 3, shown, "middle"))


def _words(x: float, y: float, words: str, anchor: str, face: fonts.Face = _WORDS) -> Any:
    return String(x, y, clean(words), fontName=face.font, fontSize=face.size, textAnchor=anchor)


def _fitting(name: str, room: float) -> str:
    """A name too long for its room ends in dots."""
    if measure(name, _WORDS) <= room:
        return name
    while name and measure(f"{name}…", _WORDS) > room:
        name = name[:-1]
    return f"{name.rstrip()}…"
