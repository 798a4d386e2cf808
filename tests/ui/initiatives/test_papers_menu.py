"""Papers of one initiative, from its form."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop.operations import initiatives
from domain.initiative import State
from tests.desktop.operations import unions
from ui.initiatives.page import InitiativesPage
from ui.session import Session


def offered(page: InitiativesPage) -> dict[str, QMenu]:
    menu = page.form.frame.more.menu()
    menu.aboutToShow.emit()
    return {action.text(): inner for action in menu.actions() if isinstance(inner := action.menu(), QMenu)}


def papers(page: InitiativesPage) -> list[str]:
    return [action.text() for action in offered(page)["In giấy"].actions()]


@pytest.mark.parametrize(
    ("state", "titles"),
    [(State.DRAFT, ["Đơn yêu cầu công nhận sáng kiến"]),
     (State.ACCEPTED, ["Đơn yêu cầu công nhận sáng kiến", "Giấy biên nhận"]),
     (State.RECOGNISED, ["Đơn yêu cầu công nhận sáng kiến", "Giấy biên nhận", "Phiếu chấm",
                         "Giấy chứng nhận sáng kiến", "Phiếu kết quả cho người lao động"])],
)  # fmt: skip
def test_a_form_offers_the_papers_its_state_allows(
    session: Session, page: InitiativesPage, state: State, titles: list[str]
) -> None:
    if state is not State.DRAFT:
        assert initiatives.move(session._desk, [1], state, unions.PAPER).refused == {}
    page.open(1)
    assert papers(page) == titles


def test_a_paper_opens_on_its_page_for_this_initiative(session: Session, page: InitiativesPage, qtbot: QtBot) -> None:
    page.open(1)
    number = initiatives.get(session.screen, 1).initiative.number
    (action,) = offered(page)["In giấy"].actions()
    with qtbot.waitSignal(session.asked) as asked:
        action.trigger()
    assert asked.args == ["papers", ("recognition_request", number)]


def test_several_chosen_in_the_list_go_to_the_page_of_papers(
    session: Session, page: InitiativesPage, qtbot: QtBot
) -> None:
    page.list.table.selectAll()
    qtbot.waitUntil(page.list.papers.isVisible)
    with qtbot.waitSignal(session.asked) as asked:
        page.list.papers.click()
    name, (paper, numbers) = asked.args
    assert (name, paper, len(numbers.split(", "))) == ("papers", "", 12)
