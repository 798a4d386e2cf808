"""Evidence along with a request, in the windows: named before it leaves, and beside the sheet where it arrives."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.jobs import Lanes
from desktop.operations import evidence_in_requests, marking_stores, tokens
from tests.exports.package import soft_token, union
from tests.typing_vi import press, vtype
from tests.ui.appraisals import far
from tests.ui.appraisals.seated import ALT, LAM, OFFICER, settle, shut, under_focus
from tests.ui.appraisals.test_elsewhere import done, section, wizard
from tests.ui.appraisals.test_evidence_pane import home_with_evidence
from ui.appraisals.page import AppraisalsPage
from ui.appraisals.request_evidence import EvidenceStep
from ui.session import Session

pytestmark = pytest.mark.usefixtures("themed_app")


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def listed(step: EvidenceStep) -> list[str]:
    return [one.name for _item, one in step.files]


def test_files_are_named_go_along_and_their_pages_are_drawn_on_the_other_pc(
    qtbot: QtBot, tmp_path: Path, usb: Path
) -> None:
    page, _elsewhere = section(qtbot, home_with_evidence(tmp_path))
    task = wizard(page, LAM)
    task.frame.next_button.click()
    step = task.evidence
    assert task.frame.current() == "evidence" and step.wanted()
    assert [name.rpartition(".")[2] for name in listed(step)] == ["pdf", "png", "xls"]
    assert "ngay cạnh phiếu" in step.note.text()
    task.frame.next_button.click()
    task.where.set_folder(usb)
    task.frame.next_button.click()
    done(page)
    assert "3 tệp đi kèm" in task.facts.text()
    shut(page)
    (file,) = usb.glob("*.asice")
    session = Session(marking_stores.open_request(file, tmp_path / "pc", far.SECRET), Lanes())
    there = AppraisalsPage(session)
    there.resize(1160, 690)
    qtbot.addWidget(there)
    there.show()
    there.activateWindow()
    qtbot.waitUntil(there.isActiveWindow)
    settle(there)
    pane = there.marking.reading.evidence
    with qtbot.waitSignal(pane.drawn):
        press(under_focus(there), Qt.Key.Key_M, ALT)
    assert there.marking.reading.reads_evidence() and pane.place.text() == "1 / 2"
    assert not pane.page.image.isNull()
    shut(there)


def test_blind_masks_the_names_and_sends_nothing_unless_asked(qtbot: QtBot, tmp_path: Path, usb: Path) -> None:
    page, _elsewhere = section(qtbot, home_with_evidence(tmp_path))
    task = wizard(page, LAM)
    step = task.evidence
    assert step.wanted()
    task.blind.click()
    done(page)
    task.frame.next_button.click()
    assert not step.wanted() and listed(step)[0] == "[…] bản vẽ.pdf"
    assert "không che được" in step.note.text()
    step.along.click()
    assert step.wanted() and "bên trong tệp" in step.note.text()
    task.frame.back_button.click()
    task.blind.click()
    done(page)
    task.blind.click()
    done(page)
    assert not step.wanted(), "asked anew each time it becomes blind"
    shut(page)


def test_what_has_no_room_holds_the_step_until_it_stays(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence_in_requests, "LIGHT_BYTES", 10)
    monkeypatch.setattr(evidence_in_requests, "MOST_BYTES", 20)
    page, _elsewhere = section(qtbot, home_with_evidence(tmp_path))
    task = wizard(page, LAM)
    task.frame.next_button.click()
    assert not task.evidence.wanted() and task.frame.next_button.isEnabled()
    task.evidence.along.click()
    assert "một yêu cầu chở được" in task.evidence.note.text() and not task.frame.next_button.isEnabled()
    task.evidence.along.click()
    assert task.frame.next_button.isEnabled()
    shut(page)


def test_a_key_on_a_token_asks_for_its_pin_and_again_where_it_was_wrong(
    qtbot: QtBot, tmp_path: Path, usb: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTHSM2_CONF", "")
    module = soft_token.initialised(tmp_path)
    (tmp_path / "seller").mkdir()
    token = soft_token.with_keys(
        module, union.found(tmp_path / "seller", union.datetime.now(union.UTC).replace(microsecond=0))
    )
    home = home_with_evidence(tmp_path)
    opened = desk.open_desk(home, None)
    code = next(one.code for one in tokens.find(token.module)[0].certificates if one.label == "ec")
    tokens.use(opened, token.module, soft_token.LABEL, code, soft_token.PIN)
    opened.close()
    page, _elsewhere = section(qtbot, home, OFFICER)
    task = wizard(page, LAM)
    for _ in range(2):
        task.frame.next_button.click()
    task.where.set_folder(usb)
    assert task.pin.isVisible() and not task.frame.next_button.isEnabled()
    vtype(task.pin.line, "000000")
    task.frame.next_button.click()
    done(page)
    assert task.frame.current() == "where" and "PIN không đúng" in task.pin.problem()
    assert list(usb.iterdir()) == []
    vtype(task.pin.line, soft_token.PIN)
    task.frame.next_button.click()
    done(page)
    assert task.code.code() == code and task.pin.line.text() == ""
    assert len(list(usb.glob("*.asice"))) == 1
    shut(page)
