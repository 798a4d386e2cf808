"""Reasons being typed about one initiative, kept while they are being written, and shown again where they were."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.desk import Desk
from desktop.operations import typed_words
from ui.common.keeper import Keeper
from ui.session import Session


class KeptReasons(QObject):
    """One for each section; `form` says which reason of an initiative it is. What was typed last is also held here:
    the register may not have it yet.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._keeper = Keeper(session, self)
        self._held: dict[tuple[str, str], str] = {}

    def words(self, public_id: str, form: str) -> str:
        held = self._held.get((public_id, form))
        return typed_words.kept_reason(self._session.screen, public_id, form) if held is None else held

    def write(self, public_id: str, form: str, words: str) -> None:
        self._held[public_id, form] = words
        self._keeper.keep(f"{form} {public_id}", lambda desk: _keep(desk, public_id, form, words))

    def forget(self, public_id: str, form: str) -> None:
        """Said, or given up."""
        if self.words(public_id, form):
            self.write(public_id, form, "")
            self.flush()

    def flush(self) -> None:
        self._keeper.flush()


def _keep(desk: Desk, public_id: str, form: str, words: str) -> None:
    typed_words.keep_reason(desk, public_id, form, words)
