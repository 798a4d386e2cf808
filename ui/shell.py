"""The frame of the main window: navigation at the left, pages made when first opened, the status bar."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui import icons
from ui.common.banner import Banner
from ui.common.focus import FocusKeeper
from ui.common.labels import label
from ui.common.toast import Toast
from ui.foot_bar import FootBar
from ui.navigation import Entry, Navigation
from ui.waiting_keys import WaitingKeys
from ui.words import tr

MINIMUM = (1024, 640)
USUAL = (1366, 728)
WORD_AFTER_MS = 250


@dataclass(frozen=True)
class Page:
    """A page of the window, or an action in its navigation.

    `factory` makes the widget when the page is first opened. A page that takes longer than a blink has `slowly` beside
    it: that makes it in pieces of some milliseconds, telling the widget as soon as it may stand in the window, unseen.
    `low` puts the entry at the foot of the navigation,
    `apart` sets it off from the one above. `keys` is its shortcut; the main pages have Ctrl+1, Ctrl+2 … by themselves.
    """

    key: str
    icon: str
    title: str
    factory: Callable[[], QWidget]
    low: bool = False
    apart: bool = False
    keys: str = ""
    slowly: Callable[[], Iterator[QWidget | None]] | None = None


class Shell(QMainWindow):
    """Holds whatever pages it is given, in their order; there is no entry for a page not given.

    page_shown(key)   a page has come to the front: it may refresh itself
    scale_asked(pct)  the person wants text of another size (status bar, Ctrl++, Ctrl+-, Ctrl+0)
    """

    page_shown = Signal(str)
    scale_asked = Signal(int)

    def __init__(self, pages: Sequence[Page], program: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(program)
        self.setWindowIcon(icons.app_icon())
        self.setMinimumSize(*MINIMUM)
        self.resize(*USUAL)
        self._pages = {page.key: page for page in pages}
        self._made: dict[str, QWidget] = {}
        self._making: dict[str, Iterator[QWidget | None]] = {}
        self._begun: dict[str, QWidget] = {}
        self._wanted: tuple[str, Callable[[QWidget], object]] | None = None
        self._may_close: Callable[[], bool] = lambda: True
        self._held: QWidget | None = None
        self._stack = QStackedWidget()
        self._keeper = FocusKeeper(self._stack)
        self.navigation = Navigation(_entries(pages), program, unit)
        self.navigation.chosen.connect(self.open_page)
        self._build()
        self.bar = FootBar()
        self.bar.scale_asked.connect(self.scale_asked)
        self.setStatusBar(self.bar)
        self._toast = Toast(self)
        self._piece = QTimer(self, singleShot=True, interval=0)
        self._piece.timeout.connect(self._make_wanted)
        # Most pages are there before one could read it.
        self._word = QTimer(self, singleShot=True, interval=WORD_AFTER_MS)
        self._word.timeout.connect(lambda: self._waiting.setText(tr("Đang mở trang…")))
        self._shortcuts()
        self._waiting_keys: WaitingKeys | None = None

    def open_page(self, key: str, then: Callable[[QWidget], object] = lambda _page: None) -> None:
        """Brings a page to the front, and does `then` with it. One that is made in pieces comes once it is made:
        until then a word stands in its place, and the window answers.
        """
        if key in self._made or self._pages[key].slowly is None:
            then(self.show_page(key))
            return
        self._wanted = (key, then)
        self._waiting.clear()
        self._word.start()
        self._stack.setCurrentWidget(self._waiting)
        self.navigation.mark(key)
        self._piece.start()

    def show_page(self, key: str) -> QWidget:
        """Brings a page to the front, making it if need be; KeyError if there is no such page.

        The page, or its focus proxy, takes the keyboard.
        """
        page = self._pages[key]
        self._wanted = None
        while key not in self._made:
            self._go_on(page)
        widget = self._made[key]
        self._stack.setCurrentWidget(widget)
        self.navigation.mark(key)
        widget.setFocus()
        self.page_shown.emit(key)
        return widget

    def current_page(self) -> str:
        """The key of the page in front; "" before the first."""
        front = self._stack.currentWidget()
        return next((key for key, widget in self._made.items() if widget is front), "")

    def made(self, key: str) -> QWidget | None:
        """The widget of a page if it has been opened yet."""
        return self._made.get(key)

    def make_another(self) -> bool:
        """Makes the next page that nobody has opened yet, or a piece of it, without showing it; False when there is
        none."""
        page = next((page for key, page in self._pages.items() if key not in self._made), None)
        if page is not None:
            self._go_on(page)
        return page is not None

    def in_pieces(self) -> bool:
        """Whether a page is half made: its next piece takes some milliseconds."""
        return bool(self._making)

    def has_page(self, key: str) -> bool:
        """Whether this window was given such a page."""
        return key in self._pages

    def made_pages(self) -> list[tuple[str, QWidget]]:
        """Every page opened so far, (key, widget)."""
        return list(self._made.items())

    def first_page(self) -> str:
        """The key of the page at the head of the navigation."""
        return next(iter(self._pages))

    def set_unit(self, name: str) -> None:
        self.navigation.set_unit(name)

    def set_badge(self, key: str, count: int) -> None:
        """The number of things waiting at an entry of the navigation; 0 takes it away, 100 and more is "99+"."""
        self.navigation.set_badge(key, count)

    def set_foot(
        self,
        *,
        count: str | None = None,
        backup: str | None = None,
        backup_late: bool = False,
        network: str | None = None,
        scale_pct: int | None = None,
    ) -> None:
        """Changes the parts of the status bar that are given; "" empties one."""
        self.bar.show_parts(count, backup, backup_late, network, scale_pct)

    def toast(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Says a small success; with `undo` it can be taken back for a while."""
        self._toast.say(text, undo)

    def warn(self, text: str, kind: str = "error") -> None:
        """A sentence over the page until it is put away; "" puts it away. `kind` as of a Banner."""
        self.notice.say(kind, text, tr("Đóng") if text else "")
        self._notice_room.setVisible(bool(text))

    def held(self) -> bool:
        """Whether a panel stands over the page, until which nothing else can be done."""
        return self._held is not None

    def hold(self, panel: QWidget | None) -> None:
        """Nothing else can be done in the window while `panel` stands over its page; None lets it go on."""
        if self._held is not None:
            self._notice_column.removeWidget(self._held)
            self._held.hide()
        self._held = panel
        if panel is not None:
            self._notice_column.addWidget(panel)
            panel.show()
        for part in (self._stack, self.navigation):
            part.setEnabled(panel is None)
        self._notice_room.setVisible(panel is not None or bool(self.notice.text()))

    def ask_before_closing(self, may_close: Callable[[], bool]) -> None:
        """`may_close` is asked when the window is about to close, and may say no."""
        self._may_close = may_close

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._waiting_keys is None:
            self._waiting_keys = WaitingKeys(self, lambda: self._wanted is not None, self._finish_wanted)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            self._wanted = None
            event.accept()
        else:
            event.ignore()

    def _make_wanted(self) -> None:
        """The next piece of the page somebody waits for."""
        if self._wanted is None:
            return
        key, then = self._wanted
        if key in self._made:
            then(self.show_page(key))
        else:
            self._go_on(self._pages[key])
            self._piece.start()

    def _finish_wanted(self) -> None:
        """All of the page somebody waits for, at once: he has begun to work in it."""
        if self._wanted is not None:
            key, then = self._wanted
            then(self.show_page(key))

    def _go_on(self, page: Page) -> None:
        """The page, or another piece of it."""
        if page.slowly is None:
            self._made[page.key] = self._take_in(page.factory())
            return
        if page.key not in self._making:
            self._making[page.key] = page.slowly()
        try:
            widget = next(self._making[page.key])
        except StopIteration:
            del self._making[page.key]
            self._made[page.key] = self._begun.pop(page.key)
            return
        except BaseException:
            # Half a page is of no use: whoever asks for it again begins anew.
            del self._making[page.key]
            if page.key in self._begun:
                self._begun.pop(page.key).deleteLater()
            raise
        if widget is not None and page.key not in self._begun:
            self._begun[page.key] = self._take_in(widget)

    def _take_in(self, widget: QWidget) -> QWidget:
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            widget.setFocusPolicy(Qt.FocusPolicy.ClickFocus)  # so that the keyboard leaves the navigation
        self._stack.addWidget(widget)
        return widget

    def _build(self) -> None:
        root = QWidget()
        root.setProperty("look", "page")
        row = QHBoxLayout(root)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        column = QVBoxLayout()
        column.setSpacing(0)
        self._waiting = label("", "muted")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._waiting)
        column.addWidget(self._notice())
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(root)

    def _notice(self) -> QWidget:
        self.notice = Banner()
        self.notice.clicked.connect(lambda: self.warn(""))
        self._notice_room = QWidget()
        self._notice_column = QVBoxLayout(self._notice_room)
        self._notice_column.setContentsMargins(18, 12, 18, 0)
        self._notice_column.addWidget(self.notice)
        self._notice_room.hide()
        return self._notice_room

    def _shortcuts(self) -> None:
        for entry in self.navigation.entries:
            if entry.keys:
                self.shortcut(entry.keys, _opener(self.open_page, entry.key))
        for keys, step in (("Ctrl++", 10), ("Ctrl+=", 10), ("Ctrl+-", -10), ("Ctrl+0", 0)):
            self.shortcut(keys, _opener(self.bar.ask_step, step))

    def shortcut(self, keys: str, call: Callable[[], object]) -> None:
        """Keys of the window, whatever page is in front."""
        QShortcut(QKeySequence(keys), self).activated.connect(call)


def _opener(call: Callable[..., object], argument: object) -> Callable[[], None]:
    return lambda: (call(argument), None)[1]


def _entries(pages: Sequence[Page]) -> list[Entry]:
    """The navigation entries, main pages numbered from Ctrl+1."""
    numbered = iter(range(1, 10))
    entries = []
    for page in pages:
        keys = page.keys
        if not keys and not page.low:
            number = next(numbered, None)
            keys = f"Ctrl+{number}" if number else ""
        entries.append(Entry(page.key, page.icon, page.title, keys, page.low, page.apart))
    return entries
