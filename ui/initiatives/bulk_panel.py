"""Writing one field of all chosen records: what it would change is shown first, and the whole is taken back at once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import clock, messages
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import bulk, programmes
from desktop.operations.bulk import Changed, Preview
from domain import dates
from domain.errors import Problem, RuleError
from domain.labels import ANSWERS, BLOCKS, FIELDS
from ui.common.buttons import Button
from ui.common.choices import Choice
from ui.common.editors import DateEdit, LineEdit
from ui.common.field import Field
from ui.common.labels import label, show_if
from ui.common.numbers import written
from ui.common.progress import ProgressPanel
from ui.initiatives.chosen import Chosen
from ui.session import Session
from ui.words import tr

_CODES = ("kind", "group", "block", "new_in_unit", "lawful", "unprotected", "phase", "unit_code")


class BulkPanel(QFrame):
    """Asks from `ask` on until `closed()`. `done(sentence, bulk id)` when records have changed, `failed(Exception)`
    when none could.

    What is typed elsewhere is saved by `flush` before anything is written; if that fails nothing is.
    """

    done = Signal(str, object)
    failed = Signal(object)
    closed = Signal()

    def __init__(self, session: Session, flush: Callable[[], bool], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._flush, self._chosen = session, flush, Chosen()
        self._job: Job | None = None
        self._title = label("", "heading", wrap=True)
        self.what = Choice([(name, tr(FIELDS[name])) for name in bulk.FIELDS])
        self.code, self.day, self.line = Choice(), DateEdit(_day, tr("ngày/tháng/năm")), LineEdit()
        self._editors = QStackedWidget()
        for editor in (self.code, self.day, self.line):
            self._editors.addWidget(editor)
        self.to = Field(tr("Thành"), self._editors)
        self.seen = label("", wrap=True)
        self.look_button, self.confirm = Button(tr("Xem trước")), Button(tr("Sửa"), look="primary")
        self.cancel = Button(tr("Hủy"))
        self.progress = ProgressPanel()
        self._build()

    def ask(self, chosen: Chosen) -> None:
        """Shows the panel for these records."""
        self._chosen = chosen
        self._title.setText(tr("Sửa hàng loạt: {n} sáng kiến", n=written(chosen.count)))
        if not self.what.value():
            self.what.set_value("kind")
        self._show_editor()
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_panel(self) -> None:
        """Puts the panel away, unless something is under way."""
        if self._job is None:
            self.closed.emit()

    def words(self) -> str:
        """What the field is to say."""
        editor = self._editors.currentWidget()
        assert isinstance(editor, Choice | LineEdit)
        return editor.value()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        else:
            super().keyPressEvent(event)

    def _show_editor(self) -> None:
        name = self.what.value()
        packs = programmes.everything(self._session.screen)
        unit = self._session.screen.unit
        lists = {"kind": [(one.code, one.title) for pack in packs for one in pack.kinds],
                 "group": [(one.code, one.title) for pack in packs for one in pack.groups],
                 "phase": [(one.id, one.title) for pack in packs for one in pack.phases],
                 "unit_code": [(unit.code, unit.name)]}  # fmt: skip
        items = lists.get(name, [])
        if name not in lists:
            items = [(str(code), tr(words)) for code, words in (BLOCKS if name == "block" else ANSWERS).items()]
        self.code.set_items(list(dict(items).items()))
        self.code.set_value("")
        editor: QWidget = self.code if name in _CODES else self.day if name.endswith("_on") else self.line
        self._editors.setCurrentWidget(editor)
        self._unseen()

    def _unseen(self) -> None:
        """Another question than the one that was looked at."""
        self.seen.setText("")
        self.confirm.setEnabled(False)
        self.to.set_problem("")

    def _look(self) -> None:
        field, words, chosen = self.what.value(), self.words(), self._chosen
        if not words:
            self.to.set_problem(tr("Chưa có gì để sửa thành. Hãy chọn hoặc ghi ở đây."))
            return

        def work(desk: Desk, job: Job) -> Preview:
            return bulk.preview(desk, chosen.ids(desk), field, words, step=job.step)

        self._watch(self._session.do(work, self._looked, self._refused), tr("Đang xem trước…"))

    def _looked(self, seen: Preview) -> None:
        parts = [tr("Sẽ sửa {n} sáng kiến", n=written(seen.changing))]
        if seen.same:
            parts.append(tr("{n} đã đúng như vậy", n=written(seen.same)))
        told = [f"{written(count)}: {messages.of_problem(_problem(code))}" for code, count in seen.refused.items()]
        self.seen.setText("\n".join(("; ".join(parts) + ".", *told, *self._examples(seen))))
        self.confirm.setEnabled(seen.changing > 0)
        if seen.changing:
            self.confirm.setFocus(Qt.FocusReason.OtherFocusReason)

    def _examples(self, seen: Preview) -> list[str]:
        """Of some records what they say now and what they will."""
        to = self._said(self.words())
        lines = [f"{number}: {self._said(held)} → {to}" for _, number, held in seen.examples]
        more = seen.changing - len(lines)
        return [*lines, tr("… và {n} sáng kiến nữa", n=written(more))] if lines and more else lines

    def _said(self, value: str) -> str:
        """A value as it stands in the form."""
        editor = self._editors.currentWidget()
        if not value:
            return tr("(chưa ghi)")
        if editor is self.code:
            place = self.code.findData(value, Qt.ItemDataRole.UserRole)
            return self.code.itemText(place) if place >= 0 else value
        day = dates.parse(value, clock.today()) if editor is self.day else None
        return dates.shown(day) if day else value

    def _confirm(self) -> None:
        if not self._flush():
            return
        field, words, chosen = self.what.value(), self.words(), self._chosen

        def work(desk: Desk, job: Job) -> Changed:
            return bulk.change(desk, chosen.ids(desk), field, words, step=job.step)

        self._watch(self._session.do(work, self._changed, self._refused), tr("Đang sửa…"))

    def _changed(self, made: Changed) -> None:
        self._job = None
        self.close_panel()
        sentence = tr("Đã sửa {n} sáng kiến", n=written(made.changed))
        self.done.emit(sentence, made.bulk_id)

    def _refused(self, error: Exception) -> None:
        if isinstance(error, RuleError) and error.code in ("bulk_value_refused", "bulk_unit_foreign"):
            self.to.set_problem(messages.of_error(error))
        else:
            self.failed.emit(error)

    def _watch(self, job: Job, words: str) -> None:
        self._job = job
        self._busy(True)
        self.progress.watch(job, words)
        job.ended.connect(lambda _how: self._busy(False))

    def _busy(self, busy: bool) -> None:
        if not busy:
            self._job = None
        for part in (self.what, self._editors, self.look_button, self.cancel):
            part.setEnabled(not busy)
        if busy:
            self.confirm.setEnabled(False)
        show_if(self.progress, busy)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Field(tr("Sửa mục"), self.what), 1)
        row.addWidget(self.to, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for button in (self.cancel, self.look_button, self.confirm):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 10, 15, 11)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addLayout(row)
        for part in (self.seen, self.progress):
            column.addWidget(part)
        column.addLayout(buttons)
        self.progress.hide()
        self.what.committed.connect(lambda _name: self._show_editor())
        for editor in (self.code, self.day, self.line):
            editor.edited.connect(lambda _words: self._unseen())
        self.look_button.clicked.connect(self._look)
        self.confirm.clicked.connect(self._confirm)
        self.cancel.clicked.connect(self.close_panel)


def _day(words: str) -> date | None:
    return dates.parse(words, clock.today())


def _problem(code: str) -> Problem:
    return Problem(code, facts={"name": tr("Sáng kiến")})
