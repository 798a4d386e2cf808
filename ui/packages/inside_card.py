"""What is inside a package: its initiatives one by one, its files, and what its header says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.operations.package_viewing import Chain
from desktop.operations.verification import HeldFile, Inside
from domain.programme import Programme
from ui.common.banner import Banner
from ui.common.buttons import Button, Chips
from ui.common.card import Card
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.scroll import Scroll
from ui.common.table import Table
from ui.packages.facts import Facts
from ui.packages.header_rows import header_rows
from ui.packages.record_view import RecordView
from ui.packages.wording import size_words
from ui.words import tr

RECORDS, FILES, HEADER = "records", "files", "header"
Record = Mapping[str, Any]


class InsideCard(Card):
    """`save_asked(HeldFile)`: a copy of a file is wanted. `pack_of` finds the rules a record was made under."""

    save_asked = Signal(object)

    def __init__(self, pack_of: Callable[[Record], Programme | None], parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._pack_of = pack_of
        self._inside: Inside | None = None
        self.chips = Chips(tr("Phần của gói"))
        self.chips.chosen.connect(self.choose)
        self._parts = {RECORDS: self._records_part(), FILES: self._files_part(), HEADER: self._header_part()}
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        self.body.setContentsMargins(0, 0, 0, 0)
        head = QVBoxLayout()
        head.setContentsMargins(15, 10, 15, 0)
        head.addWidget(self.chips)
        self.body.addLayout(head)
        self.body.addWidget(self._stack, 1)

    def show_inside(self, inside: Inside, place: Chain) -> None:
        """Of an intact package. The part that was looked at stays, if this package has it."""
        self._inside = inside
        parts: list[tuple[str, str, int | None]] = [(HEADER, tr("Phần đầu và thứ tự"), None)]
        if inside.files:
            parts.insert(0, (FILES, tr("Tệp"), len(inside.files)))
        if inside.records:
            parts.insert(0, (RECORDS, tr("Sáng kiến"), inside.seen.records))
        self.table.refresh(SequenceProvider(inside.records))
        self.files.refresh(SequenceProvider(inside.files))
        self.header.set_rows(header_rows(inside, place))
        self.table.select_row(0)
        self.files.select_row(0)
        shown = len(inside.records)
        cut = 0 < shown < inside.seen.records
        self.more.say("info", tr("Chỉ hiện {n} sáng kiến đầu.", n=shown) if cut else "")
        self.chips.set_chips(parts)
        self.choose(self.chips.current())

    def choose(self, key: str) -> None:
        self.chips.choose(key)
        self._stack.setCurrentWidget(self._parts[key])

    def file(self) -> HeldFile | None:
        """The one that is chosen."""
        place = self.files.current_id()
        files = self._inside.files if self._inside else ()
        return files[place] if place is not None and place < len(files) else None

    def _records_part(self) -> QWidget:
        columns: list[Column[Record]] = [
            Column(
                tr("Sáng kiến trong gói"),
                lambda row: Cell(str(row.get("title", "")), str(row.get("number", ""))),
                Kind.TWO_LINES,
            )
        ]
        self._model = PageModel(columns, SequenceProvider[Record](), self)
        self.table = Table(self._model, tr("Sáng kiến trong gói"))
        self.table.picked.connect(self._picked)
        self.more = Banner()
        self.record = RecordView()
        line = QFrame()
        line.setProperty("look", "card-head")
        line.setFixedHeight(1)
        return _column((self.table, 1), (self.more, 0), (line, 0), (self.record, 2))

    def _files_part(self) -> QWidget:
        columns: list[Column[HeldFile]] = [
            Column(tr("Tệp trong gói"), self._file_cell, Kind.TWO_LINES),
            Column(tr("Cỡ"), lambda row: Cell(size_words(row.size_bytes)), Kind.MONEY, sample="100,0 MB"),
        ]
        self._file_model = PageModel(columns, SequenceProvider[HeldFile](), self)
        self.files = Table(self._file_model, tr("Tệp trong gói"))
        self.save_button = Button(tr("Lưu một bản…"), "arrow_export")
        self.save_button.clicked.connect(lambda: self.save_asked.emit(self.file()))
        self.files.opened.connect(lambda _place: self.save_asked.emit(self.file()))
        foot = QFrame()
        foot.setProperty("look", "card-foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(15, 10, 15, 10)
        row.addWidget(self.save_button)
        row.addStretch(1)
        return _column((self.files, 1), (foot, 0))

    def _header_part(self) -> QWidget:
        scroll = Scroll()
        self.header = Facts(stacked=True)
        scroll.body.addWidget(self.header)
        scroll.body.addStretch(1)
        return scroll

    def _file_cell(self, row: HeldFile) -> Cell:
        records = self._inside.records if self._inside else ()
        proved = next((str(one.get("title", "")) for one in records if row.record and one.get("id") == row.record), "")
        told = tr("Minh chứng của «{title}»", title=proved) if proved else tr("Để đọc bằng mắt, không vào sổ")
        return Cell(row.name, told, told, tip=row.name)

    def _picked(self, place: object) -> None:
        records = self._inside.records if self._inside else ()
        if isinstance(place, int) and place < len(records):
            self.record.show_record(records[place], self._pack_of(records[place]))
        else:
            self.record.clear()


def _column(*parts: tuple[QWidget, int]) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    for part, stretch in parts:
        column.addWidget(part, stretch)
    return made
