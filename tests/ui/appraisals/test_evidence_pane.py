"""The evidence stands beside the sheet: by the keyboard, page after page, while the sheet is being written."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.operations import appraisals, blinding, councils, evidence_intake, initiatives
from desktop.operations.evidence_intake import bytes_source
from domain.council import Council, CouncilMember, Role
from domain.initiative import State
from tests.desktop.operations.test_evidence_pages import WORKBOOK, pdf
from tests.desktop.test_pictures import noisy
from tests.typing_vi import press, vtype
from tests.ui.appraisals.seated import ALT, HUYEN, LAM, VAN, make_home, open_page, settle, shut, under_focus

pytestmark = pytest.mark.usefixtures("themed_app")


def home_with_evidence(folder: Path, *, blind: bool = False) -> Path:
    """One initiative before the council, with a PDF of two pages, a picture and an old office file."""
    home = make_home(folder, entries=1, seats=())
    opened = desk.open_desk(home, None)
    (row,) = councils.ready(opened, drafts=True)
    author = initiatives.get(opened, row).initiative.authors[0].full_name
    for name, content in ((f"{author} bản vẽ.pdf", pdf((595, 842), (842, 595))), ("ảnh.png", noisy(80, 40, "PNG")),
                          ("bảng.xls", WORKBOOK)):  # fmt: skip
        evidence_intake.add(opened, row, bytes_source(name, content, None))
    roles = zip((VAN, LAM, HUYEN), (Role.CHAIRMAN, Role.SECRETARY, Role.UNION_REPRESENTATIVE), strict=True)
    appraisals.set_council(opened, Council("HĐ", tuple(CouncilMember(*one) for one in roles)))
    initiatives.move(opened, [row], State.UNDER_APPRAISAL)
    if blind:
        blinding.set_blind(opened, True)
    opened.close()
    return home


def test_pages_are_turned_by_the_keyboard_while_the_sheet_is_written(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, home_with_evidence(tmp_path), VAN)
    pane, card = page.marking.reading.evidence, page.marking.reading
    vtype(under_focus(page), "2")
    with qtbot.waitSignal(pane.drawn):
        press(under_focus(page), Qt.Key.Key_M, ALT)
    assert card.reads_evidence() and pane.place.text() == "1 / 2"
    assert pane.page.image.width() > pane.page.image.width() // 2 > 0
    with qtbot.waitSignal(pane.drawn):
        press(under_focus(page), Qt.Key.Key_Right, ALT)
    assert pane.place.text() == "2 / 2"
    with qtbot.waitSignal(pane.drawn):
        press(under_focus(page), Qt.Key.Key_Right, ALT)
    assert pane.choice.currentText() == "ảnh.png"
    with qtbot.waitSignal(pane.drawn):
        press(under_focus(page), Qt.Key.Key_Right, ALT)
    assert "không phải PDF hay ảnh" in pane.said.text() and not pane.after.isEnabled()
    vtype(under_focus(page), "4")
    assert page.marking.sheet.form.rows["novelty"].words() == "24"
    press(under_focus(page), Qt.Key.Key_M, ALT)
    assert not card.reads_evidence()
    settle(page)
    shut(page)


def test_a_blind_council_reads_masked_file_names(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, home_with_evidence(tmp_path, blind=True), VAN)
    pane = page.marking.reading.evidence
    assert [pane.choice.itemText(no) for no in range(3)] == ["[…] bản vẽ.pdf", "ảnh.png", "bảng.xls"]
    shut(page)


def test_without_evidence_there_is_only_the_text(qtbot: QtBot, tmp_path: Path) -> None:
    page = open_page(qtbot, make_home(tmp_path, entries=1), VAN)
    press(under_focus(page), Qt.Key.Key_M, ALT)
    assert not page.marking.reading.reads_evidence() and not page.marking.reading.parts.isVisible()
    shut(page)
