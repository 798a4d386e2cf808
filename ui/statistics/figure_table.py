"""A table in which every figure is a place of its own: Enter or a double click opens the list behind it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from domain import money
from domain.statistics import ALL, BENEFITS, ENTRIES, INITIATIVES, PERSONS, Amount, Line
from ui.common.numbers import short_amount, written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.words import tr

LONG_SUM_VND = 888_800_000  # 888,8 triệu đ: as wide as a column of sums has to be
# What each column counts, from the left; the first is the name of the row.
COUNTED = ("", PERSONS, INITIATIVES, ENTRIES, *BENEFITS)


class FigureTable(Table):
    """figure_opened(row, column): Enter or a double click on a figure; the arrows go from figure to figure."""

    figure_opened = Signal(int, int)

    def __init__(self, model: PageModel[Any], name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)

    def select_row(self, row: int) -> None:
        """The same figure of another row; the number of initiatives where none was chosen before."""
        model = self.model()
        if 0 <= row < model.rowCount():
            column = max(self.currentIndex().column(), 0) or COUNTED.index(INITIATIVES)
            column = min(column, model.columnCount() - 1)
            while column and self.isColumnHidden(column):  # folded away: nobody would see what Enter opens
                column -= 1
            self.select_figure(row, column)

    def select_figure(self, row: int, column: int) -> None:
        index = self.model().index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.figure_opened.emit(index.row(), index.column())


def figures_model(parent: QWidget | None = None) -> PageModel[Line]:
    """Names, the three counts and the three states of benefit; no column adds two of them."""
    return PageModel(
        [
            Column(tr("Tính theo"), _name, Kind.TWO_LINES),
            Column(tr("Người"), lambda line: _count(line.counts.persons), Kind.MONEY, sample="1.170.324"),
            Column(tr("Sáng kiến"), lambda line: _count(line.counts.initiatives), Kind.MONEY, sample="1.170.324"),
            Column(tr("Lượt"), lambda line: _count(line.counts.entries), Kind.MONEY, sample="1.170.324"),
            Column(tr("Đã xác minh"), lambda line: _amount(line.benefits.verified), Kind.TWO_LINES,
                   sample=short_amount(LONG_SUM_VND), fold_below=76),
            Column(tr("Tự khai"), lambda line: _amount(line.benefits.claimed), Kind.TWO_LINES,
                   sample=short_amount(LONG_SUM_VND), fold_below=90),
            Column(tr("Không tính được"), lambda line: _amount(line.benefits.not_computable), Kind.TWO_LINES,
                   sample=tr("{n} sáng kiến", n="170.324"), fold_below=104),
        ],
        SequenceProvider[Line](),
        parent,
    )  # fmt: skip


def name_of(line: Line) -> str:
    return tr("Tất cả") if line.key == ALL else line.title or tr("Chưa ghi")


def _name(line: Line) -> Cell:
    place = tr("Hạng {n}", n=line.rank) if line.rank else ""
    second = "  ·  ".join(filter(None, (place, line.group and tr(line.group))))
    sums = "  ·  ".join((tr("xác minh {sum}", sum=short_amount(line.benefits.verified.vnd)),
                         tr("tự khai {sum}", sum=short_amount(line.benefits.claimed.vnd))))  # fmt: skip
    folded = "  ·  ".join(filter(None, (place, sums)))
    return Cell(name_of(line), second, folded, tip=f"{name_of(line)} {second}".strip(), muted=not line.title)


def _count(n: int) -> Cell:
    return Cell(written(n), muted=n == 0)


def _amount(amount: Amount) -> Cell:
    records = tr("{n} sáng kiến", n=written(amount.records))
    if not amount.vnd:
        return Cell(records, muted=amount.records == 0)
    return Cell(short_amount(amount.vnd), records, tip=f"{money.plain(amount.vnd)} đ")
