"""A list and what it shows beside it, or the words of a page where there is nothing yet."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.common.card import Card


def beside(holder: QWidget, empty: QWidget, listed: QWidget, pane: QWidget, listed_pct: int = 50) -> QStackedWidget:
    """Fills the holder; the stack shows the empty page first, the list after it."""
    nothing, work = Card(), QWidget()
    nothing.fill(empty)
    row = QHBoxLayout(work)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(listed, listed_pct)
    row.addWidget(pane, 100 - listed_pct)
    stack = QStackedWidget()
    stack.addWidget(nothing)
    stack.addWidget(work)
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(stack)
    return stack
