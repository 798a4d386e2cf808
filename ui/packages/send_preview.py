"""Third step of sending: exactly what the receiver will see, and what stays here."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.operations.packages import SUMMARY_NAME, Item
from domain import record
from domain.evidence import size_words
from domain.programme import Programme
from ui.common.banner import Banner
from ui.common.card import Card
from ui.common.labels import label, show_if
from ui.common.page_model import Column, Kind, PageModel, SequenceProvider
from ui.common.table import Table
from ui.packages.record_view import RecordView
from ui.packages.send_choose import title_cell
from ui.words import tr


class PreviewStep(QWidget):
    """The records at the left, the one chosen field by field at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[Item] = []
        self._pack: Programme | None = None
        self.note = Banner()
        columns: list[Column[Item]] = [Column(tr("Sáng kiến trong gói"), title_cell, Kind.TWO_LINES)]
        self.model = PageModel(columns, SequenceProvider[Item](), self)
        self.table = Table(self.model, tr("Sáng kiến trong gói"))
        self.table.picked.connect(self._picked)
        self.view = RecordView()
        self.along = label("", wrap=True)
        left, right = Card(), Card()
        left.fill(self.table)
        shown = QWidget()
        inside = QVBoxLayout(shown)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.along)
        inside.addWidget(self.view, 1)
        right.fill(shown)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(left, 2)
        row.addWidget(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.note)
        column.addLayout(row, 1)

    def set_items(self, items: Sequence[Item], pack: Programme) -> None:
        """What is going to leave, those with something withheld first."""
        self._items = sorted(items, key=lambda item: not item.withheld)
        self._pack = pack
        secret = sum(bool(item.withheld) for item in items)
        file = tr("Gói kèm tệp «{name}» để đọc bằng mắt.", name=SUMMARY_NAME)
        along = [one for item in items for one in item.files]
        if along:
            size = size_words(sum(one.size_bytes for one in along))
            file += " " + tr("{n} tệp minh chứng đi kèm ({size}).", n=len(along), size=size)
        if secret:
            words = tr(
                "{n} sáng kiến có mục cần bảo mật: các mục bị gạch ngang được giữ lại, bên nhận không thấy.", n=secret
            )
            self.note.say("warn", f"{words} {file}")
        else:
            self.note.say("info", tr("Không có mục nào phải giữ lại.") + f" {file}")
        self.table.refresh(SequenceProvider(self._items))
        self.table.select_row(0)
        self._picked(0 if self._items else None)

    def _picked(self, place: object) -> None:
        if not isinstance(place, int) or place >= len(self._items):
            self.view.clear()
            show_if(self.along, False)
            return
        item = self._items[place]
        names = "; ".join(f"{one.name} ({size_words(one.size_bytes)})" for one in item.files)
        self.along.setText(tr("Minh chứng đi kèm: {names}", names=names) if names else "")
        show_if(self.along, bool(names))
        kept = record.record(item.stored.initiative)
        self.view.show_record(item.values, self._pack, item.withheld, kept)
