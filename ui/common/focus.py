"""Where the keyboard stays when what had it is hidden or turned off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QWidget
from shiboken6 import isValid


class FocusKeeper(QObject):
    """Keeps the keyboard inside the page in front, or inside a dialog; make one for a window.

    Qt hands the keyboard of a widget that is hidden or turned off to the next one of the window, which may be the
    navigation: the next Enter would leave the page. Here it stays at what stands around the widget, where Enter does
    nothing and Tab goes on from there, and is given back when the widget can have it again.

    When a list that dropped down closes, Qt gives the keyboard to whatever the window remembers, which may stand on a
    page that is not in front: then it goes back to where it was before.
    """

    def __init__(self, pages: QStackedWidget) -> None:
        super().__init__(pages)
        self._pages = pages
        self._lost: QWidget | None = None
        self._shelter: QWidget | None = None
        self._seen: QWidget | None = None  # what had it last in the page in front
        QApplication.instance().focusChanged.connect(self._moved)  # type: ignore[union-attr]  # there is one by now

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.EnabledChange, QEvent.Type.Show) and watched is self._lost:
            self._give_back()
        return False

    def _moved(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is not None and now.window() is self._pages.window():
            if now.isVisible():
                self._seen = now
            elif self._seen is not None and isValid(self._seen) and usable(self._seen):
                self._seen.setFocus(Qt.FocusReason.PopupFocusReason)
                return
        if old is not None and isValid(old) and not usable(old) and self._guarded(old):
            lost = self._lost if old is self._shelter else old
            lost = lost if lost is not None and isValid(lost) else None  # an editor of a cell goes while it is away
            self._forget()
            self._take_care(lost, _around(old))
        elif now is not None and now is not self._shelter:
            self._forget()  # the person has gone on, or the program has put the keyboard where it should be

    def _take_care(self, lost: QWidget | None, shelter: QWidget) -> None:
        self._lost, self._shelter = lost, shelter
        if lost is not None:
            lost.installEventFilter(self)
        shelter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_back(self) -> None:
        lost, shelter = self._lost, self._shelter
        if lost is not None and isValid(lost) and usable(lost) and shelter is not None and shelter.hasFocus():
            lost.setFocus(Qt.FocusReason.OtherFocusReason)

    def _forget(self) -> None:
        if self._lost is not None and isValid(self._lost):
            self._lost.removeEventFilter(self)
        self._lost = self._shelter = None

    def _guarded(self, widget: QWidget) -> bool:
        """Whether a widget stands in the page in front, or in a dialog that is open."""
        page, window = self._pages.currentWidget(), widget.window()
        if page is not None and page.isAncestorOf(widget):
            return page.isVisible()
        return window is not self._pages.window() and window.isVisible()


def usable(widget: QWidget) -> bool:
    """Whether a widget can have the keyboard now."""
    return widget.isVisible() and widget.isEnabled()


def first_in(body: QWidget) -> QWidget | None:
    """The first widget in `body` that Tab reaches now, buttons left out: the next Enter must press none of them."""
    widget = body.nextInFocusChain()
    while widget is not None and widget is not body:
        reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
        if reached and not isinstance(widget, QPushButton) and body.isAncestorOf(widget) and usable(widget):
            return widget
        widget = widget.nextInFocusChain()
    return None


def _around(widget: QWidget) -> QWidget:
    """The nearest widget around one that can have the keyboard, and hands it on to no other."""
    around = widget.parentWidget()
    while around is not None and not (usable(around) and around.focusProxy() is None):
        around = around.parentWidget()
    return around or widget.window()
