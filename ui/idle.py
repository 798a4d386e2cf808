"""Noticing that nobody has touched the window for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.hands import hands

LOOK_EVERY_MS = 15_000


class Idle(QObject):
    """`due()` when `window` was not touched for `allowed_min()` minutes, again and again; 0 minutes is never.

    By the clock on the wall: a PC that slept all night is locked soon after it wakes. A mouse that only moves counts
    too.
    """

    due = Signal()

    def __init__(self, window: QWidget, allowed_min: Callable[[], int], clock: Callable[[], float] = time.time) -> None:
        super().__init__(window)
        self._allowed_min, self._clock = allowed_min, clock
        self._touched = clock()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        hands().touched.connect(self.touch)  # also where an input method writes, which no window hears of
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            self.touch()
        return False

    def touch(self) -> None:
        self._touched = self._clock()

    def look(self) -> None:
        """Tells it if it is time."""
        allowed_min, now = self._allowed_min(), self._clock()
        if now < self._touched:
            self._touched = now  # the clock was put back
        if allowed_min and now - self._touched >= allowed_min * 60:
            self.due.emit()

    def stop(self) -> None:
        self._timer.stop()
