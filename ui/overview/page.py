"""The first page: how far the programme has come and what is left to do."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desktop.changes import Changes
from desktop.desk import OFFICER
from desktop.operations import overview
from desktop.operations.overview import Overview
from domain.labels import STATES
from ui.common.card import Card
from ui.common.charts import Bar, BarChart, ColumnChart
from ui.common.labels import label
from ui.common.page_head import PageHead
from ui.initiatives.only import only
from ui.overview.figures import Figures
from ui.overview.found import FoundBar
from ui.overview.todo import DueList, TodoList
from ui.session import Session
from ui.words import tr

TOPICS = ("initiatives", "appraisals", "packages", "settings", "unit", "data_requests")


class OverviewPage(QWidget):
    """`seen` is what it shows: read beside the lane of the store, for which what is typed would have to wait, and only
    while somebody looks at it.

    Each figure and each bar opens the initiatives it counts.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.seen: Overview | None = None
        self._asked = self._stale = False
        self._late = False  # something has changed while another page was in front
        self.programme = label("", "muted")
        self.found = FoundBar(session)
        self.figures, self.todo, self.due = Figures(), TodoList(), DueList()
        self.months, self.bars = ColumnChart(tr("Sáng kiến theo tháng áp dụng")), BarChart("")
        self._bars_card = Card(tr("Theo trạng thái"))
        self._bars_card.body.addWidget(self.bars)
        self._lay_out()
        self._opens = session.screen.user.has(OFFICER)
        self.todo.asked.connect(session.asked)
        self.figures.opened.connect(self._open_figure)
        for chart, open_bar in ((self.months, self._open_month), (self.bars, self._open_bar)):
            if self._opens:
                chart.make_open()
            chart.opened.connect(open_bar)
        session.changed.connect(self._changed)
        self.refresh()

    def open(self, _what: object) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Asks for the figures again; while an answer is under way, once more after it."""
        if self._asked:
            self._stale = True
            return
        self._asked, self._stale, self._late = True, False, False
        self._session.beside(lambda desk, _job: overview.read(desk), self._show, self._failed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._late:
            self.refresh()

    def _changed(self, changes: Changes) -> None:
        if any(changes.touches(topic) for topic in TOPICS):
            self._late = True
            if self.isVisible():
                self.refresh()

    def _show(self, seen: Overview) -> None:
        self.seen = seen
        self.programme.setText(seen.programme)
        self.figures.show_overview(seen, opens=self._opens)
        last = seen.months[-1][0] if seen.months else None
        self.months.set_bars([Bar(f"{day.month}/{day:%y}", n, strong=day == last) for day, n in seen.months])
        if seen.units:
            self._bars_card.set_title(tr("Theo đơn vị"))
            self.bars.set_bars([Bar(name, n) for _code, name, n in seen.units])
        else:
            self.bars.set_bars([Bar(tr(STATES[state]), n) for state, n in seen.states])
        self.bars.setAccessibleName(self._bars_card.title.text())
        self.todo.show_lines(seen.todo, begun=seen.total > 0)
        self.due.show_lines(seen.due)
        self._answered()

    def open_list(self, words: str, what: str, key: str = "") -> None:
        """The page of initiatives with exactly those behind a figure."""
        self._session.beside(
            lambda desk, _job: overview.row_ids(desk, what, key),
            lambda ids: self._session.asked.emit("initiatives", only(words, ids)),
            self._session.failed.emit,
        )

    def _open_figure(self, what: str) -> None:
        if what == "missing":  # a list that shrinks as they are mended
            self._session.asked.emit("initiatives", "missing")
            return
        words = {"total": tr("Sáng kiến đã ghi"), "sent": tr("Đã gửi cấp trên"), "verified": tr("Làm lợi đã xác minh")}
        self.open_list(words[what], what)

    def _open_month(self, place: int) -> None:
        if self.seen is not None:
            day, _n = self.seen.months[place]
            self.open_list(tr("Áp dụng từ tháng {month}", month=f"{day:%m/%Y}"), "month", f"{day:%Y-%m}")

    def _open_bar(self, place: int) -> None:
        if self.seen is None:
            return
        if self.seen.units:
            code, name, _n = self.seen.units[place]
            self.open_list(tr("Sáng kiến của {unit}", unit=name), "unit", code)
        else:
            state, _n = self.seen.states[place]
            self.open_list(tr("Trạng thái: {state}", state=tr(STATES[state])), "state", str(state))

    def _failed(self, error: Exception) -> None:
        self._session.failed.emit(error)
        self._answered()

    def _answered(self) -> None:
        self._asked = False
        if self._stale:
            self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(12)
        column.addWidget(PageHead(tr("Tổng quan"), actions=[self.programme]))
        column.addWidget(self.found)
        column.addWidget(self.figures)
        months = Card(tr("Theo tháng áp dụng"))
        months.body.addWidget(self.months)
        grid = QGridLayout()
        grid.setSpacing(12)
        grid.addWidget(months, 0, 0)
        grid.addWidget(self._bars_card, 0, 1)
        grid.addWidget(self.todo, 1, 0)
        grid.addWidget(self.due, 1, 1)
        grid.setColumnStretch(0, 3)
        grid.setColumnStretch(1, 2)
        grid.setRowStretch(0, 1)
        grid.setRowStretch(1, 1)
        column.addLayout(grid, 1)
