"""«Ngắt USB»: after something was written on a stick, the system itself lets go of it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QWidget

from desktop import drives, ejecting, messages
from desktop.jobs import Job
from ui.common.banner import Banner
from ui.common.buttons import Button
from ui.session import Session
from ui.words import tr


class StickButton(Button):
    """Seen only where what was written lies on a stick the system can let go of. In `banner`, which tells what was
    written, it adds what is to be done next: pull the stick out, or tell where a folder is; and how letting go went."""

    def __init__(self, session: Session, banner: Banner, parent: QWidget | None = None) -> None:
        super().__init__(tr("Ngắt USB an toàn"), "usb_stick", parent=parent)
        self._session, self._banner = session, banner
        self._path: Path | None = None
        self._asked: Job | None = None
        self.hide()
        self.clicked.connect(self._let_go)

    def show_for(self, path: Path | None) -> None:
        """Something was written to `path`; None puts the button away."""
        self.hide()
        self._path = path
        if self._asked is not None:
            self._asked.cancel()
            self._asked = None
        if path is not None:
            self._asked = self._session.ask(
                lambda _job: (drives.is_stick(path), ejecting.can_eject(path)), self._offer)  # fmt: skip

    def _offer(self, answer: tuple[bool, bool]) -> None:
        stick, able = answer
        self._asked = None
        self._banner.add(tr("Có thể rút USB.") if stick else
                         tr("Đây không phải USB: báo nơi nhận tới thư mục này lấy tệp."))  # fmt: skip
        self.setEnabled(True)
        self.setVisible(able)

    def _let_go(self) -> None:
        path = self._path
        if path is not None:
            self.setEnabled(False)
            self._session.ask(lambda _job: ejecting.eject(path), self._gone, self._held)

    def _gone(self, _none: None) -> None:
        self.show_for(None)
        self._banner.say("ok", tr("Đã ngắt USB. Rút ra được rồi."))

    def _held(self, error: Exception) -> None:
        self.setEnabled(True)
        self._banner.say("warn", messages.of_error(error))
