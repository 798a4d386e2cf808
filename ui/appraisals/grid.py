"""Marking many small initiatives in one table: everything typed is kept, complete rows are filed together."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.messages import of_error, of_problem
from desktop.operations import appraisals, grids
from desktop.operations.appraisals import Filed
from desktop.operations.grids import Grid
from ui.appraisals.drafts import Drafts
from ui.appraisals.grid_model import GridModel
from ui.appraisals.grid_view import GridView
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.labels import Icon, label, set_look, show_if
from ui.session import Session
from ui.words import tr


class MarkingGrid(QWidget):
    """Rows come in the order of the queue; what was begun in the sheet stands here too, and the other way round."""

    def __init__(self, session: Session, drafts: Drafts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.drafts = session, drafts
        self._asked = 0
        self._filing = False
        self.model = GridModel(self)
        self.table = GridView(self.model)
        self.banner = Banner()
        self.told, self.saved = label("", "muted", wrap=True), label("", "small")
        self.warning, self._legend = Icon("warning", "error"), ""
        self.file = Button("", "checkmark", "primary", tr("Nộp các dòng đã đủ (Ctrl+Enter)"))
        self.file.setObjectName("file_rows")
        self.empty = Empty("clipboard_task", "")
        self._build()
        self.model.written.connect(self._written)
        self.model.refused.connect(self._explain)
        self.table.selectionModel().currentChanged.connect(lambda _now, _before: self._explain())
        self.file.clicked.connect(self.file_rows)
        self.drafts.saving.connect(lambda: self.saved.setText(tr("Đang lưu…")))
        self.drafts.saved.connect(lambda _id, at: self.saved.setText(tr("Đã lưu nháp lúc {at}", at=at)))
        self.drafts.failed.connect(lambda error: self.banner.say("error", of_error(error)))
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.file_rows)

    def refresh(self) -> None:
        """Reads the rows after whatever is being written; an older answer is dropped."""
        self._asked += 1
        asked = self._asked
        self.drafts.flush()
        self._session.do(
            lambda desk, _job: grids.grid(desk), lambda found: self._arrived(found) if asked == self._asked else None
        )

    def flush(self) -> None:
        self.drafts.flush()

    def take_focus(self) -> None:
        self.table.setFocus()
        if not self.table.currentIndex().isValid():
            self.table.first_cell()

    def file_rows(self) -> None:
        """Files every row that lacks nothing; the others stay as they are."""
        editor = self.table.focusWidget()
        if editor is not None and editor is not self.table:
            self.table.setFocus()  # the cell being written is taken in first
        sheets = [self.model.sheet(row) for row in self.model.ready()]
        if not sheets or self._filing:
            return
        self._filing = True
        self.drafts.flush()
        self._session.do(
            lambda desk, _job: appraisals.file_sheets(desk, sheets),
            lambda done: self._filed([str(one["initiative"]) for one in sheets], done),
            self._not_filed,
        )

    def _filed(self, public_ids: list[str], done: Filed) -> None:
        self._filing = False
        refused = {place - 1: problems for place, problems in done.refused}
        for place, public_id in enumerate(public_ids):
            if place not in refused:
                self.drafts.forget(public_id)
        said = [of_problem(problem) for problems in refused.values() for problem in problems]
        self.banner.say("error", " ".join(dict.fromkeys(said)))
        self._session.told.emit(tr("Đã nộp {n} phiếu.", n=done.filed))
        self.refresh()

    def _not_filed(self, error: Exception) -> None:
        self._filing = False
        self.banner.say("error", of_error(error))

    def _written(self, row: int) -> None:
        self.drafts.write(self.model.rows[row].waiting.public_id, self.model.bodies[row])
        self._count()
        self._explain()

    def _explain(self, refused: str = "") -> None:
        """Below the table: what is wrong in the row, for who never sees a tool tip; else what the keys mean."""
        wrong = refused or self.model.why(self.table.currentIndex().row())
        set_look(self.told, "error" if wrong else "muted")
        self.told.setText(wrong or self._legend)
        show_if(self.warning, bool(wrong))

    def _arrived(self, found: Grid) -> None:
        at = self.table.currentIndex().row(), self.table.currentIndex().column()
        held = [self.drafts.held(row.waiting.public_id) for row in found.rows]
        bodies = [dict(row.draft if body is None else body) for row, body in zip(found.rows, held, strict=True)]
        self.model.show_grid(found.rubric, found.rows, bodies)
        self._stack.setCurrentIndex(1 if found.rows else 0)
        if not found.rows:
            hint = tr("Các sáng kiến đang chờ thuộc chương trình khác: chấm từng sáng kiến.") if found.others else tr(
                "Khi có sáng kiến được đưa vào chấm, danh sách hiện ở đây.")  # fmt: skip
            self.empty.say("clipboard_task", tr("Chưa có sáng kiến nào chờ chấm"), hint, "")
        words = [tr("Ý kiến: 1 đồng ý, 2 đồng ý nhưng phải hoàn thiện, 3 không đồng ý, 4 không có ý kiến.")]
        if found.rubric.gates:
            words.append(tr("Điều kiện: c là có, k là không."))
        if found.others:
            words.append(tr("{n} sáng kiến chấm theo tiêu chí khác, ở «Chấm điểm».", n=found.others))
        self._legend = " ".join(words)
        self._count()
        if at[0] >= 0:
            self.table.setCurrentIndex(self.model.index(*at))
        elif self.table.hasFocus():
            self.table.first_cell()
        self._explain()

    def _count(self) -> None:
        ready = len(self.model.ready())
        self.file.setText(tr("Nộp {n} dòng đã đủ", n=ready))
        self.file.setEnabled(ready > 0)

    def _build(self) -> None:
        card = Card()
        card.fill(self.table)
        foot = card.foot()
        foot.addWidget(self.warning, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.told, 1)
        foot.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(self.file)
        nothing = Card()
        nothing.fill(self.empty)
        self._stack = QStackedWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self._stack, 1)
