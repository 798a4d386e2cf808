"""«Người & đơn vị»: who opens this register and whose it is, and what the register knows of people and units."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.changes import Changes
from ui.common.buttons import Chips
from ui.common.labels import label
from ui.people.book_section import BookSection
from ui.people.columns import Columns
from ui.people.passphrase_card import PassphraseCard
from ui.people.people_section import PeopleSection
from ui.people.section import Section
from ui.people.tree_section import TreeSection
from ui.people.unit_card import UnitCard
from ui.people.users_card import UsersCard
from ui.session import Session
from ui.words import tr

PEOPLE, TREE, BOOK = "people", "tree", "book"


def sections() -> list[tuple[str, str, Callable[[Session], Section]]]:
    """(key, words of the chip, maker) in the order of the chips; one more section is one more line here."""
    return [
        (PEOPLE, tr("Người dùng, đơn vị"), PeopleSection),
        (TREE, tr("Cây đơn vị"), TreeSection),
        (BOOK, tr("Sổ tay người"), BookSection),
    ]


class PeoplePage(QWidget):
    """`open(what)` takes the key of a section, or what a section can show as (key, what)."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "page")
        self._session = session
        self._makers = {key: maker for key, _, maker in sections()}
        self._made: dict[str, Section] = {}
        self.chips = Chips(tr("Phần của trang Người & đơn vị"))
        self.chips.set_chips([(key, words, None) for key, words, _ in sections()])
        self.chips.setVisible(len(self._makers) > 1)
        self._stack = QStackedWidget()
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(label(tr("Người & đơn vị"), "title"))
        head.addWidget(self.chips, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 14, 18, 12)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.chips.chosen.connect(self.show_section)
        session.changed.connect(self._changed)
        self._bring(PEOPLE)

    @cached_property
    def people(self) -> PeopleSection:
        made = self.section(PEOPLE)
        assert isinstance(made, PeopleSection)
        return made

    @property
    def unit(self) -> UnitCard:
        return self.people.unit

    @property
    def users(self) -> UsersCard:
        return self.people.users

    @property
    def passphrase(self) -> PassphraseCard:
        return self.people.passphrase

    @property
    def columns(self) -> Columns:
        return self.people.columns

    def section(self, key: str) -> Section:
        """The section, made if nobody has looked at it yet."""
        if key not in self._made:
            self._made[key] = self._makers[key](self._session)
            self._stack.addWidget(self._made[key])
        return self._made[key]

    def show_section(self, key: str) -> None:
        """Brings a section to the front, with the keyboard where its work begins."""
        self._bring(key)
        self.section(key).take_focus()

    def open(self, what: object) -> None:
        key, thing = what if isinstance(what, tuple) else (what or PEOPLE, None)
        if key in self._makers:
            self.show_section(str(key))
            if thing is not None:
                self.section(str(key)).show_thing(thing)

    def flush(self) -> None:
        for section in self._made.values():
            section.flush()

    def may_close(self) -> bool:
        """The first section with words that cannot be saved keeps the window open, and comes to the front."""
        for key, section in self._made.items():
            if not section.may_close():
                self._bring(key)
                return False
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() is not Qt.FocusReason.MouseFocusReason:
            self.section(self.chips.current()).take_focus()

    def _bring(self, key: str) -> None:
        self.chips.choose(key)
        section = self.section(key)
        self._stack.setCurrentWidget(section)
        section.refresh()

    def _changed(self, changes: Changes) -> None:
        for section in self._made.values():
            section.changed(changes)
