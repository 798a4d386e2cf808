"""From starting to the open register: first run or unlocking, then the window, and back again when it is locked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop import crash, messages, paths
from desktop.desk import Desk
from desktop.jobs import Lanes
from desktop.operations import marking_stores, registers, users
from desktop.operations.marking_stores import Offer
from desktop.operations.registers import Created
from desktop.settings import Settings
from domain.errors import RuleError, TroubleError
from ui import deaf
from ui.backups.automatic import BackingUp
from ui.gate import Gate
from ui.idle import Idle
from ui.main_window import MainWindow, build
from ui.registers.centred import Centred
from ui.registers.first_run import FirstRun
from ui.registers.forgotten import Forgotten
from ui.registers.locked import Locked
from ui.registers.programme_page import ProgrammePage
from ui.registers.recovery import Recovery
from ui.registers.request_page import RequestPage
from ui.registers.restore_page import RestorePage
from ui.registers.unlock import Unlock, has_passphrase
from ui.session import Session
from ui.shell import USUAL
from ui.tidying import Tidying
from ui.warming import Warming


class Flow(QObject):
    """Owns the gate and the window over the register of `home`. `ended()` when the person has left the program."""

    ended = Signal()
    entered = Signal(object)

    def __init__(self, home: Path, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.home, self.settings = home, settings
        self.window: MainWindow | None = None
        self.session: Session | None = None
        self._inspect: Path | None = None
        self._next = ""  # the passphrase of who takes over
        self._lanes = Lanes()
        self.gate = Gate()
        self.gate.closed.connect(self._left)

    def start(self, file: Path | None = None) -> None:
        """No register there: the five questions; one with a passphrase: unlocking; a plain one opens at once.

        With a `file` that asks somebody to mark, that is opened instead; any other package is looked into once the
        register is open.
        """
        if file is not None:
            self.open_request(file)
            return
        if not registers.exists(self.home):
            self.first_run(self.home)
        else:
            self.unlock()

    def first_run(self, home: Path) -> None:
        page = FirstRun(home, self._lanes)
        page.made.connect(self._made)
        page.chosen.connect(self.open_home)
        page.request.connect(self.open_request)
        self._show(page)

    def open_request(self, file: Path) -> None:
        """Looks at a request off the screen's thread, then asks for its passphrase; what is wrong is said."""
        self.gate.show()
        self._lanes.free(lambda _job: _looked(file), lambda offer: self._offered(offer, file),
                         lambda error: self._not_offered(error))  # fmt: skip

    def _offered(self, offer: Offer | None, file: Path) -> None:
        if offer is None:
            self._inspect = file
            self.start()
            return
        page = RequestPage(offer, self._lanes)
        page.opened.connect(self._opened)
        page.given_up.connect(self.start)
        self._show(page)

    def _not_offered(self, error: Exception) -> None:
        if self.gate.page() is None:
            self.start()
        self._say(error)

    def unlock(self) -> None:
        page = Unlock(self.home, self._lanes)
        page.opened.connect(lambda desk: self._opened_with(desk, page.told))
        page.chosen.connect(self.open_home)
        page.wanted.connect(lambda: self.first_run(_free_folder(self.home)))
        page.request.connect(self.open_request)
        page.restoring.connect(self.restore)
        page.lost.connect(self.forgotten)
        try:
            plain = not has_passphrase(self.home)
        except TroubleError as error:
            plain = False
            page.show_error(error)
        page.set_plain(plain)
        if plain:
            page.unlock()
        self._show(page)

    def restore(self, backup: Path | None = None) -> None:
        """The page that puts a backup in the place of the register, this one already chosen."""
        page = RestorePage(self.home, self._lanes, backup)
        page.opened.connect(lambda desk: self._opened_with(desk, page.told))
        page.given_up.connect(self.start)
        self._show(page)

    def forgotten(self) -> None:
        """What to do about a forgotten passphrase."""
        page = Forgotten(self.home, self._lanes)
        page.opened.connect(self._opened)
        page.given_up.connect(self.unlock)
        self._show(page)

    def curtain(self) -> None:
        """Hides the window behind a passphrase as it is: what was being typed stays, and what runs goes on."""
        window, session = self.window, self.session
        if window is None or session is None or not window.isVisible() or session.screen.plain:
            return
        window.cover()
        page = Locked(session.screen, self._lanes)
        page.resumed.connect(self._resume)
        page.other_user.connect(self._change_user)
        self._show(page)

    def _resume(self) -> None:
        if self.window is not None:
            _show_window(self.window)
            self.window.uncover()
        self.gate.hide()
        self.gate.clear()

    def _change_user(self, secret: str) -> None:
        """Somebody else's passphrase: the register closes in good order and opens as his."""
        window = self.window
        if window is None:
            return
        self._next = secret
        window.close()
        if self.window is not None:
            self._next = ""
            name = window.session.screen.user.name
            self._say(RuleError("user_not_done", name=name))

    def open_home(self, folder: Path) -> None:
        """Goes to the register in another folder; without one there the page says so."""
        if registers.exists(folder):
            self.home = folder
            self.unlock()
            return
        self._say(TroubleError("register_missing", path=str(folder)))

    def close(self) -> None:
        """Leaves the program: closes whatever is open."""
        if self.window is not None:
            self.window.close()
        else:
            self.gate.close()

    def _made(self, created: Created, desk: Desk) -> None:
        session = self._session(desk)
        page = Recovery(created.unit, created.recovery_code)
        page.done.connect(lambda: self._choose_programme(session))
        self._show(page)

    def _choose_programme(self, session: Session) -> None:
        page = ProgrammePage(session)
        page.done.connect(lambda: self._enter(session, "initiatives"))
        page.copying.connect(lambda chosen: session.asked.emit("programmes", ("rules", (chosen, "copy"))))
        self._show(page)

    def _opened(self, desk: Desk) -> None:
        try:
            session = self._session(desk)
        except TroubleError as error:
            desk.close()
            self._say(error)
            return
        self._enter(session)

    def _opened_with(self, desk: Desk, told: str) -> None:
        self._opened(desk)
        if self.window is not None and told:
            self.window.warn(told, "warn")

    def _session(self, desk: Desk) -> Session:
        self.home = desk.home
        known = self.settings.last_home
        if marking_stores.held(desk) is None or known is None or not registers.exists(known):
            # What somebody was asked to mark does not take the place of his own register the next time.
            self.settings.last_home = desk.home
        self.session = Session(desk, Lanes())
        return self.session

    def _enter(self, session: Session, page: str = "") -> None:
        self.gate.say_opening()
        try:
            self.window = build(session, self.settings, page)
        except Exception as error:
            # Without a window nobody could close the register: it must not stay locked behind a gate.
            crash.report(error)
            self.session = None
            session.close()
            self.gate.not_opened()
            self._say(error)
            return
        self.window.closed.connect(self._window_closed)
        self.window.curtain_asked.connect(self.curtain)
        _show_window(self.window)
        deaf.at_first(self.window)
        Warming(self.window)
        idle = Idle(self.window, lambda: users.lock_after_min(session.screen))
        idle.due.connect(self.curtain)
        self.window.closed.connect(Tidying(session, self.window).stop)
        self.window.closed.connect(BackingUp(session, self.window).stop)
        self.window.closed.connect(idle.stop)
        session.uploads.start()
        self.gate.hide()
        self.gate.clear()
        self.entered.emit(self.window)
        if self._inspect is not None:
            file, self._inspect = self._inspect, None
            session.asked.emit("packages", file)

    def _window_closed(self, locking: bool) -> None:
        closed, self.window, self.session = self.window, None, None
        backup = closed.restoring if closed is not None else None
        if closed is not None:
            closed.deleteLater()
        if backup is not None:
            self.restore(backup)
        elif self._next:
            secret, self._next = self._next, ""
            self.unlock()
            page = self.gate.page()
            if isinstance(page, Unlock):
                page.line.set_value(secret)
                page.unlock()
        elif locking:
            self.unlock()
        else:
            self._left()

    def _show(self, page: Centred) -> None:
        self.gate.put(page)
        self.gate.show()
        page.setFocus()

    def _say(self, error: Exception) -> None:
        """An error over whatever page is at the gate."""
        page = self.gate.page()
        if isinstance(page, Unlock):
            page.stopped(error)
        elif isinstance(page, Centred):
            page.banner.say("error", messages.of_error(error))

    def _left(self) -> None:
        if self.window is not None:
            # The person closes the program from behind the curtain.
            self.window.close()
            if self.window is not None:
                self.gate.show()
                self._say(RuleError("user_not_done", name=self.window.session.screen.user.name))
            return
        self._lanes.close()
        if self.session is not None:
            self.session.close()
            self.session = None
        self.ended.emit()


def home_to_open(named: Path | None, settings: Settings) -> Path:
    """The folder somebody named, else that of last time, else the usual one."""
    last = settings.last_home
    if named is not None:
        return named
    return last if last is not None and registers.exists(last) else paths.default_home()


def _looked(file: Path) -> Offer | None:
    """What a request asks; None for a package of another kind."""
    try:
        return marking_stores.look(file)
    except RuleError as error:
        if error.code == "not_a_request":
            return None
        raise


def _free_folder(home: Path) -> Path:
    """A folder beside `home` that holds no register yet."""
    names: Callable[[int], Path] = lambda no: home.with_name(f"{home.name}-{no}")  # noqa: E731 - one line says it
    return next(folder for folder in map(names, range(2, 1000)) if not registers.exists(folder))


def _show_window(window: MainWindow) -> None:
    """As it was left; the first time maximised where the screen is hardly larger than the window."""
    room = window.screen().availableGeometry()
    if window.settings.layout("window").isEmpty() and room.width() <= USUAL[0] + 80:
        window.showMaximized()
    else:
        window.show()
