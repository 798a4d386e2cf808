"""Writing the list as it stands on the screen into a workbook, with progress and a way to stop."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QFrame, QVBoxLayout, QWidget

from desktop import clock
from desktop.jobs import Job
from desktop.operations import list_export
from desktop.operations.initiative_list import Filter
from desktop.operations.list_export import Exported
from desktop.settings import Settings
from ui.common.numbers import written
from ui.common.progress import ProgressPanel
from ui.papers.files import free_target
from ui.session import Session
from ui.words import tr

PURPOSE = "list"
STEM = "danh-sach-sang-kien"


class Exporting(QFrame):
    """Hidden until `ask`; `failed(Exception)` when no file could be written."""

    failed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setProperty("look", "card")
        self.progress = ProgressPanel()
        column = QVBoxLayout(self)
        column.setContentsMargins(15, 10, 15, 11)
        column.addWidget(self.progress)
        self.hide()

    def ask(self, chosen: Filter, sort: str, columns: Sequence[str]) -> None:
        """Asks for the name of the file and writes it."""
        settings = Settings()
        folder = settings.folder(PURPOSE) or Path.home()
        offered = free_target(folder, STEM, "xlsx", clock.today())
        name, _ = QFileDialog.getSaveFileName(self, tr("Xuất danh sách"), str(offered), tr("Sổ tính Excel (*.xlsx)"))
        if name:
            target = Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx")
            settings.keep_folder(PURPOSE, target.parent)
            self.write(target, chosen, sort, columns)

    def write(self, target: Path, chosen: Filter, sort: str, columns: Sequence[str]) -> Job:
        """Writes the file on a reader of its own, beside whatever people do meanwhile."""
        job = self._session.beside(
            lambda desk, job: list_export.write(desk, chosen, sort, columns, target, step=job.step),
            self._written,
            self._failed,
        )
        job.ended.connect(lambda _how: self.hide())
        self.progress.watch(job, tr("Đang ghi {file}…", file=target.name))
        self.show()
        return job

    def _written(self, done: Exported) -> None:
        self._session.told.emit(tr("Đã ghi {n} dòng vào {file}", n=written(done.rows), file=done.path.name))

    def _failed(self, error: Exception) -> None:
        self.failed.emit(error)
