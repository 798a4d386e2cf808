"""«Khóa ký & tin cậy»: a picture of where one stands, as a unit below and as a union above."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations import trust
from domain.unit import gathers
from ui.common.labels import show_if
from ui.common.scroll import Scroll
from ui.packages.encryption_card import EncryptionCard
from ui.packages.paper import print_code
from ui.packages.token_card import TokenCard
from ui.packages.trust_above import AuthorityCard
from ui.packages.trust_below import KeyCard
from ui.session import Session
from ui.words import tr


class TrustPanel(QWidget):
    """A unit with an upper union has the first card, one that gathers others' packages the second, some both."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.above = AuthorityCard(session)
        self.below, self.token, self.encryption = KeyCard(session), TokenCard(session), EncryptionCard(session)
        self.above.print_asked.connect(self._print)
        scroll = Scroll()
        scroll.body.setContentsMargins(0, 0, 0, 0)
        scroll.body.setSpacing(12)
        scroll.body.addWidget(self.above)
        scroll.body.addWidget(self.below)
        scroll.body.addWidget(self.encryption)
        scroll.body.addWidget(self.token)
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)
        self.refresh()

    def refresh(self) -> None:
        """Reads where one stands again."""
        unit, told = self._session.screen.unit, trust.standing(self._session.screen)
        show_if(self.above, gathers(unit))
        for card in (self.below, self.token):
            show_if(card, bool(unit.upper_code) or not gathers(unit))
        self.token.refresh()
        self.encryption.refresh()
        self.above.show_standing(told)
        self.below.show_standing(told)

    def open_file(self, file: Path, kind: str) -> None:
        """A request of a unit below, a package it signed unconfirmed, or a trust package from above ("trust")."""
        if kind == "trust":
            self.below.open_trust(file)
        elif gathers(self._session.screen.unit):
            self.above.open_request(file)

    def _print(self, code: str) -> None:
        if print_code(self, self._session.screen.unit.name, code):
            self._session.told.emit(tr("Đã gửi mã tới máy in"))
