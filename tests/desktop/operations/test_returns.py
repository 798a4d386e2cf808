"""Returns: marks with reasons down, answers up in the next package, results and awards down the same way."""

from __future__ import annotations

import dataclasses
import shutil
from datetime import date
from pathlib import Path

import pytest

from db import return_marks as stored_marks
from desktop import desk
from desktop.desk import Desk
from desktop.operations import (
    award_packages,
    awards,
    clashes,
    initiatives,
    packages,
    return_marks,
    return_packages,
    trash,
)
from desktop.operations.awards import Given
from desktop.operations.initiatives import Filter
from desktop.operations.return_marks import Seen
from domain.errors import RuleError
from domain.initiative import State
from domain.return_mark import MarkState
from tests.desktop.operations import unions
from tests.desktop.operations.unions import take

Pair = tuple[Desk, Desk]


@pytest.fixture
def sent(vouched_pair: Pair, usb: Path) -> Pair:
    """The unit's three initiatives have come in above and the receipt is back."""
    unit, upper = vouched_pair
    unions.send(unit, usb)
    receipt = take(upper, usb)[0].receipt
    assert receipt is not None and take(unit, receipt)[0].taken
    return unit, upper


def rows(desk: Desk) -> list[int]:
    return initiatives.page(desk, Filter(), "number")


def states(desk: Desk) -> list[State]:
    return [initiatives.get(desk, row).initiative.state for row in rows(desk)]


def told(desk: Desk, *, open_only: bool = False) -> list[tuple[str, MarkState]]:
    return [(one.mark.field, one.state) for one in return_marks.everything(desk, open_only=open_only)]


def by_field(desk: Desk) -> dict[str, Seen]:
    return {one.mark.field: one for one in return_marks.everything(desk)}


def returned(pair: Pair, usb: Path) -> None:
    """Three marks on two records have gone down and were taken in."""
    unit, upper = pair
    first, second, _third = rows(upper)
    return_marks.mark(upper, first, "effect", "Nêu rõ số liệu")
    return_marks.mark(upper, first, "reach", "Phạm vi chưa rõ")
    return_marks.mark(upper, second, "", "Thiếu quyết định")
    done = return_packages.seal(upper, "27001", usb)
    assert done.lines == 3
    assert take(unit, done.path, dry_run=True)[0].counts == {"new": 3}
    assert take(unit, done.path)[0].counts == {"new": 3}


def test_marks_go_down_and_answers_come_up_and_close_them(sent: Pair, usb: Path) -> None:
    unit, upper = sent
    returned(sent, usb)
    assert states(unit) == [State.RETURNED, State.RETURNED, State.RECEIVED_ABOVE]
    assert set(told(unit)) == {("effect", MarkState.OPEN), ("reach", MarkState.OPEN), ("", MarkState.OPEN)}
    assert initiatives.counts(unit, Filter())["to_mend"] == 2
    assert rows(unit)[:2] == initiatives.page(unit, Filter(to_mend=True), "number")
    initiatives.type_in(unit, rows(unit)[0], {"effect": "Tăng 12 %, từ 150 lên 168 sản phẩm mỗi ca."})
    assert by_field(unit)["effect"].state is MarkState.READY
    return_marks.answer(unit, by_field(unit)[""].mark.no, "Quyết định số 15 đã gửi kèm.")
    planned = packages.plan(unit)
    assert (len(planned.items), len(planned.answers), planned.unanswered) == (2, 2, 1)
    sealed = unions.send(unit, usb)
    assert by_field(unit)["effect"].state is MarkState.LEFT
    done = take(upper, sealed.path)[0]
    assert done.counts == {"updated": 1, "identical": 1}
    above = {one.mark.field: one.mark for one in return_marks.everything(upper, open_only=False)}
    assert (above["effect"].mended, above["effect"].closed_at is not None) == (True, True)
    assert above[""].answer == "Quyết định số 15 đã gửi kèm." and not above[""].mended
    assert above["reach"].is_open
    assert done.receipt is not None and take(unit, done.receipt)[0].taken
    assert [state for field, state in told(unit) if field != "reach"] == [MarkState.CLOSED, MarkState.CLOSED]
    assert states(unit)[0] is State.RECEIVED_ABOVE


def test_the_same_return_again_changes_nothing_and_an_older_one_is_refused(sent: Pair, usb: Path) -> None:
    unit, upper = sent
    returned(sent, usb)
    return_marks.mark(upper, rows(upper)[2], "summary", "Viết rõ hơn")
    newer = return_packages.seal(upper, "27001", usb).path
    older = next(usb.glob("*0001-tra-lai*"))
    assert take(unit, newer)[0].counts == {"new": 1, "identical": 3}
    before = unions.everything_written(unit)
    assert take(unit, newer)[0].code == take(unit, older)[0].code == "package_already_received"
    assert unions.everything_written(unit) == before


def test_a_mark_taken_back_leaves_the_record_as_it_was(sent: Pair, usb: Path) -> None:
    unit, upper = sent
    returned(sent, usb)
    return_marks.unmark(upper, by_field(upper)[""].mark.no)
    assert [one.withdrawn for one in return_packages.waiting(upper)] == [1]
    done = return_packages.seal(upper, "27001", usb)
    assert take(unit, done.path)[0].counts == {"identical": 2, "withdrawn": 1}
    assert states(unit) == [State.RETURNED, State.RECEIVED_ABOVE, State.RECEIVED_ABOVE]
    assert ("", MarkState.WITHDRAWN) in told(unit)


def test_a_mark_nobody_was_told_of_is_put_back_with_its_reason(sent: Pair) -> None:
    _unit, upper = sent
    reason = "Nêu rõ số liệu trước và sau khi áp dụng"
    made = return_marks.mark(upper, rows(upper)[0], "effect", reason)[0]
    return_marks.unmark(upper, made.no)
    (thing,) = trash.everything(upper)
    assert (thing.kind, thing.name) == ("return_mark", reason)
    other = return_marks.mark(upper, rows(upper)[0], "effect", "Lý do khác")[0]
    with pytest.raises(RuleError, match="trash_in_the_way"):
        trash.restore(upper, thing.kind, thing.key)
    return_marks.unmark(upper, other.no)
    return_marks.mark(upper, rows(upper)[1], "effect", "Ở sáng kiến khác")  # takes the number of the one that went
    trash.restore(upper, thing.kind, thing.key)
    assert {one.mark.reason for one in return_marks.everything(upper)} == {reason, "Ở sáng kiến khác"}


def test_an_answer_without_a_change_is_enough_to_be_sent(sent: Pair, usb: Path) -> None:
    unit, upper = sent
    return_marks.mark(upper, rows(upper)[0], "effect", "Nêu rõ số liệu")
    take(unit, return_packages.seal(upper, "27001", usb).path)
    with pytest.raises(RuleError, match="package_empty"):
        unions.send(unit, usb)
    number = by_field(unit)["effect"].mark.no
    return_marks.answer(unit, number, "Giữ nguyên: số liệu đã nêu ở mục Cách tính.")
    sealed = unions.send(unit, usb)
    assert take(upper, sealed.path)[0].counts == {"identical": 1}
    assert told(upper, open_only=True) == []


def test_what_may_not_be_marked(sent: Pair, vouched_pair: Pair) -> None:
    unit, upper = sent
    row = rows(upper)[0]
    for field, reason in (("effect", ""), ("colour", "Sai"), ("effect", "x" * 1001)):
        with pytest.raises(RuleError, match="return_incomplete"):
            return_marks.mark(upper, row, field, reason)
    with pytest.raises(RuleError, match="return_own_record"):
        return_marks.mark(unit, rows(unit)[0], "effect", "Sai")
    with pytest.raises(RuleError, match="identity_number"):
        return_marks.mark(upper, row, "effect", "CCCD 001099012345 không đúng")
    return_marks.mark(upper, row, "effect", "Một")
    return_marks.mark(upper, row, "effect", "Hai")
    assert [one.mark.reason for one in return_marks.of_record(upper, row)] == ["Hai"]


def test_a_return_of_somebody_else_is_not_taken_in(sent: Pair, tmp_path: Path, usb: Path) -> None:
    unit, upper = sent
    other = unions.new(tmp_path / "other", dataclasses.replace(unions.UPPER, code="28000", name="LĐLĐ khác"))
    sibling = unions.new(tmp_path / "sibling", unions.SIBLING)
    unions.vouch(sibling, upper, tmp_path)
    unions.recognised(sibling)
    take(upper, unions.send(sibling, usb).path)
    row = next(row for row in rows(upper) if initiatives.get(upper, row).initiative.unit_code == "27002")
    return_marks.mark(upper, row, "effect", "Sai")
    done = return_packages.seal(upper, "27002", usb)
    assert take(unit, done.path)[0].code == "not_for_our_key"
    assert take(sibling, done.path)[0].counts == {"new": 1}
    assert take(other, done.path)[0].verdict != "valid"
    assert told(unit) == []
    for opened in (other, sibling):
        opened.close()


def test_forged_answers_close_nothing_of_another_unit(sent: Pair, tmp_path: Path, usb: Path) -> None:
    upper = sent[1]
    mark, _changes = return_marks.mark(upper, rows(upper)[0], "effect", "Sai")
    return_packages.seal(upper, "27001", usb)
    sibling = unions.new(tmp_path / "sibling", unions.SIBLING)
    unions.vouch(sibling, upper, tmp_path)
    unions.recognised(sibling)
    sealed = packages.plan(sibling)
    with sibling.store.atomic():  # the sibling knows the mark's id and answers in the unit's place
        foreign = dataclasses.replace(mark, no=0, out=False, initiative_id=sealed.items[0].stored.initiative.id,
                                      held="other", package_id=None)  # fmt: skip
        stored_mark = stored_marks.insert(sibling.store, foreign)
    return_marks.answer(sibling, stored_mark, "Xong rồi")
    assert take(upper, unions.send(sibling, usb).path)[0].taken
    assert told(upper) == [("effect", MarkState.SENT)]
    sibling.close()


def test_results_and_awards_go_down(sent: Pair, usb: Path) -> None:
    unit, upper = sent
    row = rows(upper)[1]
    given = Given("upper", "Giấy khen", "7/QĐ", date(2024, 1, 5), "Bà B")
    award_id, _changes = awards.give(upper, row, given)
    assert [(one.unit_code, one.unit_name, one.awards) for one in award_packages.waiting(upper)] == [
        ("27001", unions.UNIT.name, 1)
    ]
    done = award_packages.seal(upper, "27001", usb)
    assert take(unit, done.path)[0].counts == {"new": 1, "updated": 1}
    assert [(one.form, str(one.level), one.decision_no) for one in awards.everything(unit)] == [
        ("Giấy khen", "upper", "7/QĐ")
    ]
    assert states(unit) == [State.RECEIVED_ABOVE, State.AWARDED, State.RECEIVED_ABOVE]
    awards.withdraw(upper, award_id, "Ghi nhầm người")
    done = award_packages.seal(upper, "27001", usb)
    assert take(unit, done.path)[0].counts == {"withdrawn": 1}
    assert awards.everything(unit) == []


def test_an_award_of_the_unit_itself_is_left_alone(sent: Pair, usb: Path) -> None:
    unit, upper = sent
    own = Given("grassroots", "Giấy khen", "1/QĐ", date(2024, 1, 2), "Ông A")
    awards.give(unit, rows(unit)[0], own)
    awards.give(upper, rows(upper)[1], Given("upper", "Giấy khen", "7/QĐ", date(2024, 1, 5), "Bà B"))
    take(unit, award_packages.seal(upper, "27001", usb).path)
    assert sorted(one.decision_no for one in awards.everything(unit)) == ["1/QĐ", "7/QĐ"]


def test_only_a_union_with_a_root_returns(sent: Pair, usb: Path) -> None:
    unit, upper = sent
    with pytest.raises(RuleError, match="returns_need_upper"):
        return_packages.seal(unit, "27001", usb)
    with pytest.raises(RuleError, match="returns_none"):
        return_packages.seal(upper, "27001", usb)
    with pytest.raises(RuleError, match="results_none"):
        award_packages.seal(upper, "27001", usb)


def test_what_a_unit_sent_twice_differently_is_the_same_everywhere_after_one_more_package(
    sent: Pair, tmp_path: Path, usb: Path
) -> None:
    """The unit sends words, comes back from an older backup and sends others under the same revision. The union keeps
    the first: the unit learns it at the field, mends it, and its next package brings both to the same words."""
    unit, upper = sent
    return_marks.mark(upper, rows(upper)[0], "summary", "Nêu rõ hơn")  # so that the unit may write in the record again
    assert take(unit, return_packages.seal(upper, "27001", usb).path)[0].taken
    unit.close()
    shutil.copytree(unit.home, tmp_path / "backup")
    back = desk.open_desk(tmp_path / "backup", None)
    lost = desk.open_desk(unit.home, None)
    (tmp_path / "up").mkdir()

    def package(opened: Desk, effect: str, only: str = "") -> Path:
        if effect:
            initiatives.type_in(opened, rows(opened)[0], {"effect": effect, "summary": "Rõ hơn."})
        return unions.send(opened, tmp_path / "up", only).path

    assert take(upper, package(lost, "Bản một"))[0].counts == {"updated": 1}
    lost.close()
    (tmp_path / "up" / "27001_0002.asice.age").unlink()
    assert take(upper, package(back, "Bản hai"))[0].code == "package_replayed"
    number = initiatives.get(back, rows(back)[0]).initiative.number
    conflict = take(upper, package(back, "", number))[0]
    assert conflict.counts == {"conflict": 1} and conflict.receipt is not None
    assert take(back, conflict.receipt)[0].taken
    (clash,) = clashes.still_open(upper)
    clashes.settle(upper, clash.no, clashes.HELD)
    (asked,) = return_marks.everything(upper)
    assert asked.mark.field == "effect" and "Gói số 3" in asked.mark.reason

    assert take(back, return_packages.seal(upper, "27001", usb).path)[0].taken
    (mark,) = return_marks.everything(back)
    assert mark.state is MarkState.OPEN, "nothing is mended yet: the unit still has its own words"
    done = take(upper, package(back, "Bản một"))[0]
    assert done.receipt is not None and take(back, done.receipt)[0].taken
    above, here = (initiatives.get(opened, rows(opened)[0]).initiative for opened in (upper, back))
    assert (above.effect, above.summary) == (here.effect, here.summary)
    assert here.effect == "Bản một"
    assert return_marks.everything(upper) == [] and return_marks.everything(back) == []
    back.close()
