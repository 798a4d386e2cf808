"""Binds the history panel to the record in front, and marks the fields that once said something else."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.desk import OFFICER
from desktop.messages import of_error
from desktop.operations import history, initiatives
from desktop.operations.typed_words import why
from domain.history import Change
from ui.common.buttons import FlatButton
from ui.common.kept_reasons import KeptReasons
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
        self._public_id = ""  # of the record whose history the panel shows
        self._shown: int | None = None
        self._locked = False
        self._kept = KeptReasons(session, self)
        self.buttons: dict[str, FlatButton] = {}
        panel.wanted.connect(self.wanted)
        panel.reason_typed.connect(self._typed)
        panel.reason_given.connect(self._give)
        panel.reason_given_up.connect(self._give_up)

    def flush(self) -> None:
        self._kept.flush()

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
        if self.panel.isVisible() and not self.panel.writing():
            self.open(self.panel.field)

    def open(self, field: str = "") -> None:
        """Shows the history of a field; of the whole record for "", or for a field nobody has a history of."""
        fields = self._fields
        if self._row_id is None or fields is None:
            return
        self._shown = self._row_id
        self._public_id = initiatives.get(self._session.screen, self._row_id).initiative.id
        entered = history.entered(self._session.screen, self._row_id)
        self.panel.show_changes(field, self._found(field), entered, fields.programme,
                                may_change=set() if self._locked else set(fields.editors),
                                begun=self._begun if self._may_give() else None)  # fmt: skip

    def toggle(self, field: str) -> None:
        if self.panel.isVisible() and self.panel.field == field:
            self.panel.hide()
        else:
            self.open(field)

    def _found(self, field: str) -> tuple[Change, ...]:
        row_id = self._row_id
        return history.of_record(self._session.screen, row_id, field) if row_id is not None else ()

    def _may_give(self) -> bool:
        return self._session.screen.user.has(OFFICER)

    def _begun(self, change: Change) -> str:
        return self._kept.words(self._public_id, why(change.line, change.field))

    def _typed(self, change: Change, words: str) -> None:
        self._kept.write(self._public_id, why(change.line, change.field), words)

    def _give(self, change: Change, words: str) -> None:
        row_id, public_id = self._shown, self._public_id
        if row_id is None:
            return
        self._kept.flush()
        self._session.do(
            lambda desk, _job: history.give_reason(desk, row_id, change.line, change.field, words),
            lambda _: self._given(public_id, change, words),
            lambda error: self._refused(public_id, change, of_error(error)),
        )

    def _given(self, public_id: str, change: Change, words: str) -> None:
        self._kept.forget(public_id, why(change.line, change.field))
        line = self.panel.reasons.get((change.line, change.field))
        if line is not None:
            line.said(words)

    def _refused(self, public_id: str, change: Change, said: str) -> None:
        line = self.panel.reasons.get((change.line, change.field))
        if line is not None and public_id == self._public_id:
            line.refused(said)
        else:
            self._session.told.emit(said)

    def _give_up(self, change: Change) -> None:
        self._kept.forget(self._public_id, why(change.line, change.field))

    def _mark(self, name: str, fields: Fields) -> None:
        field = fields.fields.get(name)
        if field is None:  # a state, a decision: no field of the form
            return
        button = FlatButton("clock", tr("Xem lịch sử của ô này"), look="tiny")
        button.clicked.connect(lambda: self.toggle(name))
        field.add_to_head(button)
        self.buttons[name] = button
