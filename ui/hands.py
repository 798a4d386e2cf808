"""Since when nobody has touched the keyboard, the mouse or the wheel: what may hold a person up waits for that."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication

_TOUCHES = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin,
                      QEvent.Type.InputMethod})  # fmt: skip


class Hands(QObject):
    """One for the whole program, see `hands`.

    It listens at the windows, where the system hands in keys, mouse and wheel, and at whatever has the keyboard, where
    an input method does. Listening to every event of every widget made opening a page a fifth slower.
    """

    touched = Signal()

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._at = monotonic()
        app.focusWindowChanged.connect(self._listen_at_window)
        app.focusObjectChanged.connect(self._listen)
        for window in app.topLevelWindows():
            self._listen(window)
        self._listen(app.focusObject())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return False

    def touch(self) -> None:
        """As if somebody had: the rest begins anew."""
        self._at = monotonic()
        self.touched.emit()

    def rested_s(self) -> float:
        return monotonic() - self._at

    def _listen_at_window(self, window: QWindow | None) -> None:
        self._listen(window)

    def _listen(self, there: QObject | None) -> None:
        if there is not None:
            there.installEventFilter(self)  # a second time only brings it to the front


def hands() -> Hands:
    app = QApplication.instance()
    assert isinstance(app, QGuiApplication)
    return app.findChild(Hands, "", Qt.FindChildOption.FindDirectChildrenOnly) or Hands(app)
