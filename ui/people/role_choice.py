"""Choosing the roles of a user: a box for each, with what it is there for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from domain.role import UserRole
from domain.role_words import USER_ROLES, USER_WORK
from ui.common.labels import label
from ui.common.tick_box import TickBox
from ui.words import tr


class RoleChoice(QWidget):
    """`value()` are the codes of the checked roles, a blank between."""

    edited = Signal()
    committed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[UserRole, TickBox] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 2, 0, 2)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, role in enumerate(UserRole):
            box = self.boxes[role] = TickBox(tr(USER_ROLES[role]))
            box.setAccessibleDescription(tr(USER_WORK[role]))
            box.toggled.connect(self._toggled)
            grid.addWidget(box, place, 0)
            work = label(tr(USER_WORK[role]), "muted", wrap=True)
            # Narrower than that it is a column of single words: cards beside each other fold before.
            work.setMinimumWidth(work.fontMetrics().averageCharWidth() * 24)
            grid.addWidget(work, place, 1)
        grid.setColumnStretch(1, 1)
        self.setFocusProxy(self.boxes[UserRole.OFFICER])

    def roles(self) -> list[str]:
        return [str(role) for role, box in self.boxes.items() if box.isChecked()]

    def set_roles(self, held: Iterable[UserRole]) -> None:
        wanted = frozenset(held)
        for role, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(role in wanted)
            box.blockSignals(False)

    def value(self) -> str:
        return " ".join(self.roles())

    def set_value(self, value: str) -> None:
        self.set_roles(UserRole(word) for word in value.split())

    def _toggled(self) -> None:
        self.edited.emit()
        self.committed.emit()
