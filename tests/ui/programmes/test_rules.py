"""Reading the rules in the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import programmes
from tests.typing_vi import press, vtype
from ui.programmes.rules import RulesSection
from ui.session import Session


def test_the_programme_in_use_is_shown_first(section: RulesSection) -> None:
    assert section.list.current() == "1m-2022"
    assert section.reader.pack is not None
    assert section.reader.pack.id == "1m-2022"
    assert not section.use.isVisible()
    assert len(section.reader.cards) == 18


def test_another_programme_is_read_and_then_used(section: RulesSection, session: Session, qtbot: QtBot) -> None:
    press(section.list.table, Qt.Key.Key_Down)
    qtbot.waitUntil(section.reader.complete)
    assert section.list.current() == "75k-2021"
    assert section.reader.pack is not None
    assert section.reader.pack.id == "75k-2021"
    assert programmes.current(session.screen).id == "1m-2022"  # looking changes nothing
    section.use.click()
    assert session.lanes.wait_idle()
    assert programmes.current(session.screen).id == "75k-2021"
    assert not section.use.isVisible()
    assert section.list.current() == "75k-2021"


def test_search_leaves_what_holds_the_words(section: RulesSection) -> None:
    vtype(section.reader.search, "luong toi thieu")
    shown = [card.chapter.key for card in section.reader.cards if card.isVisible()]
    assert shown == ["remuneration"]
    section.reader.search.clear()
    vtype(section.reader.search, "không có gì như thế")
    assert not any(card.isVisible() for card in section.reader.cards)
    assert "không cần gõ dấu" in section.reader.nothing.text()


def test_going_to_a_chapter_gives_it_the_keyboard(section: RulesSection, qtbot: QtBot) -> None:
    vtype(section.reader.search, "luong toi thieu")
    section.reader.go_to("deadlines")
    card = section.reader.card("deadlines")
    assert card.isVisible()
    assert card.hasFocus()
    assert section.reader.search.value() == ""
    before = section.reader.pages.verticalScrollBar().value()
    press(card, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: section.reader.pages.verticalScrollBar().value() > before)


def test_every_card_is_reached_by_tab_and_heard(section: RulesSection, qtbot: QtBot) -> None:
    section.reader.card("basics").setFocus()
    press(section.reader.card("basics"), Qt.Key.Key_Tab)
    assert section.reader.card("guidance").hasFocus()
    for card in section.reader.cards:
        assert card.accessibleName() == card.chapter.title
        assert card.accessibleDescription()


def test_where_it_is_narrow_programmes_are_chosen_in_the_page(section: RulesSection, qtbot: QtBot) -> None:
    section.resize(560, 600)
    qtbot.waitUntil(lambda: section.reader.programme.isVisible())
    assert not section.list.isVisible()
    section.reader.programme.edited.emit("75k-2021")
    assert section.reader.pack is not None
    assert section.reader.pack.id == "75k-2021"


def test_no_words_are_cut_where_it_is_narrow(section: RulesSection, themed_app: QApplication, qtbot: QtBot) -> None:
    section.resize(620, 600)
    qtbot.waitUntil(lambda: section.reader.programme.isVisible())
    QApplication.processEvents()
    for card in section.reader.cards:
        assert card.width() <= section.reader.pages.viewport().width()
