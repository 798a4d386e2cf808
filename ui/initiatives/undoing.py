"""Taking steps back and doing them again, also those of a record that is no longer in front: it comes back first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.changes import Changes
from desktop.operations import initiatives
from domain.labels import FIELDS
from ui.initiatives.undo import History, Step
from ui.session import Session
from ui.words import tr

Open = Callable[[int], str]
Put = Callable[[Step, Any], None]


class Undoing(QObject):
    """`open_record` brings a record in front and says why it cannot be changed ("" if it can); `put` writes a value.

    returned(row_id)    another record was brought in front
    """

    returned = Signal(int)

    def __init__(self, session: Session, history: History, open_record: Open, put: Put, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._history, self._open, self._put = session, history, open_record, put
        self._before = 0  # as many steps were made before records moved on
        session.changed.connect(self._changed)

    def undo(self, here: int | None) -> None:
        """`here` is the record in front."""
        step = self._history.undo()
        if step is not None and not self._asks(step):
            self._take(step, step.before, here, tr("Quay lại {number}: đã hoàn tác ô «{field}»."))

    def redo(self, here: int | None) -> None:
        step = self._history.redo()
        if step is not None:
            self._take(step, step.after, here, tr("Quay lại {number}: đã làm lại ô «{field}»."))

    def _changed(self, changes: Changes) -> None:
        """Records have moved on, or many were changed at once: to take back what was typed before would skip that and
        change a record behind it. After an erasure it would bring words back."""
        if changes.touches("erased"):
            self._history.clear()
        if changes.touches("initiatives") and (changes.touches("appraisals") or len(changes.rows) != 1):
            self._before = self._history.count()

    def _asks(self, step: Step) -> bool:
        """A step of before that is asked about first: its record comes in front, and the next undo takes it back."""
        left = self._history.count()
        if left >= self._before or step.row_id is None:
            return False
        self._before = left
        [row] = initiatives.rows(self._session.screen, [step.row_id])
        if row["deleted_at"] or self._open(step.row_id):
            return False  # nothing is changed, and why is said there
        self._history.redo()
        self.returned.emit(step.row_id)
        self._session.told.emit(tr("Ô «{field}» của {number} gõ trước lần chuyển bước hay sửa nhiều vừa rồi. Vẫn muốn "
                                   "hoàn tác ô này: bấm Ctrl+Z lần nữa.", field=tr(FIELDS[step.field]),
                                   number=row["number"]))  # fmt: skip
        return True

    def _take(self, step: Step, value: Any, here: int | None, sentence: str) -> None:
        row_id = step.row_id
        if row_id is None or row_id == here:
            self._put(step, value)
            return
        [row] = initiatives.rows(self._session.screen, [row_id])
        if row["deleted_at"]:
            words = tr("{number} đang ở Thùng rác. Hãy khôi phục rồi hoàn tác.", number=row["number"])
        elif locked := self._open(row_id):
            self.returned.emit(row_id)
            words = locked
        else:
            self._put(step, value)
            self.returned.emit(row_id)
            words = sentence.format(number=row["number"], field=tr(FIELDS[step.field]))
        self._session.told.emit(words)
