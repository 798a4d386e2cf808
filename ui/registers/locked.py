"""The curtain over a register that somebody left open: his own passphrase draws it back, another's changes the user."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.desk import Desk
from desktop.jobs import Job, Lanes
from desktop.operations import remembering, users
from ui.common.labels import show_if
from ui.registers.unlock import Unlock
from ui.words import tr


class Locked(Unlock):
    """`resumed()` for the user at the desk; `other(str)` with the passphrase of somebody else."""

    resumed = Signal()
    other_user = Signal(str)

    def __init__(self, desk: Desk, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(desk.home, lanes, parent)
        self._desk = desk
        self.title.setText(tr("Sổ đang khóa"))
        words = tr("{name} đang mở sổ; chữ đang gõ vẫn còn. Người khác gõ mật khẩu của mình để đổi người dùng.",
                   name=desk.user.name)  # fmt: skip
        self.hint.setText(words)
        show_if(self.hint, True)
        self._verb = tr("Mở khóa")
        self.go.setText(self._verb)
        for part in (self.other, self.new, self.asked, self.forgotten, self.restore):
            part.hide()
        self.remember.only_opens(desk)
        self.remember.look()

    def begin(self, given: str | None) -> Job:
        desk, secret = self._desk, given or ""
        return self._lanes.free(lambda _job: users.is_at_desk(desk, secret), lambda mine: self._told(mine, secret),
                                self.stopped)  # fmt: skip

    def open_remembered(self) -> None:
        """As the passphrase of the user at the desk would."""
        if not self.go.isEnabled():
            return
        self.banner.clear()
        desk = self._desk
        self._busy(True)
        self.progress.watch(self._lanes.free(lambda _job: remembering.demand_known(desk),
                                             lambda _known: self._told(True, ""), self.stopped))  # fmt: skip

    def _told(self, mine: bool, secret: str) -> None:
        self._busy(False)
        self.line.clear()
        if mine:
            self.resumed.emit()
        else:
            self.other_user.emit(secret)
