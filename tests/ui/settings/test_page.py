"""Settings take effect at once and stay."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.operations import evidence_limits, programmes
from desktop.operations.evidence_limits import Limits
from desktop.settings import Settings
from tests.typing_vi import vtype
from tests.ui.registers import make_session
from ui import theme
from ui.common.sections import SectionsPage
from ui.main_window import MainWindow, build
from ui.programmes.rules import RulesSection
from ui.settings.evidence_card import EvidenceCard
from ui.settings.page import SettingsPage


@pytest.fixture
def window(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    monkeypatch.setenv("SANGKIEN_CONFIG_DIR", str(tmp_path / "config"))
    made = build(make_session(tmp_path), Settings(), "settings")
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    found = window.made("settings")
    assert isinstance(found, SettingsPage)
    return found


def choose(choice: object, code: str) -> None:
    """As a person does: the entry is picked from the list."""
    index = choice.findData(code, 256)  # type: ignore[attr-defined]
    choice.setCurrentIndex(index)  # type: ignore[attr-defined]
    choice.activated.emit(index)  # type: ignore[attr-defined]


def test_the_theme_changes_at_once_and_stays(page: SettingsPage) -> None:
    choose(page.look, "dark")
    assert theme.look().dark
    assert Settings().theme == "dark"
    choose(page.look, "light")
    assert not theme.look().dark


def test_the_size_changes_the_whole_window(page: SettingsPage, window: MainWindow) -> None:
    choose(page.text_size, "120")
    assert theme.look().points == 12.0
    assert Settings().scale_pct == 120
    window.bar.scale_asked.emit(110)
    window.show_page("help")
    window.show_page("settings")
    assert page.text_size.value() == "110"


def test_the_language_says_when_it_takes_effect(page: SettingsPage) -> None:
    choose(page.language, "en")
    assert Settings().language == "en"
    assert "mở lại" in page.language.accessibleDescription()
    choose(page.language, "vi")
    assert page.language.accessibleDescription() == ""


def test_the_programme_in_use_is_changed_in_the_register(page: SettingsPage, window: MainWindow) -> None:
    assert page.programmes.current() == "1m-2022"
    page.programmes.card("75k-2021").radio.click()
    assert window.session.lanes.wait_idle()
    assert programmes.current(window.session.screen).id == "75k-2021"


def test_another_user_may_take_over(page: SettingsPage, window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.closed) as closed:
        page.lock.click()
    assert closed.args == [True]


def test_the_size_chosen_by_the_keys_is_shown_at_once(page: SettingsPage, window: MainWindow) -> None:
    window.scale_asked.emit(120)
    assert page.text_size.value() == "120"


def test_the_rules_of_the_programme_in_use_are_one_press_away(
    qtbot: QtBot, page: SettingsPage, window: MainWindow
) -> None:
    page.read_rules.click()
    qtbot.waitUntil(lambda: window.current_page() == "programmes")
    rules = window.made("programmes")
    assert isinstance(rules, SectionsPage)
    section = rules.section("rules")
    assert isinstance(section, RulesSection)
    assert section.list.current() == page.programmes.current()


def test_the_limits_of_evidence_are_set_and_what_is_wrong_stands_at_its_field(
    page: SettingsPage, window: MainWindow, qtbot: QtBot
) -> None:
    card = page.findChild(EvidenceCard)
    assert card is not None

    def told(file_mb: str, record_mb: str) -> None:
        for name, words in (("file_mb", file_mb), ("record_mb", record_mb)):
            card.lines[name].clear()
            vtype(card.lines[name], words)
        card.save.click()

    told("nhiều", "50")
    assert "số nguyên" in card.fields["file_mb"]._problem
    told("60", "50")
    qtbot.waitUntil(lambda: "60 MB" in card.fields["record_mb"]._problem)
    assert not card.fields["file_mb"]._problem
    told("20", "50")
    qtbot.waitUntil(lambda: evidence_limits.get(page._session.screen) == Limits(20, 50, 90))
