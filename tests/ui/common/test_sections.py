"""A page of sections: made when looked at, fresh when in front, asked before the window closes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.changes import of
from tests.ui.registers import make_session
from ui.common.sections import Section, SectionsPage
from ui.session import Session


class Note(QLineEdit):
    """A section that counts how often it was read again."""

    def __init__(self, _session: Session) -> None:
        super().__init__()
        self.read = self.flushed = 0
        self.opened: object = None
        self.closes = True

    def refresh(self) -> None:
        self.read += 1

    def open(self, what: object) -> None:
        self.opened = what

    def flush(self) -> None:
        self.flushed += 1

    def may_close(self) -> bool:
        return self.closes


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = make_session(tmp_path)
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> SectionsPage:
    sections = (Section("one", "Một", Note, ("units",)), Section("two", "Hai", Note, ("people",)))
    made = SectionsPage(session, "Trang", sections)
    qtbot.addWidget(made)
    made.show()
    return made


def note(page: SectionsPage, key: str) -> Note:
    found = page.section(key)
    assert isinstance(found, Note)
    return found


def test_a_section_is_made_when_it_is_looked_at(page: SectionsPage) -> None:
    assert page.made("one") is not None and page.made("two") is None
    page.open("two")
    assert page.current() == "two"
    assert note(page, "two").isVisible()
    page.open(None)
    assert page.current() == "one"


def test_a_chip_brings_a_section_in_pieces_and_the_answer_comes_when_all_is_there(
    page: SectionsPage, qtbot: QtBot
) -> None:
    page.chips._chips["two"].click()
    assert page.current() == "two" and page.made("two") is None
    assert not note(page, "one").isVisible()
    qtbot.waitUntil(lambda: page.made("two") is not None and note(page, "two").isVisible())
    assert note(page, "two").read == 1


def test_who_presses_another_chip_meanwhile_gets_that_one(page: SectionsPage, qtbot: QtBot) -> None:
    page.chips._chips["two"].click()
    page.chips._chips["one"].click()
    assert note(page, "one").isVisible()
    page.chips._chips["two"].click()
    assert note(page, "two") is note(page, "two")  # asked for by name: there at once
    qtbot.waitUntil(note(page, "two").isVisible)
    assert page.current() == "two"


class Slow(Note):
    """A section that is made in two pieces."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.pieces = self._make()

    def _make(self) -> Iterator[None]:
        yield
        self.whole = True


class Broken(Note):
    tried = 0

    def __init__(self, session: Session) -> None:
        Broken.tried += 1
        if Broken.tried == 1:
            raise OSError
        super().__init__(session)


def test_nothing_is_asked_of_a_section_before_it_is_whole(qtbot: QtBot, session: Session) -> None:
    made = SectionsPage(session, "Trang", [Section("one", "Một", Slow, ("units",))], later=True)
    qtbot.addWidget(made)
    pieces = made.pieces
    next(pieces)
    next(pieces)  # half of the section stands there
    session.changed.emit(of("units"))
    assert made.made("one") is None
    one = made.section("one")
    assert isinstance(one, Slow) and one.whole
    assert list(pieces) == []
    assert made.section("one") is one and one.read == 1


def test_a_section_that_could_not_be_made_is_begun_anew(qtbot: QtBot, session: Session) -> None:
    made = SectionsPage(session, "Trang", [Section("one", "Một", Note, ()), Section("two", "Hai", Broken, ())])
    qtbot.addWidget(made)
    with pytest.raises(OSError):
        made.section("two")
    assert isinstance(made.section("two"), Broken)


def test_it_is_read_again_only_for_what_concerns_it_and_only_in_front(page: SectionsPage, session: Session) -> None:
    one = note(page, "one")
    session.changed.emit(of("people"))
    assert one.read == 1
    session.changed.emit(of("units"))
    assert one.read == 2
    page.show_section("two")
    session.changed.emit(of("units"))
    assert one.read == 2
    page.show_section("one")
    assert one.read == 3


def test_another_page_opens_something_in_a_section(page: SectionsPage) -> None:
    page.open(("two", "LD-HA-NOI"))
    assert note(page, "two").opened == "LD-HA-NOI"
    page.open(("nowhere", 1))
    assert page.current() == "two"


def test_words_that_cannot_be_saved_bring_their_section_to_the_front(page: SectionsPage) -> None:
    note(page, "two").closes = False
    assert page.current() == "one"
    assert not page.may_close()
    assert page.current() == "two"
    page.flush()
    assert note(page, "one").flushed == note(page, "two").flushed == 1
