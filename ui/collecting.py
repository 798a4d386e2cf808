"""Garbage is collected on the screen's thread alone: what lies in it may be widgets, which no other thread may end."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ui.hands import hands

EVERY_MS = 100
SOON_MS = 20  # while a worker makes much: what has come together since is looked through in some milliseconds
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
            due = True
        elif away:
            generation = collect_due()
            due = generation is not None
            if generation == OLDEST:
                # What is left is not looked at again before the next time somebody has gone away: work of hours with
                # nobody there is not looked through from the beginning each time.
                gc.freeze()
        else:
            due = collect_young()
        self._looked = away
        self._timer.setInterval(SOON_MS if due else EVERY_MS)


def collect_young() -> bool:
    """Looks through what has just been made, if that is due; what was left ten times is set aside unlooked at. A worker
    that reads figures leaves so much that looking through the next generation would hold up the screen.
    """
    young, most = gc.get_count()[0], gc.get_threshold()[0]
    if young <= most:
        return False
    gc.collect(0)
    if gc.get_count()[1] > gc.get_threshold()[1]:
        gc.freeze()
    return True


def collect_due() -> int | None:
    """Collects the oldest generation whose count is beyond Python's own threshold; which, or None."""
    for generation, (count, most) in reversed(list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
        if count > most:
            gc.collect(generation)
            return generation
    return None


def collect_all() -> None:
    """Everything, also what was set aside unlooked at while somebody worked."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
