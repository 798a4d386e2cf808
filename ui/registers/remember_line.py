"""Letting this PC open the register by itself: off, with what it means in plain words, or why it cannot be had."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.desk import Desk
from desktop.jobs import Lanes
from desktop.operations import remembering
from ui.common.buttons import button
from ui.common.labels import label, show_if
from ui.common.tick_box import TickBox
from ui.words import tr


class RememberLine(QWidget):
    """`wanted()` tells whether the box is ticked; `asked()` that the PC is to open the register as it remembers."""

    asked = Signal()
    looked = Signal()

    def __init__(self, home: Path, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._home, self._lanes = home, lanes
        self.open = button(tr("Mở bằng máy này"), "key")
        self.open.clicked.connect(self.asked)
        self.box = TickBox(tr("Nhớ trên máy này"))
        self.box.setEnabled(False)
        # Told before anybody ticks it, and from the beginning: the page keeps its height.
        told = tr("Ai vào được tài khoản máy tính này đều mở được sổ dưới tên bạn. Chỉ dùng trên máy của riêng bạn. Bỏ "
                  "ở trang Người & đơn vị, hoặc đổi mật khẩu là hết.")  # fmt: skip
        self.note = label(told, "small", wrap=True)
        self._keyring = ""
        self._desk: Desk | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (self.open, self.box, self.note):
            column.addWidget(part)
        show_if(self.open, False)

    def only_opens(self, desk: Desk) -> None:
        """At the curtain nothing is asked: there is the button, where this PC knows who is at the desk."""
        self._desk = desk
        show_if(self.box, False)
        show_if(self.note, False)

    def look(self) -> None:
        """Asks the system, beside the screen's thread: a keyring that sleeps may take its time."""
        home, desk = self._home, self._desk
        known: Callable[[], bool] = lambda: remembering.knows(desk) if desk else remembering.may_open(home)  # noqa: E731
        ask: Callable[[object], tuple[str, bool]] = lambda _job: (remembering.keyring(), known())  # noqa: E731
        self._lanes.free(ask, lambda found: self._show(*found), lambda _error: self._show("", False))

    def wanted(self) -> bool:
        return self.box.isChecked()

    def set_busy(self, busy: bool) -> None:
        self.open.setEnabled(not busy)
        self.box.setEnabled(not busy and bool(self._keyring))

    def _show(self, keyring: str, known: bool) -> None:
        self._keyring = keyring
        show_if(self.open, known)
        show_if(self.box, not known and self._desk is None)
        self.box.setEnabled(bool(keyring))
        if not keyring:
            self.note.setText(tr("Máy này không có kho mật khẩu của hệ điều hành nên không nhớ được."))
        self.looked.emit()
