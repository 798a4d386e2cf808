"""The list of the tree: one level of it with the way down to it, or what a search found."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop import clock
from desktop.operations import units
from desktop.operations.units import Line
from ui.common.buttons import Button
from ui.common.card import Card
from ui.common.empty import Empty
from ui.common.flow import Flow
from ui.common.labels import label
from ui.common.numbers import written
from ui.common.page_model import Cell, Column, Kind, PageModel
from ui.common.table import Table
from ui.people.unit_words import mark
from ui.session import Session
from ui.words import tr


class Rows:
    """Units by id, in the order shown; the row of a unit is made when it is looked at."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.ids_shown: list[str] = []
        self.on, self.searched = clock.today(), False

    def total(self) -> int:
        return len(self.ids_shown)

    def ids(self, offset: int, limit: int) -> Sequence[int]:
        return range(offset, min(offset + limit, len(self.ids_shown)))

    def rows(self, ids: Sequence[int]) -> Sequence[Line]:
        lines = (units.line(self._session.screen, self.ids_shown[each], self.on) for each in ids)
        # On one level the unit above is the same for all, and stands over the list.
        return [line if self.searched else dataclasses.replace(line, upper="") for line in lines]


class TreeList(Card):
    """picked(id)    a unit was chosen in the list
    entered(id)   Enter or a double click, or a step of the way: the level below this unit is wanted
    """

    picked = Signal(str)
    entered = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.rows = Rows(session)
        self.model: PageModel[Line] = PageModel(_columns(), self.rows)
        self.table = Table(self.model, tr("Đơn vị"))
        self.empty = Empty("building", tr("Không có đơn vị nào ở đây"))
        self._way = QWidget()
        self._steps = Flow(self._way, 2)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.body.setContentsMargins(0, 8, 0, 0)
        room = QHBoxLayout()
        room.setContentsMargins(12, 0, 12, 0)
        room.addWidget(self._way)
        self.body.addLayout(room)
        self.body.addWidget(self._stack, 1)
        self.table.picked.connect(lambda row: self.picked.emit(self.rows.ids_shown[row]) if row is not None else None)
        self.table.opened.connect(lambda row: self.entered.emit(self.rows.ids_shown[row]))

    def show_units(self, ids: list[str], on: date, way: Sequence[tuple[str, str]], told: str) -> None:
        """`way` are the (id, name) from the head of the tree down to whose level this is; without one, `told` says
        what the list holds."""
        self.rows.ids_shown, self.rows.on, self.rows.searched = ids, on, not way
        self._show_way(way, told)
        held = self.table.blockSignals(True)  # the row that was chosen is another unit now
        self.table.refresh(self.rows)
        self.table.setCurrentIndex(QModelIndex())
        self.table.blockSignals(held)
        self._stack.setCurrentWidget(self.table if ids else self.empty)

    def explain(self, text: str, hint: str) -> None:
        """What stands there when nothing is found."""
        self.empty.say("building", text, hint)

    def select(self, unit_id: str) -> bool:
        """Chooses a unit of the list, if it is there."""
        if unit_id in self.rows.ids_shown:
            self.table.select_row(self.rows.ids_shown.index(unit_id))
            return True
        return False

    def _show_way(self, way: Sequence[tuple[str, str]], told: str) -> None:
        while (item := self._steps.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for place, (unit_id, name) in enumerate(way):
            if place:
                self._add(label("›", "muted"))
            if place == len(way) - 1:
                self._add(label(name, "label"))
                continue
            step = Button(name, look="link")
            step.clicked.connect(lambda _=False, wanted=unit_id: self.entered.emit(wanted))
            self._add(step)
        if told:
            self._add(label(told, "muted"))

    def _add(self, widget: QWidget) -> None:
        widget.setParent(self._way)
        self._steps.addWidget(widget)
        widget.show()


def _columns() -> tuple[Column[Line], ...]:
    return (
        Column(tr("Đơn vị"), _name, Kind.TWO_LINES),
        Column(tr("Tình trạng"), lambda line: Cell(mark=mark(line)), Kind.PILL, sample=tr("Đã hợp nhất")),
    )


def _name(line: Line) -> Cell:
    below = tr("{n} đơn vị bên dưới", n=written(line.below)) if line.below else ""
    return Cell(line.name, "  ·  ".join(filter(None, (line.code, line.upper, below))), tip=line.name)
