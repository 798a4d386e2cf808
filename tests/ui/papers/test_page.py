"""Writing papers from the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop.jobs import Lanes
from desktop.operations import programmes, reports
from domain.programme import OFF
from tests import sample_register
from tests.exports.pdf_reading import pages
from tests.typing_vi import vtype
from tests.ui.registers import make_session
from ui.papers import files, printing
from ui.papers.page import PapersPage
from ui.session import Session


@pytest.fixture
def session(tmp_path: Path, themed_app: QApplication) -> Iterator[Session]:
    made = Session(sample_register.fill(tmp_path / "register"), Lanes())
    yield made
    made.close()


@pytest.fixture
def page(qtbot: QtBot, session: Session) -> PapersPage:
    made = PapersPage(session)
    qtbot.addWidget(made)
    made.show()
    return made


def written(page: PapersPage, session: Session) -> Path:
    page.make.click()
    assert session.lanes.wait_idle()
    assert page.made is not None
    return page.made


def test_the_list_follows_the_registry(page: PapersPage) -> None:
    assert list(page.list.choices) == [report.id for report in reports.reports()]
    assert "10 sáng kiến" in page.counted.text()


def test_the_paper_chosen_is_in_sight_when_the_page_opens(qtbot: QtBot, session: Session) -> None:
    page = PapersPage(session)
    qtbot.addWidget(page)
    page.resize(1000, 520)
    page.show()
    chosen = page.list.choices[page.list.current()]
    qtbot.waitUntil(lambda: chosen.visibleRegion().boundingRect() == chosen.rect())


def test_every_paper_is_written_in_every_format(page: PapersPage, session: Session) -> None:
    heads = {"xlsx": b"PK", "docx": b"PK", "pdf": b"%PDF"}
    for report in reports.reports():
        page.open(report.id)
        if not page.make.isEnabled():
            assert report.id in ("refusal_notice", "nomination_list")
            continue
        for ending in report.formats:
            page.format.set_value(ending)
            made = written(page, session)
            assert made.suffix == f".{ending}"
            assert made.read_bytes().startswith(heads[ending])
            assert made.name in page.banner.text()
            assert page.open_file.isVisible()


def test_nothing_is_overwritten(page: PapersPage, session: Session) -> None:
    first, second = written(page, session), written(page, session)
    assert first != second
    assert first.exists()
    assert second.stem == first.stem + "-2"
    links = {link.text() for link in page.findChildren(QPushButton)}
    assert {first.name, second.name} <= links


def test_the_words_reach_the_paper_and_the_next_time(page: PapersPage, session: Session) -> None:
    for line, text in ((page.letter.number, "58"), (page.letter.day, "1/8/2023")):
        vtype(line, text)
    page.letter.signer.clear()
    vtype(page.letter.signer, "Trần Văn Khoẻ")
    assert page.letter.words() == reports.LetterWords("58", "01/08/2023", "Bình Tân", "Trần Văn Khoẻ")
    written(page, session)
    assert reports.remembered(session.screen).signer_name == "Trần Văn Khoẻ"


def test_a_day_that_cannot_be_read_is_not_left_off_silently(page: PapersPage, session: Session) -> None:
    vtype(page.letter.day, "hôm qua")
    page.make.click()
    assert not page.progress.isVisible()
    assert "Chưa đọc được" in page.letter.day_field.problem()
    page.letter.day.clear()
    vtype(page.letter.day, "1/8/2023")
    assert page.letter.day_field.problem() == ""


def test_a_folder_that_is_gone_is_said_and_leaves_nothing(page: PapersPage, session: Session, tmp_path: Path) -> None:
    page.set_folder(tmp_path / "không có")
    page.make.click()
    assert session.lanes.wait_idle()
    assert page.made is None
    assert "Chưa ghi được" in page.banner.text()
    assert page.make.isEnabled()


def test_stopping_leaves_no_file(page: PapersPage, session: Session) -> None:
    before = set(page.folder.iterdir())
    page.make.click()
    page.progress.cancel()
    assert session.lanes.wait_idle()
    assert set(page.folder.iterdir()) == before
    assert "Đã dừng" in page.banner.text()


def test_what_is_typed_meanwhile_does_not_wait_for_the_end_of_a_paper(page: PapersPage, session: Session) -> None:
    all_waits = threading.Event()
    session.do(lambda _desk, _job: all_waits.wait())
    page.make.click()
    *_, busy = session.lanes._jobs
    # Stands for the words: whether it comes before the end shows in what becomes of the paper.
    session.keep(lambda _desk, _job: busy.cancel())
    all_waits.set()
    assert session.lanes.wait_idle()
    assert "Đã dừng" in page.banner.text()


def test_without_a_recognised_initiative_there_is_nothing_to_write(
    tmp_path: Path, themed_app: QApplication, qtbot: QtBot
) -> None:
    session = make_session(tmp_path, filled=True)
    page = PapersPage(session)
    qtbot.addWidget(page)
    assert not page.make.isEnabled()
    assert "quyết định công nhận" in page.counted.text()
    session.close()


def test_names_of_papers_are_plain_and_free(tmp_path: Path) -> None:
    day = date(2026, 11, 20)
    first = files.free_target(tmp_path, "summary_table", "xlsx", day)
    assert first.name == "bang-tong-hop-2026-11-20.xlsx"
    first.touch()
    assert files.free_target(tmp_path, "summary_table", "xlsx", day).name == "bang-tong-hop-2026-11-20-2.xlsx"
    assert files.latest(tmp_path, ("xlsx",), 5) == [first]
    assert files.latest(tmp_path / "không có", ("xlsx",), 5) == []


def test_another_paper_takes_away_what_was_said_of_the_last(page: PapersPage, session: Session) -> None:
    written(page, session)
    assert page.open_file.isVisible()
    page.open("submission_letter" if page.list.current() == "summary_table" else "summary_table")
    assert page.banner.text() == ""
    assert not page.open_file.isVisible()


def test_a_double_click_writes_one_paper(page: PapersPage, session: Session) -> None:
    before = set(page.folder.iterdir())
    page.make.click()
    page.write()
    assert session.lanes.wait_idle()
    middle, left, none = page.make.rect().center(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for kind in (QEvent.Type.MouseButtonDblClick, QEvent.Type.MouseButtonRelease):
        at = page.make.mapToGlobal(middle)
        QApplication.sendEvent(page.make, QMouseEvent(kind, middle, at, left, left, none))
    assert session.lanes.wait_idle()
    assert len(set(page.folder.iterdir()) - before) == 1


def test_a_paper_asks_only_for_what_stands_on_it(page: PapersPage) -> None:
    page.open("recognition_decision")
    assert page.letter.place.isVisibleTo(page) and page.letter.issuer.isVisibleTo(page)
    assert not page.letter.number.isVisibleTo(page)  # a decision has the number on record
    page.open("submission_letter")
    assert page.letter.number.isVisibleTo(page)
    assert not page.letter.issuer.isVisibleTo(page)


def test_what_cannot_be_made_says_what_to_do_first(page: PapersPage) -> None:
    page.open("refusal_notice")
    assert "không công nhận" in page.counted.text()
    assert not page.make.isEnabled()
    page.open("blank_form")
    assert page.make.isEnabled()


def test_certificates_go_into_a_folder_of_their_own(page: PapersPage, session: Session) -> None:
    page.open("certificate")
    page.choosing.each.setChecked(True)
    made = written(page, session)
    assert made.is_dir()
    assert len(list(made.glob("giay-chung-nhan-*.pdf"))) == 17
    assert "17 tệp" in page.banner.text()


def test_a_paper_for_one_initiative_comes_from_its_form(page: PapersPage, session: Session) -> None:
    page.open(("result_slip", "SK-2022-0001"))
    assert (page.list.current(), page.choosing.only.value()) == ("result_slip", "SK-2022-0001")
    page.format.set_value("pdf")
    made = written(page, session)
    assert len(pages(made)) == 1
    page.open("receipt_slip")
    assert page.choosing.numbers() == ""


def test_the_first_page_is_shown_beside_the_form(page: PapersPage, session: Session, qtbot: QtBot) -> None:
    page.resize(1200, 700)
    with qtbot.waitSignal(page.preview.drawn, timeout=20_000):
        page.open("certificate")
    assert page.preview.shows_page()
    assert page.preview.page.image.width() > 500
    page.choosing.only.setFocus()
    vtype(page.choosing.only, "SK-1")
    qtbot.waitUntil(lambda: "SK-1" in page.preview.said.text(), timeout=20_000)
    assert not page.preview.shows_page()


def test_where_there_is_little_room_the_first_page_stands_below(page: PapersPage, qtbot: QtBot) -> None:
    def left() -> int:
        return page.preview.mapTo(page, page.preview.rect().topLeft()).x()

    page.resize(1300, 700)
    qtbot.waitUntil(lambda: left() > 700)
    page.resize(700, 600)
    qtbot.waitUntil(lambda: left() < 600)
    assert page.letter.place.mapTo(page, page.letter.place.rect().topLeft()).x() == left()


def test_a_paper_the_programme_turns_off_is_offered_no_more(page: PapersPage, session: Session) -> None:
    pack = programmes.current(session.screen)
    shown = page.list.choices["nomination_list"]
    assert shown.isVisibleTo(page)
    parts = {"papers": {**pack.papers, "nomination_list": OFF}}
    session.do(lambda desk, _job: programmes.use(desk, pack.id, programmes.revise(desk, pack.id, parts).pack.version))
    assert session.lanes.wait_idle()
    assert not shown.isVisibleTo(page)
    assert page.list.choices["certificate"].isVisibleTo(page)
    page.list.offer({"certificate"})
    assert page.list.current() == "certificate"


def test_a_file_no_program_can_open_is_said(
    page: PapersPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = written(page, session)
    monkeypatch.setattr(files, "show", lambda _path: False)
    page.open_file.click()
    assert made.name in page.banner.text() and "chưa có chương trình" in page.banner.text()


def test_without_a_printer_nothing_is_said_to_be_open_that_is_not(
    page: PapersPage, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.format.set_value("pdf")
    made = written(page, session)
    monkeypatch.setattr(printing, "possible", lambda: False)
    monkeypatch.setattr(files, "show", lambda _path: False)
    page.print_made()
    assert "được mở" not in page.banner.text() and made.name in page.banner.text()
    monkeypatch.setattr(files, "show", lambda _path: True)
    page.print_made()
    assert "được mở" in page.banner.text()
