"""The section «Chấm điểm thi đua»: what each unit reached in a year, each figure with its source; no points."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop import messages
from desktop.jobs import Job
from desktop.operations import emulation, figure_files
from domain import emulation as rules
from domain import money
from domain.emulation import AWARDED, NOMINATED, RECOGNISED, VERIFIED, Row, Sheet
from domain.errors import RuleError
from ui.common.banner import Banner
from ui.common.buttons import button
from ui.common.card import Card
from ui.common.choices import Choice
from ui.common.editors import written_day
from ui.common.labels import label
from ui.common.numbers import short_amount, written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import Mark
from ui.common.progress import ProgressPanel
from ui.common.scroll import Scroll
from ui.packages import pickers
from ui.packages.facts import Facts
from ui.session import Session
from ui.statistics.figure_table import LONG_SUM_VND, FigureTable
from ui.statistics.opening import show_initiatives, what_words
from ui.statistics.side_by_side import SideBySide
from ui.words import tr

# What each column counts, from the left; "" for those that open no list.
COUNTED = ("", "", RECOGNISED, NOMINATED, AWARDED, VERIFIED, "")
NARROW_LETTERS = 128


class EmulationSection(QWidget):
    """`sheet` is what it shows."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self.sheet: Sheet | None = None
        self.year = Choice()
        self.year.setAccessibleName(tr("Năm"))
        self.told, self.banner = label("", wrap=True), Banner()
        self.model = PageModel(_columns(), SequenceProvider[Row](), self)
        self.table = FigureTable(self.model, tr("Kết quả chương trình để chấm điểm thi đua năm"))
        self.facts = Facts(stacked=True)
        self.progress = ProgressPanel(tr("Đang đếm…"))
        self.export = button(tr("Xuất bảng…"), "document_table")
        self._lay_out()
        self.year.committed.connect(lambda _year: self.refresh())
        self.table.picked.connect(lambda _id: self._explain())
        self.table.figure_opened.connect(self.open_figure)
        self.export.clicked.connect(self._pick)

    def refresh(self) -> None:
        """Counts the year anew; the last year that has begun stands in front at first."""
        known = emulation.years(self._session.screen)
        self.year.set_items([(str(year), str(year)) for year in known])
        if self.year.value() not in map(str, known):
            self.year.set_value(str(known[-1]) if known else "")
        if not self.year.value():
            return
        if self._job is not None:
            self._job.cancel()
        year = int(self.year.value())
        self.progress.show()
        self._job = job = self._session.beside(
            lambda desk, job: emulation.sheet(desk, year, step=job.step), self._show, self._failed
        )
        self.progress.watch(job)
        job.ended.connect(lambda _how: self._ended(job))

    def open_figure(self, row: int, column: int) -> None:
        """The initiatives behind a figure, on their page."""
        line, what, sheet = self.model.row_at(row), COUNTED[column], self.sheet
        if line is None or sheet is None or not what or not line.results.figure(what):
            return
        words = tr("{what}: {name}, năm {year}", what=what_words(what), name=line.unit_name, year=sheet.year)
        code, year = line.unit_code, sheet.year
        self._session.beside(lambda desk, _job: emulation.row_ids(desk, year, code, what),
               lambda ids: show_initiatives(self._session, words, ids), self._failed)  # fmt: skip

    def write_to(self, target: Path) -> None:
        sheet = self.sheet
        if sheet is not None:
            self._session.do(
                lambda desk, job: figure_files.write_emulation(desk, sheet, target, step=job.step).path,
                lambda path: self.banner.say("ok", tr("Đã ghi {path}.", path=str(path))),
                self._failed,
            )

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.table.setFocus(event.reason())

    def _show(self, sheet: Sheet) -> None:
        row = max(0, self.table.currentIndex().row())
        self.sheet = sheet
        self.banner.clear()
        phases = ", ".join(phase.title for phase in sheet.phases)
        ends = tr("Chỉ tiêu của giai đoạn kết thúc trong năm: {phases}.", phases=phases)
        none = tr("Không có giai đoạn nào kết thúc trong năm nên không có chỉ tiêu để xét.")
        told = tr("Tính đến hết {day}. Cách cho điểm mỗi nơi một khác nên bảng không cho điểm; mỗi con số có nguồn.",
                  day=written_day(sheet.as_of))  # fmt: skip
        self.told.setText(f"{told} {ends if phases else none}")
        self.model.refresh(SequenceProvider(sheet.rows))
        self.table.select_row(min(row, len(sheet.rows) - 1))
        self._explain()

    def _explain(self) -> None:
        """Where the figures of the chosen unit come from."""
        line, sheet = self.model.row_at(self.table.currentIndex().row()), self.sheet
        if line is None or sheet is None:
            self.facts.set_rows([])
            return
        targets = "\n".join(map(rules.standing_words, line.standings))
        amount = f"{money.plain(line.results.verified.vnd)} đ"
        verified = "\n".join((amount, rules.source_of(VERIFIED, sheet.year)))
        self.facts.set_rows([
            (tr("Đơn vị"), f"{line.unit_name} ({line.unit_code})"),
            (tr("Chỉ tiêu"), targets or tr("Không có chỉ tiêu của năm")),
            *((what_words(what), rules.source_of(what, sheet.year)) for what in (RECOGNISED, NOMINATED, AWARDED)),
            (tr("Làm lợi đã xác minh"), verified),
            (tr("Hồ sơ"), "\n".join(map(rules.handing_words, line.handings))),
        ])  # fmt: skip

    def _failed(self, error: Exception) -> None:
        self.banner.say("warn" if isinstance(error, RuleError) else "error", messages.of_error(error))

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.progress.hide()

    def _pick(self) -> None:
        name = f"thi-dua-{self.year.value()}.xlsx"
        target = pickers.new_file(self, tr("Ghi bảng kết quả năm"), name, "Excel (*.xlsx);;PDF (*.pdf)")
        if target is not None:
            self.write_to(target)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(label(tr("Năm"), "label"))
        head.addWidget(self.year)
        head.addWidget(self.told, 1)
        left, right = Card(), Card(tr("Nguồn của từng con số"), ruled=True)
        left.fill(self.table)
        foot = left.foot()
        foot.addStretch(1)
        foot.addWidget(self.export)
        scroll = Scroll()
        scroll.body.addWidget(self.facts)
        scroll.body.addStretch(1)
        right.fill(scroll)
        halves = SideBySide(left, right, (5, 2), NARROW_LETTERS)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        column.addWidget(halves, 1)


def _columns() -> list[Column[Row]]:
    return [
        Column(tr("Đơn vị"), _unit, Kind.TWO_LINES),
        Column(tr("Chỉ tiêu"), lambda row: Cell(mark=_reached(row.reached)), Kind.PILL, sample=tr("Chưa đạt")),
        Column(tr("Công nhận"), lambda row: _count(row.results.recognised), Kind.MONEY, sample="170.324"),
        Column(tr("Đề cử"), lambda row: _count(row.results.nominated), Kind.MONEY, sample="170.324", fold_below=90),
        Column(tr("Khen"), lambda row: _count(row.results.awarded), Kind.MONEY, sample="170.324", fold_below=90),
        Column(tr("Đã xác minh"), _verified, Kind.TWO_LINES, sample=short_amount(LONG_SUM_VND)),
        Column(tr("Hồ sơ"), lambda row: Cell(mark=_in_time(row.in_time)), Kind.PILL, sample=tr("Đúng hạn")),
    ]


def _unit(row: Row) -> Cell:
    results = row.results
    folded = tr("đề cử {n}, khen {m}", n=written(results.nominated), m=written(results.awarded))
    return Cell(row.unit_name, row.unit_code, folded, tip=f"{row.unit_name} ({row.unit_code})")


def _count(n: int) -> Cell:
    return Cell(written(n), muted=n == 0)


def _verified(row: Row) -> Cell:
    amount = row.results.verified
    records = tr("{n} sáng kiến", n=written(amount.records))
    return Cell(short_amount(amount.vnd), records, muted=not amount.records)


def _reached(reached: bool | None) -> Mark:
    return {
        True: Mark(tr("Đạt"), "checkmark_circle", "ok"),
        False: Mark(tr("Chưa đạt"), "clock", "warn"),
        None: Mark(tr("Chưa rõ"), "question_circle", "neutral"),
    }[reached]


def _in_time(in_time: bool | None) -> Mark:
    return {
        True: Mark(tr("Đúng hạn"), "checkmark_circle", "ok"),
        False: Mark(tr("Trễ hạn"), "clock", "warn"),
        None: Mark(tr("Chưa rõ"), "question_circle", "neutral"),
    }[in_time]
