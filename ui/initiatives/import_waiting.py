"""The rows of imported lists that wait to be mended: opened one by one, mended cell by cell, taken in or given up."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.operations import import_waiting
from desktop.operations.import_waiting import Waiting
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import Mark
from ui.common.table import Table
from ui.initiatives.halves import Halves
from ui.initiatives.import_cells import CellsPanel
from ui.session import Session
from ui.words import tr


class WaitingPanel(QWidget):
    """counted(n) whenever the number of rows that wait is known anew."""

    counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.banner = Banner()
        self.model: PageModel[Waiting] = PageModel(_columns(), SequenceProvider[Waiting](), self)
        self.table = Table(self.model, tr("Dòng chờ sửa"))
        self.cells = CellsPanel()
        self.cells.edited.connect(self._mend)
        self.take = Button(tr("Nhận vào sổ"), "checkmark", "primary")
        self.take.clicked.connect(self._take)
        self.leave = Button(tr("Bỏ dòng này"), "delete")
        self.leave.clicked.connect(self._give_up)
        self.back = Button(tr("Về danh sách"), "chevron_left", "link")
        self.back.hide()
        self.table.selected.connect(self._show_row)
        self._build()
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        found = import_waiting.waiting(self._session.screen)
        self.table.refresh(SequenceProvider(found))
        self.stack.setCurrentIndex(0 if found else 1)
        if found and not self.table.selected_ids():
            self.table.select_row(0)
        self._show_row()
        self.counted.emit(len(found))

    def _changed(self, changes: Changes) -> None:
        if changes.touches("imports"):
            self.refresh()

    def _chosen(self) -> Waiting | None:
        rows = self.model.provider.rows(self.table.selected_ids()[:1])
        return rows[0] if rows else None

    def _show_row(self) -> None:
        row = self._chosen()
        for button in (self.take, self.leave):
            button.setEnabled(row is not None)
        if row is None:
            self.cells.show_cells("", ())
            return
        self.take.setEnabled(row.ready)
        note = "" if row.ready else tr("Gõ tên sáng kiến thì nhận được vào sổ.")
        self.cells.show_cells(tr("Dòng {n} của {file}", n=row.row, file=row.file), row.cells, note)

    def _mend(self, row: int, column: int, words: str) -> None:
        held = self._chosen()
        if held is not None:
            self._do(lambda desk: import_waiting.mend(desk, held.id, {(row, column): words}), self.refresh)

    def _take(self) -> None:
        held = self._chosen()
        if held is not None:
            self._do(lambda desk: import_waiting.take_in(desk, [held.id]),
                     lambda: self._session.told.emit(tr("Đã nhận vào sổ: {title}", title=held.title)))  # fmt: skip

    def _give_up(self) -> None:
        held = self._chosen()
        if held is not None:
            self._do(lambda desk: import_waiting.give_up(desk, [held.id]), lambda: None)

    def _do(self, work: Callable[[Desk], object], done: Callable[[], None]) -> None:
        def finished(_result: object) -> None:
            if not isValid(self):  # the wizard was closed meanwhile
                return
            self.banner.clear()
            done()

        self._session.do(lambda desk, _job: work(desk), finished, self._failed)

    def _failed(self, error: Exception) -> None:
        if isValid(self):
            self.banner.say("error", messages.of_error(error))

    def _build(self) -> None:
        card, right = Card(), Card()
        card.fill(self.table)
        ground = QWidget()
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.cells)
        self.cells.head.insertWidget(0, self.back)
        right.fill(ground)
        foot = right.foot()
        foot.addWidget(self.leave)
        foot.addStretch(1)
        foot.addWidget(self.take)
        self.halves = Halves(card, right)
        self.halves.narrowed.connect(self.back.setVisible)
        self.back.clicked.connect(self.halves.show_left)
        self.table.opened.connect(lambda _place: self.halves.show_right())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.halves)
        self.stack.addWidget(Empty("checkmark_circle", tr("Không có dòng nào chờ sửa")))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)


def _columns() -> tuple[Column[Waiting], ...]:
    return (
        Column(tr("Dòng"), lambda row: Cell(str(row.row), muted=True), sample="12345"),
        Column(tr("Sáng kiến"), _title, Kind.TWO_LINES),
        Column(tr("Trạng thái"), lambda row: Cell(mark=_mark(row)), Kind.PILL, sample=tr("Nhận được")),
    )


def _title(row: Waiting) -> Cell:
    told = import_waiting.sentences(row) or [row.file]
    name = next((cell.words for cell in row.cells if cell.field in ("full_name", "people") and cell.words), "")
    title = row.title or tr("(không có tên)") + (f"  ·  {' '.join(name.split())}" if name else "")
    return Cell(title, told[0], tip="\n".join([row.file, *told]))


def _mark(row: Waiting) -> Mark:
    return Mark(tr("Nhận được"), "checkmark", "ok") if row.ready else Mark(tr("Thiếu tên"), "warning", "warn")
