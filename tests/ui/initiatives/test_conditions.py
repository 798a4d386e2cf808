"""The conditions at the foot of the form, the objections over it, and the answer that is owed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop import clock
from desktop.operations import initiatives, objections
from domain.eligibility import Outcome, conditions
from domain.initiative import State
from tests.domain.kit import pack
from tests.typing_vi import press
from ui.initiatives.page import InitiativesPage
from ui.session import Session


def settled(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.lanes.busy())


def outcomes(page: InitiativesPage) -> dict[str, Outcome]:
    return {row.found.rule: row.found.outcome for row in page.form.frame.conditions.rows if row.found}


def first(session: Session) -> int:
    return initiatives.page(session.screen, initiatives.Filter())[0]


def test_every_condition_stands_there_and_follows_each_save(
    qtbot: QtBot, session: Session, page: InitiativesPage
) -> None:
    row_id = first(session)
    page.open(row_id)
    shown = outcomes(page)
    assert list(shown) == [rule.name for rule in conditions(pack())]
    assert shown["recognised"] is Outcome.UNKNOWN
    for answer, expected in (("no", Outcome.BLOCK), ("yes", Outcome.PASS)):
        session.do(lambda desk, _job, answer=answer: initiatives.type_in(desk, row_id, {"lawful": answer}))
        qtbot.waitUntil(lambda expected=expected: outcomes(page)["lawful"] is expected)


def test_the_arrows_go_through_the_rows_and_enter_goes_to_the_field(page: InitiativesPage, session: Session) -> None:
    page.open(first(session))
    panel, asked = page.form.frame.conditions, list[str]()
    panel.asked.connect(asked.append)
    panel.setFocus(Qt.FocusReason.OtherFocusReason)
    names = [row.found.rule for row in panel.rows if row.found]
    for _ in range(names.index("beneficial")):
        press(panel, Qt.Key.Key_Down)
    press(panel, Qt.Key.Key_Return)
    assert asked == ["effect"]
    assert page.focusWidget() is page.form.fields.editors["effect"]


@pytest.mark.parametrize("kind", ["complaint", "authorship_dispute"])
def test_an_objection_is_recorded_over_the_form_and_settled_there(
    qtbot: QtBot, session: Session, page: InitiativesPage, kind: str
) -> None:
    row_id = first(session)
    page.open(row_id)
    frame = page.form.frame
    panel = frame.objection_panel
    panel.ask_new(kind)
    panel.confirm.click()
    assert panel.isVisible() and panel.fields["who"].problem() and panel.fields["what"].problem()
    panel.who.set_value("Lê An")
    panel.what.set_value("Số liệu sai")
    panel.confirm.click()
    qtbot.waitUntil(lambda: len(frame.objections.bars) == 1 and not panel.isVisible())
    assert "Lê An" in frame.objections.bars[0].text()
    assert outcomes(page)[f"no_{kind}"] is Outcome.BLOCK
    frame.objections.bars[0].button.click()
    panel.outcome.set_value("Đã trả lời, số 3/CV")
    panel.confirm.click()
    qtbot.waitUntil(lambda: not frame.objections.bars and not panel.isVisible())
    assert outcomes(page)[f"no_{kind}"] is Outcome.PASS
    (held,) = objections.of_record(session.screen, row_id)
    assert held.outcome == "Đã trả lời, số 3/CV"


def test_the_form_says_until_when_an_answer_is_owed_and_when_it_is_late(
    qtbot: QtBot, session: Session, page: InitiativesPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    row_id = first(session)
    page.open(row_id)
    assert not page.form.frame.due.isVisible()
    session.do(lambda desk, _job: initiatives.move(desk, [row_id], State.ACCEPTED))
    settled(qtbot, session)
    assert "Trả lời tác giả" in page.form.frame.due.text()
    today = clock.today()
    monkeypatch.setattr(clock, "today", lambda: today.replace(year=today.year + 1))
    page.open(row_id)
    assert "Quá hạn trả lời" in page.form.frame.due.text()
    page.open("overdue")
    qtbot.waitUntil(lambda: not page.finder.waiting())
    assert list(page.list.rows.known) == [row_id]
