"""Whose paper sheets are typed in, and how far each initiative of that member is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations.paper_sheets import PaperLine, PaperMember
from domain import labels
from ui.appraisals.keyed import Keyed
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.field import Field
from ui.common.labels import label
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.pill import Mark
from ui.common.table import Table
from ui.words import tr


def state_of(line: PaperLine) -> Mark:
    """How far one paper sheet is."""
    if line.recused:
        return Mark(tr("Tránh"), "dismiss", "neutral")
    if line.again:
        return Mark(tr("Đọc lại"), "arrow_sync", "warn")
    if line.drafted:
        return Mark(tr("Nháp"), "edit", "warn")
    if line.filed:
        return Mark(tr("Đã có"), "checkmark_circle", "ok")
    return Mark(tr("Chưa"), "clock", "info")


class PaperList(Card):
    """turned(member)   another member was chosen
    picked(row id)   another initiative was chosen
    """

    turned = Signal(str)
    picked = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(tr("Phiếu giấy"), ruled=True, parent=parent)
        self.progress = label("", "muted")
        self.head.addWidget(self.progress)
        self.who = Choice([], tr("chọn thành viên"))
        self.who.setObjectName("paper_member")
        self.provider: Keyed[PaperLine] = Keyed((), lambda line: line.row_id)
        columns = [
            Column[PaperLine](tr("Sáng kiến"), _title, Kind.TWO_LINES),
            Column[PaperLine](tr("Phiếu"), lambda line: Cell(mark=state_of(line)), Kind.PILL,
                              sample=tr("Đọc lại"), fold_below=34),
        ]  # fmt: skip
        self.model = PageModel(columns, self.provider)
        self.table = Table(self.model, tr("Sáng kiến có phiếu giấy"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.horizontalHeader().hide()
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(12, 10, 12, 10)
        column.addWidget(Field(tr("Thành viên không dùng máy này"), self.who))
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(ground)
        self.body.addWidget(self.table, 1)
        self.who.edited.connect(self.turned)
        self.table.picked.connect(lambda row_id: None if row_id is None else self.picked.emit(row_id))

    def show_members(self, members: Sequence[PaperMember], chosen: str) -> None:
        told = [
            (one.name, tr("{name} ({filed}/{owed}) – {role}", name=one.name, role=tr(labels.COUNCIL_ROLES[one.role]),
                          filed=one.filed, owed=one.owed))
            for one in members
        ]  # fmt: skip
        self.who.set_items(told)
        self.who.set_value(chosen)

    def show_lines(self, lines: Sequence[PaperLine]) -> None:
        """The whole list anew; the chosen row stays chosen, without a signal."""
        chosen = self.table.current_id()
        self.provider = Keyed(lines, lambda line: line.row_id)
        self.table.blockSignals(True)
        self.model.refresh(self.provider)
        self.choose(chosen)
        self.table.blockSignals(False)
        owed = [line for line in lines if not line.recused]
        done = sum(line.filed for line in owed)
        self.progress.setText(f"{done} / {len(owed)}" if lines else "")
        self.progress.setAccessibleName(tr("Đã nhập {done} trên {all} phiếu", done=done, all=len(owed)))

    def choose(self, row_id: int | None) -> None:
        """Turns to a row without a signal."""
        place = self.provider.place(row_id) if row_id is not None else None
        if place is not None:
            held = self.table.blockSignals(True)
            self.table.select_row(place)
            self.table.blockSignals(held)


def _title(line: PaperLine) -> Cell:
    return Cell(line.title, line.number, f"{line.number} · {state_of(line).word}", tip=line.title)
