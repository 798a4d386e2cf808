"""Who opens this register, and whose it is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.common.scroll import Scroll
from ui.people.columns import Columns
from ui.people.passphrase_card import PassphraseCard
from ui.people.unit_card import UnitCard
from ui.people.users_card import UsersCard
from ui.session import Session


class PeopleSection(QWidget):
    """Three cards: `unit`, `users`, `passphrase`."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.unit, self.users, self.passphrase = UnitCard(session), UsersCard(session), PassphraseCard(session)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        scroll = Scroll()
        scroll.body.setContentsMargins(0, 0, 6, 0)
        self.columns = Columns((self.users,), (self.unit, self.passphrase))
        scroll.body.addWidget(self.columns)
        scroll.body.addStretch(1)
        column.addWidget(scroll, 1)
        self.setFocusProxy(self.users.name)

    def refresh(self) -> None:
        self.users.show_users()
        self.unit.refresh()

    def flush(self) -> None:
        self.unit.flush()

    def may_close(self) -> bool:
        """Words about the unit that cannot be saved keep the window open, with the reason at the field."""
        return not self.unit.changed() or self.unit.valid()
