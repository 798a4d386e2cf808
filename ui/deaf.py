"""Keys and clicks that nobody can have meant: those handed to a window that is hidden, or not to be seen yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.common.pieces import BLINK_MS

_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride,
                      QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease,
                      QEvent.Type.MouseButtonDblClick})  # fmt: skip


class Deaf(QObject):
    """Throws away what is handed to `window` while `now()` is true; make it once the window has been shown.

    The screen's thread may be at work for a while, as when a register opens. What is pressed meanwhile waits, and the
    system hands it in afterwards: to the window it was aimed at although that is hidden by then, or to another one.
    There it would press whatever happens to have the keyboard.
    """

    def __init__(self, window: QWidget, now: Callable[[], bool]) -> None:
        super().__init__(window)
        self._now = now
        handle = window.windowHandle()
        assert handle is not None
        handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        return event.type() in _TOUCHES and self._now()


def at_first(window: QWidget) -> None:
    """What was pressed before `window` could be seen presses nothing in it."""
    fresh = True

    def seen() -> None:
        nonlocal fresh
        fresh = False

    Deaf(window, lambda: fresh)
    QTimer.singleShot(BLINK_MS, window, seen)
