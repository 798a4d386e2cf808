"""Widgets that have left their page but may still be told something: kept until nothing is under way."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop.jobs import Lanes


class Parting(QObject):
    """`drop` hides a widget now and deletes it once both lanes are idle: an answer may still be on its way to it."""

    def __init__(self, lanes: Lanes, parent: QObject) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._dropped: list[QWidget] = []
        lanes.idle.connect(self._bury)

    def drop(self, widget: QWidget) -> None:
        widget.hide()
        self._dropped.append(widget)
        if not self._lanes.busy():
            self._bury()

    def _bury(self) -> None:
        while self._dropped:
            self._dropped.pop().deleteLater()
