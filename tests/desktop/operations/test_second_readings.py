"""A second reading is asked for once a round, by who keeps the book; nobody's sheet is changed by it."""

from __future__ import annotations

import pytest

from desktop.desk import APPRAISER, Desk
from desktop.operations import appraisals, councils, second_readings, users
from domain.errors import RuleError
from tests.desktop.operations import unions
from tests.desktop.operations.test_appraisals import LOW, POINTS, events, file, row_of, sheet, under_appraisal
from tests.desktop.operations.unions import OFFICER, SECOND, THIRD


def refusal(opened: Desk, public_id: str, reason: str = "chênh 70 điểm") -> str:
    with pytest.raises(RuleError) as raised:
        second_readings.ask(opened, public_id, reason)
    return raised.value.code


def test_whoever_filed_is_asked_until_he_files_again_be_it_the_same(unit: Desk) -> None:
    users.add(unit, SECOND, [APPRAISER], "")
    x, y = under_appraisal(unit, 2)
    assert refusal(unit, x) == "second_reading_no_sheets"
    assert file(unit, sheet(x, OFFICER), sheet(x, SECOND, LOW), sheet(x, THIRD)) == []
    assert refusal(unit, x, "  ") == "second_reading_reason_missing"
    before = events(unit)
    assert second_readings.ask(unit, x, "chênh 70 điểm").touches("appraisals")
    assert refusal(unit, x) == "second_reading_asked" and events(unit) == before
    assert second_readings.asked(unit)[x].open_for == {OFFICER, SECOND, THIRD}
    second = unions.as_user(unit, SECOND)
    first, last = appraisals.waiting(second)
    assert {first.public_id: first.again, last.public_id: last.again} == {x: "chênh 70 điểm", y: ""}
    appraisals.file_own(second, x, LOW, "approve")
    assert second_readings.asked(second)[x].open_for == {OFFICER, THIRD}
    assert not [line.again for line in appraisals.waiting(second) if line.again]
    assert len(events(second)) == len(before) + 1
    second.close()


def test_a_mere_member_asks_nobody_and_another_round_begins_anew(unit: Desk) -> None:
    users.add(unit, THIRD, [APPRAISER], "")
    x = under_appraisal(unit)[0]
    assert file(unit, *(sheet(x, name) for name in (OFFICER, SECOND, THIRD))) == []
    third = unions.as_user(unit, THIRD)
    assert refusal(third, x) == "council_keeper_needed"
    again = unions.as_user(third, OFFICER)
    second_readings.ask(again, x, "đọc lại phần hiệu quả")
    appraisals.close(again)
    assert refusal(again, x) == "not_under_appraisal" and second_readings.asked(again) == {}
    assert councils.mark_again(again, [row_of(again, x)], "đo lại").refused == {}
    assert second_readings.asked(again) == {}
    appraisals.file_own(again, x, POINTS, "approve")
    second_readings.ask(again, x, "lần nữa")
    again.close()
