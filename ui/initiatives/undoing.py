"""Taking steps back and doing them again, also those of a record that is no longer in front: it comes back first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

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

    def undo(self, here: int | None) -> None:
        """`here` is the record in front."""
        step = self._history.undo()
        if step is not None:
            self._take(step, step.before, here, tr("Quay lại {number}: đã hoàn tác ô «{field}»."))

    def redo(self, here: int | None) -> None:
        step = self._history.redo()
        if step is not None:
            self._take(step, step.after, here, tr("Quay lại {number}: đã làm lại ô «{field}»."))

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
