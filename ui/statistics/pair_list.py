"""The list behind a figure of pairs: two initiatives of two units a row; Enter opens the one in the column chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from domain.labels import DUPLICATE_VERDICTS
from ui.common.buttons import button
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.session import Session
from ui.statistics.figure_table import FigureTable
from ui.statistics.over import OverList
from ui.words import tr

Pair = dict[str, Any]


class PairList(OverList):
    """`pairs` are as `quality.twins` has them."""

    def __init__(self, session: Session, words: str, pairs: Sequence[Pair], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self.pairs = session, list(pairs)
        hint = tr("{n} cặp, đúng bằng con số trong bảng. Enter mở sáng kiến ở cột đang chọn.",
                  n=written(len(self.pairs)))  # fmt: skip
        columns = [
            Column[Pair](tr("Sáng kiến"), lambda pair: _side(pair, "a"), Kind.TWO_LINES),
            Column[Pair](tr("Giống với"), lambda pair: _side(pair, "b"), Kind.TWO_LINES),
        ]
        self.model = PageModel(columns, SequenceProvider(self.pairs))
        self.table = FigureTable(self.model, words)
        self.table.figure_opened.connect(self._open)
        self.fill(words, hint, self.table, self.model)
        self.export, foot = button(tr("Xuất bảng…"), "document_table"), self.card.foot()
        foot.addStretch(1)
        foot.addWidget(self.export)
        self.table.select_figure(0, 0)

    def _open(self, row: int, column: int) -> None:
        self._session.asked.emit("initiatives", int(self.pairs[row]["ab"[column]]))


def _side(pair: Pair, side: str) -> Cell:
    key = pair["verdict"]
    verdict = tr(DUPLICATE_VERDICTS[key]) if key else ""
    second = "  ·  ".join(filter(None, (pair[f"{side}_number"], pair[f"{side}_unit"], verdict)))
    return Cell(pair[f"{side}_title"] or tr("(chưa có tên)"), second, tip=pair[f"{side}_title"])
