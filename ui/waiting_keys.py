"""Keys pressed while a page is still being made: what is typed for it does not get lost."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.deaf import impatient

_ALONE = frozenset({Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta,
                    Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock})  # fmt: skip


class WaitingKeys(QObject):
    """While something is `coming` to `window`, the first key that is meant for it has it made to the end: `finish()`.

    The keys after that wait with the system, in their order, and the page gets every one. A key of the window itself
    does not wait, and Enter, Space, Esc and Tab press nothing: they can only mean "when will it come".
    """

    def __init__(self, window: QWidget, coming: Callable[[], bool], finish: Callable[[], None]) -> None:
        super().__init__(window)
        self._window, self._coming, self._finish = window, coming, finish
        handle = window.windowHandle()
        assert handle is not None
        handle.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # The system asks first whether it is a shortcut, and finds those of the page only when the page is there.
        if event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not self._coming():
            return False
        assert isinstance(event, QKeyEvent)
        if event.key() in _ALONE or self._is_of_the_window(event):
            return False
        if impatient(event):
            return event.type() == QEvent.Type.KeyPress
        self._finish()
        return False

    def _is_of_the_window(self, event: QKeyEvent) -> bool:
        pressed = QKeySequence(event.keyCombination())
        own = self._window.findChildren(QShortcut, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return any(shortcut.key() == pressed for shortcut in own)
