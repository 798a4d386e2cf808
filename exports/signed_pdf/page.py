"""The page a signature would stand on, as a picture, before anybody signs."""

from __future__ import annotations

from dataclasses import dataclass

from domain.errors import RuleError
from exports.signed_pdf import place
from exports.writers.preview import Picture

_DOTS_PER_POINT = 1.4
MAX_BYTES = 100 << 20


@dataclass(frozen=True)
class Spot:
    """The page (from 1) with the rectangle for the field, as parts of its width and height from the upper left.

    `picture` is None for a page that will be added at the end.
    """

    page: int
    pages: int
    left: float
    top: float
    right: float
    bottom: float
    caption: str
    picture: Picture | None


def look(data: bytes, signer_name: str, page: int | None = None) -> Spot:
    """RuleError pdf_unreadable, pdf_no_room, pdf_no_page."""
    import pypdfium2

    found = place.choose(data, signer_name, page=page, may_add=b"/ByteRange" not in data)
    document = pypdfium2.PdfDocument(data)
    try:
        pages = len(document)
        if found.page < 0:
            return Spot(pages + 1, pages + 1, 0, 0, 0, 0, "", None)
        document.init_forms()
        shown = document[found.page]
        left, bottom, right, top = shown.get_cropbox()
        wide, high = right - left, top - bottom
        drawn = shown.render(scale=_DOTS_PER_POINT)
        picture = Picture(drawn.width, drawn.height, drawn.stride, bytes(drawn.buffer), pages)
        return Spot(found.page + 1, pages, (found.left - left) / wide, (top - found.top) / high,
                    (found.right - left) / wide, (top - found.bottom) / high, found.caption, picture)  # fmt: skip
    except pypdfium2.PdfiumError:
        raise RuleError("pdf_unreadable") from None
    finally:
        document.close()
