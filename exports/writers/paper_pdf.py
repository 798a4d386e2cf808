"""Papers as pages to sign: each begins on a page of its own, in one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import BinaryIO

from reportlab.lib.units import mm

from domain.paper.content import (
    INSIDE_MARK,
    Block,
    Chart,
    Closing,
    Code,
    Content,
    Letterhead,
    Lines,
    Logo,
    Look,
    Motto,
    Table,
    Text,
    Title,
)
from domain.text import clean
from exports.writers import closing, flow_table, letterhead, paper, pdf_chart, qr
from exports.writers.flow import Align, Flow, Style
from exports.writers.fonts import bold, italic, regular
from exports.writers.lines import balanced, flat, measure
from exports.writers.paper import Paper
from exports.writers.sheet import Step

_INDENT = 28.35
_STYLES = {
    Look.BODY: Style(regular(13, 18), first=_INDENT, before=4),
    Look.GROUND: Style(italic(13, 18), first=_INDENT, before=4),
    Look.HEAD: Style(bold(13, 18), Align.LEFT, before=8),
    Look.LEFT: Style(regular(13, 18), Align.LEFT, before=4),
    Look.ITEM: Style(regular(13, 18), indent=_INDENT, before=2),
    Look.CENTRE: Style(regular(13, 18), Align.CENTRED, before=4),
    Look.STRONG: Style(bold(13, 18), Align.CENTRED, before=6),
    Look.SMALL: Style(regular(12, 14.5), Align.CENTRED, before=3),
    Look.NAME: Style(bold(19, 24), Align.CENTRED, before=6),
    Look.NOTE: Style(italic(11, 14), Align.LEFT, before=6),
}
_LINE, _CODE, _CAPTION = 24.0, 84.0, regular(11, 14)
_TABLE_BEGINS = 70.0  # headings of two lines and a row
_BORDER = 8 * mm  # outside the printed area, so that words keep their distance


def write(stream: BinaryIO, contents: Sequence[Content], step: Step) -> int:
    """Draws the papers one after the other, each `fitted`, and returns the number of pages; `step` is called after each
    paper."""
    first = contents[0]
    frame = paper.LANDSCAPE if first.landscape else paper.PORTRAIT
    pages = Paper(stream, frame, title=first.title, author="")
    for no, content in enumerate(contents, start=1):
        pages.begin(content.title, INSIDE_MARK if content.inside else "")
        _draw(pages, fitted(content))
        step(no, len(contents))
    pages.save()
    return pages.pages


def fitted(content: Content) -> Content:
    """A framed paper without the spare words that would make a second page of it, the last of them left out first."""
    while content.framed and _page_count(content) > 1:
        spare = [no for no, block in enumerate(content.blocks) if isinstance(block, Text) and block.spare]
        if not spare:
            break
        content = replace(content, blocks=content.blocks[: spare[-1]] + content.blocks[spare[-1] + 1 :])
    return content


def _page_count(content: Content) -> int:
    pages = Paper(BytesIO(), paper.LANDSCAPE if content.landscape else paper.PORTRAIT, title="", author="")
    pages.begin("")
    _draw(pages, content)
    return pages.pages


def _draw(pages: Paper, content: Content) -> None:
    flow = Flow(pages, pages.frame.top)
    if content.framed:
        _border(pages)
    for block, following in zip(content.blocks, (*content.blocks[1:], None), strict=True):
        _put(pages, flow, block, _kept(pages, block, following))


def _kept(pages: Paper, block: Block, following: Block | None) -> float:
    """How much of what follows stands on one page with the end of this block: all of a signature; under a heading the
    chart, or the beginning of the table."""
    if isinstance(following, Closing):
        return _closing_height(pages, following)
    if not (isinstance(block, Text) and block.look is Look.HEAD):
        return 0.0
    if isinstance(following, Chart):
        return pdf_chart.height(following) + 6
    return _TABLE_BEGINS if isinstance(following, Table) else 0.0


def _put(pages: Paper, flow: Flow, block: Block, keep: float) -> None:
    match block:
        case Letterhead():
            flow.y = letterhead.draw(pages, upper=block.upper, unit=block.unit, number_line=block.number_line,
                                     place_and_day=block.place_and_day)  # fmt: skip
        case Motto():
            flow.y = letterhead.draw_country(pages, block.place_and_day)
        case Title():
            _title(pages, flow, block)
        case Text():
            flow.put(block.words, _STYLES[block.look], keep)
        case Table():
            flow_table.put(pages, flow, block, keep)
        case Closing():
            _closing(pages, flow, block)
        case _:
            _put_drawn(pages, flow, block)


def _put_drawn(pages: Paper, flow: Flow, block: Lines | Code | Chart | Logo) -> None:
    match block:
        case Lines():
            _lines(pages, flow, block.count)
        case Code():
            _code(pages, flow, block)
        case Chart():
            _chart(pages, flow, block)
        case Logo():
            _logo(pages, flow, block)


def _title(pages: Paper, flow: Flow, block: Title) -> None:
    if block.new_page:
        flow.turn()
    flow.put(block.text, Style(bold(block.size, block.size * 1.3), Align.CENTRED, before=14))
    if block.about:
        face = bold(14, 18)
        flow.put(block.about, Style(face, Align.CENTRED, before=0))
        half = max(measure(line, face) for line in balanced(clean(block.about), face, pages.frame.width)) / 5
        flow.y -= 3
        pages.rules([(pages.frame.middle - half, flow.y, pages.frame.middle + half, flow.y)], thickness=0.75)
    flow.y -= 6


def _lines(pages: Paper, flow: Flow, count: int) -> None:
    for _ in range(count):
        if flow.y - _LINE < pages.frame.bottom:
            flow.turn()
        flow.y -= _LINE
        pages.rules([(pages.frame.left, flow.y, pages.frame.right, flow.y)], thickness=0.4)


def _code(pages: Paper, flow: Flow, block: Code) -> None:
    if flow.y - _CODE - 12 < pages.frame.bottom:
        flow.turn()
    top, left = flow.y - 8, pages.frame.left
    dark = qr.squares(block.words)
    side = _CODE / len(dark)
    pages.boxes(
        [(left + x * side, top - (y + 1) * side) for y, line in enumerate(dark) for x, one in enumerate(line) if one],
        side,
    )
    baseline = top - _CAPTION.size
    for line in flat(clean(block.caption), _CAPTION, pages.frame.width - _CODE - 16):
        pages.text(left + _CODE + 16, baseline, line, _CAPTION)
        baseline -= _CAPTION.leading
    flow.y = top - _CODE - 4


def _chart(pages: Paper, flow: Flow, block: Chart) -> None:
    high = pdf_chart.height(block)
    if flow.y - high - 6 < pages.frame.bottom:
        flow.turn()
    flow.y -= high + 6
    pages.drawing(pdf_chart.drawing(block, pages.frame.width), pages.frame.left, flow.y)


def _logo(pages: Paper, flow: Flow, block: Logo) -> None:
    high = block.height_mm * mm
    if flow.y - high < pages.frame.bottom:
        flow.turn()
    flow.y -= high
    pages.picture(block.picture, pages.frame.middle - high * 1.5, flow.y, high * 3, high)
    flow.y -= 4


def _columns(pages: Paper, block: Closing) -> tuple[float, float]:
    """Width of one signature, and of the copies on the left of one that stands alone."""
    if len(block.signatures) == 1:
        return pages.frame.width * 0.55, pages.frame.width * 0.45
    return pages.frame.width / len(block.signatures), pages.frame.width


def _closing_height(pages: Paper, block: Closing) -> float:
    width, copies_width = _columns(pages, block)
    signed = max(closing.height(signature, width) for signature in block.signatures)
    copies = closing.copies_height(block.copies, copies_width) if block.copies else 0.0
    return max(signed, copies) if len(block.signatures) == 1 else signed + copies


def _closing(pages: Paper, flow: Flow, block: Closing) -> None:
    if flow.y - _closing_height(pages, block) < pages.frame.bottom:
        flow.turn()
    width, copies_width = _columns(pages, block)
    top = flow.y
    left = pages.frame.right - width * len(block.signatures)
    for no, signature in enumerate(block.signatures):
        closing.draw(pages, top, signature, left + no * width, width)
    flow.y = top - max(closing.height(signature, width) for signature in block.signatures)
    if block.copies:
        closing.draw_copies(pages, top if len(block.signatures) == 1 else flow.y, block.copies, pages.frame.left,
                            copies_width)  # fmt: skip
        flow.y -= 0 if len(block.signatures) == 1 else closing.copies_height(block.copies, copies_width)


def _border(pages: Paper) -> None:
    """Two lines around the printed area, the outer one heavier."""
    frame = pages.frame
    for gap, thickness in ((_BORDER, 2.0), (_BORDER - 5, 0.6)):
        left, bottom, right, top = frame.left - gap, frame.bottom - gap, frame.right + gap, frame.top + gap
        pages.rules(
            [(left, bottom, right, bottom), (right, bottom, right, top), (right, top, left, top),
             (left, top, left, bottom)],
            thickness,
        )  # fmt: skip
