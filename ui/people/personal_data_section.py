"""«Dữ liệu cá nhân»: the book of requests, one person's data, the days off, and what is kept where, in plain words."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.desk import OFFICER
from ui.common.buttons import Chips
from ui.people.days_off import DaysOff
from ui.people.kept_words import KeptWords
from ui.people.person_data import PersonData
from ui.people.request_book import RequestBook
from ui.people.retention_part import RetentionPart
from ui.session import Session
from ui.words import tr

REQUESTS, PERSON, DUE, DAYS, WORDS = "requests", "person", "due", "days", "words"


class PersonalDataSection(QWidget):
    """`open(what)` takes the key of a part, or the id of an entry of the person book."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        officer = session.screen.user.has(OFFICER)
        self.requests, self.person = RequestBook(session, officer=officer), PersonData(session, officer=officer)
        self.due = RetentionPart(session, officer=officer)
        self.days, self.words = DaysOff(session, officer=officer), KeptWords()
        self._parts = {REQUESTS: self.requests, PERSON: self.person, DUE: self.due, DAYS: self.days, WORDS: self.words}
        self.chips = Chips(tr("Dữ liệu cá nhân"))
        self.chips.chosen.connect(self.show_part)
        self._stack = QStackedWidget()
        for part in self._parts.values():
            self._stack.addWidget(part)
        self.requests.person_asked.connect(self.open)
        self.due.person_asked.connect(self.open)
        self.due.counted.connect(lambda _n: self._say_chips())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.chips)
        column.addWidget(self._stack, 1)
        self._say_chips()
        self.show_part(REQUESTS)
        self.setFocusProxy(self.chips)

    def open(self, what: object) -> None:
        if what in self._parts:
            self.show_part(str(what))
        else:
            self.show_part(PERSON)
            self.person.show_person(str(what))

    def show_part(self, key: str) -> None:
        self.chips.choose(key)
        self._stack.setCurrentWidget(self._parts[key])
        self._parts[key].setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        self.requests.refresh()
        self.person.refresh()
        self.due.refresh()
        self.days.refresh()
        self._say_chips()

    def flush(self) -> None:
        self.requests.flush()

    def _say_chips(self) -> None:
        self.chips.set_chips([
            (REQUESTS, tr("Sổ yêu cầu"), self.requests.waiting or None),
            (PERSON, tr("Một người"), None),
            (DUE, tr("Đến hạn"), len(self.due.standing.due) or None if self.due.standing else None),
            (DAYS, tr("Ngày nghỉ"), None),
            (WORDS, tr("Lưu gì, ở đâu, cái gì rời đơn vị"), None),
        ])  # fmt: skip
