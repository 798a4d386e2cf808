"""Keys and clicks that nobody can have meant: those handed to a window that is hidden, or not to be seen yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ui.common.pieces import BLINK_MS

_KEYS = frozenset({QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride})
_CLICKS = frozenset({QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease,
                     QEvent.Type.MouseButtonDblClick})  # fmt: skip
_IMPATIENT = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_Tab,
                        Qt.Key.Key_Backtab})  # fmt: skip


class Deaf(QObject):
    """Throws away what is handed to `window` while `now()` is true; make it once the window has been shown.

    The screen's thread may be at work for a while, as when a register opens. What is pressed meanwhile waits, and the
    system hands it in afterwards: to the window it was aimed at although that is hidden by then, or to another one.
    There it would press whatever happens to have the keyboard. `to` says which keys, all of them if it is not given.
    """

    def __init__(self, window: QWidget, now: Callable[[], bool], to: Callable[[QKeyEvent], bool] | None = None) -> None:
        super().__init__(window)
        self._now, self._to = now, to
        handle = window.windowHandle()
        assert handle is not None
        handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _KEYS and isinstance(event, QKeyEvent):
            return self._now() and (self._to is None or self._to(event))
        return event.type() in _CLICKS and self._now()


def impatient(event: QKeyEvent) -> bool:
    """Keys that write nothing and go nowhere: in front of something that is coming they only ask when it will come."""
    return event.key() in _IMPATIENT and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier


def at_first(window: QWidget) -> None:
    """Enter, Space, Esc and Tab pressed before `window` could be seen press nothing in it; Ctrl+N may come so soon."""
    deaf = Deaf(window, lambda: True, impatient)
    QTimer.singleShot(BLINK_MS, deaf, deaf.deleteLater)
