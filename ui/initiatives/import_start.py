"""Where an import begins: a new file, and beside it what earlier imports left behind."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.changes import Changes
from desktop.operations import import_waiting
from ui.common.buttons import Chips
from ui.initiatives.import_file import FilePanel
from ui.initiatives.import_known import KnownPanel
from ui.initiatives.import_past import PastPanel
from ui.initiatives.import_waiting import WaitingPanel
from ui.session import Session
from ui.words import tr

NEW_FILE, WAITING, PAST, KNOWN = "file", "waiting", "past", "known"


class StartPanel(QWidget):
    """The parts beside the new file are made when they are first looked at."""

    def __init__(self, session: Session, file: FilePanel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._make: dict[str, Callable[[Session], QWidget]] = {
            WAITING: WaitingPanel,
            PAST: PastPanel,
            KNOWN: KnownPanel,
        }
        self.parts: dict[str, QWidget] = {NEW_FILE: file}
        self.chips = Chips(tr("Việc nhập"))
        self.chips.chosen.connect(self.show_part)
        self._stack = QStackedWidget()
        self._stack.addWidget(file)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.chips)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(file)
        session.changed.connect(self._changed)
        self.count()

    def count(self) -> None:
        waiting = import_waiting.count(self._session.screen)
        self.chips.set_chips([
            (NEW_FILE, tr("Tệp mới"), None), (WAITING, tr("Dòng chờ sửa"), waiting),
            (PAST, tr("Các lần nhập"), None), (KNOWN, tr("Cách ghép cột"), None),
        ])  # fmt: skip

    def _changed(self, changes: Changes) -> None:
        if changes.touches("imports"):
            self.count()

    def show_part(self, key: str) -> None:
        self.chips.choose(key)
        if key not in self.parts:
            self.parts[key] = self._make[key](self._session)
            self._stack.addWidget(self.parts[key])
        self._stack.setCurrentWidget(self.parts[key])
        self.parts[key].setFocus(Qt.FocusReason.OtherFocusReason)
