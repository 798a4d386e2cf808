"""The main window over one open register: its pages, what they tell each other, and closing without losing a word."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop import crash, messages
from desktop.changes import Changes
from desktop.desk import OFFICER, demand_officer
from desktop.operations import initiatives, programmes
from desktop.operations.initiatives import Filter
from desktop.settings import Settings
from domain.errors import RuleError, TroubleError
from ui import appearance
from ui.common.numbers import written
from ui.pages import pages
from ui.session import Session
from ui.shell import Shell
from ui.words import tr

LOCK = "lock"  # what a page asks for when the next user wants the desk
RESTORE = "restore"  # and when a backup is to take the place of the register, with its folder
LAYOUT = "window"


class MainWindow(Shell):
    """`closed(locking)` when it has closed and the register with it; `locking` if another user is to open it.
    `curtain_asked()` when the person wants it locked as it is."""

    closed = Signal(bool)
    curtain_asked = Signal()

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__(pages(session), tr("Sổ Sáng Kiến"), session.screen.unit.name)
        self.session, self.settings = session, settings
        self._locking = self._over = False
        self.restoring: Path | None = None
        # What has to be done once every page has saved: true when the window may close.
        self.last_thing: Callable[[], bool] = lambda: True
        self._front: QWidget | None = None
        session.failed.connect(self._failed)
        session.told.connect(self.toast)
        session.asked.connect(self._go)
        session.changed.connect(self._changed)
        self.scale_asked.connect(self._scale)
        self.ask_before_closing(self._ready_to_close)
        self.shortcut("Ctrl+L", self._lock_now)
        self.shortcut("Ctrl+N", self._new)
        self.bar.lock.clicked.connect(self._lock_now)
        self.bar.allow_lock(not session.screen.plain)
        self.set_foot(network=tr("Làm việc ngoại tuyến"), scale_pct=settings.scale_pct)
        session.uploads.said.connect(lambda words: self.set_foot(network=words or tr("Làm việc ngoại tuyến")))
        self._told = ""  # by the page in front
        self._heard = set[str]()  # pages that tell how many they show
        self.page_shown.connect(self._listen)
        self._count()
        self.restoreGeometry(settings.layout(LAYOUT))

    def lock(self) -> None:
        """Another user: everything is saved, the register closes, and its passphrase is asked for again."""
        self._locking = True
        self.close()

    def _lock_now(self) -> None:
        if self.session.screen.plain:
            self.warn(tr("Sổ này không có mật khẩu nên không khóa được. Hãy khóa máy: phím Windows+L."), "info")
        else:
            self.curtain_asked.emit()

    def _new(self) -> None:
        """Another initiative from wherever one is; in a page that adds things of its own, one of those."""
        page: Any = self.made(self.current_page())
        if self.held() or (hasattr(page, "new_here") and page.new_here()):
            return
        try:
            demand_officer(self.session.screen)
        except RuleError as error:
            self.warn(messages.of_error(error), "info")
            return
        if hasattr(page, "flush"):
            page.flush()
        self._go("initiatives", "new")

    def cover(self) -> None:
        """Saves what can be saved, ends every question that is open as if it had been answered with no, and hides."""
        for _key, page in self.made_pages():
            if hasattr(page, "flush"):
                page.flush()
        for over in QApplication.topLevelWidgets():
            if over is not self and over.isVisible() and (isinstance(over, QDialog) or over.parentWidget()):
                over.close()
        self._front = QApplication.focusWidget()
        self.hide()

    def uncover(self) -> None:
        """As it was, with the keyboard where it was."""
        if self._front is not None and self._front.window() is self:
            self._front.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        if not event.isAccepted() or self._over:
            return
        self._over = True
        self.settings.keep_layout(LAYOUT, self.saveGeometry())
        self.session.close()
        self.closed.emit(self._locking)

    def _ready_to_close(self) -> bool:
        """Lets every page save what is being typed; while something is still being written, closing waits for it."""
        if self._over:
            return True
        for key, page in self.made_pages():
            if hasattr(page, "may_close") and not page.may_close():
                self._locking, self.restoring = False, None
                self.show_page(key)
                return False
            if hasattr(page, "flush"):
                page.flush()
        self.session.uploads.leave()
        if self.session.lanes.busy("store") and not self.session.lanes.wait_idle(1500):
            self.warn(tr("Đang ghi nốt việc đang làm; cửa sổ sẽ tự đóng khi xong."), "info")
            self.session.lanes.idle.connect(self.close)
            return False
        return self.last_thing()

    @property
    def locking(self) -> bool:
        """Whether the next user waits for it to close."""
        return self._locking

    def _go(self, key: str, what: object) -> None:
        if key == LOCK:
            self.lock()
            return
        if key == RESTORE and isinstance(what, Path):
            self.restoring = what
            self.lock()
            return
        if not self.has_page(key):
            return  # the user at the desk has no use for it
        self.open_page(key, lambda page: page.open(what) if what is not None and hasattr(page, "open") else None)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, RuleError | TroubleError):
            crash.report(error)
        self.warn(messages.of_error(error))

    def _changed(self, changes: Changes) -> None:
        if changes.touches("unit"):
            self.set_unit(self.session.screen.unit.name)
        if changes.touches("initiatives") or changes.touches("unit") or changes.touches("settings"):
            self._count()

    def _listen(self, key: str) -> None:
        """A page that tells how many it shows stands in the foot while it is in front."""
        self._tell("")
        page: Any = self.made(key)
        if page is None or not hasattr(page, "tells_count"):
            return
        if key not in self._heard:
            self._heard.add(key)
            page.tells_count.connect(lambda told: self._tell(told) if self.current_page() == key else None)
        page.tell_count()

    def _tell(self, sentence: str) -> None:
        self._told = sentence
        self._count()

    def _count(self) -> None:
        """The foot of the window: how many initiatives of the programme in use, or what the page in front tells, whose
        register, who is at the desk."""
        desk = self.session.screen
        parts = [desk.unit.name, desk.user.name]
        if self._told:
            parts.insert(0, self._told)
        elif desk.user.has(OFFICER):
            total = initiatives.total(desk, Filter(programme=programmes.current(desk).id))
            parts.insert(0, tr("{n} sáng kiến", n=written(total)))
        self.set_foot(count="  ·  ".join(parts))

    def _scale(self, pct: int) -> None:
        self.settings.scale_pct = pct
        appearance.dress(self.settings)
        self.set_foot(scale_pct=self.settings.scale_pct)


def build(session: Session, settings: Settings | None = None, page: str = "") -> MainWindow:
    """A window over an open register, with `page` in front, or the first one this user has."""
    window = MainWindow(session, settings or Settings())
    window.show_page(page or window.first_page())
    return window
