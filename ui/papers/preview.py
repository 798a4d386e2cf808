"""The first page of a paper as it would be printed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import reports
from desktop.operations.paper_parts import Wording
from desktop.operations.reports import LetterWords, Picture
from domain.errors import RuleError, TroubleError
from ui import theme
from ui.common.labels import label
from ui.session import Session
from ui.words import tr

PAUSE_MS = 600  # after the last key, before the page is drawn again


class Page(QWidget):
    """A picture as wide as there is room, and never wider than it was drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_image(self, image: QImage) -> None:
        self.image = image
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(260, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        wide = self._wide(self.width())
        if not wide:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        shown = self.image.scaledToWidth(round(wide * ratio), Qt.TransformationMode.SmoothTransformation)
        shown.setDevicePixelRatio(ratio)
        painter.drawImage(0, 0, shown)
        painter.setPen(theme.color("border_strong"))  # white on white would have no edge
        painter.drawRect(0, 0, wide - 1, self.height() - 1)
        painter.end()

    def _fit(self) -> None:
        wide = self._wide(self.width())
        self.setFixedHeight(round(self.image.height() * wide / self.image.width()) if wide else 0)

    def _wide(self, room: int) -> int:
        return min(room, round(self.image.width() / self.devicePixelRatioF()))


class Preview(QWidget):
    """`look(…)` draws the page once nothing changes for a moment, beside the screen; `drawn()` when it stands there.

    A page that is drawn is white in both themes: so is the paper.
    """

    drawn = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._wanted: tuple[str, LetterWords, str, Wording | None] | None = None
        self._asked = 0
        self.page = Page()
        self.page.setAccessibleName(tr("Trang đầu"))
        self.said = label("", "muted", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.said)
        column.addWidget(self.page)
        column.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._draw)

    def look(self, report_id: str, words: LetterWords, only: str, trial: Wording | None = None) -> None:
        """`trial` is a wording that is only tried."""
        self._wanted = (report_id, words, only, trial)
        if self.isVisible():
            self._timer.start()

    def shows_page(self) -> bool:
        return not self.page.image.isNull()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._wanted is not None:
            self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self._timer.stop()
        super().hideEvent(event)

    def _draw(self) -> None:
        if self._wanted is None:
            return
        (report_id, words, only, trial), self._wanted = self._wanted, None
        self._asked += 1
        asked = self._asked
        self._session.do(
            lambda desk, _job: reports.first_page(desk, report_id, words, only=only, trial=trial),
            lambda picture: self._show(asked, picture),
            lambda error: self._fail(asked, error),
        )

    def _show(self, asked: int, picture: Picture) -> None:
        if asked != self._asked:
            return  # another page has been asked for since
        drawn = QImage(picture.dots, picture.width, picture.height, picture.stride, QImage.Format.Format_BGR888)
        self.page.show_image(drawn.copy())
        self.said.setText(tr("Trang đầu của bản đầu tiên, như khi in."))
        self.drawn.emit()

    def _fail(self, asked: int, error: Exception) -> None:
        if asked != self._asked:
            return
        self.page.show_image(QImage())
        self.said.setText(messages.of_error(error))
        if not isinstance(error, RuleError | TroubleError):
            self._session.failed.emit(error)
