"""A toast: a small success at the foot of the window that goes away by itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.common.buttons import Button
from ui.common.labels import Icon, label
from ui.words import tr

SHOWN_MS = 5000
SHOWN_WITH_UNDO_MS = 12000
ABOVE_EDGE = 3  # it lies over the status bar and the margin of the page, where no page has a button


class Toast(QFrame):
    """Lies over its parent, one for a window. With a button it waits while the mouse is on it; else clicks pass it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._over = parent
        self.setProperty("look", "toast")
        self._undo: Callable[[], object] | None = None
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 4, 6, 4)
        row.setSpacing(8)
        row.addWidget(Icon("checkmark_circle", "ok"))
        self._text = label()
        row.addWidget(self._text)
        self.undo = Button(tr("Hoàn tác"), "arrow_undo")
        self.undo.clicked.connect(self._undone)
        row.addWidget(self.undo)
        self._later = label(tr("hoặc sau này ở Thùng rác"), "muted")  # whatever has the button is found there
        row.addWidget(self._later)
        parent.installEventFilter(self)
        self.hide()

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Shows a sentence; with `undo` also the button that calls it, once."""
        self._undo = undo
        self._text.setText(text)
        for part in (self.undo, self._later):
            part.setVisible(undo is not None)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, undo is None)
        self.setAccessibleName(text)
        self._place()
        self.show()
        self.raise_()
        self._timer.start(SHOWN_MS if undo is None else SHOWN_WITH_UNDO_MS)

    def text(self) -> str:
        return self._text.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._timer.start(SHOWN_MS)
        super().leaveEvent(event)

    def _undone(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def _place(self) -> None:
        room = self._over.rect()
        self.adjustSize()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - ABOVE_EDGE)
