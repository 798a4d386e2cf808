"""A field: what it shows, and what a screen reader hears."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QLabel

from tests.typing_vi import vtype
from ui.common.buttons import FlatButton
from ui.common.editors import LineEdit, MoneyEdit, TextEdit
from ui.common.field import Field

TEXT = QAccessible.Text


@pytest.fixture
def field(themed_app: QApplication) -> Field:
    return Field("&Tên sáng kiến", LineEdit(), required=True, help_text="Theo KH 109.", more="Ví dụ: đồ gá may túi")


def heard(field: Field, what: TEXT) -> str:
    return QAccessible.queryAccessibleInterface(field.editor).text(what)


def shown(field: Field) -> list[str]:
    return [part.text() for part in field.findChildren(QLabel) if not part.isHidden() and part.text()]


def test_label_star_and_help_are_shown_and_heard(field: Field) -> None:
    assert shown(field) == ["&Tên sáng kiến", "*", "Theo KH 109."]
    assert heard(field, TEXT.Name) == "Tên sáng kiến"
    assert heard(field, TEXT.Description) == "Theo KH 109."


@pytest.mark.parametrize(("blocks", "mark"), [(True, "error"), (False, "warn")])
def test_a_problem_stands_in_for_the_help_until_it_is_gone(field: Field, blocks: bool, mark: str) -> None:
    field.set_problem("Hãy nhập tên.", blocks)
    assert shown(field)[-1] == "Hãy nhập tên."
    assert heard(field, TEXT.Description) == "Hãy nhập tên."
    assert field.editor.property("problem") == mark
    field.set_problem("")
    assert shown(field)[-1] == "Theo KH 109."
    assert field.editor.property("problem") == ""


def test_an_example_is_shown_on_demand(field: Field) -> None:
    (ask,) = field.findChildren(FlatButton)
    assert ask.accessibleName() == "Xem ví dụ"
    ask.click()
    assert shown(field)[-1] == "Theo KH 109.\nVí dụ: đồ gá may túi"
    ask.click()
    assert shown(field)[-1] == "Theo KH 109."


def test_an_example_beside_a_problem_is_no_problem(field: Field) -> None:
    field.set_problem("Hãy nhập tên.")
    field.toggle_more()
    assert shown(field)[-2:] == ["Hãy nhập tên.", "Ví dụ: đồ gá may túi"]
    assert [part.property("look") for part in field.findChildren(QLabel) if part.text() in shown(field)[-2:]] == [
        "error", "small",
    ]  # fmt: skip
    assert heard(field, TEXT.Description) == "Hãy nhập tên.\nVí dụ: đồ gá may túi"
    field.set_problem("")
    assert shown(field)[-1] == "Theo KH 109.\nVí dụ: đồ gá may túi"
    field.toggle_more()
    assert shown(field)[-1] == "Theo KH 109."


def test_the_counter_follows_the_editor(themed_app: QApplication) -> None:
    editor = TextEdit(limit=10)
    field = Field("Tóm tắt", editor)
    assert field.counter.text() == "0/10"
    vtype(editor, "ả" * 11)
    assert field.counter.text() == "11/10"
    assert field.counter.property("look") == "counter-over"
    assert field.counter.accessibleName() == "Đã dùng 11 trên 10 ký tự"
    editor.set_value("ngắn")
    assert field.counter.text() == "4/10"


def test_money_is_said_in_words_below(themed_app: QApplication) -> None:
    editor = MoneyEdit(say=lambda amount: "hai nghìn đồng" if amount == 2000 else "?")
    field = Field("Giá trị làm lợi (đồng)", editor, help_text="Chỉ ghi số.")
    editor.set_amount(2000)
    assert shown(field)[-1] == "hai nghìn đồng"
    editor.set_value("")
    assert shown(field)[-1] == "Chỉ ghi số."
