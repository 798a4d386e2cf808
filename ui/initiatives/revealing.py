"""Scrolls the form to what has the keyboard, once the event that moved it there is over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from ui.common.field import Field
from ui.initiatives.fields import Fields
from ui.initiatives.form_frame import FormFrame


class Revealing(QObject):
    """Only after the event are new cards and sentences laid out. `fields` gives the fields of the moment."""

    def __init__(self, frame: FormFrame, fields: Callable[[], Fields], parent: QObject) -> None:
        super().__init__(parent)
        self._frame, self._fields = frame, fields
        self._added: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._reveal)

    def soon(self) -> None:
        self._timer.start()

    def added(self, card: QWidget) -> None:
        """A card was just added: it is shown whole."""
        self._added = card
        self.soon()

    def _reveal(self) -> None:
        """The whole field that has the keyboard."""
        here, card = QApplication.focusWidget(), self._added
        self._added = None
        fields = self._fields()
        if here is not None and fields.isAncestorOf(here):
            around = fields.around(here)
            self._frame.tell_problem(around or here, around.problem() if isinstance(around, Field) else "")
            self._frame.reveal(here, card if card is not None else fields.around(here))
