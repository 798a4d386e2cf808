"""The section «Bảng số liệu»: one table of figures until the end of a day, each figure opening its list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.jobs import Job
from desktop.operations import figure_files, kept_tables, programmes, statistics
from desktop.operations.statistics import Figure
from domain.errors import RuleError
from domain.statistics import ALL, ENTRIES, PERSONS, Line, Table
from ui.common.banner import Banner
from ui.common.buttons import Button, button
from ui.common.card import Card
from ui.common.editors import LineEdit, written_day
from ui.common.labels import label, show_if
from ui.common.numbers import written
from ui.common.page_model import SequenceProvider
from ui.common.pieces import Pieces, at_once, draw_later, laid_out_once
from ui.common.progress import ProgressPanel
from ui.packages import pickers
from ui.session import Session
from ui.statistics.figure_charts import FigureCharts
from ui.statistics.figure_table import COUNTED, FigureTable, figures_model, name_of
from ui.statistics.opening import show_initiatives, what_words
from ui.statistics.over import Over
from ui.statistics.people_list import PeopleList
from ui.statistics.table_controls import TableControls
from ui.words import tr

SHOW_PROGRESS_MS = 400  # what is quicker needs no panel that comes and goes
CHARTS_FROM_LINES = 34  # below that height the table needs the room


class TableSection(QWidget):
    """Counts beside the screen; `table` is what it shows; `over` holds the list that is open over it."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self.table: Table | None = None
        self.written_to: Path | None = None
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        self.controls, self.banner = TableControls(), Banner()
        yield
        self.totals = label("", wrap=True)
        self.model = figures_model(self)
        self.figures = FigureTable(self.model, tr("Bảng số liệu"))
        yield
        self.charts, self.progress = FigureCharts(), ProgressPanel(tr("Đang đếm…"))
        self.progress.hide()
        self._slow = QTimer(self, singleShot=True, interval=SHOW_PROGRESS_MS)
        self._slow.timeout.connect(self.progress.show)
        yield
        self.name = LineEdit(tr("Tên bảng, ví dụ Báo cáo 6 tháng đầu năm"))
        self.name.setAccessibleName(tr("Tên bảng muốn giữ"))
        self.keep = button(tr("Giữ bảng"), "lock_closed")
        self.export = button(tr("Xuất bảng…"), "document_table")
        self.again = button(tr("Đếm lại"), "arrow_sync")
        self.show_file = Button(tr("Mở thư mục"), "folder_open")
        self.show_file.hide()
        yield
        yield from self._lay_out()
        self._connect()

    def refresh(self) -> None:
        """Counts anew; what was being counted is stopped."""
        if self._job is not None:
            self._job.cancel()
        question = self.controls.question(programmes.current(self._session.screen).id)
        if question is None:
            return
        self._job = job = self._session.beside(
            lambda desk, job: statistics.answer(desk, question, step=job.step), self._show, self._failed
        )
        self.progress.watch(job)
        self._slow.start()
        job.ended.connect(lambda how: self._ended(job, how))

    def open_figure(self, row: int, column: int) -> None:
        """The list behind a figure: initiatives on their page, persons and entries over the table."""
        line, what = self.model.row_at(row), COUNTED[column]
        if line is not None and what and line.figure(what):
            self.open_list(line.key, what, name_of(line))

    def open_list(self, key: str, what: str, name: str) -> None:
        """The list behind a figure of the table or of a chart; `name` is what its row or bar is called."""
        table = self.table
        if table is None or table.question is None:
            return
        figure = Figure(table.question, key, what)
        words = tr("{what}: {name}, tính đến {day}", what=what_words(what), name=name,
                   day=written_day(table.as_of))  # fmt: skip
        if what in (PERSONS, ENTRIES):
            self._session.beside(lambda desk, _job: statistics.rows(desk, figure),
                   lambda rows: self.over.open(PeopleList(self._session, words, rows)), self._failed)  # fmt: skip
        else:
            self._session.beside(lambda desk, _job: statistics.row_ids(desk, figure),
                   lambda ids: show_initiatives(self._session, words, ids), self._failed)  # fmt: skip

    def keep_table(self) -> None:
        """Keeps the table under the name typed, as it stands now."""
        table, name = self.table, self.name.value()
        if table is None or table.question is None:
            return
        question = table.question
        self.keep.setEnabled(False)
        self._session.do(lambda desk, _job: kept_tables.keep(desk, question, name), self._was_kept, self._failed)

    def write_to(self, target: Path) -> None:
        """Writes the table that is shown."""
        table = self.table
        if table is None:
            return
        self.export.setEnabled(False)
        job = self._session.do(
            lambda desk, job: figure_files.write_table(desk, table, target, step=job.step).path,
            self._was_written, self._failed,
        )  # fmt: skip
        self.progress.watch(job)
        job.ended.connect(lambda _how: self.export.setEnabled(True))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        (self.over.opened or self.figures).setFocus(event.reason())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        show_if(self.charts, event.size().height() >= self.fontMetrics().height() * CHARTS_FROM_LINES)

    def _show(self, table: Table) -> None:
        row = max(0, self.figures.currentIndex().row())
        self.table = table
        self.banner.clear()
        lines = [Line(ALL, "", table.totals, table.benefits), *table.lines]
        self.model.refresh(SequenceProvider(lines))
        self.figures.select_row(min(row, len(lines) - 1))
        with laid_out_once(self):
            self._say_totals(table)
            self.charts.show_table(table)
        draw_later(self.figures, self.charts)

    def _say_totals(self, table: Table) -> None:
        counts = table.totals
        self.totals.setText(
            tr("Đến hết {day}: {initiatives} sáng kiến của {persons} người, {entries} lượt. Một người có sáng kiến ở "
               "nhiều dòng được đếm ở từng dòng. Enter hoặc bấm đúp vào một con số để mở danh sách của nó.",
               day=written_day(table.as_of), initiatives=written(counts.initiatives), persons=written(counts.persons),
               entries=written(counts.entries))
        )  # fmt: skip

    def _was_kept(self, result: tuple[kept_tables.Kept, object]) -> None:
        self.keep.setEnabled(True)
        self.name.set_value("")
        self.banner.say("ok", tr("Đã giữ «{name}». Xem lại ở mục «Bảng đã giữ».", name=result[0].name))

    def _was_written(self, path: Path) -> None:
        self.written_to = path
        self.banner.say("ok", tr("Đã ghi {path}.", path=str(path)))
        self.show_file.show()

    def _failed(self, error: Exception) -> None:
        self.keep.setEnabled(True)
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _ended(self, job: Job, how: str) -> None:
        if job is not self._job:
            return  # another count has begun since
        self._job = None
        self._slow.stop()
        self.progress.hide()
        if how == "stopped":
            self.banner.say("info", tr("Đã dừng đếm; bảng dưới đây là của lần đếm trước."))

    def _pick(self) -> None:
        target = pickers.new_file(self, tr("Ghi bảng thống kê"), "thong-ke.xlsx", "Excel (*.xlsx);;PDF (*.pdf)")
        if target is not None:
            self.write_to(target)

    def _open_folder(self) -> None:
        if self.written_to is not None:
            pickers.show_folder(self.written_to)

    def _connect(self) -> None:
        self.controls.changed.connect(self.refresh)
        self.figures.figure_opened.connect(self.open_figure)
        self.charts.opened.connect(self.open_list)
        self.keep.clicked.connect(self.keep_table)
        self.name.returnPressed.connect(self.keep_table)
        self.export.clicked.connect(self._pick)
        self.again.clicked.connect(self.refresh)
        self.show_file.clicked.connect(self._open_folder)

    def _lay_out(self) -> Pieces:
        card = Card()
        card.fill(self.figures)
        foot = card.foot()
        foot.addWidget(self.name, 1)
        for action in (self.keep, self.show_file, self.export, self.again):
            foot.addWidget(action)
        yield
        self._reading = QWidget()
        inner = QVBoxLayout(self._reading)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(8)
        for part in (self.controls, self.totals, self.banner, self.progress):
            inner.addWidget(part)
        yield
        inner.addWidget(card, 3)
        inner.addWidget(self.charts, 1)
        yield
        self.over = Over(self._reading, self.figures)
        column = QHBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.over)
