"""What else lies in the bin beside drafts: evidence, plans, filters and the like, each until a day."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import trash
from desktop.operations.trash import Thing
from domain import dates
from domain.trash_words import KINDS
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.session import Session
from ui.words import tr


class TrashThings(Card):
    """A list with its own button; `refresh` reads it again."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(tr("Thứ khác đã bỏ"), parent=parent)
        self._session = session
        self.banner = Banner()
        self.restore = button(tr("Lấy lại"), "arrow_undo")
        self.restore.clicked.connect(self._restore)
        self.model: PageModel[Thing] = PageModel(_columns(), SequenceProvider[Thing](), self)
        self.table = Table(self.model, tr("Thứ khác đã bỏ"))
        self.table.selected.connect(self._show_button)
        self.table.opened.connect(lambda _place: self._restore())
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        hint = tr("Minh chứng, kế hoạch phối hợp, bộ lọc, ngày nghỉ… đã bỏ nằm ở đây ít nhất 90 ngày.")
        self.stack.addWidget(Empty("box", tr("Không có thứ gì khác"), hint))
        row = QHBoxLayout()
        row.addWidget(label(tr("Quá hạn giữ thì xóa hẳn; nhật ký vẫn ghi tên."), "muted", wrap=True), 1)
        row.addWidget(self.restore)
        self.body.addWidget(self.banner)
        self.body.addWidget(self.stack, 1)
        self.body.addLayout(row)

    def refresh(self) -> None:
        found = trash.everything(self._session.screen)
        self.table.refresh(SequenceProvider(found))
        self.stack.setCurrentIndex(0 if found else 1)
        self._show_button()

    def _restore(self) -> None:
        provider = self.model.provider
        for one in provider.rows(self.table.selected_ids()[:1]):
            self._session.do(_putting_back(one), lambda _changes: self._was_restored(), self._failed)

    def _was_restored(self) -> None:
        self.banner.clear()
        self._session.told.emit(tr("Đã lấy lại từ thùng rác."))

    def _failed(self, error: Exception) -> None:
        self.banner.say("error", messages.of_error(error))

    def _show_button(self) -> None:
        self.restore.setEnabled(self.table.selected_count() == 1)


def _putting_back(one: Thing) -> Callable[[Desk, Job], Changes]:
    return lambda desk, _job: trash.restore(desk, one.kind, one.key)


def _columns() -> tuple[Column[Thing], ...]:
    return (
        Column(tr("Tên"), _name, Kind.TWO_LINES),
        Column(tr("Bỏ lúc"), lambda one: Cell(dates.shown_time(one.removed_at), one.who, muted=True), Kind.TWO_LINES,
               sample="00/00/0000 00:00", fold_below=50),
        Column(tr("Giữ tới"), lambda one: Cell(_until(one), muted=True), sample="00/00/0000 00:00", fold_below=60),
    )  # fmt: skip


def _name(one: Thing) -> Cell:
    kind = tr(KINDS[one.kind])
    return Cell(one.name or kind, kind, f"{kind}  ·  {dates.shown_time(one.removed_at)}")


def _until(one: Thing) -> str:
    return dates.shown_time(one.until_at) if one.until_at else tr("không hạn")
