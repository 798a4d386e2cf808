"""The keyboard alone: Tab goes through the form in the order of the eye."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.typing_vi import press
from tests.ui.registers import make_session
from ui.initiatives.page import InitiativesPage

ORDER = ["title", "kind", "full_name", "birth_year", "position", "workplace", "phone", "awards"]


def test_tab_visits_the_fields_of_an_author_before_the_button_for_another(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path
) -> None:
    session = make_session(tmp_path)
    page = InitiativesPage(session)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    with qtbot.waitExposed(page):
        page.show()
    page.new()
    fields = page.form.fields
    card = fields.authors.cards[0]
    wanted = [fields.editors[name] if name in fields.editors else card.editor(name) for name in ORDER]
    page.form.focus_first()
    seen = []
    for _ in range(20):
        seen.append(page.focusWidget())
        focused = page.focusWidget()
        assert focused is not None
        press(focused, Qt.Key.Key_Tab)
    names = [widget.objectName() for widget in seen if widget is not None]
    assert [widget for widget in seen if widget in wanted] == wanted
    assert names.index("add_author") > names.index("author_awards"), names
    session.close()
