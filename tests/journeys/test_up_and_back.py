"""In the windows: a unit's package goes by USB to the district and the province, and the receipt comes back; what is
returned with a reason is mended at its field, and the next package carries the answer."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.operations import clashes, initiatives, return_marks
from desktop.operations.initiatives import Filter
from domain.initiative import State
from domain.unit import Block, Level, Unit
from tests.typing_vi import press, vtype
from tests.ui.packages.pair import Pair, do, recognise, settle, vouch
from tests.ui.registers import UNIT, UPPER, make_session
from ui.initiatives.page import InitiativesPage
from ui.packages.carry_view import CarryView
from ui.packages.page import PackagesPage
from ui.packages.receive_wizard import ReceiveWizard
from ui.packages.send_wizard import SendWizard
from ui.session import Session

PROVINCE = Unit("27", "LĐLĐ tỉnh Bình Dương", Level.PROVINCE, "", "", Block.PUBLIC, "Thủ Dầu Một")
DISTRICT = dataclasses.replace(UPPER, upper_code="27", upper_name=PROVINCE.name)


W = TypeVar("W", bound=QWidget)


class Desks:
    """Three registers with their windows, and the stick that goes from one to the other."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.qtbot, self.folder, self.stick = qtbot, folder, folder / "usb"
        for name in ("unit", "district", "province", "usb"):
            (folder / name).mkdir()
        self.unit = make_session(folder / "unit", filled=True, unit=UNIT)
        self.district = make_session(folder / "district", unit=DISTRICT)
        self.province = make_session(folder / "province", unit=PROVINCE)
        self.windows: list[QWidget] = []
        vouch(Pair(self.unit, self.district, self.stick, folder))
        vouch(Pair(self.district, self.province, self.stick, folder))

    @property
    def sessions(self) -> tuple[Session, Session, Session]:
        return self.unit, self.district, self.province

    def packages(self, session: Session) -> PackagesPage:
        return self._shown(PackagesPage(session))

    def initiatives(self, session: Session) -> InitiativesPage:
        return self._shown(InitiativesPage(session))

    def _shown(self, window: W) -> W:
        window.resize(1366, 768)
        self.qtbot.addWidget(window)
        window.show()
        self.windows.append(window)
        return window

    def close(self) -> None:
        for window in self.windows:
            window.hide()
        settle(*self.sessions)
        for session in self.sessions:
            session.close()


@pytest.fixture
def desks(qtbot: QtBot, themed_app: QApplication, tmp_path: Path) -> Iterator[Desks]:
    made = Desks(qtbot, tmp_path)
    yield made
    made.close()


def send(desks: Desks) -> Path:
    """The sending wizard of the unit, to the stick; the file that lies there now."""
    page, before = desks.packages(desks.unit), set(desks.stick.iterdir())
    page.send_button.click()
    wizard = page.task
    assert isinstance(wizard, SendWizard)
    settle(desks.unit)
    while wizard.frame.current() != "run":
        if wizard.frame.current() == "where":
            wizard.where.set_folder(desks.stick)
        assert wizard.frame.next_button.isEnabled(), wizard.frame.current()
        wizard.frame.next_button.click()
        settle(desks.unit)
    (made,) = set(desks.stick.iterdir()) - before
    page.hide()
    return made


def receive(desks: Desks, session: Session, *files: Path) -> ReceiveWizard:
    """The receiving wizard up to its last step."""
    page = desks.packages(session)
    page.receive_button.click()
    wizard = page.task
    assert isinstance(wizard, ReceiveWizard)
    wizard.add(files)
    settle(session)
    assert wizard.sources.total.text() == f"Sẽ xem {len(files)} tệp gói."
    while wizard.frame.current() != "receipts":
        assert wizard.frame.next_button.isEnabled(), wizard.frame.current()
        wizard.frame.next_button.click()
        settle(session)
    return wizard


def receipt(desks: Desks, session: Session, wizard: ReceiveWizard) -> Path:
    """Puts the receipt onto the stick; its file."""
    before = set(desks.stick.iterdir())
    wizard.receipts.where.set_folder(desks.stick)
    wizard.receipts.write_button.click()
    settle(session)
    (made,) = set(desks.stick.iterdir()) - before
    return made


def states(session: Session) -> set[State]:
    rows = initiatives.page(session.screen, Filter(states=tuple(map(str, SENT))))
    return {initiatives.get(session.screen, row).initiative.state for row in rows}


SENT = (State.PACKAGED, State.RECEIVED_ABOVE, State.RETURNED)


def test_from_the_unit_to_the_province_and_the_receipt_back(desks: Desks) -> None:
    recognise(desks.unit, 3)
    package = send(desks)
    wizard = receive(desks, desks.district, package)
    receive(desks, desks.unit, receipt(desks, desks.district, wizard))
    assert states(desks.unit) == {State.RECEIVED_ABOVE}

    page = desks.packages(desks.district)
    page.carry_button.click()
    carry = page.task
    assert isinstance(carry, CarryView)
    carry.where.set_folder(desks.stick)
    settle(desks.district)
    carry.go.click()
    settle(desks.district)
    assert carry.done is not None and carry.done.packages == 1
    assert "đọc lại và khớp" in carry.banner.text()
    receive(desks, desks.province, carry.done.path)
    assert initiatives.total(desks.province.screen, Filter()) == 3
    assert clashes.still_open(desks.province.screen) == []

    board = desks.packages(desks.district)
    board.open("units")
    settle(desks.district)
    assert [(line.code, line.initiatives) for line in board.units.rows] == [("27001", 3)]


def test_a_return_is_mended_at_its_field_and_its_answer_closes_it(desks: Desks) -> None:
    recognise(desks.unit, 2)
    receive(desks, desks.district, send(desks))

    above = desks.initiatives(desks.district)
    row = initiatives.page(desks.district.screen, Filter(), "number")[0]
    above.open(row)
    settle(desks.district)
    form = above.form
    form.frame.returns.head.button.click()
    form.frame.return_panel.field.set_value("effect")
    vtype(form.frame.return_panel.reason, "Nêu rõ số liệu trước và sau")
    form.frame.return_panel.confirm.click()
    settle(desks.district)
    effect = form.fields.field_at("effect")
    assert effect is not None and "Nêu rõ số liệu" in effect.problem()
    assert QApplication.focusWidget() is form.frame.returns.head.button  # for the next one, without looking for it
    assert form.frame.returns.visibleRegion().contains(form.frame.returns.head.geometry().center())

    page = desks.packages(desks.district)
    page.open("returns")
    settle(desks.district)
    assert list(page.returns.seal_buttons) == ["27001"]
    page.returns.seal("27001", desks.stick)
    settle(desks.district)
    down = next(path for path in desks.stick.iterdir() if "tra-lai" in path.name)
    receive(desks, desks.unit, down)

    mine = desks.initiatives(desks.unit)
    mine.activateWindow()
    mine.open("to_mend")
    settle(desks.unit)
    assert mine.finder.chips.current() == "to_mend"
    number = initiatives.get(desks.district.screen, row).initiative.number
    here = initiatives.find(desks.unit.screen, number).row_id
    mine.open(here)
    settle(desks.unit)
    field = mine.form.fields.field_at("effect")
    assert field is not None and "Cấp trên yêu cầu sửa: Nêu rõ số liệu" in field.problem()
    (answer,) = (button for key, button in mine.form.frame.returns.buttons.items() if key.endswith("Trả lời…"))
    answer.click()
    press(mine.form.frame.return_panel.answer, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is answer
    assert mine.form.frame.return_panel.isHidden()
    mine.form.next_problem()
    vtype(field.editor, " Tăng từ 150 lên 168 sản phẩm mỗi ca.")
    assert mine.form.flush()
    settle(desks.unit)
    assert field.problem() == ""
    mine.hide()

    receive(desks, desks.district, send(desks))
    (closed,) = return_marks.of_record(desks.district.screen, row)
    assert closed.mark.mended and not closed.mark.is_open
    assert "168 sản phẩm" in initiatives.get(desks.district.screen, row).initiative.effect
    assert do(desks.district, lambda desk: return_marks.everything(desk)) == []
