"""The whole job in the real window: an initiative typed in, marked by two, recognised, sealed, received above."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db import outbox
from desktop import desk
from desktop.jobs import Lanes
from desktop.operations import initiatives, keys, registers, trust
from desktop.operations.initiatives import Filter
from desktop.settings import Settings
from domain.appraisal import Vote
from domain.council import Role
from domain.initiative import Initiative, State
from tests.typing_vi import compose, press, vtype
from tests.ui.registers import UNIT, UPPER
from ui.appraisals.page import AppraisalsPage
from ui.common import confirm
from ui.initiatives.page import InitiativesPage
from ui.main_window import MainWindow, build
from ui.packages.page import PackagesPage
from ui.session import Session

OFFICER, SECRETARY, MARKER = "Nguyễn Thị Ưởng", "Trần Văn Khoẻ", "Y Blim Niê"
PASSPHRASES = {OFFICER: "bốn con trâu đen", SECRETARY: "năm cây tre già", MARKER: "sáu chiếc thuyền"}
WAIT_MS = 20_000


class House:
    """Opens windows on registers, one at a time, as the people do who come to the PC one after another."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.window: MainWindow | None = None

    def enter(self, home: str, passphrase: str) -> MainWindow:
        self.leave()
        session = Session(desk.open_desk(self.folder / home, passphrase), Lanes())
        self.window = build(session, Settings(self.folder / "settings.ini"))
        self.qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        self.window.show()
        return self.window

    def leave(self) -> None:
        if self.window is not None:
            window, self.window = self.window, None
            if not window.isVisible():
                return
            with self.qtbot.waitSignal(window.closed, timeout=WAIT_MS):
                window.close()

    def until(self, true: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(true, timeout=WAIT_MS)


@pytest.fixture
def house(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> Iterator[House]:
    registers.create(tmp_path / "unit", UNIT, OFFICER, PASSPHRASES[OFFICER])
    registers.create(tmp_path / "upper", UPPER, OFFICER, PASSPHRASES[OFFICER])
    made = House(qtbot, tmp_path)
    yield made
    made.leave()


def test_from_the_first_key_to_the_receipt(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    vouch(house.folder)
    type_one(house)
    seat_council(house)
    for name in (SECRETARY, MARKER):
        mark(house, name)
    decide(house, monkeypatch)
    stick = house.folder / "usb"
    stick.mkdir()
    send(house, stick)
    take_in(house, stick)
    close_the_row(house, stick)


def vouch(folder: Path) -> None:
    """The upper union knows the unit's key already: that round has its own journey."""
    unit = desk.open_desk(folder / "unit", PASSPHRASES[OFFICER])
    upper = desk.open_desk(folder / "upper", PASSPHRASES[OFFICER])
    root_code, _ = trust.init(upper)
    code = keys.new(unit)[0].code
    trust.issue(upper, keys.request(unit, folder / "request.asice"), code)
    trust.export(upper, folder / "trust.asice")
    trust.install(unit, folder / "trust.asice", root_code)
    for name in (SECRETARY, MARKER):
        registers.add_user(unit, name, "appraiser", PASSPHRASES[name])
    unit.close()
    upper.close()


def type_one(house: House) -> None:
    window = house.enter("unit", PASSPHRASES[OFFICER])
    page = window.show_page("initiatives")
    assert isinstance(page, InitiativesPage)
    page.new_button.click()
    fields = page.form.fields
    compose(fields.editors["title"], ["Đ", "Đồ", "Đồ g"], "Đồ gá may túi")
    house.until(lambda: page.form.row_id is not None)
    author = fields.authors.cards[0]
    for cell, words in (("full_name", "Đặng Thuỳ Trâm Anh"), ("birth_year", "1990"), ("phone", "912345678")):
        vtype(author.editor(cell), words)
    for name, words in (("applied_from_on", "12/3/2022"), ("summary", "Trước đây may tay, nay có đồ gá."),
                        ("effect", "Giảm từ 62 giây còn 41 giây."), ("benefit_vnd", "48500000")):  # fmt: skip
        editor = fields.editors[name]
        assert isinstance(editor, QWidget)
        editor.setFocus()
        vtype(editor, words)
    choice = fields.editors["benefit_state"]
    assert isinstance(choice, QWidget)
    choice.setFocus()
    vtype(choice, "T")  # «Tự khai»
    assert page.form.flush()
    stored = only(house, window)
    assert (stored.title, stored.benefit_vnd) == ("Đồ gá may túi", 48_500_000)
    assert stored.authors[0].full_name == "Đặng Thuỳ Trâm Anh"
    assert stored.authors[0].phone == "0912345678"
    house.until(lambda: not initiatives.problems(window.session.screen, only(house, window)))


def only(house: House, window: MainWindow) -> Initiative:
    """The one initiative of the register, as the store has it."""
    screen = window.session.screen
    return initiatives.everything(screen, Filter())[0].initiative


def seat_council(house: House) -> None:
    assert house.window is not None
    window = house.window
    page = window.show_page("appraisals")
    assert isinstance(page, AppraisalsPage)
    page.open("council")
    people = [(OFFICER, Role.CHAIRMAN), (SECRETARY, Role.SECRETARY), (MARKER, Role.UNION_REPRESENTATIVE)]
    page.council.members.set_members([{"name": name, "role": str(role)} for name, role in people])
    vtype(page.council.name, "Hội đồng sáng kiến")
    page.council.save.click()
    house.until(lambda: page.council.intake.send.isEnabled())
    if page.council.intake.drafts.isVisibleTo(page.council.intake):
        page.council.intake.drafts.setChecked(True)
    page.council.intake.send.click()
    house.until(lambda: only(house, window).state is State.UNDER_APPRAISAL)


def mark(house: House, name: str) -> None:
    window = house.enter("unit", PASSPHRASES[name])
    page = window.show_page("appraisals")
    assert isinstance(page, AppraisalsPage)
    house.until(lambda: page.marking.current is not None)
    form = page.marking.sheet.form
    assert form.given() == {} and form.vote.value() == ""
    for code, words in (("novelty", "24,5"), ("applicability", "27"), ("effect", "33")):
        vtype(form.rows[code].edit, words)
        press(form.rows[code].edit, Qt.Key.Key_Return)
    form.vote.set_value(str(Vote.APPROVE))
    page.marking.file()
    house.until(lambda: page.marking.filed.isVisible())


def decide(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    window = house.enter("unit", PASSPHRASES[OFFICER])
    page = window.show_page("appraisals")
    assert isinstance(page, AppraisalsPage)
    page.open("results")
    house.until(lambda: page.results.close_button.isEnabled())
    monkeypatch.setattr(confirm.Confirm, "exec", lambda self: self.verb.click() or 1)
    page.results.close_button.click()
    house.until(lambda: only(house, window).state is State.IN_COUNCIL)
    page.open("decisions")
    paper = page.decisions.pane.paper
    house.until(lambda: bool(page.decisions.list.lines))
    for editor, words in ((paper.no, "27/QĐ-HĐSK"), (paper.on, "12/5/2022"), (paper.signer, "Lê Thị Bưởi")):
        editor.setFocus()
        vtype(editor, words)
    page.decisions.pane.button.click()
    house.until(lambda: only(house, window).state is State.RECOGNISED)
    assert only(house, window).decision_signer == "Lê Thị Bưởi"


def send(house: House, stick: Path) -> None:
    assert house.window is not None
    page = house.window.show_page("packages")
    assert isinstance(page, PackagesPage)
    page.send_button.click()
    wizard = page.task
    assert wizard is not None
    frame = wizard.frame
    house.until(lambda: frame.next_button.isEnabled())
    for key in ("check", "preview", "where"):
        frame.next_button.click()
        house.until(lambda key=key: frame.current() == key)  # type: ignore[misc]
        if key == "where":
            wizard.where.set_folder(stick)
        house.until(lambda: frame.next_button.isEnabled())
    frame.next_button.click()
    house.until(lambda: (stick / "27001_0001.asice.age").exists() and not wizard.run.running())
    house.until(lambda: frame.next_button.isEnabled())
    frame.next_button.click()


def take_in(house: House, stick: Path) -> None:
    window = house.enter("upper", PASSPHRASES[OFFICER])
    page = window.show_page("packages")
    assert isinstance(page, PackagesPage)
    page.receive_button.click()
    wizard = page.task
    assert wizard is not None
    wizard.add([stick])
    frame = wizard.frame
    house.until(lambda: frame.next_button.isEnabled())
    frame.next_button.click()
    house.until(lambda: frame.current() == "verdicts" and frame.next_button.isEnabled())
    frame.next_button.click()
    house.until(lambda: frame.current() == "differences" and frame.next_button.isEnabled())
    frame.next_button.click()
    house.until(lambda: frame.current() == "receipts")
    assert only(house, window).title == "Đồ gá may túi"
    wizard.receipts.where.set_folder(stick)
    house.until(lambda: wizard.receipts.write_button.isEnabled())
    wizard.receipts.write_button.click()
    house.until(lambda: bool(list(stick.glob("*-bien-nhan.asice"))))
    house.until(lambda: frame.next_button.isEnabled())


def close_the_row(house: House, stick: Path) -> None:
    window = house.enter("unit", PASSPHRASES[OFFICER])
    page = window.show_page("packages")
    assert isinstance(page, PackagesPage)
    page.receive_button.click()
    wizard = page.task
    assert wizard is not None
    wizard.add(list(stick.glob("*-bien-nhan.asice")))
    for key in ("verdicts", "differences", "receipts"):
        house.until(lambda: wizard.frame.next_button.isEnabled())
        wizard.frame.next_button.click()
        house.until(lambda key=key: wizard.frame.current() == key)  # type: ignore[misc]
    house.until(lambda: outbox.rows(window.session.screen.store)[0]["state"] == "acknowledged")
    assert only(house, window).state is State.RECEIVED_ABOVE
