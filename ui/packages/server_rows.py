"""The servers of the register as places a package can go to."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from desktop.operations import servers
from desktop.operations.servers import ReceivingServer
from ui.common.labels import Icon, label, show_if
from ui.common.pill import Mark, Pill
from ui.packages.wording import way_word
from ui.session import Session
from ui.words import tr


class ServerRows(QWidget):
    """One row a server, its button in the `group` of the other places; hidden where there is none. `picked` when a
    person chooses one."""

    picked = Signal()

    def __init__(self, session: Session, group: QButtonGroup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[ServerRow] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for server in servers.everything(session.screen):
            row = ServerRow(server)
            group.addButton(row.button)
            row.button.clicked.connect(self.picked)
            column.addWidget(row)
            self.rows.append(row)
        show_if(self, bool(self.rows))

    def chosen(self) -> ReceivingServer | None:
        return next((row.server for row in self.rows if row.button.isChecked()), None)


class ServerRow(QFrame):
    """One server: its name, its address, and whether its key is known."""

    def __init__(self, server: ReceivingServer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.server = server
        self.button = QRadioButton(server.name)
        lines = QVBoxLayout()
        lines.setSpacing(0)
        lines.addWidget(self.button)
        below = label("  ·  ".join((way_word(server.kind), server.url)), "small", wrap=True)
        lines.addWidget(below)
        said = tr("Có mã truy cập") if server.has_secret else tr("Không có mã truy cập")
        self.button.setAccessibleDescription(f"{below.text()}, {said}")
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(12)
        row.addWidget(Icon("send", "accent", 1.3))
        row.addLayout(lines, 1)
        row.addWidget(Pill(Mark(said, "key", "ok") if server.has_secret else Mark(said, "warning", "warn")))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.button.click()
        event.accept()
