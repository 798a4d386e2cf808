"""The languages of the screen."""

from __future__ import annotations

import ast
import string
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLineEdit

import ui
from domain.labels import STATES
from ui import words

SOURCES = sorted(Path(ui.__file__).parent.rglob("*.py"))
BRICKS = [file for file in SOURCES if file.parent.name in ("ui", "common")]


def said(file: Path) -> set[str]:
    """Every sentence written out in a call of tr()."""
    calls = (node for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    firsts = (call.args[0] for call in calls if isinstance(call.func, ast.Name) and call.func.id == "tr" and call.args)
    return {first.value for first in firsts if isinstance(first, ast.Constant) and isinstance(first.value, str)}


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_vietnamese_is_what_stands_in_the_source(themed_app: QApplication) -> None:
    assert words.tr("Hoàn tác") == "Hoàn tác"
    assert words.tr("còn khoảng {n} giây", n=3) == "còn khoảng 3 giây"


def test_english_comes_from_the_table(themed_app: QApplication) -> None:
    words.install_language(themed_app, "en")
    assert words.tr("Hoàn tác") == "Undo"
    assert words.tr("còn khoảng {n} giây", n=3) == "about 3 seconds left"
    words.install_language(themed_app, "vi")
    assert words.tr("Hoàn tác") == "Hoàn tác"


def test_qt_speaks_vietnamese_too(themed_app: QApplication) -> None:
    buttons = QDialogButtonBox.StandardButton
    box = QDialogButtonBox(buttons.Cancel | buttons.Save | buttons.Yes)
    assert box.button(buttons.Cancel).text() == "Huỷ"
    assert box.button(buttons.Save).text() == "Lưu"
    assert box.button(buttons.Yes).text() == "&Có"
    line = QLineEdit()
    menu = line.createStandardContextMenu()
    shown = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert shown == ["&Hoàn tác", "&Làm lại", "&Cắt", "&Sao chép", "&Dán", "Xoá", "Chọn tất cả"]


def test_every_word_of_the_bricks_has_english() -> None:
    wanted = set().union(*map(said, BRICKS)) | set(STATES.values())
    assert len(wanted) > 20
    assert wanted - set(words.english()) == set()


def test_translations_fill_the_same_gaps() -> None:
    assert [text for text, english in words.english().items() if gaps(text) != gaps(english)] == []


def test_a_language_we_do_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="fr"):
        words.tables("fr")
