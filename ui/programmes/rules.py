"""The section «Quy định»: every rule of a programme with the document it comes from."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.operations import programmes
from ui.common.labels import label
from ui.common.scroll import Scroll
from ui.session import Session


class RulesSection(QWidget):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._title = label("", "label", wrap=True)
        scroll = Scroll()
        scroll.body.addWidget(self._title)
        scroll.body.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll)

    def refresh(self) -> None:
        self._title.setText(programmes.current(self._session.screen).title)
