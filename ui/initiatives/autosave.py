"""Saving what is being typed: soon after the hands rest, at the latest two seconds after the first key."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEventLoop, QObject, QTimer, Signal

from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import initiatives
from desktop.operations.initiatives import Saved
from ui.session import Session

QUIET_MS = 600
LATEST_MS = 1000  # the write itself must also fit into the promised two seconds, on a busy machine too

Words = dict[str, Any]


class Draft:
    """One record with words that are not in the store yet. `row_id` is None until the store has made it.

    `unsettled` says that the store has words of a field that nobody has left yet: the journal waits for that.
    """

    def __init__(self, row_id: int | None) -> None:
        self.row_id = row_id
        self.typed: Words = {}
        self.sent: Words = {}
        self.writing = self.settling = self.unsettled = self.settle_next = False
        self.error: Exception | None = None

    def words(self) -> Words:
        """What the fields show although the store does not know it yet."""
        return self.sent | self.typed

    def waits(self, *, settled: bool) -> bool:
        """Whether there is something to write now."""
        return not self.writing and (bool(self.typed) or (settled and self.unsettled and self.row_id is not None))


class Autosave(QObject):
    """Takes words field by field and hands them to the store lane.

    Nothing is dropped: words that could not be saved stay with their record, also when another one is opened, until
    `save()` succeeds. `began()` and `answered()` frame the writing; `saved(Saved)` and `failed(Exception)` tell how a
    save ended; `made(Draft)` that the store has made a new record. `opened(row id or None)` and `touched(field)` tell
    which record is in front and what is being typed.
    """

    opened = Signal(object)
    touched = Signal(str)
    began = Signal()
    saved = Signal(object)
    failed = Signal(object)
    made = Signal(object)
    answered = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drafts: list[Draft] = []
        self.current: Draft | None = None
        self._quiet = QTimer(self, singleShot=True, interval=QUIET_MS)
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        for timer in (self._quiet, self._latest):
            timer.timeout.connect(lambda: self.save(settled=False))

    def open(self, row_id: int | None) -> Draft:
        """Turns to another record (None for a new one); what was typed into the last one is saved at once."""
        self.save()
        kept = (draft for draft in self._drafts if row_id is not None and draft.row_id == row_id)
        self.current = next(kept, None) or Draft(row_id)
        self.opened.emit(row_id)
        return self.current

    def touch(self, field: str, words: Any) -> None:
        """A field of the record in front says something else now. A new record is made at once."""
        draft = self.current
        assert draft is not None  # fields can only be typed into while a record is open
        draft.typed[field] = words
        self.touched.emit(field)
        if draft not in self._drafts:
            self._drafts.append(draft)
        if draft.row_id is None:
            self.save(settled=False)
            return
        self._quiet.start()
        if not self._latest.isActive():
            self._latest.start()

    def offer(self, field: str, words: Any) -> None:
        """A field of the new record that says something before anybody typed: saved with the first letter."""
        if self.current is not None:
            self.current.typed.setdefault(field, words)

    def save(self, *, settled: bool = True) -> None:
        """Hands everything typed to the store lane now. May be called at any time, and again after a failure.

        `settled` says that the field has been left; while it is still being typed into, the journal waits.
        """
        self._quiet.stop()
        self._latest.stop()
        for draft in self._drafts:
            # One write of a record at a time: the next needs the row the first one makes, and its answer.
            if draft.waits(settled=settled):
                self._send(draft, settled=settled)
            elif draft.writing and settled and (draft.typed or not draft.settling):
                draft.settle_next = True

    def flush(self, timeout_ms: int = 4000) -> bool:
        """Saves and waits for the answers, no longer than `timeout_ms`; False if something is still not saved.

        Keys pressed meanwhile wait: who has gone on to the next record types there, not into this one.
        """
        self.save()
        loop, timer = QEventLoop(), QTimer(singleShot=True, interval=timeout_ms)
        timer.timeout.connect(loop.quit)
        self.answered.connect(loop.quit)
        timer.start()
        while self.writing() and timer.isActive():
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
            self.save()  # an input method may have gone on all the same
        self.answered.disconnect(loop.quit)
        return not any(draft.words() for draft in self._drafts)

    def writing(self) -> bool:
        return any(draft.writing for draft in self._drafts)

    def failing(self) -> bool:
        """Whether some words could not be saved and wait for another try."""
        return any(draft.error for draft in self._drafts)

    def forget(self) -> None:
        """Gives up what could not be saved; only after the person has said so."""
        for draft in self._drafts:
            draft.typed, draft.error = {}, None

    def _send(self, draft: Draft, *, settled: bool) -> None:
        draft.sent, draft.typed, draft.error = draft.typed, {}, None
        draft.writing, draft.settling, draft.settle_next = True, settled, False
        self.began.emit()
        self._session.keep(_writer(draft.row_id, draft.sent, settled=settled),
                           lambda saved: self._done(draft, saved),
                           lambda error: self._failed(draft, error))  # fmt: skip

    def _done(self, draft: Draft, saved: Saved) -> None:
        new = draft.row_id is None
        draft.row_id, draft.sent, draft.writing = saved.stored.row_id, {}, False
        draft.unsettled = not draft.settling and not new
        settle = draft.settle_next
        if draft.waits(settled=settle) and (settle or not self._quiet.isActive()):
            self._send(draft, settled=settle)
        elif not draft.typed and not draft.unsettled:
            self._drafts.remove(draft)
        if new:
            self.made.emit(draft)
        self.saved.emit(saved)
        self.answered.emit()

    def _failed(self, draft: Draft, error: Exception) -> None:
        draft.typed, draft.sent, draft.writing = draft.sent | draft.typed, {}, False
        if draft.typed:
            draft.error = error
            self._quiet.stop()
            self._latest.stop()
            self.failed.emit(error)
        else:  # every word is in the store: only the line in the journal has to wait for the next change
            draft.unsettled = False
            self._drafts.remove(draft)
        self.answered.emit()


def _writer(row_id: int | None, words: Words, *, settled: bool) -> Callable[[Desk, Job], Saved]:
    """The work for the lane: it holds plain values only."""
    if row_id is None:
        return lambda desk, job: initiatives.new(desk, words)
    return lambda desk, job: initiatives.type_in(desk, row_id, words, settled=settled)
