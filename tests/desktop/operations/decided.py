"""A register in which a council has decided four initiatives, each its own way; days and numbers never change."""

from __future__ import annotations

from datetime import date

import pytest

from db import packages
from desktop import clock
from desktop.desk import Desk
from desktop.operations import appraisals, initiatives
from desktop.operations.reports import LetterWords
from domain.council import Council, CouncilMember, Role
from domain.initiative import State
from domain.moves import Decision
from tests.desktop.operations import unions

TODAY = date(2023, 7, 10)
DECISION = Decision("27/QĐ-HS", date(2023, 7, 9), "Nguyễn Văn Khởi, Phó Giám đốc")
# The first sits as an author of the first initiative.
MEMBERS = (
    CouncilMember("Nguyễn Thị Hạt", Role.EXPERT),
    CouncilMember("Nguyễn Văn Khởi", Role.CHAIRMAN),
    CouncilMember("Phạm Ngọc Tuyền", Role.SECRETARY),
    CouncilMember("Trần Đại Lâm", Role.DEPUTY),
    CouncilMember("Mã Thị Huyền", Role.UNION_REPRESENTATIVE),
)
WORDS = LetterWords("12", "10/7/2023", "Bình Tân", "Trần Thị Ngọc", signer_position="PHÓ CHỦ TỊCH",
                    issuer="Công ty TNHH May Hoa Sim")  # fmt: skip
SECRET = "BÍQUYẾT"
MANIFEST = "0123456789abcdef" * 4


def fill(unit: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Recognised and nominated, recognised with a secret, to be completed, declined; one more is taken in only."""
    monkeypatch.setattr(clock, "today", lambda: TODAY)
    rows = unions.enter(unit, 5)
    initiatives.type_in(unit, rows[1], {"summary": SECRET, "nature": SECRET, "technology_secret": True})
    assert initiatives.move(unit, rows, State.ACCEPTED).refused == {}
    appraisals.set_council(unit, Council("Hội đồng sáng kiến Hoa Sim", MEMBERS, "8/7/2023", "Phòng họp số 2"))
    assert initiatives.move(unit, rows[:4], State.UNDER_APPRAISAL).refused == {}
    for no, vote in enumerate(("approve", "approve", "after_completion", "decline")):
        mark(unit, rows[no], vote)
    appraisals.close(unit)
    for row, state, reason in ((rows[0], State.RECOGNISED, ""), (rows[1], State.RECOGNISED, ""),
                               (rows[2], State.RECOGNISED_AFTER_COMPLETION, "Bổ sung số liệu ba tháng."),
                               (rows[3], State.DECLINED, "Đã có ở xưởng khác từ năm 2020.")):  # fmt: skip
        paper = Decision(DECISION.no, DECISION.on, DECISION.signer, reason)
        assert initiatives.move(unit, [row], state, paper).refused == {}
    assert initiatives.move(unit, rows[:1], State.NOMINATED).refused == {}
    _sealed(unit, rows[:2])
    return rows


def _sealed(unit: Desk, rows: list[int]) -> None:
    """A package on record, whose fingerprint is the same in every run: a sealed one never has the same."""
    held = [initiatives.get(unit, row).initiative for row in rows]
    with unit.store.atomic():
        package_id = packages.insert(
            unit.store, direction="out", now="2023-07-10T07:05:00.000Z", detail={}, kind="submission",
            manifest_sha256=MANIFEST, unit_code=unit.unit.code, unit_name=unit.unit.name,
            recipient=unit.unit.upper_code, seq=1, path=f"{unit.unit.code.lower()}_0001.asice", records=len(held),
        )  # fmt: skip
        packages.add_records(unit.store, package_id, [(one.id, one.revision, "new") for one in held])


def mark(unit: Desk, row: int, vote: str) -> None:
    held = initiatives.get(unit, row).initiative
    points = {"novelty": 24, "applicability": 26.5, "effect": 33}
    authors = {author.full_name for author in held.authors}
    sheets = [
        {"initiative": held.number, "appraiser": member.name, "points": points, "vote": vote,
         "note": "Nên làm thêm cỡ 10 mm." if member.role is Role.DEPUTY else ""}
        for member in MEMBERS if member.name not in authors
    ]  # fmt: skip
    assert appraisals.file_sheets(unit, sheets).refused == ()
