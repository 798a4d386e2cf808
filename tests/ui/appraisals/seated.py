"""A register whose council has begun to mark, opened as any of its users."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop import desk
from desktop.jobs import Lanes
from desktop.operations import appraisals, councils, initiatives, programme_files, programmes, registers, users
from domain.council import Council, CouncilMember, Role
from domain.initiative import State
from resources import path
from tests.ui.registers import UNIT, USER
from ui.appraisals.page import AppraisalsPage
from ui.session import Session

VAN, LAM, HUYEN = "Lê Thị Thanh Vân", "Trần Đại Lâm", "Mã Thị Huyền"
GOOD = {"novelty": 24.5, "applicability": 25.0, "effect": 33.0}
POOR = {"novelty": 12.0, "applicability": 20.0, "effect": 25.0}
OFFICER = USER

Open = Callable[[str], AppraisalsPage]


def make_home(folder: Path, *, entries: int = 4, seats: tuple[str, ...] = (VAN, LAM, HUYEN), pack: str = "") -> Path:
    """A plain register with two appraisers beside its officer, and `entries` initiatives under appraisal.

    `seats` sit as chairman, secretary and union representative; no seats, no council and nothing under appraisal.
    `pack` is the text of the rules they are entered under, where those are not the shipped ones.
    """
    home = folder / "register"
    registers.create(home, UNIT, OFFICER, None)
    opened = desk.open_desk(home, None)
    for name in (VAN, LAM):
        users.add(opened, name, ["appraiser"], "")
    if pack:
        file = folder / "own.toml"
        file.write_text(pack.replace('id = "1m-2022"', 'id = "own-2022"', 1), encoding="utf-8")
        programme_files.install(opened, file, unsigned=True)
        programmes.use(opened, "own-2022")
    for values in json.loads(path("samples/initiatives.json").read_text(encoding="utf-8"))[:entries]:
        initiatives.enter(opened, values)
    if seats:
        roles = (Role.CHAIRMAN, Role.SECRETARY, Role.UNION_REPRESENTATIVE)
        members = tuple(CouncilMember(name, role) for name, role in zip(seats, roles, strict=True))
        appraisals.set_council(opened, Council("Hội đồng sáng kiến", members, "2023-07-14", "Phòng họp số 2"))
        initiatives.move(opened, councils.ready(opened, drafts=True), State.UNDER_APPRAISAL)
    opened.close()
    return home


def mark(home: Path, name: str, number: str, points: dict[str, float], vote: str = "approve", note: str = "") -> None:
    """A sheet filed before the page is opened."""
    opened = desk.open_desk(home, None)
    given = {"initiative": number, "appraiser": name, "points": points, "vote": vote, "note": note}
    assert appraisals.file_sheets(opened, [given]).refused == ()
    opened.close()


def open_page(qtbot: QtBot, home: Path, name: str) -> AppraisalsPage:
    """The page in a window of its own, as this user sees it."""
    session = Session(desk.open_desk(home, None, user_name=name), Lanes())
    page = AppraisalsPage(session)
    page.resize(1160, 690)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    settle(page)
    return page


def settle(page: AppraisalsPage) -> None:
    """Everything under way has been done and told."""
    assert session_of(page).lanes.wait_idle()


def session_of(page: AppraisalsPage) -> Session:
    return page._session


def shut(page: AppraisalsPage) -> None:
    """As the window closes: save what is being typed, then close the register."""
    page.flush()
    session_of(page).close()


def under_focus(page: AppraisalsPage) -> QWidget:
    found = page.focusWidget()
    assert found is not None
    return found


ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
