"""The page a signature will stand on, with the place for it drawn in."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.signatures import Spot
from ui.common.labels import label
from ui.papers.preview import Page
from ui.words import tr

# On paper, which is white in both themes.
_EDGE, _GROUND = QColor(10, 60, 140), QColor(10, 60, 140, 40)
_WIDEST = 380  # the whole page has to be seen without scrolling far


class SpotPage(Page):
    """`mark` is the place as parts of the page: left, top, right, bottom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark: tuple[float, float, float, float] | None = None

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        wide, high = self._wide(self.width()), self.height()
        if self.mark is None or not wide:
            return
        left, top, right, bottom = self.mark
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(_GROUND)
        painter.setPen(QPen(_EDGE, 2))
        painter.drawRect(QRectF(left * wide, top * high, (right - left) * wide, (bottom - top) * high))
        painter.end()


class SpotView(QWidget):
    """What is said of the place stands above its picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = label("", "muted", wrap=True)
        self.page = SpotPage()
        self.page.setMaximumWidth(_WIDEST)
        self.page.setAccessibleName(tr("Chỗ đặt chữ ký"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.said)
        column.addWidget(self.page)
        column.addStretch(1)

    def show_spot(self, spot: Spot) -> None:
        if spot.picture is None:
            self.say(tr("Tệp không còn chỗ trống: chữ ký sẽ đứng ở một trang thêm vào cuối."))
            return
        drawn = spot.picture
        image = QImage(drawn.dots, drawn.width, drawn.height, drawn.stride, QImage.Format.Format_BGR888)
        self.page.mark = (spot.left, spot.top, spot.right, spot.bottom)
        self.page.show_image(image.copy())
        told = tr("Trang {page}/{pages}, chỗ ký «{caption}».", page=spot.page, pages=spot.pages, caption=spot.caption)
        if not spot.caption:
            told = tr("Trang {page}/{pages}, chỗ còn trống trên giấy.", page=spot.page, pages=spot.pages)
        self.said.setText(told)

    def say(self, words: str) -> None:
        """A sentence instead of a picture."""
        self.page.mark = None
        self.page.show_image(QImage())
        self.said.setText(words)
