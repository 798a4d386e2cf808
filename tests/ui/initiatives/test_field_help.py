"""Every field of the form says on demand what belongs there, which document asks for it, and an example."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.common.field import Field
from ui.initiatives.page import InitiativesPage
from ui.session import Session

Show = Callable[[Session], InitiativesPage]


def said(field: Field) -> str:
    return "\n".join(part.text() for part in field.findChildren(QLabel))


def test_walking_the_fields_each_has_help_source_and_example(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    page.new()
    fields = page.form.fields
    everything = {**fields.fields, **fields.authors.cards[0].fields}
    assert len(everything) == len(fields.editors) + len(fields.authors.cards[0].fields)
    seen = set()
    for name, field in everything.items():
        before = said(field)
        field.toggle_more()
        added = [line for line in said(field).split("\n") if line not in before.split("\n")]
        what, source, example = added[-3:]
        assert what.endswith("."), name
        assert source.startswith("Theo "), name
        assert example.startswith("Ví dụ: "), name
        seen.add(what)
        field.toggle_more()
        assert said(field) == before
    assert len(seen) == len(everything)


def test_a_key_asks_for_the_cell_of_an_author_too(qtbot: QtBot, empty: Session, show: Show) -> None:
    page = show(empty)
    page.new()
    cell = page.form.fields.authors.cards[0].fields["birth_year"]
    cell.editor.setFocus()
    qtbot.keyClick(cell.editor, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    assert "Ví dụ: 1985 hay 12/8/1985" in said(cell)
