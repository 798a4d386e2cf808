"""The navigation at the left of the window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import icons, theme
from ui.common.labels import RETINT, Icon, label, show_if
from ui.words import tr

BRAND_ROOM = 64  # the name of the program and the margins


@dataclass(frozen=True)
class Entry:
    """One entry; `low` stands at the foot, `apart` with a gap above."""

    key: str
    icon: str
    title: str
    keys: str = ""
    low: bool = False
    apart: bool = False


class Navigation(QFrame):
    """The name of the program, the unit, and one big button for each entry."""

    chosen = Signal(str)

    def __init__(self, entries: Sequence[Entry], program: str, unit: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entries = tuple(entries)
        self.setProperty("look", "side")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, NavButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 14, 10, 10)
        column.setSpacing(2)
        column.addLayout(self._brand(program, unit))
        for entry in entries:
            if not entry.low:
                column.addSpacing(10 if entry.apart else 0)
                column.addWidget(self._button(entry))
        column.addStretch(1)
        for entry in entries:
            if entry.low:
                column.addWidget(self._button(entry))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def mark(self, key: str) -> None:
        """Shows which page is in front."""
        self._buttons[key].setChecked(True)

    def set_unit(self, name: str) -> None:
        self._unit.setText(name)
        self._unit.setToolTip(name)

    def set_badge(self, key: str, count: int) -> None:
        self._buttons[key].set_badge(count)

    def button(self, key: str) -> NavButton:
        return self._buttons[key]

    def sizeHint(self) -> QSize:
        """As wide as its longest entry, and at least 200 pixels at the usual size of text."""
        widest = max((button.sizeHint().width() for button in self._buttons.values()), default=0)
        return QSize(max(round(150 + theme.look().points * 5), widest + 24), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the entries need the height the name of the unit gives way: it stands in the status bar too."""
        super().resizeEvent(event)
        entries = sum(button.sizeHint().height() + 2 for button in self._buttons.values())
        wide = event.size().width() - 60
        show_if(self._unit, entries + BRAND_ROOM + self._unit.heightForWidth(wide) <= event.size().height())

    def _brand(self, program: str, unit: str) -> QHBoxLayout:
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(label(program, "brand"))
        self._unit = label("", "small", wrap=True)
        self.set_unit(unit)
        words.addWidget(self._unit)
        row = QHBoxLayout()
        row.setContentsMargins(6, 0, 0, 8)
        row.setSpacing(9)
        row.addWidget(Icon("lightbulb", "accent", 1.6), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        return row

    def _button(self, entry: Entry) -> NavButton:
        made = NavButton(entry)
        made.clicked.connect(lambda: self.chosen.emit(entry.key))
        self._group.addButton(made)
        self._buttons[entry.key] = made
        return made


class NavButton(QToolButton):
    """One entry, with a number at its right when something waits there."""

    def __init__(self, entry: Entry, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry = entry
        self.setProperty("look", "nav")
        self.setText("  " + entry.title.replace("&", "&&"))
        self.setAccessibleName(entry.title)
        self.setToolTip(f"{entry.title} ({entry.keys})" if entry.keys else entry.title)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._badge = label("", "badge")
        self._badge.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 8, 0)
        row.addStretch(1)
        row.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignVCenter)
        self.set_badge(0)
        self._tint()

    def set_badge(self, count: int) -> None:
        self._badge.setText(str(count) if count < 100 else "99+")
        self._badge.setVisible(count > 0)
        self.setAccessibleDescription(tr("{n} việc đang chờ", n=count) if count else "")
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        badge = self._badge.sizeHint().width() if not self._badge.isHidden() else 0
        return QSize(hint.width() + badge, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in RETINT:
            self._tint()

    def _tint(self) -> None:
        self.setIconSize(icons.size(theme.look().points, icons.NAVIGATION))
        self.setIcon(icons.icon(self._entry.icon, "muted", "accent", fill_on=True))
