"""«Lịch sử gửi»: what was sent when, to whom, in which package and how it went, the newest first."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.operations import outbox
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.packages.wording import outbox_mark, way_word, when
from ui.session import Session
from ui.words import tr

Row = dict[str, Any]


class HistoryPanel(QWidget):
    """Every step of every package; nothing in it can be changed."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.table = Table(PageModel(self._columns(), SequenceProvider[Row](), self), tr("Lịch sử gửi"))
        card = Card()
        card.fill(self.table)
        empty = Empty("send", "")
        empty.say(
            "send", tr("Chưa gửi gói nào"), tr("Mỗi lần gửi được ghi lại ở đây: lúc nào, tới đâu, bằng cách nào.")
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(empty)
        self._stack.addWidget(card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.refresh()

    def refresh(self) -> int:
        """Reads the account again; returns how many steps it has."""
        rows = outbox.history(self._session.screen)
        self.table.refresh(SequenceProvider(rows))
        self._stack.setCurrentIndex(1 if rows else 0)
        return len(rows)

    def _columns(self) -> list[Column[Row]]:
        return [
            Column(tr("Lúc"), lambda row: Cell(when(row["at"])), sample="00/00/0000 00:00"),
            Column(tr("Gói"), self._package, Kind.TWO_LINES),
            Column(
                tr("Bằng cách"),
                lambda row: Cell(way_word(row["channel"])),
                sample=tr("Máy chủ WebDAV"),
                fold_below=90,
            ),
            Column(tr("Tới"), lambda row: Cell(str(row["target"]), tip=str(row["target"])), fold_below=90),
            Column(
                tr("Trạng thái"),
                lambda row: Cell(mark=outbox_mark(row["state"]), tip=outbox.why(row | {"server_id": row["channel"]})),
                Kind.PILL,
                sample=tr("Đã giao, chờ biên nhận"),
            ),
        ]

    def _package(self, row: Row) -> Cell:
        unit = self._session.screen.unit
        to = unit.upper_name if row["recipient"] == unit.upper_code and unit.upper_name else str(row["recipient"])
        way = "  ·  ".join(filter(None, (to, way_word(row["channel"]), str(row["target"]))))
        return Cell(tr("Gói số {seq}", seq=row["seq"]), to, way)
