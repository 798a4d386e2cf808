"""«Máy khác»: asking in the window, taking in what comes back, and choosing between sheets that contradict."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop.jobs import Lanes
from desktop.operations import (
    appraisal_requests,
    initiatives,
    marking_stores,
    recusals,
    second_readings,
    sheet_conflicts,
    sheet_intake,
    verification,
)
from domain.initiative import State
from domain.moves import Decision
from tests.typing_vi import press
from tests.ui.appraisals import far
from tests.ui.appraisals.seated import (
    GOOD,
    LAM,
    OFFICER,
    POOR,
    VAN,
    make_home,
    mark,
    open_page,
    session_of,
    settle,
    shut,
)
from ui.appraisals.elsewhere import Elsewhere, state_of
from ui.appraisals.page import AppraisalsPage
from ui.appraisals.request_wizard import RequestWizard
from ui.appraisals.settling import Settling
from ui.appraisals.take_in import TakeIn
from ui.packages.receive_verdicts import needs_trust, outcome_mark
from ui.packages.receive_wizard import ReceiveWizard
from ui.session import Session


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def section(qtbot: QtBot, home: Path, name: str = OFFICER) -> tuple[AppraisalsPage, Elsewhere]:
    page = open_page(qtbot, home, name)
    page.open("elsewhere")
    settle(page)
    QApplication.processEvents()
    return page, page.elsewhere


def wizard(page: AppraisalsPage, name: str) -> RequestWizard:
    """The wizard with a person chosen by the keyboard and everything known of him."""
    page.elsewhere.ask()
    task = page.elsewhere.task
    assert isinstance(task, RequestWizard)
    for _ in range(10):
        if task.who.value() == name:
            break
        press(task.who, Qt.Key.Key_Down)
    task.look()
    done(page)
    return task


def done(page: AppraisalsPage) -> None:
    for _ in range(3):
        settle(page)
        QApplication.processEvents()


def test_a_request_is_made_in_four_steps_and_stands_in_the_list(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, usb: Path
) -> None:
    page, elsewhere = section(qtbot, make_home(tmp_path))
    assert not elsewhere.table.isVisible(), "nobody was asked yet: a sentence and a button"
    task = wizard(page, LAM)
    assert [item.stored.initiative.number for item in task.chosen()] == [f"SK-2022-000{n}" for n in range(1, 5)]
    task.table.setFocus()
    press(task.table, Qt.Key.Key_Space)
    assert len(task.chosen()) == 3
    assert task.frame.next_button.isEnabled()
    task.frame.next_button.click()
    assert not task.evidence.along.isEnabled(), "there is no evidence"
    task.frame.next_button.click()
    assert not task.frame.next_button.isEnabled(), "nowhere to write yet"
    task.where.set_folder(usb)
    task.frame.next_button.click()
    done(page)
    assert "Trần Đại Lâm" in task.result.text()
    (file,) = usb.glob("*-yeu-cau-cham.asice")
    offer = marking_stores.look(file)
    assert (offer.request.appraiser, offer.initiatives, offer.signer_code) == (LAM, 3, task.code.code())
    assert task.code.isVisible()
    task.frame.next_button.click()
    done(page)
    assert elsewhere.task is None
    one = elsewhere.current()
    assert one is not None and (one.request.appraiser, one.initiatives, one.filed) == (LAM, 3, 0)
    assert state_of(one).word == "Chờ phiếu"
    shut(page)


def test_asking_again_says_what_it_replaces_and_who_stands_aside_is_left_out(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path)
    far.ask(home, usb)
    author = far.within(home, lambda opened: initiatives.find(opened, "SK-2022-0002").initiative.authors[0].full_name)
    far.within(home, lambda opened: recusals.declare(opened, LAM, author, "sibling"))
    page, _elsewhere = section(qtbot, home)
    task = wizard(page, LAM)
    assert "số 1" in task.banner.text()
    assert "SK-2022-0002" in task.aside.text()
    assert len(task.chosen()) == 3
    task.blind.click()
    done(page)
    assert task.plan is not None and task.plan.blind and len(task.chosen()) == 3
    for row in range(3):
        task.table.turn(row)
    assert not task.frame.next_button.isEnabled(), "nothing is chosen"
    task.frame.cancel_button.click()
    assert page.elsewhere.task is None
    shut(page)


def test_a_stick_pulled_before_sealing_asks_for_another_place(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, usb: Path
) -> None:
    page, _elsewhere = section(qtbot, make_home(tmp_path))
    task = wizard(page, LAM)
    for _ in range(2):
        task.frame.next_button.click()
    task.where.set_folder(usb)
    usb.rmdir()
    task.frame.next_button.click()
    done(page)
    assert task.frame.current() == "where"
    assert appraisal_requests.standings(session_of(page).screen) == []
    shut(page)


def test_what_comes_back_is_shown_before_it_is_taken_in_and_a_bad_package_stops_nothing(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path)
    sent = far.answer(far.ask(home, usb), tmp_path / "pc", usb, GOOD, sheets=2)
    broken = usb / "hỏng.asice"
    raw = bytearray(sent.read_bytes())
    raw[len(raw) // 2] ^= 1
    broken.write_bytes(raw)
    page, elsewhere = section(qtbot, home)
    elsewhere.take_button.click()
    task = elsewhere.task
    assert isinstance(task, TakeIn)
    assert not task.frame.next_button.isEnabled()
    task.add([broken, sent])
    task.frame.next_button.click()
    done(page)
    bad, good = task.cards
    assert (bad.incoming.taken, good.incoming.taken) == (False, True)
    assert "2 phiếu mới" in good.words.text()
    assert good.code.isVisible() and good.code.code() == good.incoming.signer_code
    assert not bad.code.isVisible()
    assert task.frame.next_button.text() == "Nhận 1 gói"
    assert appraisal_requests.standings(session_of(page).screen)[0].filed == 0, "nothing is written yet"
    task.frame.next_button.click()
    done(page)
    assert "2 phiếu mới" in task.done.text()
    assert not task.settle.isVisible()
    task.frame.next_button.click()
    done(page)
    one = elsewhere.current()
    assert one is not None and (one.filed, one.initiatives) == (2, 4)
    assert state_of(one).word == "Mới về một phần"
    shut(page)


def test_the_whole_stick_can_be_given_and_only_sheets_are_looked_at(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path)
    far.answer(far.ask(home, usb), tmp_path / "pc", usb, GOOD)
    page, elsewhere = section(qtbot, home)
    elsewhere.take_in()
    task = elsewhere.task
    assert isinstance(task, TakeIn)
    task.add([usb])
    task.frame.next_button.click()
    done(page)
    assert len(task.cards) == 1, "the request on the same stick is no package of sheets"
    shut(page)


def test_a_record_corrected_since_is_told_with_its_fields(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path, entries=1)
    sent = far.answer(far.ask(home, usb), tmp_path / "pc", usb, GOOD)

    def correct(opened: far.Desk) -> None:
        stored = initiatives.find(opened, "SK-2022-0001")
        initiatives.move(opened, [stored.row_id], State.ELIGIBLE, Decision(reason="sửa tên"))
        initiatives.enter(opened, {"id": stored.initiative.id, "title": "Tên đã sửa"})
        initiatives.move(opened, [stored.row_id], State.UNDER_APPRAISAL)

    far.within(home, correct)
    page, elsewhere = section(qtbot, home)
    assert "SK-2022-0001: Tên sáng kiến" in elsewhere.changed.text()
    one = elsewhere.current()
    assert one is not None and state_of(one).word == "Đã sửa sau khi giao"
    elsewhere.take_in()
    task = elsewhere.task
    assert isinstance(task, TakeIn)
    task.add([sent])
    task.frame.next_button.click()
    done(page)
    assert "chấm bản cũ" in task.cards[0].notes.text()
    shut(page)


def test_contradicting_sheets_stand_side_by_side_until_one_is_chosen(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path
) -> None:
    page, elsewhere = section(qtbot, far.contradicting(tmp_path))
    assert "1 phiếu mâu thuẫn" in elsewhere.banner.text()
    elsewhere.banner.button.click()
    task = elsewhere.task
    assert isinstance(task, Settling)
    done(page)
    assert [column.version.sheet.vote for column in task.columns] in (["approve", "decline"], ["decline", "approve"])
    good = next(column for column in task.columns if column.version.sheet.vote == "approve")
    good.take.click()
    done(page)
    assert task.empty.isVisible() and not task.found
    assert sheet_conflicts.waiting(session_of(page).screen) == []
    task.empty.clicked.emit()
    done(page)
    assert (elsewhere.task, elsewhere.banner.text()) == (None, "")
    page.open("results")
    done(page)
    (sheet,) = page.results.lines[0].result.sheets
    assert (sheet.vote, sheet.settled_by) == ("approve", OFFICER)
    shut(page)


def test_a_member_who_has_not_filed_sees_that_there_is_a_conflict_and_no_points(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path, entries=1, seats=(OFFICER, LAM, VAN))
    sent = far.answer(far.ask(home, usb), tmp_path / "pc", usb, GOOD)
    mark(home, LAM, "SK-2022-0001", POOR, "decline")
    page, elsewhere = section(qtbot, home)
    elsewhere.take_in()
    task = elsewhere.task
    assert isinstance(task, TakeIn)
    task.add([sent])
    for _ in range(2):
        task.frame.next_button.click()
        done(page)
    assert task.settle.isVisible()
    task.settle.click()
    done(page)
    settling = elsewhere.task
    assert isinstance(settling, Settling)
    assert (settling.columns, len(settling.found)) == ([], 1)
    assert "chưa nộp phiếu của mình" in settling.why.text()
    shut(page)


def test_the_results_say_who_has_to_be_asked_again_for_a_second_reading(
    qtbot: QtBot, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path, entries=1)
    sent = far.answer(far.ask(home, usb), tmp_path / "pc", usb, GOOD)
    far.within(home, lambda opened: sheet_intake.take_in(opened, sent))
    mark(home, VAN, "SK-2022-0001", POOR)
    far.within(home, lambda opened: second_readings.ask(opened, "SK-2022-0001", "chênh nhiều"))
    page = open_page(qtbot, home, OFFICER)
    page.show_section("results")
    settle(page)
    assert f"{LAM} chấm trên máy khác: hãy giao lại phiếu" in page.results.second.told.text()
    shut(page)


def test_the_section_is_for_whoever_keeps_the_councils_book(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path)
    page = open_page(qtbot, home, LAM)
    assert page.chips.current() == "marking" and page.elsewhere is not None, "the secretary asks members too"
    page.open("elsewhere")
    assert page.section() == "elsewhere"
    shut(page)


def test_the_page_of_packages_takes_sheets_too_and_sends_nobody_to_the_keys(
    qtbot: QtBot, themed_app: QApplication, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path)
    request = far.ask(home, usb)
    sent = far.answer(request, tmp_path / "pc", usb, GOOD, sheets=2)
    page = open_page(qtbot, home, OFFICER)
    session = session_of(page)
    wizard = ReceiveWizard(session)
    qtbot.addWidget(wizard)
    wizard.show()
    wizard.add([sent, request])
    wizard.frame.next_button.click()
    done(page)
    good, bad = wizard.verdicts.rows
    assert (good.kind, good.taken, good.counts) == ("appraisal_result", True, {"new": 2})
    assert (bad.kind, bad.taken, outcome_mark(bad).word) == ("appraisal_request", False, "Không nhận")
    assert not needs_trust(bad)
    for _ in range(2):
        wizard.frame.next_button.click()
        done(page)
    assert appraisal_requests.standings(session.screen)[0].filed == 2
    inside = verification.look_inside(session.screen, sent)
    assert inside.records == (), "nobody reads the points of others out of the package"
    assert len(verification.look_inside(session.screen, request).records) == 4
    shut(page)


def test_who_marks_elsewhere_hears_what_comes_next_and_nothing_of_the_others(
    qtbot: QtBot, tmp_path: Path, usb: Path
) -> None:
    home = make_home(tmp_path, entries=1)
    mark(home, VAN, "SK-2022-0001", GOOD)
    session = Session(marking_stores.open_request(far.ask(home, usb), tmp_path / "pc", far.SECRET), Lanes())
    page = AppraisalsPage(session)
    qtbot.addWidget(page)
    page.show()
    form = page.marking.sheet.form
    for code, points in GOOD.items():
        form.rows[code].set_words(str(points))
    form.vote.set_value("approve")
    with qtbot.waitSignal(session.told) as told:
        page.marking.file()
    assert "«Gửi lại phiếu»" in told.args[0]
    said = [one.text() for one in page.marking.filed.findChildren(QLabel) if one.isVisible()]
    assert page.marking.filed.results.text() == "Gửi lại phiếu"
    with qtbot.waitSignal(session.asked) as asked:
        page.marking.filed.results.click()
    assert asked.args == ["sending_back", None]
    assert not [words for words in said if "thành viên nào khác" in words], "Vân has filed; this PC cannot know"
    shut(page)
