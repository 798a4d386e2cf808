"""The imports that were made, each of which can be taken back as a whole."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop import messages
from desktop.changes import Changes
from desktop.operations import imports
from desktop.operations.imports import Batch, Undone
from domain import dates
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import Mark
from ui.common.table import Table
from ui.session import Session
from ui.words import tr

_NAMED = 5


class PastPanel(QWidget):
    """Taking back asks nothing: what it removes lies in the bin, and what somebody changed since stays."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.banner = Banner()
        self.model: PageModel[Batch] = PageModel(_columns(), SequenceProvider[Batch](), self)
        self.table = Table(self.model, tr("Các lần nhập"))
        self.undo = Button(tr("Hoàn tác lần nhập này"), "arrow_undo")
        self.undo.clicked.connect(self._undo)
        self.table.selected.connect(self._show_button)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(Empty("arrow_import", tr("Chưa có lần nhập nào")))
        card = Card()
        card.fill(self.stack)
        row = QHBoxLayout()
        row.addWidget(self.undo)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(card, 1)
        column.addLayout(row)
        session.changed.connect(self._changed)
        self.refresh()

    def refresh(self) -> None:
        found = imports.batches(self._session.screen)
        self.table.refresh(SequenceProvider(found))
        self.stack.setCurrentIndex(0 if found else 1)
        self._show_button()

    def _changed(self, changes: Changes) -> None:
        if changes.touches("imports"):
            self.refresh()

    def _chosen(self) -> Batch | None:
        rows = self.model.provider.rows(self.table.selected_ids())
        return rows[0] if len(rows) == 1 else None

    def _undo(self) -> None:
        batch = self._chosen()
        if batch is not None:
            self._session.do(lambda desk, _job: imports.undo(desk, batch.id), self._undone, self._failed)

    def _undone(self, undone: Undone) -> None:
        if isValid(self):  # the wizard may have been closed meanwhile
            say_undone(self.banner, undone)

    def _failed(self, error: Exception) -> None:
        if isValid(self):
            self.banner.say("error", messages.of_error(error))

    def _show_button(self) -> None:
        batch = self._chosen()
        self.undo.setEnabled(batch is not None and not batch.undone_at)


def say_undone(banner: Banner, undone: Undone) -> None:
    """What went back, and by name what stays because somebody changed it since."""
    told = tr("Đã hoàn tác: {n} sáng kiến vào thùng rác, {m} trở lại như trước.", n=undone.removed,
              m=undone.restored)  # fmt: skip
    if undone.kept:
        named = "; ".join(f"{number} {title}" for number, title in undone.kept[:_NAMED])
        more = "…" if len(undone.kept) > _NAMED else ""
        told += " " + tr("{n} sáng kiến đã thay đổi sau khi nhập nên được giữ: {names}", n=len(undone.kept),
                         names=named + more)  # fmt: skip
    banner.say("warn" if undone.kept else "ok", told)


def _columns() -> tuple[Column[Batch], ...]:
    return (
        Column(tr("Tệp"), _file, Kind.TWO_LINES),
        Column(tr("Nhập lúc"), lambda batch: Cell(dates.shown_time(batch.at), batch.user_name), Kind.TWO_LINES,
               sample="00/00/0000 00:00"),
        Column(tr("Kết quả"), lambda batch: Cell(mark=_mark(batch)), Kind.PILL, sample=tr("Đã hoàn tác")),
    )  # fmt: skip


def _file(batch: Batch) -> Cell:
    told = tr("mới {new}, cập nhật {updated}, chờ sửa {waiting}", new=batch.counts.get("imported", 0),
              updated=batch.counts.get("updated", 0), waiting=batch.waiting)  # fmt: skip
    return Cell(batch.file, told, tip=f"{batch.file}  ·  {batch.sheet}")


def _mark(batch: Batch) -> Mark:
    if batch.undone_at:
        return Mark(tr("Đã hoàn tác"), "arrow_undo", "neutral")
    return Mark(tr("Đã ghi"), "checkmark", "ok")
