"""The initiatives a closed session has decided, by outcome: one group at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.operations.appraisals import Line
from domain.initiative import State
from ui.appraisals import points
from ui.appraisals.keyed import Keyed
from ui.appraisals.result_table import NO_LINES, keyed
from ui.appraisals.standing import short_mark
from ui.common.buttons import Chips
from ui.common.card import Card
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.pill import Mark
from ui.common.table import Table
from ui.words import tr

GROUPS = (State.RECOGNISED, State.RECOGNISED_AFTER_COMPLETION, State.DECLINED)


class DecidedList(Card):
    """picked(row id or None)   another initiative, or another group
    chosen()                 other rows are chosen
    """

    picked = Signal(object)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(" ", ruled=True, parent=parent)
        self.title.hide()
        self.lines: Sequence[Line] = ()
        self.reasons: Mapping[str, str] = {}
        self.chips = Chips(tr("Kết quả"))
        self.head.insertWidget(0, self.chips, 100)
        columns = [
            Column[Line](tr("Sáng kiến"), self._title, Kind.TWO_LINES),
            Column[Line](tr("Lý do, nội dung"), self._written, Kind.PILL, sample=tr("Chưa ghi"), fold_below=60),
        ]
        self.model = PageModel(columns, NO_LINES)
        self.table = Table(self.model, tr("Sáng kiến chờ quyết định"))
        self.fill(self.table)
        self.chips.chosen.connect(lambda _: self.show_group())
        self.table.picked.connect(self.picked)
        self.table.selected.connect(self.chosen)

    def group(self) -> State:
        return State(self.chips.current() or State.RECOGNISED)

    def of_group(self, group: State) -> list[Line]:
        return [line for line in self.lines if line.result.outcome is group]

    def wanted(self) -> list[Line]:
        """What a button would act on: the rows chosen if they are several, else the whole group."""
        provider = self.provider()
        ids = self.table.selected_ids()
        chosen = [line for id_ in ids if (line := provider.get(id_)) is not None]
        return chosen if len(chosen) > 1 else list(provider.all)

    def current(self) -> Line | None:
        return self.provider().get(self.table.current_id())

    def show_lines(self, lines: Sequence[Line], reasons: Mapping[str, str]) -> None:
        self.lines, self.reasons = lines, reasons
        counts = {group: len(self.of_group(group)) for group in GROUPS}
        self.chips.set_chips([(str(group), short_mark(group).word, count) for group, count in counts.items() if count])
        self.show_group()

    def show_group(self) -> None:
        self.table.refresh(keyed(self.of_group(self.group())))
        if self.table.current_id() is None:
            self.table.select_row(0)
        self.picked.emit(self.table.current_id())

    def show_reason(self, row_id: int) -> None:
        """The reason of one row has been typed or emptied."""
        self.model.row_changed(row_id)

    def provider(self) -> Keyed[Line]:
        found = self.model.provider
        return found if isinstance(found, Keyed) else NO_LINES

    def _title(self, line: Line) -> Cell:
        initiative, result = line.stored.initiative, line.result
        if result.mean is None:
            told = tr("{n}/{members} đồng ý", n=result.approvals, members=result.members)
        else:
            told = tr("{mean} điểm · {n}/{members} đồng ý", mean=points.shown(result.mean), n=result.approvals,
                      members=result.members)  # fmt: skip
        mark = self._written(line).mark
        folded = " · ".join(filter(None, (initiative.number, told, mark.word.lower() if mark else "")))
        return Cell(initiative.title, f"{initiative.number} · {told}", folded, tip=initiative.title)

    def _written(self, line: Line) -> Cell:
        if line.result.outcome is State.RECOGNISED:
            return Cell()
        if self.reasons.get(line.stored.initiative.id, "").strip():
            return Cell(mark=Mark(tr("Đã ghi"), "checkmark_circle", "ok"))
        return Cell(mark=Mark(tr("Chưa ghi"), "edit", "warn"))
