"""The pages before a register is open, each for itself: passphrases, the form, the recovery sheet, the programmes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.jobs import Lanes
from desktop.operations import users
from tests.typing_vi import vtype
from tests.ui.registers import UNIT
from ui.registers import printing
from ui.registers.first_run import FirstRun
from ui.registers.passphrase import PassphraseField, strength
from ui.registers.recovery import Recovery

CODE = "ABCD-EFGH-IJKL-MNOP-QRST-UVWX"


@pytest.fixture
def first(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> Iterator[FirstRun]:
    lanes = Lanes()
    page = FirstRun(tmp_path / "sổ", lanes)
    qtbot.addWidget(page)
    page.show()
    yield page
    lanes.close()


@pytest.fixture
def recovery(qtbot: QtBot, themed_app: QApplication) -> Recovery:
    page = Recovery(UNIT, CODE)
    qtbot.addWidget(page)
    page.show()
    return page


def test_an_empty_form_says_at_every_field_what_is_missing(first: FirstRun, tmp_path: Path) -> None:
    first.make.click()
    wrong = [name for name, field in first.answers.fields.items() if field.problem()]
    assert wrong == ["unit_code", "unit_name", "user", "passphrase"]
    assert not (tmp_path / "sổ").exists()


def test_known_federations_are_offered_above_and_any_other_name_is_taken(first: FirstRun) -> None:
    line = first.answers.upper_name
    vtype(line, "dong thap")
    completer = line.completer()
    assert completer is not None
    assert completer.completionCount() == 1
    assert completer.currentCompletion() == "LĐLĐ tỉnh Đồng Tháp"
    line.clear()
    vtype(line, "Công đoàn các KCN")
    assert first.answers.unit().upper_name == "Công đoàn các KCN"


def test_the_passphrase_has_to_be_typed_twice_alike(first: FirstRun) -> None:
    for line, text in (
        (first.answers.unit_code, "27001"),
        (first.answers.unit_name, "CĐCS May"),
        (first.answers.user, "Hân"),
        (first.answers.first.line, "bốn con trâu đen"),
        (first.answers.again.line, "bốn con trâu"),
    ):
        vtype(line, text)
    assert not first.answers.valid()
    assert [name for name, field in first.answers.fields.items() if field.problem()] == ["again"]
    vtype(first.answers.again.line, " đen")
    assert first.answers.valid()


def test_it_is_asked_when_the_window_is_to_lock(first: FirstRun, qtbot: QtBot) -> None:
    assert first.lock_after.value() == "10"
    for line, text in (
        (first.answers.unit_code, "27001"),
        (first.answers.unit_name, "CĐCS May"),
        (first.answers.user, "Hân"),
        (first.answers.first.line, "bốn con trâu đen"),
        (first.answers.again.line, "bốn con trâu đen"),
    ):
        vtype(line, text)
    first.lock_after.set_value("30")
    with qtbot.waitSignal(first.made) as made:
        first.make.click()
    _created, opened = made.args
    assert users.lock_after_min(opened) == 30
    opened.close()


def test_a_folder_that_cannot_be_written_is_said_over_the_form(first: FirstRun, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "tệp").write_text("", encoding="utf-8")
    first.set_home(tmp_path / "tệp" / "sổ")
    for line, text in (
        (first.answers.unit_code, "27001"),
        (first.answers.unit_name, "CĐCS May"),
        (first.answers.user, "Hân"),
        (first.answers.first.line, "bốn con trâu đen"),
        (first.answers.again.line, "bốn con trâu đen"),
    ):
        vtype(line, text)
    first.make.click()
    assert not first.make.isEnabled()
    qtbot.waitUntil(lambda: first.make.isEnabled())
    assert "Không ghi được vào thư mục" in first.banner.text()
    assert first.answers.unit_name.value() == "CĐCS May"


@pytest.mark.parametrize(
    ("passphrase", "said"),
    [("", "Ít nhất 8"), ("trâu", "Còn thiếu 4"), ("12345678", "Dễ đoán"), ("aaaaaaaaaaaaaaa", "Dễ đoán"),
     ("trâu đen", "Dùng được"), ("bốn con trâu đen", "Mạnh")],
)  # fmt: skip
def test_a_passphrase_is_weighed_in_words(themed_app: QApplication, passphrase: str, said: str) -> None:
    assert strength(passphrase).startswith(said)


def test_caps_lock_is_told_and_forgotten(qtbot: QtBot, themed_app: QApplication) -> None:
    field = PassphraseField("Mật khẩu", weighed=True)
    qtbot.addWidget(field)
    field.show()
    shift, none = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.NoModifier
    for text, modifiers, on in (("A", none, True), ("a", none, False), ("Ư", shift, False), ("ư", shift, True)):
        QApplication.sendEvent(field.line, QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_unknown, modifiers, text))
        assert ("Caps Lock" in field.problem()) is on
    assert field.line.value() == "AaƯư"
    assert field.line.echoMode() is QLineEdit.EchoMode.Password


def test_the_code_goes_into_a_file_before_the_box_can_be_ticked(recovery: Recovery, tmp_path: Path) -> None:
    recovery.save_to(tmp_path / "không có" / "mã.txt")
    assert "Chưa ghi được" in recovery.banner.text()
    assert not recovery.kept.isEnabled()
    recovery.save_to(tmp_path / "mã.txt")
    assert CODE in (tmp_path / "mã.txt").read_text(encoding="utf-8")
    assert recovery.kept.isEnabled()
    assert not recovery.forward.isEnabled()
    recovery.kept.click()
    assert recovery.forward.isEnabled()
    assert recovery.may_close()


def test_the_sheet_prints_on_one_page(themed_app: QApplication, tmp_path: Path) -> None:
    import pypdfium2

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "mã.pdf"))
    assert printing.print_sheet(printer, UNIT, CODE)
    paper = pypdfium2.PdfDocument(tmp_path / "mã.pdf")
    assert len(paper) == 1
    page = paper[0]
    words = page.get_textpage()
    said = words.get_text_range()
    assert CODE in said
    assert UNIT.name in said
    for part in (words, page, paper):
        part.close()


def test_why_the_box_cannot_be_ticked_yet_is_said_until_the_code_is_put_away(recovery: Recovery) -> None:
    assert recovery.why.isVisible() and recovery.kept.accessibleDescription()
    recovery.by_hand.click()
    assert recovery.kept.isEnabled() and not recovery.why.isVisible()
    assert not recovery.kept.accessibleDescription()
