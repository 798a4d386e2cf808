"""«Người & đơn vị»: who opens this register and whose it is, and what the register knows of people and units."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.desk import OFFICER
from ui.common.sections import Section, SectionsPage
from ui.people.book_section import BookSection
from ui.people.people_section import PeopleSection
from ui.people.personal_data_section import PersonalDataSection
from ui.people.tree_section import TreeSection
from ui.session import Session
from ui.words import tr

PEOPLE, TREE, BOOK, PERSONAL_DATA = "people", "tree", "book", "personal_data"


class PeoplePage(SectionsPage):
    """`people` is the section of users and of the own unit; a keeper who is no officer sees that one alone."""

    def __init__(self, session: Session, parent: QWidget | None = None, *, later: bool = False) -> None:
        sections = (
            Section(PEOPLE, tr("Người dùng, đơn vị"), PeopleSection, ("users", "unit", "units")),
            Section(TREE, tr("Cây đơn vị"), TreeSection, ("units",)),
            Section(BOOK, tr("Sổ tay người"), BookSection, ("people", "initiatives")),
            Section(PERSONAL_DATA, tr("Dữ liệu cá nhân"), PersonalDataSection,
                    ("data_requests", "people", "initiatives", "retention")),
        )  # fmt: skip
        shown = sections if session.screen.user.has(OFFICER) else sections[:1]
        super().__init__(session, tr("Người & đơn vị"), shown, parent, later=later)

    def new_here(self) -> bool:
        """Whether Ctrl+N means something of this page just now: it is done."""
        book = self.made(BOOK)
        return isinstance(book, BookSection) and book.new_here()

    @property
    def people(self) -> PeopleSection:
        made = self.section(PEOPLE)
        assert isinstance(made, PeopleSection)
        return made
