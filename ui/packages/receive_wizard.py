"""Receiving in five steps: choose, verdicts, differences, take in, receipts."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop import messages
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.jobs import Cancelled, Job
from desktop.operations import clocks, intake
from desktop.operations.receiving import Received
from domain.errors import RuleError
from ui.common.pieces import Pieces, one_by_one
from ui.common.progress import ProgressPanel
from ui.common.wizard import Step, WizardFrame
from ui.packages.receive_choose import SourcesStep
from ui.packages.receive_differences import DifferencesStep
from ui.packages.receive_receipts import ReceiptsStep
from ui.packages.receive_verdicts import VerdictsStep, acceptable
from ui.session import Session
from ui.words import tr

NARROW_LETTERS = 135  # two lists beside each other want the room of the steps


class ReceiveWizard(QWidget):
    """`closed` when the person is through; `inspect(path)` and `trust_asked(path)` go to other parts of the page."""

    closed = Signal()
    inspect = Signal(object)
    trust_asked = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._looked_at: list[Path] = []
        self._done: list[Received] = []
        self._left: list[Received] = []
        self.frame = WizardFrame(tr("Nhận gói"), self._steps(), narrow_letters=NARROW_LETTERS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self.frame.entered.connect(self._entered)
        self.frame.cancelled.connect(self._cancelled)
        self.frame.finished.connect(self.closed)
        self._session.changed.connect(self._changed)
        self.frame.start()
        self._chosen()
        one_by_one(self.frame.beforehand(), self, lambda: True)

    @cached_property
    def sources(self) -> SourcesStep:
        """Each step is made when the person comes to it, or before while he is at the first."""
        made = SourcesStep(self._session)
        made.changed.connect(self._chosen)
        return made

    @cached_property
    def verdicts(self) -> VerdictsStep:
        made = VerdictsStep()
        made.inspect.connect(self.inspect)
        made.trust_asked.connect(self.trust_asked)
        made.banner.clicked.connect(self._banner_pressed)
        made.panel.ended.connect(self._surveyed)
        return made

    @cached_property
    def differences(self) -> DifferencesStep:
        return DifferencesStep(self._session)

    @cached_property
    def take(self) -> ProgressPanel:
        return ProgressPanel(tr("Đang nhận từng gói…"), stop=False)

    @cached_property
    def receipts(self) -> ReceiptsStep:
        made = ReceiptsStep(self._session)
        made.banner.clicked.connect(self._go_on)
        made.busy.connect(lambda busy: self.frame.set_valid("receipts", not busy))
        return made

    def add(self, paths: Iterable[Path]) -> None:
        """Files and folders somebody has chosen elsewhere."""
        self.sources.add(paths)

    def may_close(self) -> bool:
        at = self.frame.current()
        return at != "take" and not (at == "receipts" and self.receipts.panel.isVisibleTo(self.receipts))

    def _working(self) -> QWidget:
        working = QWidget()
        column = QVBoxLayout(working)
        column.setContentsMargins(0, 0, 0, 0)
        column.addStretch(1)
        column.addWidget(self.take)
        column.addStretch(2)
        return working

    def _steps(self) -> list[Step]:
        return [
            Step(
                "sources",
                tr("Chọn gói"),
                tr("Gói nộp, biên nhận hoặc danh bạ khóa đều nhận ở đây."),
                lambda: self.sources,
                tr("Kiểm tra"),
            ),
            Step(
                "verdicts",
                tr("Kết luận"),
                tr("Từng gói được kiểm tra chữ ký, nội dung và thứ tự. Chưa ghi gì vào sổ."),
                lambda: self.verdicts,
                tr("Xem thay đổi"),
            ),
            Step(
                "differences",
                tr("Thay đổi"),
                tr("Những gì sẽ thay đổi trong sổ. Đến bước này vẫn chưa ghi gì."),
                lambda: self.differences,
            ),
            Step(
                "take",
                tr("Nhận vào sổ"),
                tr("Mỗi gói vào trọn vẹn hoặc không vào. Dừng lúc nào cũng được."),
                self._working,
                work=True,
                stop=tr("Dừng"),
            ),
            Step("receipts", tr("Biên nhận"), tr("Biên nhận cho đơn vị biết gói đã tới nơi."), lambda: self.receipts),
        ]

    def _chosen(self) -> None:
        self.frame.set_valid("sources", bool(self.sources.chosen()))

    def _entered(self, key: str) -> None:
        if key == "verdicts" and (self.sources.chosen() != self._looked_at or not self.verdicts.rows):
            self._survey()
        elif key == "differences":
            rows, self._done, self._left = acceptable(self.verdicts.rows), [], []
            self.differences.set_rows(rows)
            self.frame.set_forward("differences", tr("Nhận {n} gói", n=len(rows)))
        elif key == "take":
            self._take_in(self._left or acceptable(self.verdicts.rows))

    def _cancelled(self) -> None:
        if self.frame.current() == "take":
            self.take.cancel()
            return
        self.verdicts.panel.cancel()
        self.closed.emit()

    def _changed(self, changes: Changes) -> None:
        # A key settled meanwhile turns verdicts; what was seen before is asked again.
        if changes.touches("trust") and self.frame.current() in ("verdicts", "differences"):
            self.frame.go("verdicts")
            self._survey()

    def _survey(self) -> None:
        paths = self._looked_at = self.sources.chosen()
        self.frame.set_valid("verdicts", False)
        self.verdicts.begin()
        job = self._session.do(
            lambda desk, job: intake.survey(desk, paths, step=job.pass_by), self._found, self._not_surveyed
        )
        self.verdicts.panel.watch(job, tr("Đang kiểm tra từng gói…"))

    def _not_surveyed(self, error: Exception) -> None:
        behind = isinstance(error, RuleError) and error.code == "clock_behind"
        self.verdicts.failed(messages.of_error(error), tr("Đồng hồ máy này đúng") if behind else "")

    def _banner_pressed(self) -> None:
        if not self.verdicts.show_refused():
            self._clock_is_right()

    def _clock_is_right(self) -> None:
        """The person has compared this PC's clock with another: what is known came from one that ran ahead."""
        self._session.do(lambda desk, _job: clocks.confirm(desk), lambda _changes: self._survey(), self._not_surveyed)

    def _found(self, rows: list[Received]) -> None:
        self.verdicts.set_rows(rows)
        self.frame.set_valid("verdicts", bool(acceptable(rows)))

    def _surveyed(self, how: str) -> None:
        if how == "stopped":
            self.verdicts.failed(tr("Đã dừng kiểm tra. Bấm «Quay lại» để chọn lại gói."))

    def _take_in(self, rows: list[Received]) -> None:
        def work(desk: Desk, job: Job) -> tuple[list[Received], Changes]:
            def told(done: int, total: int) -> None:
                with contextlib.suppress(Cancelled):  # what went in until now is to be told: `stop` ends the work
                    job.step(done, total, rows[done].unit_name)

            def stop() -> bool:
                job.give_way()  # before each package
                return job.cancelled

            return intake.take_in(desk, rows, step=told, stop=stop)

        job = self._session.do(work, lambda answer: self._taken(answer[0], rows), self._not_taken)
        self.take.watch(job, tr("Đang nhận từng gói…"))
        job.ended.connect(self._take_ended)

    def _taken(self, done: list[Received], rows: list[Received]) -> None:
        self._done, self._left = self._done + done, rows[len(done) :]
        # The other screens have just read what changed: this one comes after the window has answered.
        QTimer.singleShot(0, self, self._told)

    def _told(self) -> None:
        one_by_one(self._telling(), self, lambda: True)

    def _telling(self) -> Pieces:
        """What became of them, made ready behind the step that stands there."""
        self.receipts.set_results(self._done, len(self._done) + len(self._left), self._source())
        yield
        yield from self.frame.prepared("receipts")
        self.frame.go("receipts")
        taken = {row.kind for row in self._done if row.taken}
        if "receipt" in taken and "submission" not in taken:
            self.frame.set_hint(tr("Hộp gửi đã ghi nhận biên nhận."))

    def _go_on(self) -> None:
        """Takes in what was left when somebody stopped: nothing is looked through again."""
        if self._left:
            self.frame.go("take")

    def _not_taken(self, error: Exception) -> None:
        self.receipts.set_results([], 0, None)
        self.frame.go("receipts")
        self.receipts.banner.say("error", messages.of_error(error))

    def _take_ended(self, how: str) -> None:
        if how == "stopped" and self._done:
            self._told()
        elif how == "stopped":  # before the first package
            self.frame.go("differences")

    def _source(self) -> Path | None:
        """The folder the packages came from: a stick named whole, or where the first file lies."""
        first = next(iter(self._looked_at), None)
        if first is None:
            return None
        return first if first.is_dir() else first.parent
