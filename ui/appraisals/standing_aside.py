"""Asking not to mark one initiative, and marking it after all: what the box on the sheet and the card beside it do."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from desktop.messages import of_error
from desktop.operations import recusals
from desktop.operations.appraisals import Waiting
from desktop.operations.typed_words import RECUSAL
from ui.appraisals.recusal_box import RecusalBox
from ui.appraisals.recused_card import RecusedCard
from ui.common.kept_reasons import KeptReasons
from ui.session import Session
from ui.words import tr


class StandingAside(QObject):
    """moved(row id)   the person at the desk marks it no more, or again

    `turn_to` says which initiative is in front.
    """

    moved = Signal(int)

    def __init__(self, session: Session, box: RecusalBox, card: RecusedCard, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._box = session, box
        self._kept = KeptReasons(session, self)
        self._line: Waiting | None = None
        box.asked.connect(self._ask)
        box.typed.connect(self._typed)
        card.taken_back.connect(self._take_back)

    def turn_to(self, line: Waiting | None) -> None:
        """The reason that was begun for it stands there again."""
        self._line = line
        self._box.show_typed(self._kept.words(line.public_id, RECUSAL) if line is not None else "")

    def flush(self) -> None:
        self._kept.flush()

    def _typed(self, words: str) -> None:
        if self._line is not None:
            self._kept.write(self._line.public_id, RECUSAL, words)

    def _ask(self, reason: str) -> None:
        line = self._line
        if line is None:
            return
        me = self._session.screen.user.name
        self._kept.flush()
        self._session.do(
            lambda desk, _job: recusals.request(desk, line.public_id, me, reason),
            lambda _: self._was_recused(line),
            lambda error: self._box.say_problem(of_error(error)),
        )

    def _was_recused(self, line: Waiting) -> None:
        self._kept.forget(line.public_id, RECUSAL)
        self._box.show_typed("")
        self._session.told.emit(tr("Bạn không chấm {number}; biên bản ghi lý do.", number=line.number))
        self.moved.emit(line.row_id)

    def _take_back(self) -> None:
        line = self._line
        if line is None:
            return
        me = self._session.screen.user.name
        self._session.do(
            lambda desk, _job: recusals.take_back(desk, line.public_id, me), lambda _: self.moved.emit(line.row_id)
        )
