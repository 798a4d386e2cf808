"""Making something large in pieces: what is made may go on living while the screen answers in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QLayout, QWidget
from shiboken6 import isValid

# What is to come after 0 ms Qt runs with all that waits already: keys and other timers would not come between.
BLINK_MS = 1
_A_WHILE_S = 0.004

# Each step makes one more part, in some milliseconds; at the end all of it is there.
Pieces = Iterator[None]


def at_once(pieces: Pieces) -> None:
    """For whoever cannot wait: every piece that is still to be made."""
    for _ in pieces:
        pass


def one_by_one(pieces: Pieces, ground: QObject, wanted: Callable[[], bool]) -> None:
    """A piece now and then, with room for the screen between them, as long as `ground` lives and they are `wanted`."""
    for _ in pieces if wanted() else ():
        QTimer.singleShot(BLINK_MS, ground, lambda: one_by_one(pieces, ground, wanted))
        return


def dressed(page: QWidget, size: QSize) -> Pieces:
    """Gives what is not shown yet its look and its place in so large a room, which Qt would do all at once when it is
    shown."""
    yield from polished(page)
    page.resize(size)
    yield
    parts = page.findChildren(QWidget)
    # The innermost first: what stands around asks each how much room it wants, and it knows by then.
    yield from _each(reversed(parts), _measure)
    yield from _each([page, *parts], _arrange)
    page.grab(QRect(0, 0, 1, 1))  # of a picture everything has its place, also what is not in it
    yield


def polished(page: QWidget) -> Pieces:
    """Its look alone. The innermost first: one that gets its look gives it to all that is in it."""
    yield from _each(reversed(page.findChildren(QWidget)), QWidget.ensurePolished)


def _each(parts: Iterable[QWidget], act: Callable[[QWidget], object]) -> Pieces:
    begun = time.perf_counter()
    for part in parts:
        if isValid(part):  # what the page shows may have become another meanwhile
            act(part)
        if time.perf_counter() - begun > _A_WHILE_S:
            yield
            begun = time.perf_counter()
    yield


def _measure(part: QWidget) -> None:
    part.minimumSizeHint()
    part.sizeHint()


def _arrange(part: QWidget) -> None:
    layout = part.layout()
    if layout is not None:
        layout.activate()
    if part.testAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent):  # as Qt does once it is shown, all at once
        part.setAttribute(Qt.WidgetAttribute.WA_PendingResizeEvent, False)
        QApplication.sendEvent(part, QResizeEvent(part.size(), QSize()))


@contextmanager
def laid_out_once(part: QWidget) -> Iterator[None]:
    """What comes and goes in `part` meanwhile has its place afterwards: Qt would lay the whole window out each time."""
    grounds: list[QLayout] = []
    ground: QWidget | None = part
    while ground is not None:
        layout = ground.layout()
        if layout is not None and layout.isEnabled():
            grounds.append(layout)
        ground = None if ground.isWindow() else ground.parentWidget()
    for layout in grounds:
        layout.setEnabled(False)
    try:
        yield
    finally:
        for layout in grounds:
            layout.setEnabled(True)
        for layout in grounds:
            layout.activate()


def draw_later(*widgets: QWidget) -> None:
    """One after the other, each in a blink of its own, after what stands around them."""
    first, *others = widgets
    first.setUpdatesEnabled(False)
    for other in others:
        other.setUpdatesEnabled(False)

    def draw() -> None:
        if isValid(first):  # a wizard may have been closed in this blink
            first.setUpdatesEnabled(True)
        left = [other for other in others if isValid(other)]
        if left:
            draw_later(*left)

    QTimer.singleShot(BLINK_MS, draw)  # also where the first is gone: the others are still to be drawn
