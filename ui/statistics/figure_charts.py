"""The charts beside a table of figures: months added up, or the rows with most; and benefit by state, side by side."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.operations.statistics import UNTIL
from domain.statistics import ALL, BENEFITS, INITIATIVES, Table, cumulative
from ui.common.card import Card
from ui.common.charts import Bar, BarChart, ColumnChart
from ui.common.numbers import short_amount, written
from ui.statistics.figure_table import name_of
from ui.words import tr

MONTHS, BARS = 15, 6


class FigureCharts(QWidget):
    """`opened(key, what, name)`: the list behind a bar is wanted, as a figure of the table is named."""

    opened = Signal(str, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.months = ColumnChart(tr("Số sáng kiến cộng dồn theo tháng"))
        self.most = BarChart(tr("Nhiều sáng kiến nhất"))
        self.benefit = BarChart(tr("Giá trị làm lợi theo trạng thái, không cộng chung"))
        self._figures: dict[BarChart | ColumnChart, list[tuple[str, str, str]]] = {}
        for chart in (self.months, self.most, self.benefit):
            chart.make_open()
            chart.opened.connect(lambda place, chart=chart: self.opened.emit(*self._figures[chart][place]))
        self._counted = Card(tr("Nhiều sáng kiến nhất"))
        self._counted.body.addWidget(self.months)
        self._counted.body.addWidget(self.most)
        states = Card(tr("Giá trị làm lợi, không cộng chung"))
        states.body.addWidget(self.benefit)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._counted, 3)
        row.addWidget(states, 2)

    def show_table(self, table: Table) -> None:
        by_month = table.question is not None and table.question.by == "month"
        self.months.setVisible(by_month)
        self.most.setVisible(not by_month)
        self._counted.set_title(tr("Cộng dồn theo tháng") if by_month else tr("Nhiều sáng kiến nhất"))
        added = cumulative(table.lines)[-MONTHS:]
        self.months.set_bars([Bar(f"{month[5:].lstrip('0')}/{month[2:4]}", n, strong=(month, n) == added[-1])
                              for month, n in added])  # fmt: skip
        self._figures[self.months] = [(f"{UNTIL}{month}", INITIATIVES, tr("cộng dồn đến tháng {month}",
                                       month=f"{month[5:]}/{month[:4]}")) for month, _n in added]  # fmt: skip
        most = sorted(table.lines, key=lambda line: -line.counts.initiatives)[:BARS]
        self.most.set_bars([Bar(name_of(line), line.counts.initiatives) for line in most])
        self._figures[self.most] = [(line.key, INITIATIVES, name_of(line)) for line in most]
        self._figures[self.benefit] = [(ALL, what, tr("Tất cả")) for what in BENEFITS[:2]]
        sums = ((tr("Đã xác minh"), table.benefits.verified), (tr("Tự khai"), table.benefits.claimed))
        self.benefit.set_bars([
            Bar(name, amount.vnd, f"{short_amount(amount.vnd)} ({written(amount.records)})", strong=place == 0)
            for place, (name, amount) in enumerate(sums)
        ])  # fmt: skip
