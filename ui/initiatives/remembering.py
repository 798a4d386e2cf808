"""Binds the history panel to the record in front, and marks the fields that once said something else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.operations import history
from domain.history import Change
from ui.common.buttons import FlatButton
from ui.initiatives.fields import Fields
from ui.initiatives.history_panel import HistoryPanel
from ui.session import Session
from ui.words import tr


class Remembering(QObject):
    """`wanted(field, value)` is the panel's own; `show_record` with every record, and after every save."""

    wanted = Signal(str, object)

    def __init__(self, session: Session, panel: HistoryPanel, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self.panel = session, panel
        self._fields: Fields | None = None
        self._row_id: int | None = None
        self._locked = False
        self.buttons: dict[str, FlatButton] = {}
        panel.wanted.connect(self.wanted)

    def show_record(self, row_id: int | None, fields: Fields, *, locked: bool) -> None:
        if fields is not self._fields:
            self._fields = fields
            self.buttons = {}
        if row_id != self._row_id:
            self.panel.hide()
        self._row_id, self._locked = row_id, locked
        found = self._found("")
        once = {change.field for change in found if change.before not in (None, "", [], False)}
        for name in once - set(self.buttons):
            self._mark(name, fields)
        for name, button in self.buttons.items():
            button.setVisible(name in once)
        if self.panel.isVisible():
            self.open(self.panel.field)

    def open(self, field: str = "") -> None:
        """Shows the history of a field; of the whole record for "", or for a field nobody has a history of."""
        fields = self._fields
        if self._row_id is None or fields is None:
            return
        entered = history.entered(self._session.screen, self._row_id)
        self.panel.show_changes(field, self._found(field), entered, fields.programme,
                                may_change=set() if self._locked else set(fields.editors))  # fmt: skip

    def toggle(self, field: str) -> None:
        if self.panel.isVisible() and self.panel.field == field:
            self.panel.hide()
        else:
            self.open(field)

    def _found(self, field: str) -> tuple[Change, ...]:
        row_id = self._row_id
        return history.of_record(self._session.screen, row_id, field) if row_id is not None else ()

    def _mark(self, name: str, fields: Fields) -> None:
        field = fields.fields.get(name)
        if field is None:  # a state, a decision: no field of the form
            return
        button = FlatButton("clock", tr("Xem lịch sử của ô này"), look="tiny")
        button.clicked.connect(lambda: self.toggle(name))
        field.add_to_head(button)
        self.buttons[name] = button
