"""«Thay đổi hàng loạt»: the changes of many that were made, each of which can be taken back as a whole."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import messages
from desktop.jobs import Job
from desktop.operations import bulk, bulk_past
from desktop.operations.bulk_past import Outlook, Past
from domain import dates
from domain.errors import Problem, RuleError
from domain.labels import FIELDS
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import Mark
from ui.common.progress import ProgressPanel
from ui.common.table import Table
from ui.session import Session
from ui.words import tr


class BulkPastSection(QWidget):
    """What taking the chosen one back would do is counted first, and stands beside the button."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._looked_at: int | None = None
        self.banner = Banner()
        self.model: PageModel[Past] = PageModel(_columns(), SequenceProvider[Past](), self)
        self.table = Table(self.model, tr("Thay đổi hàng loạt"))
        self.table.selected.connect(self._look)
        self.undo = Button(tr("Hoàn tác"), "arrow_undo", "primary")
        self.undo.clicked.connect(self._undo)
        self.told = label("", wrap=True)
        self.progress = ProgressPanel()
        self.progress.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        hint = tr("Mỗi lần sửa hàng loạt hay chuyển trạng thái sẽ nằm ở đây và hoàn tác được.")
        self.stack.addWidget(Empty("arrow_undo", tr("Chưa có thay đổi hàng loạt"), hint))
        self._build()
        self.setFocusProxy(self.table)

    def refresh(self) -> None:
        self._session.beside(lambda desk, _job: bulk_past.listed(desk), self._show, self._failed)

    def _show(self, found: list[Past]) -> None:
        self.table.refresh(SequenceProvider(found))
        self.stack.setCurrentIndex(0 if found else 1)
        if found and not self.table.selected_count():  # with the keyboard in it one is current, but not chosen
            self.table.select_row(0)
        else:
            self._look()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._look()  # records may have been changed one by one meanwhile

    def _chosen(self) -> Past | None:
        rows = self.model.provider.rows(self.table.selected_ids())
        return rows[0] if len(rows) == 1 else None

    def _look(self) -> None:
        """Asks what would go back; until the answer is there nothing can be pressed."""
        past = self._chosen()
        self.undo.setEnabled(False)
        self._looked_at = past.id if past else None
        if past is None:
            self.told.setText("")
        elif past.undone_at:
            self.told.setText(tr("Đã hoàn tác lúc {at}.", at=dates.shown_time(past.undone_at)))
        else:
            self.told.setText(tr("Đang xem hoàn tác được bao nhiêu…"))
            at = past.id
            self._session.beside(lambda desk, job: (at, bulk_past.outlook(desk, at, step=job.step)), self._looked,
                                 self._failed)  # fmt: skip

    def _looked(self, answer: tuple[int, Outlook]) -> None:
        at, seen = answer
        if at != self._looked_at:
            return  # another one has been chosen meanwhile
        lines = [tr("{n} sáng kiến trở lại như trước.", n=written(seen.back))] if seen.back else []
        self.told.setText("\n".join((*lines, *_reasons(seen.stay))))
        self.undo.setEnabled(seen.back > 0)
        self.undo.setText(tr("Hoàn tác {n} sáng kiến", n=written(seen.back)) if seen.back else tr("Hoàn tác"))

    def _undo(self) -> None:
        past = self._chosen()
        if past is None:
            return
        self.undo.setEnabled(False)
        at = past.id
        job = self._session.do(lambda desk, job: bulk.undo(desk, at, step=job.step), self._undone, self._failed)
        self._watch(job)

    def _watch(self, job: Job) -> None:
        self.progress.watch(job, tr("Đang hoàn tác…"))
        self.progress.show()
        job.ended.connect(self._ended)

    def _ended(self, _how: str) -> None:
        self.progress.hide()
        self._look()

    def _undone(self, undone: bulk.Undone) -> None:
        words = tr("Đã hoàn tác {n} sáng kiến.", n=written(undone.undone))
        self.banner.say("warn" if undone.kept else "ok", "\n".join((words, *_reasons(undone.why))))

    def _failed(self, error: Exception) -> None:
        if not (isinstance(error, RuleError) and error.code == "bulk_undone"):  # the list says so by now
            self.banner.say("error", messages.of_error(error))

    def _build(self) -> None:
        card = Card()
        card.fill(self.stack)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.told, 1)
        row.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.banner)
        column.addWidget(card, 1)
        column.addWidget(self.progress)
        column.addLayout(row)


def _reasons(counts: Mapping[str, int]) -> list[str]:
    """How many stay as they are, and why."""
    return [f"{written(count)}: {messages.of_problem(Problem(code, facts={'name': tr('Sáng kiến')}))}"
            for code, count in counts.items()]  # fmt: skip


def _columns() -> tuple[Column[Past], ...]:
    return (
        Column(tr("Đã làm gì"), _what, Kind.TWO_LINES),
        Column(tr("Lúc"), lambda past: Cell(dates.shown_time(past.at), past.who), Kind.TWO_LINES,
               sample="00/00/0000 00:00"),
        Column(tr("Kết quả"), lambda past: Cell(mark=_mark(past)), Kind.PILL, sample=tr("Đã hoàn tác"), fold_below=50),
    )  # fmt: skip


def _what(past: Past) -> Cell:
    field, to = past.field, past.to
    name = tr("Chuyển trạng thái") if field == "state" else tr(FIELDS[field])
    what = f"{name} → {tr(to)}"
    of_what = past.record or tr("{n} sáng kiến", n=written(past.size))
    if past.undone_at:
        of_what += "  ·  " + tr("đã hoàn tác {at}", at=dates.shown_time(past.undone_at))
    return Cell(what, of_what, tip=f"{what}  ·  {of_what}  ·  {past.who}")


def _mark(past: Past) -> Mark:
    if past.undone_at:
        return Mark(tr("Đã hoàn tác"), "arrow_undo", "neutral")
    return Mark(tr("Đã ghi"), "checkmark", "ok")
