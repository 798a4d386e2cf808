"""«Điều kiện tham gia» at the foot of the form: every condition of the pack, its outcome, sentence and source."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from domain.eligibility import Finding, Outcome
from domain.labels import OUTCOMES, rule_label
from ui import theme
from ui.common.labels import label
from ui.common.outcomes import outcome_mark
from ui.common.pill import Pill
from ui.words import tr


class _Row(QFrame):
    """One condition; `pressed` when it is clicked."""

    pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.found: Finding | None = None
        self.current = False
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name, self._pill = label("", "label", wrap=True), Pill()
        self._sentence, self._source = label("", wrap=True), label("", "muted", wrap=True)
        top = QHBoxLayout()
        top.addWidget(self._name, 1)
        top.addWidget(self._pill, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 5, 8, 6)
        column.setSpacing(1)
        column.addLayout(top)
        column.addWidget(self._sentence)
        column.addWidget(self._source)

    def show_finding(self, found: Finding) -> None:
        if found == self.found:
            return  # every save tells it anew: what did not change is not laid out again
        self.found = found
        self._name.setText(tr(rule_label(found.rule)))
        self._pill.set_mark(outcome_mark(found.outcome))
        self._sentence.setText(messages.sentence(found.code, found.facts))
        self._source.setText(tr("Nguồn: {source}", source=found.source))
        self.setAccessibleName(f"{self._name.text()}: {outcome_mark(found.outcome).word}. {self._sentence.text()}")

    def mark_current(self, on: bool) -> None:
        if self.current != on:
            self.current = on
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.current:
            painter = QPainter(self)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 5, 5)
            painter.end()


class ConditionsPanel(QFrame):
    """One stop for Tab; the arrows go through the rows, Enter goes to the row's field: `asked(name of the field)`."""

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setObjectName("conditions")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.rows: list[_Row] = []
        self._at = 0
        self._sum = label("", "muted", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(7, 9, 7, 9)
        self._column.setSpacing(2)
        head = QVBoxLayout()
        head.setContentsMargins(8, 0, 8, 2)
        head.addWidget(label(tr("Điều kiện tham gia"), "heading"))
        head.addWidget(self._sum)
        self._column.addLayout(head)
        self.hide()

    def show_findings(self, found: Sequence[Finding]) -> None:
        """The conditions of one record, in the order of the pack."""
        while len(self.rows) < len(found):
            self._add()
        for row, finding in zip(self.rows, found, strict=False):
            row.show_finding(finding)
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(found))
        counts = {outcome: sum(finding.outcome is outcome for finding in found) for outcome in Outcome}
        said = [f"{tr(OUTCOMES[outcome])} {number}" for outcome, number in counts.items() if number]
        self._sum.setText("  ·  ".join(said))
        self.setAccessibleName(f"{tr('Điều kiện tham gia')}: {', '.join(said)}")
        self.setVisible(bool(found))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._choose(self._at + (1 if event.key() == Qt.Key.Key_Down else -1))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask(self._at)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._choose(self._at)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        for row in self.rows:
            row.mark_current(False)

    def current(self) -> QWidget:
        """The row the arrows stand on, for whoever scrolls to it."""
        return self.rows[self._at] if self.rows else self

    def _choose(self, at: int) -> None:
        shown = [place for place, row in enumerate(self.rows) if row.isVisibleTo(self)]
        if not shown:
            return
        self._at = min(max(at, shown[0]), shown[-1])
        for place, row in enumerate(self.rows):
            row.mark_current(place == self._at)
        ground = self.parentWidget()
        scroll = ground.parentWidget() if ground is not None else None
        area = scroll.parentWidget() if scroll is not None else None
        if area is not None and hasattr(area, "ensureWidgetVisible"):
            area.ensureWidgetVisible(self.rows[self._at], 0, 6)

    def _ask(self, at: int) -> None:
        found = self.rows[at].found if at < len(self.rows) else None
        if found is not None:
            self.asked.emit(found.field)

    def _add(self) -> None:
        row, at = _Row(), len(self.rows)
        row.pressed.connect(lambda: self._ask(at))
        self.rows.append(row)
        self._column.addWidget(row)
