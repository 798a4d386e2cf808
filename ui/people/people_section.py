"""Who opens this register, and whose it is."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import KEEPER
from desktop.operations import users
from desktop.operations.users import NewCode
from ui.common.labels import show_if
from ui.common.scroll import Scroll
from ui.people.columns import Columns
from ui.people.passphrase_card import PassphraseCard
from ui.people.safety_card import SafetyCard
from ui.people.unit_card import UnitCard
from ui.people.user_page import UserPage
from ui.people.users_card import UsersCard
from ui.registers.recovery import Recovery
from ui.session import Session


class PeopleSection(QWidget):
    """The cards `unit`, `users`, `passphrase`, `safety`; over them the page of one user, or a new recovery code."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        # From the outside in: what is put into a ground that goes into another gets its look twice.
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.stack = QStackedWidget(self)
        column.addWidget(self.stack, 1)
        scroll = Scroll(self.stack)
        self.stack.addWidget(scroll)
        scroll.body.setContentsMargins(0, 0, 6, 0)
        self.columns = Columns((), (), parent=scroll.ground)
        scroll.body.addWidget(self.columns)
        scroll.body.addStretch(1)
        self.unit, self.users, self.passphrase = UnitCard(session), UsersCard(session), PassphraseCard(session)
        self.safety = SafetyCard(session)
        keeps = session.screen.user.has(KEEPER)
        show_if(self.safety, keeps and not session.screen.plain)
        show_if(self.unit, keeps)
        self.columns.add(0, self.users)
        for card in (self.unit, self.passphrase, self.safety):
            self.columns.add(1, card)
        self.users.chosen.connect(self.show_user)
        self.safety.renewed.connect(self._show_code)
        self.setFocusProxy(self.users.name if keeps else self.passphrase)

    def show_user(self, name: str) -> None:
        """Brings the page of a user to the front."""
        page = UserPage(self._session, users.find(self._session.screen, name))
        page.done.connect(self.show_list)
        self._put(page)

    def show_list(self) -> None:
        while self.stack.count() > 1:
            over = self.stack.widget(1)
            if over is None:
                return
            self.stack.removeWidget(over)
            over.hide()
            over.deleteLater()

    def refresh(self) -> None:
        self.users.show_users()
        self.unit.refresh()
        self.safety.refresh()

    def flush(self) -> None:
        self.unit.flush()

    def may_close(self) -> bool:
        """Words about the unit that cannot be saved keep the window open, with the reason at the field; so does a
        recovery code that nobody has put away."""
        over = self.stack.currentWidget()
        if isinstance(over, Recovery) and not over.may_close():
            return False
        return not self.unit.changed() or self.unit.valid()

    def _show_code(self, made: NewCode) -> None:
        page = Recovery(self._session.screen.unit, made.code)
        page.done.connect(self.show_list)
        self._put(page)

    def _put(self, page: QWidget) -> None:
        self.show_list()
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)
        page.setFocus()
