"""Choosing the columns of a table, and keeping on this machine how somebody has put them."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import QByteArray, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from desktop.settings import Settings
from ui.common.page_model import Column
from ui.common.table import Arrangement, Table
from ui.words import tr

KEPT_AFTER_MS = 400


class _StayingMenu(QMenu):
    """Stays open while columns are ticked: who wants three more would have to open it three times."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._tick(self.actionAt(event.position().toPoint())):
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        ticking = event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not ticking or not self._tick(self.activeAction()):
            super().keyPressEvent(event)

    def _tick(self, action: QAction | None) -> bool:
        if action is None or not action.isCheckable():
            return False
        action.trigger()
        return True


class ColumnChoice(QObject):
    """The menu under the headings of `table`, also for a button. `name` is that of the layout in the settings."""

    def __init__(self, table: Table, columns: tuple[Column[Any], ...], name: str) -> None:
        super().__init__(table)
        self._table, self._columns, self._name = table, columns, f"columns-{name}"
        self._soon = QTimer(self, singleShot=True, interval=KEPT_AFTER_MS)
        self._soon.timeout.connect(self.keep)
        self._usual = table.arrangement()
        self.menu = _StayingMenu(table)
        self._actions: dict[str, QAction] = {}
        for column in columns:
            if column.key and column.sample:  # the first column stays: it tells what the row is
                self._actions[column.key] = self._action(column)
        self.menu.addSeparator()
        self.menu.addAction(tr("Trở lại như lúc đầu")).triggered.connect(self.reset)
        head = table.horizontalHeader()
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(lambda at: self.show(head.mapToGlobal(at)))
        table.arranged.connect(self._soon.start)
        self._restore()

    def shown(self) -> tuple[str, ...]:
        """The keys of the columns that are not put away, from the left."""
        head, hidden = self._table.horizontalHeader(), self._table.arrangement().hidden
        keys = (self._columns[head.logicalIndex(place)].key for place in range(len(self._columns)))
        return tuple(key for key in keys if key and key not in hidden)

    def show(self, at: QPoint) -> None:
        for key, action in self._actions.items():
            action.setChecked(key not in self._table.arrangement().hidden)
        self.menu.popup(at)

    def set_shown(self, key: str, shown: bool) -> None:
        """Takes a column out or puts it away."""
        now = self._table.arrangement()
        hidden = now.hidden - {key} if shown else now.hidden | {key}
        self._table.arrange(Arrangement(hidden, now.order, now.widths))
        self.keep()

    def reset(self) -> None:
        order = tuple(column.key for column in self._columns)
        self._table.arrange(Arrangement(self._usual.hidden, order))
        self.keep()

    def keep(self) -> None:
        now = self._table.arrangement()
        told = {"hidden": sorted(now.hidden), "order": list(now.order), "widths": dict(now.widths)}
        Settings().keep_layout(self._name, QByteArray(json.dumps(told).encode()))

    def _restore(self) -> None:
        try:
            told = json.loads(bytes(Settings().layout(self._name).data()).decode())
            known = {column.key for column in self._columns}
            hidden = frozenset(told["hidden"]) & known
            widths = {str(key): float(letters) for key, letters in told["widths"].items() if 2 < letters < 200}
            self._table.arrange(Arrangement(hidden, tuple(map(str, told["order"])), widths))
        except (ValueError, TypeError, KeyError, AttributeError):
            return  # nothing was kept, or nothing that makes sense

    def _action(self, column: Column[Any]) -> QAction:
        action = self.menu.addAction(column.title)
        action.setCheckable(True)
        action.triggered.connect(lambda shown: self.set_shown(column.key, shown))
        return action
