"""The records that two versions of the rules judge differently, with what each of them says."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from desktop import messages
from desktop.operations.programmes import Judged
from domain.errors import Problem
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.words import tr


class JudgedTable(Table):
    """Rows are chosen as in any list; `chosen()` are the row ids to move."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._provider = SequenceProvider[Judged]()
        self._rows = PageModel(_columns(), self._provider)
        super().__init__(self._rows, tr("Sáng kiến xét khác đi"), parent)
        self._rows.setParent(self)

    def set_records(self, records: Sequence[Judged]) -> None:
        self._provider = SequenceProvider(records)
        self.refresh(self._provider)

    def chosen(self) -> list[int]:
        return [self._provider.all[place].row_id for place in self.selected_ids()]


def _columns() -> list[Column[Judged]]:
    return [
        Column(tr("Sáng kiến"), lambda one: Cell(one.title, one.number, tip=one.title), Kind.TWO_LINES),
        Column(tr("Theo bản cũ"), lambda one: _cell(one.before, one.phase_before), Kind.TWO_LINES, fold_below=80),
        Column(tr("Theo bản mới"), lambda one: _cell(one.after, one.phase_after), Kind.TWO_LINES),
    ]


def _cell(problems: Sequence[Problem], phase: str) -> Cell:
    said = [messages.of_problem(problem) for problem in problems]
    first = said[0] if said else tr("Không vướng gì")
    second = tr("giai đoạn {phase}", phase=phase) if phase else tr("ngoài các giai đoạn")
    if len(said) > 1:
        second = tr("và {n} điều nữa", n=len(said) - 1) + "  ·  " + second
    return Cell(first, second, tip="\n".join([*said, second]))
