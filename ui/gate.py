"""The window before a register is open, and over one that is locked."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui import icons
from ui.deaf import Deaf
from ui.registers.centred import Centred
from ui.registers.recovery import Recovery
from ui.shell import MINIMUM, USUAL
from ui.words import tr


class Gate(QWidget):
    """One page at a time. `closed()` when the person has closed it.

    While the register opens, and once the window over it is there, the gate hears no key any more: Enter pressed too
    often would press a button of it, and a page of the gate would come over the window, and take what is typed.
    """

    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Sổ Sáng Kiến"))
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(*MINIMUM)
        self.resize(*USUAL)
        self._stack = QStackedWidget()
        self._opening = False
        self._deaf: Deaf | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._deaf = self._deaf or Deaf(self, lambda: self._opening or not self.isVisible())
        # A window wider than the screen would hide its own buttons.
        self.resize(self.size().boundedTo(self.screen().availableGeometry().size()))

    def put(self, page: Centred) -> None:
        """Another page in place of the one before."""
        self.clear()
        self._stack.addWidget(page)
        page.setFocus()

    def clear(self) -> None:
        """No page: nothing that was typed at the gate stays behind the window."""
        self._opening = False
        before = self.page()
        if before is not None:
            self._stack.removeWidget(before)
            before.hide()
            before.deleteLater()

    def say_opening(self) -> None:
        """Says so on the screen at once: making the window keeps its thread for a while."""
        self._opening = True
        page = self.page()
        if isinstance(page, Centred) and page.isVisible():
            page.banner.say("info", tr("Đang mở sổ…"))
            QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
            page.repaint()

    def not_opened(self) -> None:
        """The window did not come: the page in front is there for another try."""
        self._opening = False

    def page(self) -> QWidget | None:
        return self._stack.currentWidget()

    def closeEvent(self, event: QCloseEvent) -> None:
        page = self.page()
        if isinstance(page, Recovery) and not page.may_close():
            event.ignore()
            return
        event.accept()
        self.closed.emit()
