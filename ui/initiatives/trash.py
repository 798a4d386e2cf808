"""The bin: deleted drafts and everything else that was removed, and bringing it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.operations import initiatives
from domain import dates
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.initiatives.trash_things import TrashThings
from ui.session import Session
from ui.words import tr

Row = Mapping[str, Any]


class TrashSection(QWidget):
    """Nothing is ever thrown away for good here."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.banner, self.things = Banner(), TrashThings(session)
        self.restore = Button(tr("Khôi phục"), "arrow_undo", "primary")
        self.restore.clicked.connect(self._restore)
        self.model: PageModel[Row] = PageModel(_columns(), SequenceProvider[Row](), self)
        self.table = Table(self.model, tr("Bản nháp đã xóa"))
        self.table.selected.connect(self._show_button)
        self.table.opened.connect(lambda _place: self._restore())
        empty = Empty("delete", tr("Thùng rác trống"), tr("Bản nháp đã xóa nằm ở đây cho tới khi được khôi phục."))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(empty)
        card = Card()
        card.fill(self.stack)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = QHBoxLayout()
        row.addWidget(label(tr("Chọn bản nháp rồi bấm Khôi phục; bản nháp không bị xóa hẳn."), "muted", wrap=True), 1)
        row.addWidget(self.restore)
        column.addLayout(row)
        column.addWidget(self.banner)
        column.addWidget(card, 3)
        column.addWidget(self.things, 2)
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        self.things.refresh()
        rows = initiatives.bin_rows(self._session.screen)
        self.table.refresh(SequenceProvider(rows))
        self.stack.setCurrentIndex(0 if rows else 1)
        self._show_button()

    def _chosen(self) -> list[int]:
        provider = self.model.provider
        return [row["id"] for row in provider.rows(self.table.selected_ids())]

    def _restore(self) -> None:
        row_ids = self._chosen()
        if row_ids:
            self._session.do(lambda desk, _job: initiatives.restore(desk, row_ids),
                             lambda _changes: self._restored(len(row_ids)), self._failed)  # fmt: skip

    def _restored(self, count: int) -> None:
        self.banner.clear()
        self._session.told.emit(tr("Đã khôi phục {n} bản nháp", n=count))

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _show_button(self) -> None:
        count = self.table.selected_count()
        self.restore.setEnabled(count > 0)
        self.restore.setText(tr("Khôi phục {n} bản nháp", n=count) if count > 1 else tr("Khôi phục"))


def _columns() -> tuple[Column[Row], ...]:
    return (
        Column(tr("Sáng kiến"), _title, Kind.TWO_LINES),
        Column(tr("Tác giả"), lambda row: Cell(row["author"] or "–", row["workplace"]), Kind.TWO_LINES,
               sample="Đặng Thuỳ Trâm Anh", fold_below=60),
        Column(tr("Xóa lúc"), lambda row: Cell(_when(row["deleted_at"]), muted=True), sample="00:00 00/00/0000"),
    )  # fmt: skip


def _title(row: Row) -> Cell:
    return Cell(row["title"] or tr("(chưa có tên)"), row["number"], f"{row['number']}  ·  {row['author']}")


def _when(stamp: str) -> str:
    at = dates.civil_time(stamp)
    return f"{at:%H:%M} {dates.shown(at.date())}"
