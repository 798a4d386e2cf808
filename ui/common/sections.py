"""A page of several sections under one title: chips choose, and each section is made when it is first looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.changes import Changes
from ui.common.buttons import Chips
from ui.common.labels import label
from ui.common.late_stack import LateStack
from ui.common.pieces import Pieces, at_once
from ui.session import Session


class Part(Protocol):
    """What a section offers besides being a widget."""

    def refresh(self) -> None:
        """Reads again what it shows; called before it is first shown and after a change that concerns it."""


@dataclass(frozen=True)
class Section:
    """One section: `make` builds the widget, which is a `Part`; `topics` are the changes that make it stale.

    What is large has `pieces`, which are gone through before anything is asked of it.
    """

    key: str
    title: str
    make: Callable[[Session], QWidget]
    topics: tuple[str, ...]


class SectionsPage(QWidget):
    """`open(what)` takes the key of a section, (key, what) for a section that has an `open` of its own, or None for
    the first.

    A section with `flush()` or `may_close()` is asked when the window asks the page. Who presses a chip gets a section
    that is not there yet in pieces, behind an empty ground; who asks for it by name gets it at once.
    """

    def __init__(
        self, session: Session, title: str, sections: Sequence[Section], parent: QWidget | None = None, *,
        later: bool = False,
    ) -> None:  # fmt: skip
        """`later`: whoever makes it goes through `pieces` before anything is asked of it."""
        super().__init__(parent)
        self.setProperty("look", "page")
        self._session = session
        self._sections = {section.key: section for section in sections}
        self._stale: set[str] = set()
        self.chips = Chips(title)
        self.chips.set_chips([(section.key, section.title, None) for section in sections])
        self.chips.chosen.connect(self._wanted)
        self._stack = LateStack(lambda key: self._sections[key].make(self._session))
        self._stack.came.connect(self._stale.add)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(title, "title"))
        head.addWidget(self.chips, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 12, 18, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.pieces = self._make()
        if not later:
            at_once(self.pieces)

    def _make(self) -> Pieces:
        first = next(iter(self._sections))
        yield
        yield from self._stack.pieces_of(first)
        self._session.changed.connect(self._changed)
        self.show_section(first)

    def open(self, what: object) -> None:
        key, inner = what if isinstance(what, tuple) else (what or next(iter(self._sections)), None)
        if key not in self._sections:
            return
        self.show_section(str(key))
        opened = getattr(self.section(str(key)), "open", None)
        if inner is not None and opened is not None:
            opened(inner)

    def current(self) -> str:
        return self.chips.current()

    def section(self, key: str) -> QWidget:
        """The widget of a section, made now if it was not yet."""
        return self._stack.part(key)

    def made(self, key: str) -> QWidget | None:
        """The widget of a section if it is there yet."""
        return self._stack.made.get(key)

    def _wanted(self, key: str) -> None:
        """A chip was pressed."""
        self._stack.want(key, self.show_section, lambda: self.current() == key)

    def show_section(self, key: str) -> None:
        """Brings a section to the front, fresh, with the keyboard in it."""
        self.chips.choose(key)
        section = self.section(key)
        self._stack.setCurrentWidget(section)
        self._freshen(key)
        section.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        for section in self._stack.made.values():
            if hasattr(section, "flush"):
                section.flush()

    def may_close(self) -> bool:
        """False while a section holds words that cannot be saved; that section comes to the front."""
        for key, section in self._stack.made.items():
            if hasattr(section, "may_close") and not section.may_close():
                self.show_section(key)
                return False
        return True

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._freshen(self.current())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.section(self.current()).setFocus(event.reason())

    def _changed(self, changes: Changes) -> None:
        self._stale |= {key for key in self._stack.made if any(map(changes.touches, self._sections[key].topics))}
        if self.isVisible():
            self._freshen(self.current())

    def _freshen(self, key: str) -> None:
        if key in self._stale:
            self._stale.discard(key)
            part: Part = self._stack.made[key]  # type: ignore[assignment]  # a widget that is a Part
            part.refresh()
