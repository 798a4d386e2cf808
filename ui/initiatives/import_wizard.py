"""Bringing in an old list from Excel or the clipboard: choose it, look at each row and mend it, take it in."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget
from shiboken6 import isValid

from desktop import messages
from desktop.desk import Desk
from desktop.jobs import Job
from desktop.operations import import_mappings, import_pasted, import_plans, imports
from desktop.operations.import_plans import Plan, Wishes
from desktop.operations.imports import Imported, Undone
from domain.errors import RuleError
from domain.table.garbled import converted
from ui.common.progress import ProgressPanel
from ui.common.wizard import Step, WizardDialog, WizardFrame
from ui.initiatives.import_done import DonePanel
from ui.initiatives.import_file import FilePanel
from ui.initiatives.import_mapping import MappingPanel
from ui.initiatives.import_past import say_undone
from ui.initiatives.import_preview import PreviewPanel
from ui.initiatives.import_start import StartPanel
from ui.session import Session
from ui.words import tr

Read = tuple[Path, Any, Plan | RuleError]
OF_WINDOW = 0.9
FILE, READ, CHECK, TAKE, DONE = "file", "read", "check", "take", "done"


class ImportWizard(WizardDialog):
    """`missing_asked()` when the person wants to see the rows that still lack something.

    A file is opened once; whatever is asked of it afterwards reads what was opened.
    """

    missing_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._session = session
        self._plan: Plan | None = None
        self._job: Job | None = None
        self._opened: tuple[Path, Any] | None = None
        self._wishes = Wishes()
        self._warned = self._keep = False
        self._batch: int | None = None
        self.file, self.preview, self.ending = FilePanel(), PreviewPanel(session), DonePanel()
        self.start, self.mapping = StartPanel(session, self.file), MappingPanel()
        self.check = QStackedWidget()
        self.check.addWidget(self.preview)
        self.check.addWidget(self.mapping)
        self._reading = ProgressPanel(tr("Đang đọc tệp…"), stop=False)
        self._taking = ProgressPanel(tr("Đang ghi vào sổ…"), stop=False)
        steps = (
            Step(FILE, tr("Chọn tệp"), tr("Tệp Excel, OpenDocument hoặc CSV, cũ hay mới đều được. Tệp không bị sửa."),
                 self.start, tr("Đọc tệp")),
            Step(READ, tr("Đọc"), tr("Chưa có gì được ghi vào sổ."), self._reading, work=True, stop=tr("Dừng đọc")),
            Step(CHECK, tr("Xem trước"), tr("Chưa có gì được ghi vào sổ."), self.check),
            Step(TAKE, tr("Ghi vào sổ"), tr("Ghi hết hoặc không ghi dòng nào."), self._taking, work=True,
                 stop=tr("Dừng, không ghi")),
            Step(DONE, tr("Xong"), tr("Nhập lại tệp này lần nữa cũng không sinh ra bản trùng."), self.ending),
        )  # fmt: skip
        super().__init__(WizardFrame(tr("Nhập từ Excel"), steps), tr("Nhập từ Excel"), parent)
        if parent is not None:  # rows to be looked at beside their cells: nearly all of the window
            self.resize(self.size().expandedTo(parent.window().size() * OF_WINDOW))
        self._connect()
        self.frame.set_valid(FILE, False)
        self.frame.start()

    def read(self, sheet: str | None = None) -> None:
        """Reads the chosen file, or another sheet of it."""
        self._wishes = Wishes(sheet=sheet or "")
        self.frame.go(READ)

    def paste(self, html: str, text: str) -> None:
        """Reads a table of the clipboard. RuleError pasted_nothing."""
        self._opened = import_pasted.NAME, import_pasted.book(html, text)
        self._wishes = Wishes()
        self.frame.go(READ)

    def show_part(self, key: str) -> None:
        """Opens what earlier imports left: "waiting", "past" or "known"."""
        self.start.show_part(key)

    def _start_reading(self) -> None:
        file, wishes, opened = self.file.chosen(), self._wishes, self._opened

        def reading(desk: Desk, job: Job) -> Read:
            if opened is not None:
                at, book = opened
            else:
                assert file is not None  # there is no way on without a file
                at, book = file, import_plans.open_book(file, step=job.step)
            try:
                return at, book, import_plans.plan(desk, at, book, wishes, step=job.step)
            except RuleError as error:
                return at, book, error

        self._watch(self._reading, self._session.do(reading, self._read, self._not_read))

    def _start_taking(self) -> None:
        plan, keep = self._plan, self._keep
        assert plan is not None  # the step is only reached from a preview

        def taking(desk: Desk, job: Job) -> Imported:
            taken = imports.take_in(desk, plan, step=job.step)
            if keep and plan.wishes.columns is not None and plan.layout.header_row:
                import_mappings.keep(desk, plan)
            return taken

        self._watch(self._taking, self._session.do(taking, self._taken, self._not_taken))

    def _entered(self, key: str) -> None:
        if key == READ and self._job is None:
            self._start_reading()
        elif key == TAKE and self._job is None:
            self._start_taking()

    def _watch(self, panel: ProgressPanel, job: Job) -> None:
        self._job = job
        panel.watch(job)

    def _read(self, read: Read) -> None:
        at, book, found = read
        self._job, self._warned = None, False
        self._opened = (at, book)
        if isinstance(found, RuleError):
            self._not_understood(found)
            return
        self.check.setCurrentWidget(self.preview)
        self.preview.show_plan(found)
        self._planned(found)
        self.frame.go(CHECK)
        self._to_next()

    def _planned(self, plan: Plan) -> None:
        self._plan = plan
        worth, aside = plan.tally.taken, plan.tally.aside
        words = tr("Ghi {n} dòng vào sổ", n=worth) if worth else tr("Không có gì để ghi")
        if aside and not worth:
            words = tr("Để lại {n} dòng chờ sửa", n=aside)
        self.frame.set_valid(CHECK, bool(worth or aside) and not plan.open_questions)
        self.frame.set_forward(CHECK, words)

    def _mended(self, plan: Plan) -> None:
        self._planned(plan)
        self.preview.renew(plan)

    def _wished(self, name: str, value: object) -> None:
        """The same file, read under another wish."""
        change: dict[str, Any] = {name: value}
        self._wishes = dataclasses.replace(self._wishes, **change)
        self.frame.go(READ)

    def _not_understood(self, error: RuleError) -> None:
        """A list under strange headings is mapped by hand; anything else is said at the first step."""
        assert self._opened is not None  # it was opened before it was read
        _at, book = self._opened
        if not error.code.startswith("table_"):
            self._not_read(error)
            return
        wanted = self._wishes.sheet
        pages = [page for page in book.sheets if page.rows and wanted in ("", page.name)]
        page = max(pages, key=lambda one: (not one.hidden, len(one.rows)))
        self._wishes = dataclasses.replace(self._wishes, sheet=page.name)
        lines, _conversions = converted(page.rows, page.fonts, self._wishes.encoding, self._wishes.by_column)
        header = self._wishes.header_row or _likely_header(lines)
        self.mapping.show_sheet(lines, header, self._wishes.columns or {}, way_back=False, why=messages.of_error(error))
        self.check.setCurrentWidget(self.mapping)
        self.frame.set_valid(CHECK, False)
        self.frame.go(CHECK)

    def _map(self) -> None:
        plan = self._plan
        if plan is not None:
            self.mapping.show_sheet(plan.lines, plan.layout.header_row, plan.layout.columns, way_back=True)
            self.check.setCurrentWidget(self.mapping)
            self.frame.set_valid(CHECK, False)

    def _mapped(self, header_row: int, columns: object, keep: bool) -> None:
        assert isinstance(columns, dict)
        self._wishes = dataclasses.replace(self._wishes, header_row=header_row, columns=columns)
        self._keep = keep
        self.frame.go(READ)

    def _unmapped(self) -> None:
        self.check.setCurrentWidget(self.preview)
        if self._plan is not None:
            self._planned(self._plan)

    def _not_read(self, error: Exception) -> None:
        self._job = self._opened = None
        self.start.show_part("file")
        self.file.say(messages.of_error(error))
        self.frame.go(FILE)

    def _taken(self, taken: Imported) -> None:
        self._job = None
        self._batch = taken.batch_id
        self.ending.show_counts(taken.counts, taken.waiting)
        self.frame.go(DONE)

    def _undo(self) -> None:
        batch = self._batch
        if batch is not None:
            self.ending.undo.setEnabled(False)
            self._session.do(lambda desk, _job: imports.undo(desk, batch), self._undone, self._not_undone)

    def _undone(self, undone: Undone) -> None:
        if isValid(self):  # it may have been closed meanwhile
            say_undone(self.ending.banner, undone)

    def _not_undone(self, error: Exception) -> None:
        if isValid(self):
            self.ending.banner.say("error", messages.of_error(error))

    def _not_taken(self, error: Exception) -> None:
        self._job = None
        self.preview.say("error", messages.of_error(error))
        self.frame.go(CHECK)

    def _ended(self, how: str) -> None:
        if how != "stopped":
            return
        self._job = None
        if self.frame.current() == TAKE:
            self.preview.say("info", tr("Đã dừng. Chưa ghi dòng nào vào sổ."))
            self.frame.go(CHECK)
        else:
            self.frame.go(FILE)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        elif self.frame.current() != CHECK or not self._worth_keeping() or self._gives_up():
            self.reject()

    def _worth_keeping(self) -> bool:
        plan = self._plan
        return plan is not None and any(row.taken or row.edited for row in plan.rows)

    def _gives_up(self) -> bool:
        """A list that was read is given up only when asked twice."""
        if not self._warned:
            self._warned = True
            self.preview.say("warn", tr("Chưa ghi gì vào sổ. Bấm Hủy hoặc Esc lần nữa thì đóng, không nhập."))
            return False
        return True

    def _chosen(self, file: Path | None) -> None:
        self._opened, self._wishes = None, Wishes()
        self.frame.set_valid(FILE, file is not None)
        self._to_next()

    def _to_next(self) -> None:
        """Enter goes on, from where there is a way on."""
        way_on = self.frame.next_button
        (way_on if way_on.isEnabled() else self.frame.cancel_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_missing(self) -> None:
        self.accept()
        self.missing_asked.emit()

    def _connect(self) -> None:
        self.frame.entered.connect(self._entered)
        self.frame.cancelled.connect(self._cancel)
        self.file.changed.connect(self._chosen)
        self.preview.sheet_chosen.connect(self.read)
        self.preview.wished.connect(self._wished)
        self.preview.planned.connect(self._mended)
        self.preview.mapping_asked.connect(self._map)
        self.mapping.used.connect(self._mapped)
        self.mapping.given_up.connect(self._unmapped)
        self.ending.missing_asked.connect(self._show_missing)
        self.ending.undo_asked.connect(self._undo)
        for panel in (self._reading, self._taking):
            panel.ended.connect(self._ended)


def _likely_header(lines: Sequence[Sequence[object]]) -> int:
    """The first row that has as many filled cells as any of the first twenty: titles stand in one cell above it."""
    widths = [sum(cell is not None for cell in line) for line in lines[:20]]
    return widths.index(max(widths)) + 1 if widths and max(widths) > 1 else 0
