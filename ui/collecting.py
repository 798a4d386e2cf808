"""Garbage is collected on the screen's thread alone: what lies in it may be widgets, which no other thread may end."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ui.hands import hands

EVERY_MS = 200
OLDEST = 2
# Looking through everything takes 60 to 100 ms with a page of a province open: only when somebody has gone away.
AWAY_S = 30.0


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
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._collect)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()

    def _collect(self) -> None:
        away = hands().rested_s() >= AWAY_S
        if away and not self._looked:
            collect_all()
        elif collect_due(away=away) == OLDEST:
            # What is left is not looked at again before the next time somebody has gone away: work of hours with
            # nobody there is not looked through from the beginning each time.
            gc.freeze()
        self._looked = away


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
