"""Noticing that nobody has touched the window for a while."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

LOOK_EVERY_MS = 15_000
_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
                      QEvent.Type.TouchBegin, QEvent.Type.InputMethod})  # fmt: skip


class Idle(QObject):
    """`due()` when `window` was not touched for `allowed_min()` minutes, again and again; 0 minutes is never.

    By the clock on the wall: a PC that slept all night is locked soon after it wakes. The events of the window as the
    system sends them are listened to, some a second; those of every widget would slow down the typing.
    """

    due = Signal()

    def __init__(self, window: QWidget, allowed_min: Callable[[], int], clock: Callable[[], float] = time.time) -> None:
        super().__init__(window)
        self._allowed_min, self._clock = allowed_min, clock
        self._touched = clock()
        self._timer = QTimer(self, interval=LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
        self._timer.start()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
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
