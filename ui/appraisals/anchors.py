"""The anchor words of a criterion: what each band of points means, the one in question marked."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.programme import Criterion
from ui import theme
from ui.appraisals import points
from ui.common.labels import label, set_look

WIDEST_BAND = "26–29,5"


class Anchor(QWidget):
    """One band: its points at the left, its words beside them."""

    def __init__(self, span: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on = False
        self._span = label(span, "small")
        self._words = label(words, "small", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(9, 2, 6, 3)
        row.setSpacing(6)
        row.addWidget(self._span, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._words, 1)

    def set_on(self, on: bool) -> None:
        self._on = on
        for part in (self._span, self._words):
            set_look(part, "small-on" if on else "small")
        self.update()

    def is_on(self) -> bool:
        return self._on

    def words(self) -> str:
        return self._words.text()

    def measure(self) -> None:
        """The column of points is as wide in every band, at the size of the text in use."""
        self._span.setFixedWidth(QFontMetrics(theme.font(0.92)).horizontalAdvance(WIDEST_BAND) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._on:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("tint"))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        painter.setBrush(theme.color("accent"))
        painter.drawRoundedRect(QRectF(0, 0, 3, self.height()), 1.5, 1.5)
        painter.end()


class Anchors(QWidget):
    """All bands of one criterion. Folded it shows only the band of the points that were given."""

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._criterion = criterion
        self._open = True
        self.bands = [Anchor(span, words) for span, words in spans(criterion)]
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for band in self.bands:
            band.measure()
            column.addWidget(band)

    def mark(self, given: float | None) -> str:
        """Marks the band these points fall into; gives its words, "" for none."""
        place = band_of(self._criterion, given)
        for number, band in enumerate(self.bands):
            band.set_on(number == place)
        self.unfold(self._open)
        return "" if place is None else self.bands[place].words()

    def unfold(self, opened: bool) -> None:
        self._open = opened
        for band in self.bands:
            band.setVisible(opened or band.is_on())

    def measure(self) -> None:
        for band in self.bands:
            band.measure()


def spans(criterion: Criterion) -> list[tuple[str, str]]:
    """(points, words) of each band from the highest down: ("26–30", …), ("21–25,5", …)."""
    found, top = [], float(criterion.max_points)
    for lowest, words in criterion.bands:
        found.append((f"{lowest}–{points.shown(top)}", words))
        top = lowest - 0.5
    return found


def band_of(criterion: Criterion, given: float | None) -> int | None:
    """The place of the band these points fall into; None for no points and for points above the maximum."""
    if given is None or given > criterion.max_points:
        return None
    return next((place for place, (lowest, _) in enumerate(criterion.bands) if given >= lowest), None)
