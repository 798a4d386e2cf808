"""Garbage is collected on the screen's thread alone: what lies in it may be widgets, which no other thread may end."""

from __future__ import annotations

import gc

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from ui.hands import hands

EVERY_MS = 200
REST_S = 2.0
OLDEST = 2
# Looking through everything takes long while a list of a province is being read: not under moving hands, unless
# the oldest generation has waited this many times over.
UNRESTED_MOST = 20


class Collector(QObject):
    """Takes Python's own collecting over for as long as it lives. See docs/decisions/0045.

    Python collects in whichever thread happens to make the object that is one too many. Where that is a worker,
    a window in a circle of references would be ended there, under the screen's hands.
    """

    def __init__(self, parent: QCoreApplication) -> None:
        super().__init__(parent)
        gc.disable()
        gc.freeze()  # what the start made stays for good: it need not be looked through each time
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(lambda: collect_due(rested=hands().rested_s() >= REST_S))
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        gc.enable()


def collect_due(*, rested: bool = True) -> int | None:
    """Collects the oldest generation whose count is beyond Python's own threshold; which, or None."""
    for generation, (count, most) in reversed(list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))):
        patience = UNRESTED_MOST if generation == OLDEST and not rested else 1
        if count > most * patience:
            gc.collect(generation)
            return generation
    return None
