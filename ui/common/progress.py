"""Progress of long work: what is being done, how much is left, and a way to stop."""

from __future__ import annotations

import time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from desktop.jobs import Job
from ui.common.buttons import Button
from ui.common.labels import label, show_if
from ui.common.numbers import written
from ui.words import tr

GUESS_AFTER_S = 1.0


class ProgressPanel(QWidget):
    """Bound to a Job by `watch`; `ended(how)` repeats the job's own, after the Stop button has gone quiet."""

    ended = Signal(str)

    def __init__(self, what: str = "", *, stop: bool = True, parent: QWidget | None = None) -> None:
        """`stop` False leaves the button to somebody else, such as a wizard's frame: see `cancel()`."""
        super().__init__(parent)
        self._job: Job | None = None
        self._began_at, self._first = 0.0, 0
        self._text = label(what, "label", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(what or tr("Tiến độ"))
        self._left = label("", "muted")
        self.stop = Button(tr("Dừng"), "dismiss")
        self.stop.clicked.connect(self.cancel)
        show_if(self.stop, stop)
        # Where it is alone it stays together, in the middle.
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._text)
        column.addWidget(self._bar)
        row = QHBoxLayout()
        row.addWidget(self._left, 1)
        row.addWidget(self.stop)
        column.addLayout(row)

    def watch(self, job: Job, text: str = "") -> None:
        """Follows a job from now on."""
        self._job, self._began_at, self._first = job, 0.0, 0
        self._text.setText(text or self._text.text())
        self._left.setText("")
        self._bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.stop.setText(tr("Dừng"))
        job.progress.connect(self.show_step)
        job.ended.connect(self._ended)

    def cancel(self) -> None:
        """Asks the job to stop; the panel says so until it has."""
        if self._job is not None:
            self._job.cancel()
            self.stop.setEnabled(False)
            self.stop.setText(tr("Đang dừng…"))

    def show_step(self, done: int, total: int, text: str = "") -> None:
        """Shows so many of a total (0: not known)."""
        self._fill(done, total)
        if text:
            self._text.setText(text)
        counted = written(done) if not total else f"{written(done)}/{written(total)}"
        if not self._began_at and done:
            # The first step brings what is loaded once: a pace guessed from it would say hours.
            self._began_at, self._first = time.monotonic(), done
        spent = time.monotonic() - self._began_at
        guess = time_left(spent, done - self._first, total - self._first) if spent >= GUESS_AFTER_S else ""
        self._left.setText("  ·  ".join(filter(None, (counted, guess))))

    def _fill(self, done: int, total: int) -> None:
        # Left alone Qt paints all there is to paint the moment the bar moves, in the middle of what is being shown.
        self._bar.setUpdatesEnabled(False)
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._bar.setUpdatesEnabled(True)

    def text(self) -> str:
        return self._text.text()

    def _ended(self, how: str) -> None:
        self._job = None
        self.stop.setEnabled(False)
        if how == "done":
            self._fill(1, 1)
            self._left.setText("")
        self.ended.emit(how)


def time_left(spent_s: float, done: int, total: int) -> str:
    """ "còn khoảng …", guessed from the pace so far; "" while there is nothing to guess from."""
    if done <= 0 or total <= done:
        return ""
    left_s = spent_s / done * (total - done)
    if left_s < 60:
        return tr("còn khoảng {n} giây", n=max(1, round(left_s)))
    return tr("còn khoảng {n} phút", n=round(left_s / 60))
