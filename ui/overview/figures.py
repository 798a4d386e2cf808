"""The row of large figures at the head of the first page."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.operations.overview import Benefit, Overview
from domain import money
from domain.initiative import BenefitState
from domain.labels import BENEFIT_STATES
from ui import theme
from ui.common.card import Card
from ui.common.labels import label
from ui.common.numbers import short_amount, written
from ui.words import tr

LETTERS = 13


class Figure(Card):
    """One figure and the words below it; `more` is said when the mouse is over it.

    `opened()` by a click, Enter or Space on a figure that is not 0.
    """

    opened = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._opens = False
        self.setProperty("reached", True)  # the style sheet marks it while the keyboard is here
        self.body.setContentsMargins(16, 8, 12, 10)
        self.body.setSpacing(0)
        self.figure, self.words = label("–", "figure"), label(words, "muted", wrap=True)
        self.body.addWidget(self.figure)
        self.body.addWidget(self.words)
        self.body.addStretch(1)

    def say(self, figure: str, words: str = "", more: str = "", *, opens: bool = False) -> None:
        """`opens`: whether there is a list behind it."""
        self.figure.setText(figure)
        self.words.setText(words or self.words.text())
        self._opens = opens
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if opens else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)
        self.setToolTip("\n".join(filter(None, (more, tr("Bấm hoặc Enter để mở danh sách") if opens else ""))))
        self.setAccessibleName(f"{figure} {self.words.text()}")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self._opens or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (
            self._opens
            and event.button() == Qt.MouseButton.LeftButton
            and self.rect().contains(event.position().toPoint())
        ):
            self.opened.emit()
        else:
            super().mouseReleaseEvent(event)

    def minimumSizeHint(self) -> QSize:
        """The figure is never cut; the words below it may break into lines."""
        usual = QFontMetrics(theme.font()).averageCharWidth() * LETTERS
        return super().minimumSizeHint().expandedTo(QSize(usual, 0))


class Figures(QWidget):
    """How many there are, how many lack something, how many went up, and the benefit that was verified.

    `opened(key)` of the figure whose list is wanted, one of `desktop.operations.overview.LISTS`.
    """

    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.total = Figure(tr("sáng kiến đã ghi"))
        self.missing = Figure(tr("thiếu thông tin"))
        self.sent = Figure(tr("đã gửi cấp trên"))
        self.verified = Figure(tr("làm lợi đã xác minh"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        keyed = {"total": self.total, "missing": self.missing, "sent": self.sent, "verified": self.verified}
        for key, figure in keyed.items():
            row.addWidget(figure, 1)
            figure.opened.connect(lambda key=key: self.opened.emit(key))

    def show_overview(self, seen: Overview, *, opens: bool) -> None:
        """`opens`: whether this person may see the lists."""
        for figure, count in ((self.total, seen.total), (self.missing, seen.missing), (self.sent, seen.sent)):
            figure.say(written(count), opens=opens and count > 0)
        verified = next((one for one in seen.benefits if one.state is BenefitState.VERIFIED), None)
        self.verified.say(short_amount(verified.vnd) if verified else "0 đ", more=benefit_words(seen.benefits),
                          opens=opens and verified is not None)  # fmt: skip


def benefit_words(benefits: tuple[Benefit, ...]) -> str:
    """One line for each benefit state: sums of two states are never added together."""
    lines = []
    for one in benefits:
        words = tr(BENEFIT_STATES[one.state])
        counted = tr("{n} sáng kiến", n=written(one.records))
        lines.append(f"{words}: {counted}" + (f", {money.plain(one.vnd)} đ" if one.vnd else ""))
    return "\n".join(lines)
