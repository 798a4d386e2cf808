"""The programmes of a register, the newest first: which is in use, its version, and where its rules come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from domain.programme import Programme
from ui.common.card import Card
from ui.common.page_model import Cell, Column, Kind, PageModel, SequenceProvider
from ui.common.pill import Mark
from ui.common.table import Table
from ui.words import tr


class ProgrammeList(Card):
    """`picked(id)` when another programme is looked at."""

    picked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._packs: list[Programme] = []
        self._used = ""
        self._origins: Mapping[str, Mark] = {}
        self._model = PageModel(self._columns(), SequenceProvider[Programme](), self)
        self.table = Table(self._model, tr("Các chương trình"))
        self.table.setSelectionMode(Table.SelectionMode.SingleSelection)
        self.table.picked.connect(self._picked)
        self.fill(self.table)
        self.setFocusProxy(self.table)

    def show_packs(self, packs: Sequence[Programme], used: str, origins: Mapping[str, Mark]) -> None:
        """The programmes anew; the one looked at stays chosen, at first it is the one in use."""
        wanted = self.current() or used
        self._packs = sorted(packs, key=lambda pack: (-pack.year, pack.id))
        self._used, self._origins = used, origins
        self.table.blockSignals(True)
        self.table.refresh(SequenceProvider(self._packs))
        self.choose(wanted)
        self.table.blockSignals(False)

    def current(self) -> str:
        place = self.table.current_id()
        return self._packs[place].id if place is not None and place < len(self._packs) else ""

    def choose(self, programme_id: str) -> None:
        """Looks at a programme; the first where there is no such."""
        ids = [pack.id for pack in self._packs]
        self.table.select_row(ids.index(programme_id) if programme_id in ids else 0)

    def _picked(self, _place: object) -> None:
        self.picked.emit(self.current())

    def _columns(self) -> list[Column[Programme]]:
        return [
            Column(tr("Chương trình"), self._cell, Kind.TWO_LINES),
            Column(tr("Nguồn"), lambda pack: Cell(mark=self._origin(pack)), Kind.PILL, sample=tr("Chưa có chữ ký")),
        ]

    def _origin(self, pack: Programme) -> Mark:
        return self._origins.get(pack.id, Mark(tr("Có sẵn"), "box", "neutral"))

    def _cell(self, pack: Programme) -> Cell:
        second = tr("{year} · bản {version}", year=pack.year, version=pack.version)
        if pack.id == self._used:
            second = tr("Đang dùng · {rest}", rest=second)
        return Cell(pack.short_title, second, tip=pack.title)
