"""The row of large figures at the head of the first page."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
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
    """One figure and the words below it; `more` is said when the mouse is over it."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.body.setContentsMargins(16, 8, 12, 10)
        self.body.setSpacing(0)
        self.figure, self.words = label("–", "figure"), label(words, "muted", wrap=True)
        self.body.addWidget(self.figure)
        self.body.addWidget(self.words)
        self.body.addStretch(1)

    def say(self, figure: str, words: str = "", more: str = "") -> None:
        self.figure.setText(figure)
        self.words.setText(words or self.words.text())
        self.setToolTip(more)
        self.setAccessibleName(f"{figure} {self.words.text()}")

    def minimumSizeHint(self) -> QSize:
        """The figure is never cut; the words below it may break into lines."""
        usual = QFontMetrics(theme.font()).averageCharWidth() * LETTERS
        return super().minimumSizeHint().expandedTo(QSize(usual, 0))


class Figures(QWidget):
    """How many there are, how many lack something, how many went up, and the benefit that was verified."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.total = Figure(tr("sáng kiến đã ghi"))
        self.missing = Figure(tr("thiếu thông tin"))
        self.sent = Figure(tr("đã gửi cấp trên"))
        self.verified = Figure(tr("làm lợi đã xác minh"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for figure in (self.total, self.missing, self.sent, self.verified):
            row.addWidget(figure, 1)

    def show_overview(self, seen: Overview) -> None:
        self.total.say(written(seen.total))
        self.missing.say(written(seen.missing))
        self.sent.say(written(seen.sent))
        verified = next((one for one in seen.benefits if one.state is BenefitState.VERIFIED), None)
        self.verified.say(short_amount(verified.vnd) if verified else "0 đ", more=benefit_words(seen.benefits))


def benefit_words(benefits: tuple[Benefit, ...]) -> str:
    """One line for each benefit state: sums of two states are never added together."""
    lines = []
    for one in benefits:
        words = tr(BENEFIT_STATES[one.state])
        counted = tr("{n} sáng kiến", n=written(one.records))
        lines.append(f"{words}: {counted}" + (f", {money.plain(one.vnd)} đ" if one.vnd else ""))
    return "\n".join(lines)
