"""Money as the officer sees it: gates, due days, the finder."""

from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import paths
from desktop.changes import Changes
from desktop.desk import Desk
from desktop.operations import initiatives, programmes, support
from domain.initiative import State
from domain.moves import Decision
from tests.desktop.operations.unions import sample
from tests.typing_vi import vtype
from tests.ui.programmes.opened import Went, settled
from ui.programmes.support import SupportSection
from ui.session import Session


@pytest.fixture
def went() -> Went:
    return Went(State.RECOGNISED, Decision("15/QĐ", date(2022, 6, 1), "Bà X"))


@pytest.fixture
def section(qtbot: QtBot, session: Session) -> SupportSection:
    return settled(qtbot, session, SupportSection(session))


def test_every_gate_is_a_column_with_a_word(section: SupportSection) -> None:
    titles = [column.title for column in section.support.model.columns]
    assert titles[1:4] == ["Đã nhập Cổng", "Cổng đã duyệt", "Đã báo cáo cấp trên"]
    assert section.support.model.rowCount() == 12
    marks = [section.support.model.cell(0, at).mark for at in (1, 2, 3)]
    assert [mark.word for mark in marks if mark] == ["Chưa"] * 3


def test_a_gate_only_another_version_asks_for_is_told_as_not_asked(section: SupportSection, session: Session) -> None:
    rule = {"upper_vnd": 50_000, "own_max_vnd": 0, "gates": ["portal_entered"], "source": "CV 1"}
    session.do(lambda desk, _job: programmes.revise(desk, "1m-2022", {"support": rule}).changes)
    assert session.lanes.wait_idle()
    titles = [column.title for column in section.support.model.columns]
    assert titles[1:4] == ["Đã nhập Cổng", "Cổng đã duyệt", "Đã báo cáo cấp trên"]
    before = {line.stored.row_id for line in section.support.rows}

    def enter(desk: Desk, _job: object) -> Changes:
        return initiatives.move(desk, [initiatives.enter(desk, sample()[0]).stored.row_id], State.ACCEPTED).changes

    session.do(enter)
    assert session.lanes.wait_idle()
    at = next(n for n, line in enumerate(section.support.rows) if line.stored.row_id not in before)
    assert [section.support.model.cell(at, column).text for column in (2, 3)] == ["Không yêu cầu"] * 2


def test_the_units_own_amount_is_saved_and_refused_above_the_pack(section: SupportSection, session: Session) -> None:
    section.own.set_value("")
    vtype(section.own, "150 nghìn")
    section.save_own()
    assert session.lanes.wait_idle()
    assert support.own_vnd(session.screen) == 150_000
    section.own.set_value("")
    vtype(section.own, "200.001")
    section.save_own()
    assert session.lanes.wait_idle()
    assert "200000" in section.own_field.problem()
    assert (support.own_vnd(session.screen), section.own.value()) == (150_000, "200.001")


def test_a_year_is_ticked_as_paid_and_the_tick_taken_back(section: SupportSection, session: Session) -> None:
    section.open("remuneration")
    at = next(n for n, line in enumerate(section.dues.rows) if line.due.amount_vnd)
    for paid in (True, False):
        section.dues.table.select_row(at)
        section.paid.click()
        assert session.lanes.wait_idle()
        assert (section.dues.rows[at].paid is not None) is paid


def test_a_year_without_an_amount_cannot_be_ticked(section: SupportSection) -> None:
    section.open("remuneration")
    at = next(n for n, line in enumerate(section.dues.rows) if line.due.amount_vnd is None)
    section.dues.table.select_row(at)
    assert not section.paid.isEnabled()


@pytest.mark.parametrize("key", ["support", "remuneration", "award"])
def test_every_row_opens_its_record(section: SupportSection, qtbot: QtBot, session: Session, key: str) -> None:
    section.open(key)
    card = section.stack.currentWidget()
    assert card.model.rowCount() > 0  # type: ignore[attr-defined]
    with qtbot.waitSignal(session.asked) as asked:
        card.table.opened.emit(0)  # type: ignore[attr-defined]
    page, row_id = asked.args
    assert page == "initiatives"
    assert initiatives.get(session.screen, row_id).initiative.title


def test_the_finder_is_asked_again_for_another_kind_of_person(section: SupportSection, session: Session) -> None:
    before = {one.threshold.who for one in section.found.rows}
    section.who.set_value("specialist")
    section.who.committed.emit("specialist")
    assert session.lanes.wait_idle()
    assert before == {"direct_worker"}
    assert {one.threshold.who for one in section.found.rows} <= {"specialist", "leader"}
    assert "đối chiếu" in section.found.rule.text()


def test_sums_of_different_benefits_stand_apart(section: SupportSection) -> None:
    told = section.dues.sums.text()
    assert "Đã xác minh" in told or "Không tính được" in told
    assert told.count(" đ ") == len({line.due.state for line in section.dues.rows if line.due.amount_vnd})


def test_the_pay_list_is_exported_beside_the_other_papers(section: SupportSection, session: Session) -> None:
    section.excel.click()
    assert session.lanes.wait_idle()
    assert list(paths.papers(session.screen.home).glob("*.xlsx"))
    assert section.banner.text()


def test_a_wage_is_recorded_with_its_document_or_says_what_is_missing(
    section: SupportSection, session: Session
) -> None:
    section.open("rates")
    wages = section.rates.wages
    vtype(wages.from_on, "1/7/2027")
    wages.add.click()
    assert wages.fields["vnd"].problem()
    vtype(wages.amount, "2,7 triệu")
    wages.add.click()
    assert session.lanes.wait_idle()
    assert wages.fields["source"].problem()
    vtype(wages.source, "Nghị định số 1")
    wages.add.click()
    assert session.lanes.wait_idle()
    newest = support.wages(session.screen)[-1]
    assert (newest.from_on, newest.vnd, newest.source) == (date(2027, 7, 1), 2_700_000, "Nghị định số 1")
    assert wages.model.cell(0, 1).text == "2.700.000"
    assert wages.from_on.value() == ""


def test_a_transfer_is_reckoned_as_its_price_is_typed(section: SupportSection) -> None:
    section.open("rates")
    transfer = section.rates.transfer
    assert "15 %" in transfer.answer.text()
    vtype(transfer.price, "100.000.000")
    assert "15.000.000 đ" in transfer.answer.text()


def test_on_a_low_screen_the_wages_scroll_and_nothing_lies_on_another(section: SupportSection) -> None:
    section.resize(788, 480)
    section.open("rates")
    QApplication.processEvents()
    wages = section.rates.wages
    table = wages.table.geometry()
    assert table.height() >= wages.table.minimumHeight()
    assert table.bottom() < wages.fields["from_on"].geometry().top()
    assert wages.fields["from_on"].geometry().bottom() < wages.fields["source"].geometry().top()
    assert section.rates.verticalScrollBar().maximum() > 0
