"""Since when nobody has touched the keyboard, the mouse or the wheel: what may hold a person up waits for that."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

_TOUCHES = (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.InputMethod)


class Hands(QObject):
    """One for the whole program, see `hands`: every event of it passes through here once."""

    def __init__(self, app: QCoreApplication) -> None:
        super().__init__(app)
        self._touched = monotonic()
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self.touch()
        return super().eventFilter(watched, event)

    def touch(self) -> None:
        """As if somebody had: the rest begins anew."""
        self._touched = monotonic()

    def rested_s(self) -> float:
        return monotonic() - self._touched


def hands() -> Hands:
    app = QCoreApplication.instance()
    assert app is not None
    return app.findChild(Hands, "", Qt.FindChildOption.FindDirectChildrenOnly) or Hands(app)
