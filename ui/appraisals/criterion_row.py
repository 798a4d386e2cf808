"""One criterion of a sheet: its points, its limits, and what the bands of points mean."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.programme import Criterion
from ui import theme
from ui.appraisals import points
from ui.appraisals.anchors import Anchors
from ui.common.editors import LineEdit
from ui.common.labels import RETINT, Icon, label, set_look, show_if
from ui.words import tr


class PointsEdit(LineEdit):
    """A short field for points. `entered` when the keyboard has come to it."""

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.measure()

    def measure(self) -> None:
        self.setFixedWidth(QFontMetrics(theme.font()).horizontalAdvance("00,00") + 26)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()


class CriterionRow(QWidget):
    """edited()    points were typed
    entered()   the keyboard has come here
    passed()    Enter: on to what comes next
    """

    edited = Signal()
    entered = Signal()
    passed = Signal()

    def __init__(self, criterion: Criterion, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.criterion = criterion
        self.edit = PointsEdit()
        self.edit.setObjectName(f"points_{criterion.code}")
        self.edit.setAccessibleName(criterion.title)
        self.anchors = Anchors(criterion)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(self._head())
        column.addLayout(self._below())
        column.addWidget(self.anchors)
        self._measure()
        self.edit.edited.connect(self._typed)
        self.edit.entered.connect(self.entered)
        self.edit.returnPressed.connect(self.passed)
        self._show()

    def words(self) -> str:
        return self.edit.value()

    def points(self) -> float | None:
        """What was typed, if it is a number at all; whether it is allowed is the rule's to say."""
        return points.read(self.words())

    def set_words(self, words: str) -> None:
        self.edit.set_value(words)
        self._show()

    def set_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        show_if(self._problem, bool(sentence))
        show_if(self._icon, bool(sentence))
        if bool(self.edit.property("problem")) != bool(sentence):
            self.edit.setProperty("problem", "error" if sentence else "")
            theme.restyle(self.edit)
        self._speak()

    def problem(self) -> str:
        return self._problem.text()

    def unfold(self, opened: bool) -> None:
        self.anchors.unfold(opened)

    def take_focus(self) -> None:
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)
        self.edit.selectAll()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._measure()

    def _measure(self) -> None:
        """Fields and maxima stand below each other, at the size of the text in use."""
        self.edit.measure()
        self.anchors.measure()
        self._most.setMinimumWidth(QFontMetrics(theme.font()).horizontalAdvance("/ 000"))

    def _head(self) -> QHBoxLayout:
        self._limits = label(self._limit_words(), "small")
        self._most = label(f"/ {self.criterion.max_points}", "muted")
        show_if(self._limits, bool(self._limits.text()))
        title = label(self.criterion.title, "label", wrap=True)
        title.setBuddy(self.edit)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(self._limits)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addLayout(words, 1)
        row.addWidget(self.edit)
        row.addWidget(self._most)
        return row

    def _below(self) -> QHBoxLayout:
        self._icon, self._problem = Icon("error_circle", "error", 0.85), label("", "error", wrap=True)
        self._icon.hide()
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._problem, 1)
        return row

    def _limit_words(self) -> str:
        least = self.criterion.min_points
        return tr("tối thiểu {least}", least=points.shown(least)) if least else ""

    def _typed(self) -> None:
        self._show()
        self.edited.emit()

    def _show(self) -> None:
        given = self.points()
        self._anchor = self.anchors.mark(given)
        low = given is not None and given < self.criterion.min_points
        set_look(self._limits, "warn" if low else "small")
        self._limits.setText(tr("dưới mức tối thiểu {least}", least=points.shown(self.criterion.min_points))
                             if low else self._limit_words())  # fmt: skip
        self._speak()

    def _speak(self) -> None:
        """What a screen reader says after the name: the problem, or the limits and the words of the band."""
        limits = tr("từ 0 đến {most}", most=self.criterion.max_points)
        parts = [self._problem.text()] if self._problem.text() else [limits, self._limits.text(), self._anchor]
        self.edit.setAccessibleDescription("; ".join(filter(None, parts)))
