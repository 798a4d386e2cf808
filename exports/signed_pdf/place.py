"""Where a signature may stand in a PDF without covering anything: the paper's own signature area, else a free place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from domain.errors import RuleError
from domain.text import clean_line, fold
from exports.signed_pdf.ink import CELL, Ink

WIDTH, HEIGHT = 200.0, 62.0
LEAST_WIDTH, LEAST_HEIGHT = 120.0, 40.0
_MARGIN = 36.0
_PAGES = 10  # a signature area further than this from the end is not looked for
_NAME_WITHIN = 150.0  # of the head of a signature area, in points
_HEADS = re.compile(
    r"^(TM\.|KT\.|TL\.|TUQ\.|Q\.|CHỦ TỊCH|PHÓ |GIÁM ĐỐC|TỔNG GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG |THƯ KÝ|ĐẠI DIỆN|NGƯỜI |"
    r"ỦY VIÊN|BÊN |THỦ TRƯỞNG|KẾ TOÁN|TÁC GIẢ)|^\(?(Ký|ký)\b"
)


@dataclass(frozen=True)
class Place:
    """A rectangle of a page (counted from 0) in points; `caption` is what stands above and below it on the paper.

    `page` is -1 for a page that has to be added at the end; `free` is False where something stands there already.
    """

    page: int
    left: float
    bottom: float
    right: float
    top: float
    caption: str = ""
    free: bool = True

    @property
    def box(self) -> tuple[int, int, int, int]:
        return round(self.left), round(self.bottom), round(self.right), round(self.top)


@dataclass(frozen=True)
class _Line:
    """Words of one line of a page that stand together."""

    left: float
    bottom: float
    right: float
    top: float
    words: str

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


ADDED = Place(-1, _MARGIN + 20, 720, _MARGIN + 20 + WIDTH, 720 + HEIGHT)


def places(pdf: bytes) -> list[Place]:
    """The free signature areas of the last pages, the last page first and there the rightmost first."""
    with _pages(pdf) as pages:
        return [area for number, page in pages for area in _areas(page, number) if area.free]


def choose(pdf: bytes, signer_name: str, *, page: int | None = None, may_add: bool) -> Place:
    """The area that names the signer, else a free one of the last page that has any, else free room near the end, else
    a page to add.

    With `page` (from 0) only that page is looked at. RuleError("pdf_no_page"), or "pdf_no_room" where nothing is free
    and no page may be added.
    """
    with _pages(pdf, page) as pages:
        looked_at = list(pages)
        areas = [area for number, one in looked_at for area in _areas(one, number)]
        name, last = fold(signer_name), max((area.page for area in areas), default=0)
        free = [area for area in areas if area.free]
        named = (area for area in free if name and name in fold(area.caption))
        # An area further up belongs to another paper of the same file, not to the next signer of this one.
        found = next(named, None) or next((area for area in free if area.page == last), None)
        if found is None:
            found = next((place for number, one in looked_at if (place := _free_on(one, number))), None)
    if found is None and (page is not None or not may_add):
        raise RuleError("pdf_no_room")
    return found or ADDED


@contextmanager
def _pages(pdf: bytes, only: int | None = None) -> Iterator[Iterator[tuple[int, Any]]]:
    """The last pages with their numbers, the last one first, or one alone; RuleError pdf_unreadable, pdf_no_page."""
    # The library that draws pages is large: it loads only when somebody signs.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise RuleError("pdf_unreadable") from None
    try:
        document.init_forms()  # without it signatures that stand already would not be drawn
        last = len(document) - 1
        if only is not None and not 0 <= only <= last:
            raise RuleError("pdf_no_page", page=only + 1, pages=last + 1)
        wanted = range(last, max(-1, last - _PAGES), -1) if only is None else (only,)
        yield ((number, document[number]) for number in wanted)
    except pypdfium2.PdfiumError:
        raise RuleError("pdf_unreadable") from None
    finally:
        document.close()


def _free_on(page: Any, number: int) -> Place | None:
    ink = Ink.of(page)
    if ink is None:
        return None
    bottom = ink.bottom + _MARGIN
    while bottom + HEIGHT <= ink.top - _MARGIN:
        left = ink.right - _MARGIN - WIDTH
        while left >= ink.left + _MARGIN:
            if ink.free(left, bottom, left + WIDTH, bottom + HEIGHT):
                return Place(number, left, bottom, left + WIDTH, bottom + HEIGHT)
            left -= 2 * CELL
        bottom += 2 * CELL
    return None


def _areas(page: Any, number: int) -> list[Place]:
    ink = Ink.of(page)
    if ink is None:
        return []
    lines = _lines(page)
    found = [_below(line, lines, ink, number) for line in lines if _heads(line)]
    return sorted(found, key=lambda place: (-round(place.bottom / 40), -place.left))


def _heads(line: _Line) -> bool:
    words = line.words
    return bool(_HEADS.match(words)) and (words.isupper() or words.lstrip("(")[:2].lower() == "ký")


def _below(head: _Line, lines: Sequence[_Line], ink: Ink, number: int) -> Place:
    """The room between the head of a signature area and the name under it, as far as it is free."""
    under = [line for line in lines if line.top <= head.bottom + 2 and abs(line.middle - head.middle) < 90]
    nearest = max(under, key=lambda line: line.top, default=None)
    named = nearest if nearest and head.bottom - nearest.top < _NAME_WITHIN else None
    top = head.bottom - 4
    bottom = named.top + 3 if named else max(ink.bottom + _MARGIN, top - HEIGHT)
    spare = max(0.0, top - bottom - HEIGHT) / 2
    widest = min(WIDTH, 2 * min(head.middle - ink.left, ink.right - head.middle) - _MARGIN)
    caption = clean_line(f"{head.words} {named.words if named else ''}")
    room = Place(number, head.middle - widest / 2, bottom + spare, head.middle + widest / 2, top - spare, caption)
    return next((one for one in _smaller(room) if _fits(one, ink)), replace(room, free=False))


def _smaller(room: Place) -> Iterator[Place]:
    """The room itself, then less and less of it around the same middle."""
    for narrow in range(0, int(room.right - room.left - LEAST_WIDTH) // 2 + 1, 8):
        for low in range(0, max(0, int(room.top - room.bottom - LEAST_HEIGHT)) + 1, 6):
            yield replace(room, left=room.left + narrow, right=room.right - narrow, top=room.top - low / 2,
                          bottom=room.bottom + low / 2)  # fmt: skip


def _fits(place: Place, ink: Ink) -> bool:
    if place.top - place.bottom < LEAST_HEIGHT or place.right - place.left < LEAST_WIDTH:
        return False
    return ink.free(place.left, place.bottom, place.right, place.top)


def _lines(page: Any) -> list[_Line]:
    """The words of the page by line, from the top; columns stay apart."""
    text = page.get_textpage()
    found = []
    for number in range(text.count_rects()):
        left, bottom, right, top = text.get_rect(number)
        found.append(_Line(left, bottom, right, top, clean_line(text.get_text_bounded(left, bottom, right, top))))
    return [line for line in _joined(found) if line.words]


def _joined(pieces: Sequence[_Line]) -> list[_Line]:
    """Pieces that follow each other on one line, put together."""
    lines: list[_Line] = []
    for piece in pieces:
        before = lines[-1] if lines else None
        near = before and abs(before.bottom - piece.bottom) < 4 and -2 <= piece.left - before.right < 12
        if before is not None and near:
            lines[-1] = _Line(before.left, min(before.bottom, piece.bottom), piece.right, max(before.top, piece.top),
                              f"{before.words} {piece.words}")  # fmt: skip
        else:
            lines.append(piece)
    return lines
