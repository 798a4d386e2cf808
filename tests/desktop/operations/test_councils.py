"""Around a council's session: who counts, what may be brought before it, words kept while they are written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop import desk
from desktop.desk import Desk
from desktop.operations import appraisals, councils, demo, initiatives, registers
from domain.council import Council, CouncilMember, Role
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision

OFFICER, VAN, LAM, HUYEN = "Nguyễn Thị Ngọc Hân", "Lê Thị Thanh Vân", "Trần Đại Lâm", "Mã Thị Huyền"
ROLES = (Role.CHAIRMAN, Role.SECRETARY, Role.UNION_REPRESENTATIVE)
GOOD = {"novelty": 24.5, "applicability": 25.0, "effect": 33.0}
PAPER = Decision("27/QĐ-HĐSK", date(2023, 7, 21), "Nguyễn Văn Khởi")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Desk]:
    registers.create(tmp_path / "register", demo.UNIT, OFFICER, None)
    made = desk.open_desk(tmp_path / "register", None)
    for values in demo.sample()[0][:3]:
        initiatives.enter(made, values)
    yield made
    made.close()


def seat(opened: Desk, *names: str) -> None:
    members = tuple(CouncilMember(name, role) for name, role in zip(names, ROLES, strict=True))
    councils.seat(opened, Council("Hội đồng", members), "council")


def send_all(opened: Desk) -> list[int]:
    rows = councils.ready(opened, drafts=True)
    initiatives.move(opened, rows, State.UNDER_APPRAISAL)
    return rows


def sheet(opened: Desk, name: str, row_id: int, vote: str = "approve") -> None:
    public_id = initiatives.get(opened, row_id).initiative.id
    given = {"initiative": public_id, "appraiser": name, "points": GOOD, "vote": vote}
    assert appraisals.file_sheets(opened, [given]).refused == ()


def test_drafts_are_ready_only_when_asked_for_and_complete(opened: Desk) -> None:
    initiatives.new(opened, {"title": "Mới có cái tên"})
    assert councils.ready(opened) == []
    assert councils.ready(opened, drafts=True) == [1, 2, 3]
    initiatives.move(opened, [2], State.ACCEPTED)
    assert councils.ready(opened) == [2]


def test_sheets_of_who_no_longer_sits_do_not_count(opened: Desk) -> None:
    seat(opened, VAN, LAM, HUYEN)
    first = send_all(opened)[0]
    for name in (VAN, LAM):
        sheet(opened, name, first)
    before = next(line for line in appraisals.results(opened) if line.stored.row_id == first)
    assert (before.result.filed, before.result.outcome) == (2, State.RECOGNISED)
    seat(opened, VAN, OFFICER, HUYEN)
    after = next(line for line in appraisals.results(opened) if line.stored.row_id == first)
    assert (after.result.filed, after.result.outcome) == (1, None)
    assert {line.row_id: line.filed for line in appraisals.waiting(opened)} == {1: 1, 2: 0, 3: 0}


def test_the_queue_begins_with_the_fewest_sheets_and_ends_with_the_own(opened: Desk) -> None:
    seat(opened, VAN, LAM, OFFICER)
    send_all(opened)
    sheet(opened, VAN, 1)
    sheet(opened, OFFICER, 2)
    assert appraisals.queue(opened) == [(3, 0, False), (1, 1, False), (2, 1, True)]


def test_each_decision_is_carried_out_or_refused_by_itself(opened: Desk) -> None:
    seat(opened, VAN, LAM, HUYEN)
    for row_id in send_all(opened):
        for name in (VAN, LAM):
            sheet(opened, name, row_id, "after_completion")
    appraisals.close(opened)
    done = councils.decide(opened, State.RECOGNISED_AFTER_COMPLETION, PAPER, {1: " Đo lại. ", 2: " \n"})
    assert done.moved == (1,)
    assert [problem.code for problem in done.refused[2]] == ["completion_missing"]
    assert initiatives.get(opened, 1).initiative.completion_note == "Đo lại."
    assert councils.decide(opened, State.RECOGNISED, PAPER, {3: ""}).refused[3][0].code == "verdict_differs"


def test_words_are_kept_and_forgotten(opened: Desk) -> None:
    assert councils.kept(opened, "council") == {}
    councils.keep(opened, "council", {"name": "Hội đồng"})
    assert councils.kept(opened, "council") == {"name": "Hội đồng"}
    seat(opened, VAN, LAM, HUYEN)
    assert councils.kept(opened, "council") == {}
    assert councils.members(opened) == (VAN, LAM, HUYEN)


def test_a_council_that_breaks_the_rules_leaves_what_was_written(opened: Desk) -> None:
    councils.keep(opened, "council", {"name": "Hội đồng"})
    with pytest.raises(RuleError, match="council_incomplete"):
        councils.seat(opened, Council("Hội đồng", (CouncilMember(VAN, Role.CHAIRMAN),)), "council")
    assert councils.kept(opened, "council") == {"name": "Hội đồng"}
