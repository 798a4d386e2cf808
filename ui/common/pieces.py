"""Making something large in pieces: what is made may go on living while the screen answers in between."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QRect, QSize, QTimer
from PySide6.QtWidgets import QLayout, QWidget
from shiboken6 import isValid

# What is to come after 0 ms Qt runs with all that waits already: keys and other timers would not come between.
BLINK_MS = 1
_AT_ONCE = 12

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
    for number, part in enumerate(page.findChildren(QWidget), 1):
        if isValid(part):  # what the page shows may have become another meanwhile
            part.ensurePolished()
        if number % _AT_ONCE == 0:
            yield
    yield
    page.resize(size)
    yield
    page.grab(QRect(0, 0, 1, 1))  # of a picture everything has its place, also what is not in it
    yield


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
        first.setUpdatesEnabled(True)
        if others:
            draw_later(*others)

    QTimer.singleShot(BLINK_MS, first, draw)
