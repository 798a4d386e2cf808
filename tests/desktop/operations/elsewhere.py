"""A council one of whose members marks on another PC: the register that asks, and the store that answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop import desk
from desktop.desk import Desk
from desktop.operations import appraisal_requests, appraisal_results, appraisals, initiatives, marking_stores
from desktop.operations.appraisal_requests import Made
from domain.council import Council, CouncilMember, Role
from domain.initiative import State
from tests.desktop.operations import unions
from tests.desktop.operations.unions import OFFICER as HAN
from tests.desktop.operations.unions import SECOND, THIRD

BINH, CHI = SECOND, THIRD
SECRET = "bảy con cò trắng"
POINTS = {"novelty": 25.0, "applicability": 26.5, "effect": 33.0}
LOW = {"novelty": 12.0, "applicability": 15.0, "effect": 20.0}
MEMBERS = ((HAN, Role.CHAIRMAN), (BINH, Role.SECRETARY), (CHI, Role.UNION_REPRESENTATIVE))


def under_appraisal(opened: Desk, how_many: int = 2) -> list[str]:
    """Public ids of what a council of three marks now."""
    seated = tuple(CouncilMember(name, role) for name, role in MEMBERS)
    appraisals.set_council(opened, Council("Hội đồng sáng kiến", seated, "2023-07-14"))
    rows = unions.enter(opened, how_many)
    assert initiatives.move(opened, rows, State.UNDER_APPRAISAL).refused == {}
    return [initiatives.get(opened, row).initiative.id for row in rows]


def ask(opened: Desk, usb: Path, name: str = BINH, *only: str, blind: bool = False) -> Made:
    planned = appraisal_requests.plan(opened, name, only, blind=blind)
    return appraisal_requests.make(opened, planned, usb, step=unions.quiet)


@dataclass
class Elsewhere:
    """The PC of an appraiser: what he was sent, and the store he marks in; open only while something is done."""

    request: Path
    home: Path
    made: list[Path] = field(default_factory=list)

    def open(self) -> Desk:
        if not self.home.exists() or self.request not in self.made:
            self.made.append(self.request)
            return marking_stores.open_request(self.request, self.home, SECRET)
        return desk.open_desk(self.home, SECRET)

    def mark(self, public_id: str, points: Any = None, vote: str = "approve", note: str = "được") -> None:
        opened = self.open()
        try:
            appraisals.file_own(opened, public_id, points or POINTS, vote, note)
        finally:
            opened.close()

    def send(self, to: Path, *only: str) -> Path:
        opened = self.open()
        try:
            return appraisal_results.seal(opened, to, only).path
        finally:
            opened.close()
