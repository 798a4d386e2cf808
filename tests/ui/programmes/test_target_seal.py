"""Targets sent down in a signed package, and the same package in the wizard of the unit below."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop import desk as desks
from desktop.jobs import Lanes
from desktop.operations import receiving, target_packages, targets
from domain.target import Target
from tests.desktop.operations import unions
from ui.common.page_model import CELL
from ui.packages.receive_wizard import ReceiveWizard
from ui.packages.received import ReceivedPanel
from ui.packages.verify_view import VerifyView
from ui.programmes.target_seal import TargetSealView
from ui.programmes.targets import TargetsSection
from ui.session import Session

WANTED = Target("", "1", "grassroots", "27001", unions.UNIT.name, initiatives=20, document="KH 12/KH-LĐLĐ")


@pytest.fixture
def pair(tmp_path: Path, themed_app: QApplication) -> Iterator[tuple[Session, Session]]:
    unit, upper = unions.new(tmp_path / "unit"), unions.new(tmp_path / "upper", unions.UPPER)
    unions.vouch(unit, upper, tmp_path)
    targets.hand_down(upper, WANTED)
    unit.close()
    upper.close()
    made = [Session(desks.open_desk(tmp_path / name, None), Lanes()) for name in ("unit", "upper")]
    yield made[0], made[1]
    for session in made:
        session.close()


def opened(qtbot: QtBot, session: Session) -> TargetsSection:
    section = TargetsSection(session)
    qtbot.addWidget(section)
    section.resize(1160, 680)
    session.changed.connect(lambda _changes: section.refresh())
    section.show()
    section.refresh()
    assert session.lanes.wait_idle()
    return section


def sent(qtbot: QtBot, upper: Session, to: Path) -> TargetSealView:
    section = opened(qtbot, upper)
    section.send.click()
    assert upper.lanes.wait_idle()
    view = section.task
    assert view is not None
    view.write_to(to)
    assert not view.may_close() and not section.may_close(), "while it is written the window waits"
    assert upper.lanes.wait_idle()
    return view


def test_the_package_is_sealed_for_all_or_for_one(qtbot: QtBot, pair: tuple[Session, Session], usb: Path) -> None:
    _unit, upper = pair
    view = sent(qtbot, upper, usb)
    assert view.show_folder.isVisible() and view.may_close()
    assert "1 chỉ tiêu" in view.count.text()
    view.to.set_value("27001")
    view.write_to(usb)
    assert upper.lanes.wait_idle()
    assert len(list(usb.glob("*-chi-tieu.asice"))) == 2


def test_a_grassroots_unit_has_nothing_to_send(qtbot: QtBot, pair: tuple[Session, Session]) -> None:
    unit, upper = pair
    assert opened(qtbot, unit).send.isHidden()
    assert not opened(qtbot, upper).send.isHidden()


def test_the_wizard_shows_each_target_before_it_is_taken_in(
    qtbot: QtBot, pair: tuple[Session, Session], usb: Path
) -> None:
    unit, upper = pair
    targets_of_unit = opened(qtbot, unit)
    sent(qtbot, upper, usb)
    wizard = ReceiveWizard(unit)
    qtbot.addWidget(wizard)
    wizard.resize(1160, 680)
    wizard.show()
    wizard.add([usb])
    wizard.frame.go("verdicts")
    assert unit.lanes.wait_idle()
    (row,) = wizard.verdicts.rows
    assert (row.kind, row.taken, row.counts) == ("targets", True, {"new": 1})
    wizard.frame.go("differences")
    assert unit.lanes.wait_idle()
    name, words = wizard.differences.facts.text().split("\n")
    assert unions.UNIT.name in name and words.startswith("Mới: 20 sáng kiến")
    assert not [one for one in targets.everything(unit.screen) if one.id], "nothing is written yet"
    wizard.frame.go("take")
    assert unit.lanes.wait_idle()
    shown = next(one for one in targets_of_unit.rows if one.target.id)
    assert shown.target.issuer_name == unions.UPPER.name
    targets_of_unit.table.select_row(targets_of_unit.rows.index(shown))
    assert not targets_of_unit.drop.isEnabled() and "cấp trên" in targets_of_unit.drop.toolTip()


def test_what_was_received_is_listed_without_a_receipt_and_can_be_looked_into(
    qtbot: QtBot, pair: tuple[Session, Session], usb: Path
) -> None:
    unit, upper = pair
    for n in (20, 25):  # the first package never comes here: that is no gap
        upper.do(lambda desk, _job, n=n: targets.hand_down(desk, dataclasses.replace(WANTED, initiatives=n)))  # type: ignore[misc]
        upper.do(lambda desk, _job: target_packages.seal(desk, usb))
    assert upper.lanes.wait_idle()
    newest = max(usb.iterdir())
    unit.do(lambda desk, _job: receiving.receive(desk, [newest], step=unions.quiet))
    assert unit.lanes.wait_idle()
    panel = ReceivedPanel(unit)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.refresh() == 1
    assert not panel.gap_banner.isVisible() and not panel.receipt_button.isEnabled()
    assert "Gói chỉ tiêu" in panel.table.model().index(0, 0).data(CELL).second
    view = VerifyView(unit)
    qtbot.addWidget(view)
    view.check(newest)
    assert unit.lanes.wait_idle()
    assert view.inside is not None and [one.initiatives for one in view.inside.targets] == [25]


@pytest.fixture
def usb(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder
