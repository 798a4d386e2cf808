"""Bringing in an old list from Excel: choose the file, look at each row, take it in."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop import messages
from desktop.jobs import Job
from desktop.operations import imports
from desktop.operations.imports import Imported, Plan
from ui.common.progress import ProgressPanel
from ui.common.wizard import Step, WizardDialog, WizardFrame
from ui.initiatives.import_done import DonePanel
from ui.initiatives.import_file import FilePanel
from ui.initiatives.import_preview import PreviewPanel
from ui.session import Session
from ui.words import tr

FILE, READ, CHECK, TAKE, DONE = "file", "read", "check", "take", "done"


class ImportWizard(WizardDialog):
    """`missing_asked()` when the person wants to see the rows that still lack something."""

    missing_asked = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        self._session = session
        self._plan: Plan | None = None
        self._job: Job | None = None
        self._sheet: str | None = None
        self._warned = False
        self.file, self.preview, self.ending = FilePanel(), PreviewPanel(), DonePanel()
        self._reading = ProgressPanel(tr("Đang đọc tệp…"), stop=False)
        self._taking = ProgressPanel(tr("Đang ghi vào sổ…"), stop=False)
        steps = (
            Step(FILE, tr("Chọn tệp"), tr("Tệp Excel, OpenDocument hoặc CSV, cũ hay mới đều được. Tệp không bị sửa."),
                 self.file, tr("Đọc tệp")),
            Step(READ, tr("Đọc"), tr("Chưa có gì được ghi vào sổ."), self._reading, work=True, stop=tr("Dừng đọc")),
            Step(CHECK, tr("Xem trước"), tr("Chưa có gì được ghi vào sổ."), self.preview),
            Step(TAKE, tr("Ghi vào sổ"), tr("Ghi hết hoặc không ghi dòng nào."), self._taking, work=True,
                 stop=tr("Dừng, không ghi")),
            Step(DONE, tr("Xong"), tr("Nhập lại tệp này lần nữa cũng không sinh ra bản trùng."), self.ending),
        )  # fmt: skip
        super().__init__(WizardFrame(tr("Nhập từ Excel"), steps), tr("Nhập từ Excel"), parent)
        self._connect()
        self.frame.set_valid(FILE, False)
        self.frame.start()

    def read(self, sheet: str | None = None) -> None:
        """Reads the chosen file, or another sheet of it."""
        self._sheet = sheet
        self.frame.go(READ)

    def _start_reading(self) -> None:
        file, sheet = self.file.chosen(), self._sheet
        assert file is not None  # there is no way on without a file
        job = self._session.do(
            lambda desk, job: imports.read(desk, file, sheet=sheet, step=job.step), self._read, self._not_read
        )
        self._watch(self._reading, job)

    def _start_taking(self) -> None:
        plan = self._plan
        assert plan is not None  # the step is only reached from a preview
        job = self._session.do(
            lambda desk, job: imports.take_in(desk, plan, step=job.step), self._taken, self._not_taken
        )
        self._watch(self._taking, job)

    def _entered(self, key: str) -> None:
        if key == READ and self._job is None:
            self._start_reading()
        elif key == TAKE and self._job is None:
            self._start_taking()

    def _watch(self, panel: ProgressPanel, job: Job) -> None:
        self._job = job
        panel.watch(job)

    def _read(self, plan: Plan) -> None:
        self._job, self._plan, self._warned = None, plan, False
        self.preview.show_plan(plan)
        counts = plan.counts
        worth = counts["imported"] + counts["updated"]
        self.frame.set_valid(CHECK, worth > 0)
        self.frame.set_forward(CHECK, tr("Ghi {n} dòng vào sổ", n=worth) if worth else tr("Không có gì để ghi"))
        self.frame.go(CHECK)
        self._to_next()

    def _not_read(self, error: Exception) -> None:
        self._job = None
        self.file.say(messages.of_error(error))
        self.frame.go(FILE)

    def _taken(self, taken: Imported) -> None:
        self._job = None
        self.ending.show_counts(taken.counts)
        self.frame.go(DONE)

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
        elif self.frame.current() != CHECK or not self.frame.next_button.isEnabled() or self._gives_up():
            self.reject()

    def _gives_up(self) -> bool:
        """A list that was read is given up only when asked twice."""
        if not self._warned:
            self._warned = True
            self.preview.say("warn", tr("Chưa ghi gì vào sổ. Bấm Hủy hoặc Esc lần nữa thì đóng, không nhập."))
            return False
        return True

    def _chosen(self, file: Path | None) -> None:
        self._sheet = None
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
        self.ending.missing_asked.connect(self._show_missing)
        for panel in (self._reading, self._taking):
            panel.ended.connect(self._ended)
