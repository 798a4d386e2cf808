"""Taking back what was typed, one step for each visit of a field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

KEPT = 500


@dataclass(frozen=True)
class Step:
    """What a field said before and after. `part` tells cells of one field apart; `row_id` is the record's, None while
    the store does not have it yet."""

    field: str
    part: str
    before: Any
    after: Any
    row_id: int | None = None


class History(QObject):
    """The steps of all records, in the order they were made. Keys typed into one field without leaving it are one."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open = False

    def note(self, field: str, before: Any, after: Any, part: str = "", row_id: int | None = None) -> None:
        """A field has changed. Joins the step under way if the same cell is still being typed into."""
        last = self._done[-1] if self._done else None
        if self._open and last is not None and (last.field, last.part) == (field, part):
            self._done[-1] = Step(field, part, last.before, after, row_id)
        else:
            self._done.append(Step(field, part, before, after, row_id))
            del self._done[:-KEPT]
        self._open = True
        self._undone.clear()
        self.changed.emit()

    def made(self, row_id: int) -> None:
        """The store has made the new record: the steps so far are those of this row."""
        for steps in (self._done, self._undone):
            steps[:] = [replace(step, row_id=row_id) if step.row_id is None else step for step in steps]

    def close_step(self) -> None:
        """The cell was left: what is typed next is another step."""
        self._open = False

    def undo(self) -> Step | None:
        """The step to take back: put its `before` into the field. None if there is none."""
        return self._move(self._done, self._undone)

    def redo(self) -> Step | None:
        """The step to do again: put its `after` into the field. None if there is none."""
        return self._move(self._undone, self._done)

    def count(self) -> int:
        """How many steps can be taken back."""
        return len(self._done)

    def can_undo(self) -> bool:
        return bool(self._done)

    def can_redo(self) -> bool:
        return bool(self._undone)

    def clear(self) -> None:
        self._done.clear()
        self._undone.clear()
        self._open = False
        self.changed.emit()

    def _move(self, source: list[Step], target: list[Step]) -> Step | None:
        self._open = False
        if not source:
            return None
        step = source.pop()
        target.append(step)
        self.changed.emit()
        return step
