"""The frame of the main window: navigation at the left, pages made when first opened, the status bar."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui import icons
from ui.common.banner import Banner
from ui.common.focus import FocusKeeper
from ui.common.toast import Toast
from ui.foot_bar import FootBar
from ui.navigation import Entry, Navigation
from ui.words import tr

MINIMUM = (1024, 640)
USUAL = (1366, 728)


@dataclass(frozen=True)
class Page:
    """A page of the window, or an action in its navigation.

    `factory` makes the widget when the page is first opened. `low` puts the entry at the foot of the navigation,
    `apart` sets it off from the one above. `keys` is its shortcut; the main pages have Ctrl+1, Ctrl+2 … by themselves.
    """

    key: str
    icon: str
    title: str
    factory: Callable[[], QWidget]
    low: bool = False
    apart: bool = False
    keys: str = ""


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
        self._may_close: Callable[[], bool] = lambda: True
        self._stack = QStackedWidget()
        self._keeper = FocusKeeper(self._stack)
        self.navigation = Navigation(_entries(pages), program, unit)
        self.navigation.chosen.connect(self.show_page)
        self._build()
        self.bar = FootBar()
        self.bar.scale_asked.connect(self.scale_asked)
        self.setStatusBar(self.bar)
        self._toast = Toast(self)
        self._shortcuts()

    def show_page(self, key: str) -> QWidget:
        """Brings a page to the front, making it if need be; KeyError if there is no such page.

        The page, or its focus proxy, takes the keyboard.
        """
        page = self._pages[key]
        if key not in self._made:
            self._made[key] = self._make(page)
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
        """Makes the next page that nobody has opened yet, without showing it; False when there is none."""
        page = next((page for key, page in self._pages.items() if key not in self._made), None)
        if page is not None:
            self._made[page.key] = self._make(page)
        return page is not None

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

    def ask_before_closing(self, may_close: Callable[[], bool]) -> None:
        """`may_close` is asked when the window is about to close, and may say no."""
        self._may_close = may_close

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._may_close():
            event.accept()
        else:
            event.ignore()

    def _make(self, page: Page) -> QWidget:
        widget = page.factory()
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
        column.addWidget(self._notice())
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self.setCentralWidget(root)

    def _notice(self) -> QWidget:
        self.notice = Banner()
        self.notice.clicked.connect(lambda: self.warn(""))
        self._notice_room = QWidget()
        room = QVBoxLayout(self._notice_room)
        room.setContentsMargins(18, 12, 18, 0)
        room.addWidget(self.notice)
        self._notice_room.hide()
        return self._notice_room

    def _shortcuts(self) -> None:
        for entry in self.navigation.entries:
            if entry.keys:
                shortcut = QShortcut(QKeySequence(entry.keys), self)
                shortcut.activated.connect(_opener(self.show_page, entry.key))
        for keys, step in (("Ctrl++", 10), ("Ctrl+=", 10), ("Ctrl+-", -10), ("Ctrl+0", 0)):
            QShortcut(QKeySequence(keys), self).activated.connect(_opener(self.bar.ask_step, step))


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
