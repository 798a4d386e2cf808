"""What stands beside the fields of a record: objections, wishes of the union above, evidence, history, conditions."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.operations import eligibility
from desktop.operations.initiatives import Stored
from domain.initiative import Initiative
from ui.common.pieces import Pieces
from ui.initiatives.evidencing import Evidencing
from ui.initiatives.fields import Fields
from ui.initiatives.form_frame import FormFrame
from ui.initiatives.objecting import Objecting
from ui.initiatives.remembering import Remembering
from ui.initiatives.returning import Returning
from ui.session import Session


class Beside(QObject):
    """Each part shows the record in front in its own place of `frame`, and writes what is done there.

    `go_to` brings the keyboard to a field by its name; `failed` is told what could not be written.
    """

    def __init__(
        self,
        session: Session,
        frame: FormFrame,
        go_to: Callable[[str], None],
        failed: Callable[[Exception], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._frame = session, frame
        self.objecting = Objecting(session, frame.objections, frame.objection_panel, failed, parent)
        self.evidencing = Evidencing(session, frame.evidence, parent)
        self.remembering = Remembering(session, frame.history, parent)
        self.returning = Returning(session, frame.returns, frame.return_panel, go_to, frame.reveal, failed, parent)

    def show(self, stored: Stored | None, row_id: int | None, fields: Fields, *, by_hand: bool, locked: bool) -> Pieces:
        """The record in front, or a new one without `stored`; `by_hand` whether this person may write in it at all,
        `locked` whether its state forbids it for now."""
        self.objecting.show_record(stored.row_id if stored else None, by_hand=by_hand)
        self.returning.show_record(stored)
        yield
        self.evidencing.show_record(row_id, may_change=by_hand and not locked)
        self.remembering.show_record(row_id, fields, locked=locked)
        yield
        held = stored.initiative if stored else Initiative(programme=fields.programme.id)
        self._frame.conditions.show_findings(eligibility.conditions(self._session.screen, held, row_id))
