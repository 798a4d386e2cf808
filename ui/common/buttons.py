"""Buttons, and the row of chips with counts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QToolButton, QWidget

from ui import icons, theme
from ui.common.flow import Flow
from ui.common.labels import RETINT
from ui.common.numbers import written

_ICON_ROLES = {"primary": "on_accent", "danger": "error", "link": "accent"}


def button(text: str, icon: str = "", *, primary: bool = False, tip: str = "") -> Button:
    """An ordinary button, or the one main action of a page (`primary`)."""
    return Button(text, icon, "primary" if primary else "", tip)


def flat(icon: str, name: str, keys: str = "") -> FlatButton:
    """A small button that is only an icon. `name` is its tooltip and its spoken name; `keys` a shortcut it shows."""
    return FlatButton(icon, name, keys)


class Button(QPushButton):
    """A push button whose icon follows the theme. `look`: "" primary danger chip link."""

    def __init__(self, text: str, icon: str = "", look: str = "", tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._icon, self._look = icon, look
        self._tinted: object = None
        if look:
            self.setProperty("look", look)
        self.setToolTip(tip)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self._tint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Outside dialogs Qt presses a button by the space bar only; people press Enter.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
        else:
            super().keyPressEvent(event)

    def set_icon(self, icon: str) -> None:
        self._icon = icon
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._tint()

    def _tint(self) -> None:
        # Every time it goes into another ground Qt says that the style is another one; seldom is it.
        if self._icon and self._tinted != (self._icon, theme.look()):
            self._tinted = (self._icon, theme.look())
            self.setIconSize(icons.size(theme.look().points))
            self.setIcon(icons.icon(self._icon, _ICON_ROLES.get(self._look, "muted")))


class FlatButton(QToolButton):
    """An icon alone; reached by Tab, never taking the focus from the mouse's target."""

    def __init__(self, icon: str, name: str, keys: str = "", look: str = "flat", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self._tinted: object = None
        self.setProperty("look", look)
        self.setAccessibleName(name)
        self.setToolTip(f"{name} ({keys})" if keys else name)
        if keys:
            self.setShortcut(keys)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._tint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._tint()

    def _tint(self) -> None:
        if self._tinted == theme.look():
            return
        self._tinted = theme.look()
        self.setIconSize(icons.size(theme.look().points))
        self.setIcon(icons.icon(self._icon, "muted", "accent"))


class Chips(QWidget):
    """A row of choices of which one is on, each with its count; it breaks into lines where it is narrow."""

    chosen = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """`name` is spoken before each chip."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._chips: dict[str, Button] = {}
        self._made: dict[str, Button] = {}  # those that were shown before too
        self._flow = Flow(self, spacing=6)

    def set_chips(self, chips: Sequence[tuple[str, str, int | None]], *, more: bool = False) -> None:
        """Chips as (key, word, count or None); `more` says that there may be more than was counted. The chosen key
        stays chosen if it is still there, else the first is."""
        chosen = self.current()
        if list(self._chips) != [key for key, _, _ in chips]:
            self._build([key for key, _, _ in chips])
        for key, word, count in chips:
            shown = word if count is None else f"{word}  {written(count)}{'+' if more else ''}"
            if self._chips[key].text() != shown:
                self._chips[key].setText(shown)
        self.choose(chosen if chosen in self._chips else next(iter(self._chips), ""))

    def current(self) -> str:
        """The key that is on; "" while there are no chips."""
        return next((key for key, chip in self._chips.items() if chip.isChecked()), "")

    def choose(self, key: str) -> None:
        """Turns one on without a signal."""
        if key in self._chips:
            self._chips[key].setChecked(True)

    def _build(self, keys: Sequence[str]) -> None:
        """Chips that are not wanted now are kept out of sight: counts come with every key of a search, and to make
        all chips anew would take longer than to paint the list."""
        self._made |= {key: self._chip(key) for key in keys if key not in self._made}
        self._chips = {key: self._made[key] for key in keys}
        # Each that appears would lay the whole window out anew: they come together, unless the keyboard is in one.
        together = not self.isHidden() and not any(chip.hasFocus() for chip in self._made.values())
        if together:
            self.hide()
        for key, chip in self._made.items():
            chip.setVisible(key in self._chips)
        if together:
            self.show()
        self._flow.put_in_order(list(self._chips.values()))
        for before, after in pairwise(self._chips.values()):
            QWidget.setTabOrder(before, after)

    def _chip(self, key: str) -> Button:
        chip = Button("", look="chip", parent=self)
        chip.setCheckable(True)
        chip.clicked.connect(lambda: self.chosen.emit(key))
        self._group.addButton(chip)
        self._flow.addWidget(chip)
        return chip
