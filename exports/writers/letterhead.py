"""The head of a union paper: who issues it on the left, the name and motto of the country on the right."""

from __future__ import annotations

from reportlab.lib.units import mm

from domain.text import clean
from exports.writers.fonts import Face, bold, italic, regular
from exports.writers.lines import balanced, measure
from exports.writers.paper import Frame, Paper

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập – Tự do – Hạnh phúc"

_LEFT_WIDTH = 65 * mm  # 65 : 100 of the printed width of 165 mm (QĐ 933/QĐ-TLĐ)
_COUNTRY, _MOTTO = bold(13, 16), bold(14, 17)
_UPPER, _UNIT = regular(13, 16), bold(13, 16)
_NUMBER, _DAY = regular(13, 17), italic(13, 17)
_RULE_GAP = 4.0


def draw(paper: Paper, *, upper: str, unit: str, number_line: str, place_and_day: str) -> float:
    """Draws the head at the top of the page and returns the height at which the paper goes on."""
    frame = paper.frame
    # On a page laid across, the two columns keep their proportion.
    parted = frame.left + _LEFT_WIDTH * max(1.0, frame.width / (165 * mm))
    left = Frame(frame.page, frame.left, frame.bottom, parted, frame.top)
    right = Frame(frame.page, left.right, frame.bottom, frame.right, frame.top)
    below = min(_names(paper, left, upper, unit), _country(paper, right)) - 8
    ends = (
        _centred(paper, left, below, number_line, _NUMBER),
        _centred(paper, right, below, place_and_day, _DAY),
    )
    return min(ends)


def draw_country(paper: Paper, place_and_day: str) -> float:
    """The name and motto of the country alone, over the whole width; returns the height at which the paper goes on."""
    below = _country(paper, paper.frame) - 8
    if not place_and_day:
        return below
    face = _DAY
    paper.text(paper.frame.right - measure(clean(place_and_day), face), below - face.size, clean(place_and_day), face)
    return below - face.leading


def _names(paper: Paper, column: Frame, upper: str, unit: str) -> float:
    y = _centred(paper, column, column.top, upper, _UPPER) if upper else column.top
    y = _centred(paper, column, y, unit, _UNIT)
    longest = max(measure(line, _UNIT) for line in balanced(clean(unit), _UNIT, column.width - 6))
    return _rule(paper, column, y, longest * 0.4)


def _country(paper: Paper, column: Frame) -> float:
    paper.centred(column.middle, column.top - _COUNTRY.size, COUNTRY, _COUNTRY)
    y = column.top - _COUNTRY.leading
    paper.centred(column.middle, y - _MOTTO.size, MOTTO, _MOTTO)
    return _rule(paper, column, y - _MOTTO.leading, measure(MOTTO, _MOTTO))


def _centred(paper: Paper, column: Frame, top: float, text: str, face: Face) -> float:
    y = top
    for line in balanced(clean(text), face, column.width - 6):
        paper.centred(column.middle, y - face.size, line, face)
        y -= face.leading
    return y


def _rule(paper: Paper, column: Frame, top: float, length: float) -> float:
    y = top - _RULE_GAP + 1
    paper.rules([(column.middle - length / 2, y, column.middle + length / 2, y)], thickness=0.75)
    return y
