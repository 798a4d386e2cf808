"""Journey 11 on the screen: a worker asks what is stored about her, and wants her phone removed, then everything."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop import clock
from desktop.operations import data_requests, initiatives, overview, people, retention
from tests.ui.registers import make_session
from ui.common.confirm import Confirm
from ui.overview.page import OverviewPage
from ui.packages import pickers
from ui.people.book_section import BookSection
from ui.people.page import BOOK, PERSONAL_DATA, PeoplePage
from ui.people.personal_data_section import PersonalDataSection
from ui.session import Session

HER = {"full_name": "Quách Thị Mỹ Dung", "birth_year": 1987, "phone": "0912345987", "workplace": "Xưởng may 3"}


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = make_session(tmp_path)
    initiatives.enter(made._desk, {"title": "Giá treo khuôn", "authors": [HER]})
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PeoplePage:
    made = PeoplePage(session)
    qtbot.addWidget(made)
    made.resize(1180, 700)
    made.show()
    made.activateWindow()
    session.asked.connect(lambda _page, what: made.open(what))
    return made


@pytest.fixture
def section(page: PeoplePage, session: Session) -> PersonalDataSection:
    page.show_section(PERSONAL_DATA)
    made = page.section(PERSONAL_DATA)
    assert isinstance(made, PersonalDataSection)
    return made


def her(session: Session) -> str:
    return people.rows(session.screen, people.page(session.screen))[0].id


def idle(session: Session) -> None:
    session.lanes.wait_idle()
    QApplication.processEvents()
    session.lanes.wait_idle()


def shown(section: PersonalDataSection, session: Session) -> None:
    section.open(her(session))
    idle(session)


def press(wanted: str) -> list[str]:
    """Presses the verb of the dialog that opens next; what it said goes into the list."""
    said: list[str] = []

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, Confirm):
            QTimer.singleShot(5, answer)
            return
        said.append(dialog.windowTitle())
        (dialog.verb if wanted == "verb" else dialog.keep).click()

    QTimer.singleShot(0, answer)
    return said


def test_she_sees_what_is_stored_in_two_clicks(
    section: PersonalDataSection, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown(section, session)
    assert "1 sáng kiến" in section.person.held.text()
    target = tmp_path / "dung.json"
    monkeypatch.setattr(pickers, "new_file", lambda *_told: target)
    section.person.export.click()
    idle(session)
    assert json.loads(target.read_text(encoding="utf-8"))["entries"][0]["phone"] == HER["phone"]
    assert str(target) in section.person.banner.text()


def test_her_phone_is_erased_everywhere_in_two_clicks(
    section: PersonalDataSection, session: Session, qtbot: QtBot
) -> None:
    shown(section, session)
    said = press("verb")
    section.person.erase_phone.click()
    qtbot.waitUntil(lambda: not people.get(session.screen, her(session)).phone)
    assert said == ["Xóa «Điện thoại» của Quách Thị Mỹ Dung ở mọi nơi?"]
    idle(session)
    assert initiatives.get(session.screen, 1).initiative.authors[0].phone == ""
    assert not section.person.erase_phone.isEnabled()


def test_to_keep_is_to_change_nothing_and_without_a_reason_nobody_is_asked(
    section: PersonalDataSection, session: Session, qtbot: QtBot
) -> None:
    shown(section, session)
    said = press("keep")
    section.person.anonymise.click()
    qtbot.waitUntil(lambda: bool(said))
    idle(session)
    assert people.get(session.screen, her(session)).full_name == HER["full_name"]
    section.person.reason.set_value(" ")
    section.person.anonymise.click()
    idle(session)
    assert "lý do" in section.person.reason_field.problem()


def test_she_is_anonymised_and_no_screen_remembers_her(
    page: PeoplePage, section: PersonalDataSection, session: Session, qtbot: QtBot
) -> None:
    book = page.section(BOOK)
    assert isinstance(book, BookSection)
    page.open((BOOK, her(session)))
    book.form.editor("birth_year").set_value("hai mươi")
    book.form.flush()
    idle(session)
    assert book.form.unsaved() == ["birth_year"]
    page.show_section(PERSONAL_DATA)
    shown(section, session)
    press("verb")
    section.person.anonymise.click()
    qtbot.waitUntil(lambda: people.rows(session.screen, people.page(session.screen))[0].full_name != HER["full_name"])
    idle(session)
    assert "Người đã ẩn danh 1" in section.person.banner.text()
    assert book.form.editor("full_name").value() == "Người đã ẩn danh 1"
    assert book.form.editor("birth_year").value() == ""
    shown(section, session)
    assert "đã được ẩn danh" in section.person.banner.text()


def test_a_request_is_written_down_answered_and_printed(
    section: PersonalDataSection, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = section.requests.form
    form.person.set_value(her(session))
    form.kind.set_value("erase")
    form.what.set_value("xóa số điện thoại")
    form.write.click()
    idle(session)
    (held,) = data_requests.everything(session.screen)
    assert (held.who, held.kind, held.what) == (HER["full_name"], "erase", "xóa số điện thoại")
    assert section.chips.current() == "requests"
    form.write.click()
    idle(session)
    assert form.fields["answer"].problem()
    form.answer.set_value("Đã xóa.")
    form.write.click()
    idle(session)
    assert not data_requests.get(session.screen, held.id).is_open
    target = tmp_path / "tra-loi.txt"
    monkeypatch.setattr(pickers, "new_file", lambda *_told: target)
    form.print.click()
    idle(session)
    assert "Đã xóa." in target.read_text(encoding="utf-8-sig")
    form.to_person.click()
    idle(session)
    assert section.chips.current() == "person"
    assert section.person.seen is not None


def test_what_was_typed_of_a_request_is_there_again(
    section: PersonalDataSection, session: Session, qtbot: QtBot
) -> None:
    qtbot.keyClicks(section.requests.form.who, "Le Be")
    section.flush()
    idle(session)
    again = PersonalDataSection(session)
    qtbot.addWidget(again)
    again.refresh()
    assert again.requests.form.who.value() == "Le Be"


def test_what_is_overdue_stands_first_on_the_first_page(session: Session, qtbot: QtBot) -> None:
    data_requests.add(session._desk, "see", who="Lê Bé", received_on=clock.today() - timedelta(days=14))
    todo = overview.read(session._desk).todo
    assert (todo[0].kind, todo[0].count) == ("data_overdue", 1)
    first = OverviewPage(session)
    qtbot.addWidget(first)
    idle(session)
    with qtbot.waitSignal(session.asked) as asked:
        first.todo.buttons["data_overdue"].click()
    assert asked.args == ["people", ("personal_data", "requests")]


def test_consent_is_noted_for_all_at_once_and_taken_back(page: PeoplePage, session: Session) -> None:
    page.show_section(BOOK)
    book = page.section(BOOK)
    assert isinstance(book, BookSection)
    bar = book.consents
    assert bar.toggle.text().endswith("1")
    bar.toggle.click()
    assert bar.isVisible()
    bar.write.click()
    idle(session)
    assert bar.on_field.problem()
    bar.on.set_value("1/2/2026")
    bar.write.click()
    idle(session)
    assert people.get(session.screen, her(session)).consent_note == "Đã đồng ý theo danh sách ngày 01/02/2026"
    assert book.rows.total() == 0
    bar.banner.button.click()
    idle(session)
    assert people.get(session.screen, her(session)).consent_on is None


def test_a_correction_of_the_book_is_offered_to_the_records(section: PersonalDataSection, session: Session) -> None:
    row_id = people.row_id_of(session.screen, her(session)) or 0
    people.type_in(session._desk, row_id, {"position": "Tổ trưởng"})
    shown(section, session)
    assert section.person.spread.text() == "Sửa theo sổ tay ở 1 sáng kiến"
    section.person.spread.click()
    idle(session)
    assert initiatives.get(session.screen, 1).initiative.authors[0].position == "Tổ trưởng"
    assert not section.person.spread.isVisible()


def test_a_day_off_is_added_and_removed(section: PersonalDataSection, session: Session) -> None:
    section.show_part("days")
    days = section.days
    days.add.click()
    assert days.fields["day"].problem()
    days.day.set_value("3/6/2026")
    days.what.set_value("Ngày nghỉ của công ty")
    days.add.click()
    idle(session)
    added = [one for one in data_requests.listed_days(session.screen) if one.what == "Ngày nghỉ của công ty"]
    assert len(added) == 1
    days.table.setFocus(Qt.FocusReason.OtherFocusReason)
    days.table.select_row(data_requests.listed_days(session.screen)[::-1].index(added[0]))
    days.remove.click()
    idle(session)
    assert added[0] not in data_requests.listed_days(session.screen)


def test_who_is_due_is_listed_counted_and_opened(
    qtbot: QtBot, section: PersonalDataSection, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    people.gather(session._desk)
    later = clock.now() + timedelta(days=4 * 366)
    monkeypatch.setattr(clock, "now", lambda: later)
    section.show_part("due")
    qtbot.waitUntil(lambda: section.due.standing is not None)
    assert section.due.stack.currentIndex() == 1  # nobody, as there is no rule
    section.due.years.set_value("3")
    section.due.years.edited.emit("3")
    qtbot.waitUntil(lambda: section.due.standing is not None and len(section.due.standing.due) == 1)
    assert section.due.model.index(0, 0).data() is not None and section.due.stack.currentIndex() == 0
    section.due.table.select_row(0)
    section.due.see.click()
    qtbot.waitUntil(lambda: section.person.seen is not None)
    assert section.person.seen is not None and section.person.seen.person.full_name == HER["full_name"]


def test_without_a_rule_nobody_is_said_to_be_in_time(section: PersonalDataSection, session: Session) -> None:
    section.show_part("due")
    section.due.refresh()
    assert session.lanes.wait_idle()
    assert any("Chưa đặt số năm giữ" in one.text() for one in section.due.empty.findChildren(QLabel))
    session.do(lambda desk, _job: retention.put(desk, 5))
    assert session.lanes.wait_idle()
    section.due.refresh()
    assert session.lanes.wait_idle()
    assert any("Không ai đến hạn" in one.text() for one in section.due.empty.findChildren(QLabel))
