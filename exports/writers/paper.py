"""Pages of a PDF file: text at a place, ruled lines, page numbers."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from typing import Any, BinaryIO

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from domain.text import clean
from exports.writers import fonts, lines
from exports.writers.fonts import Face, bold_italic, regular
from exports.writers.pdf_file import GrowingFile

_PAGE_NO, _MARK = regular(13), bold_italic(11)
PROGRAM = "Sổ Sáng Kiến"


@dataclass(frozen=True)
class Frame:
    """The printed area of a page (width, height), all in points from the page's lower left corner."""

    page: tuple[float, float]
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


# Margins of QĐ 933/QĐ-TLĐ: left 30 mm, right 15–20 mm, top and bottom 20 mm.
PORTRAIT = Frame(A4, 30 * mm, 20 * mm, A4[0] - 15 * mm, A4[1] - 20 * mm)
LANDSCAPE = Frame(landscape(A4), 30 * mm, 20 * mm, A4[1] - 17 * mm, A4[0] - 20 * mm)


class Paper:
    """One PDF file being drawn page by page; the same calls give the same bytes."""

    def __init__(self, stream: BinaryIO, frame: Frame, *, title: str, author: str) -> None:
        fonts.load("Tinos")
        self.frame = frame
        self.pages = 1
        self._mark, self._begun, self._page_no = "", False, 1
        self._canvas: Any = Canvas(
            stream, pagesize=frame.page, pageCompression=1, invariant=1, lang="vi-VN", initialFontName="Tinos"
        )
        self._canvas.setTitle(clean(title))
        self._canvas.setAuthor(clean(author))
        self._canvas.setSubject("")
        self._canvas.setCreator(PROGRAM)
        self._canvas.setProducer(PROGRAM)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self._file = GrowingFile(stream, self._canvas)
        self._encoded = lru_cache(maxsize=fonts.KEPT)(self._encode)

    def text(self, x: float, baseline: float, line: str, face: Face, word_space: float = 0) -> None:
        """One line of text; `word_space` widens each space, to fill a justified line."""
        if line:
            spread = f"{word_space:.3f} Tw " if word_space else ""
            reset = " 0 Tw" if word_space else ""
            self._put(f"BT 1 0 0 1 {x:.2f} {baseline:.2f} Tm {spread}{self._show(line, face)}{reset} ET")

    def centred(self, middle: float, baseline: float, line: str, face: Face) -> None:
        self.text(middle - lines.measure(line, face) / 2, baseline, line, face)

    def rules(self, segments: list[tuple[float, float, float, float]], thickness: float = 0.5) -> None:
        """Straight lines from (x, y) to (x, y)."""
        drawn = " ".join(f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l" for x1, y1, x2, y2 in segments)
        self._put(f"{thickness} w {drawn} S")

    def drawing(self, drawn: Any, left: float, bottom: float) -> None:
        """A drawing of the library, its lower left corner there."""
        from reportlab.graphics import renderPDF

        renderPDF.draw(drawn, self._canvas, left, bottom)

    def picture(self, picture: bytes, left: float, bottom: float, width: float, height: float) -> None:
        """A picture (.png, .jpg) as large as fits the box, in its middle."""
        self._canvas.drawImage(
            ImageReader(BytesIO(picture)), left, bottom, width, height, mask="auto", preserveAspectRatio=True,
            anchor="c",
        )  # fmt: skip

    def boxes(self, corners: list[tuple[float, float]], side: float) -> None:
        """Filled squares of that side, by their lower left corners."""
        self._put(" ".join(f"{x:.2f} {y:.2f} {side:.2f} {side:.2f} re" for x, y in corners) + " f")

    def begin(self, title: str, mark: str = "") -> None:
        """One of several papers in this file: a page of its own, numbered from 1, a bookmark, `mark` on each page."""
        if self._begun:
            self._end_page()
            self.pages += 1
        self._begun, self._page_no, self._mark = True, 1, mark
        self._canvas.bookmarkPage(f"p{self.pages}")
        self._canvas.addOutlineEntry(clean(title), f"p{self.pages}", level=0)
        self._draw_mark()

    def turn_page(self) -> None:
        """The next page; it carries its number in the middle of the upper margin, the first page has none."""
        self._end_page()
        self.pages += 1
        self._page_no += 1
        self.centred(self.frame.middle, self.frame.top + 8 * mm, str(self._page_no), _PAGE_NO)
        self._draw_mark()

    def save(self) -> None:
        self._end_page()
        self._file.finish()

    def _end_page(self) -> None:
        self._file.end_page(named=self._page_no == 1)

    def _draw_mark(self) -> None:
        if self._mark:
            right = self.frame.right - lines.measure(self._mark, _MARK)
            self.text(right, self.frame.top + 8 * mm, self._mark, _MARK)

    def _put(self, operators: str) -> None:
        # The library has no public way to add operators; its own text objects cost several times as much.
        self._canvas._code.append(operators)

    def _show(self, line: str, face: Face) -> str:
        words = [self._encoded(word, face.font) for word in line.split(" ")]
        plain = [word for word in words if word is not None]
        if len(plain) == len(words):
            return f"{self._tag(face, 0)} ({' '.join(plain)}) Tj"
        return " ".join(f"{self._tag(face, subset)} ({code}) Tj" for subset, code in self._runs(line, face.font))

    def _encode(self, word: str, font: str) -> str | None:
        """The word in the codes of the font's first subset, None if it needs another one."""
        runs = self._runs(word, font)
        return "".join(code for _, code in runs) if all(subset == 0 for subset, _ in runs) else None

    def _runs(self, text: str, font: str) -> list[tuple[int, str]]:
        drawable = fonts.drawable(text, font)
        split = fonts.load(font).splitString(drawable, self._canvas._doc)
        return [(subset, self._canvas._escape(code)) for subset, code in split]

    def _tag(self, face: Face, subset: int) -> str:
        return f"{fonts.load(face.font).getSubsetInternalName(subset, self._canvas._doc)} {face.size:g} Tf"
