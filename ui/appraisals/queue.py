"""The queue of an appraiser: what waits for his sheet, fewest sheets first, and how far he has come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.operations.appraisals import Waiting
from ui.appraisals.keyed import Keyed
from ui.common.card import Card
from ui.common.labels import label
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.pill import Mark
from ui.common.table import Table
from ui.words import tr


def state_of(line: Waiting) -> Mark:
    """How far the sheet of the appraiser at the desk is."""
    if line.recused:
        authorship = line.recusal is not None and not (line.recusal.relation or line.recusal.reason)
        return Mark(tr("Tác giả") if authorship else tr("Tránh"), "dismiss", "neutral")
    if line.again:
        return Mark(tr("Đọc lại"), "arrow_sync", "warn")
    if line.mine:
        return Mark(tr("Đã nộp"), "checkmark_circle", "ok")
    if line.drafted:
        return Mark(tr("Nháp"), "edit", "warn")
    return Mark(tr("Chưa"), "clock", "info")


class Queue(Card):
    """picked(row id)   another initiative was chosen in the list"""

    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Danh sách chấm"), ruled=True, parent=parent)
        self.members = 0
        self.progress = label("", "muted")
        self.head.addWidget(self.progress)
        self.provider: Keyed[Waiting] = Keyed((), lambda line: line.row_id)
        columns = [
            Column[Waiting](tr("Sáng kiến"), self._title, Kind.TWO_LINES),
            Column[Waiting](tr("Phiếu của bạn"), lambda line: Cell(mark=state_of(line)), Kind.PILL,
                            sample=max(tr("Đã nộp"), tr("Tác giả"), key=len), fold_below=34),
        ]  # fmt: skip
        self.model = PageModel(columns, self.provider)
        self.table = Table(self.model, tr("Sáng kiến chờ chấm"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.horizontalHeader().hide()
        self.table.picked.connect(lambda row_id: None if row_id is None else self.picked.emit(row_id))
        self.fill(self.table)

    def show_lines(self, lines: Sequence[Waiting], members: int) -> None:
        """The whole queue anew; the chosen row stays chosen, without a signal."""
        self.members = members
        chosen = self.table.current_id()
        self.provider = Keyed(lines, lambda line: line.row_id)
        self.table.blockSignals(True)
        self.model.refresh(self.provider)
        if chosen is not None:
            self.choose(chosen)
        self.table.blockSignals(False)
        mine = [line for line in lines if not line.recused]
        done = sum(line.mine for line in mine)
        self.progress.setText(f"{done} / {len(mine)}")
        self.progress.setAccessibleName(tr("Bạn đã nộp {done} trên {all} phiếu", done=done, all=len(mine)))

    def choose(self, row_id: int) -> None:
        place = self.provider.place(row_id)
        if place is not None:
            self.table.select_row(place)

    def lines(self) -> Sequence[Waiting]:
        return self.provider.all

    def _title(self, line: Waiting) -> Cell:
        told = tr("{filed}/{members} phiếu", filed=line.filed, members=self.members)
        return Cell(line.title, f"{told} · {line.number}", f"{told} · {state_of(line).word}", tip=line.title)
