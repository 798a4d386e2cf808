"""Garbage is collected on the screen's thread alone: what lies in it may be widgets, which no other thread may end."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ui.hands import hands

EVERY_MS = 100
OLDEST = 2
# Looking through everything takes 60 to 100 ms with a page of a province open: only when somebody has gone away.
AWAY_S = 30.0
# So many objects are looked through in some 10 ms. A worker that takes packages in makes more in a second or two.
MOST_AT_ONCE = 150_000


class Collector(QObject):
    """Takes Python's own collecting over for as long as it lives. See docs/decisions/0045.

    Python collects in whichever thread happens to make the object that is one too many. Where that is a worker,
    a window in a circle of references would be ended there, under the screen's hands.
    """

    def __init__(self, parent: QCoreApplication) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what the start made stays for good: it need not be looked through each time
        self._looked = False  # through everything, since somebody was last here
        self._middle = 0  # how many objects the middle generation holds, at most
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        away = hands().rested_s() >= AWAY_S
        young = gc.get_count()[0]
        if away and not self._looked:
            collect_all()
            self._middle = 0
        elif not away and self._middle + young > MOST_AT_ONCE:
            gc.collect(0)
            self._set_aside()
        else:
            due = collect_due(away=away)
            self._middle = self._middle if due is None else self._middle + young if due == 0 else 0
            if due == OLDEST:
                self._set_aside()
        self._looked = away

    def _set_aside(self) -> None:
        """What is left is not looked at again before the next time somebody has gone away: work of hours with nobody
        there is not looked through from the beginning each time."""
        gc.freeze()
        self._middle = 0


def collect_due(*, away: bool = True) -> int | None:
    """Collects the oldest generation whose count is beyond Python's own threshold; which, or None.

    The oldest of all is looked through only when everybody is `away`; otherwise the one before.
    """
    for generation, (count, most) in reversed(list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
        if count > most:
            gc.collect(generation if away else min(generation, OLDEST - 1))
            return generation
    return None


def collect_all() -> None:
    """Everything, also what was set aside unlooked at while somebody worked."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
