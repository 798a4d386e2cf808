"""A scrolling ground for forms and long pages."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from ui.common.focus import usable

SETTLED_MS = 150


def reach(widget: QWidget) -> None:
    """Brings a widget into sight on whatever ground it stands."""
    ground = widget.parentWidget()
    while ground is not None and not isinstance(ground, Scroll):
        ground = ground.parentWidget()
    if ground is not None:
        ground.reach(widget)


class Scroll(QScrollArea):
    """Put widgets into `body`, which lays out the `ground`.

    It scrolls up and down only, and follows the keyboard to the field it reaches.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.ground = ground = QWidget(self)
        ground.setProperty("look", "scrolled")
        ground.installEventFilter(self)
        self.body = QVBoxLayout(ground)
        self.body.setContentsMargins(15, 11, 13, 11)
        self.body.setSpacing(10)
        self.setWidget(ground)
        self._followed: QWidget | None = None
        self._settled = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settled.timeout.connect(self._let_go)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def reach(self, widget: QWidget) -> None:
        """Brings a widget into sight, one that was put there or has grown this very moment too: until everything has
        its room, it is followed.
        """
        self._followed = widget
        self._settled.start()
        self.ensureWidgetVisible(widget, 20, 30)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self.setMinimumWidth(self.ground.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())
        elif event.type() == QEvent.Type.Resize:
            QTimer.singleShot(0, self, self._follow_on)  # the bars know of it only then
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab: Qt's own scrolls along. It asks the same when what had the keyboard is hidden: then nothing moves."""
        here = QApplication.focusWidget()
        if here is not None and not usable(here):
            return QWidget.focusNextPrevChild(self, forward)
        return super().focusNextPrevChild(forward)

    def _follow_on(self) -> None:
        followed = self._followed
        if followed is not None and isValid(followed) and self.ground.isAncestorOf(followed):
            self.ensureWidgetVisible(followed, 20, 30)

    def _let_go(self) -> None:
        self._followed = None

    def _follow(self, before: QWidget | None, now: QWidget | None) -> None:
        if before is not None and isValid(before) and not usable(before):
            return  # Qt handed on the keyboard of what went away to whatever comes next: nobody wanted to go there
        if now is not None and self.ground.isAncestorOf(now):
            self.ensureWidgetVisible(now, 20, 30)
