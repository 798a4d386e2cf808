from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from db import packages as stored_packages
from desktop.desk import Desk
from desktop.operations import chains, receipts, received_list, trust, unit_events, units
from desktop.operations.chains import CARRIER, SentChain
from desktop.operations.unit_events import Paper
from domain.handover import spans, spoken
from domain.unit import Level
from tests.desktop.operations import unions
from tests.desktop.operations.test_carriers import Three, carry
from tests.desktop.operations.test_carriers import homes as homes
from tests.desktop.operations.test_carriers import three as three
from tests.desktop.operations.test_receiving import forge, values_of
from tests.desktop.operations.unions import take
from tests.desktop.operations.vouched import upper as upper
from tests.desktop.operations.vouched import vouched as vouched


def sent(unit: Desk, how_many: int) -> list[Path]:
    return [unions.send(unit, None, "all").kept for _ in range(how_many)]


@given(st.sets(st.integers(1, 40)))
def test_runs_of_numbers_hold_exactly_the_numbers(numbers: set[int]) -> None:
    found = spans(numbers)
    assert {number for first, last in found for number in range(first, last + 1)} == numbers
    assert all(before[1] + 1 < after[0] for before, after in pairwise(found))


def test_numbers_are_said_as_people_say_them() -> None:
    assert (spoken({1, 2, 3, 5}), spoken([7]), spoken([])) == ("1–3, 5", "7", "")


def test_both_sides_see_what_was_sent_and_what_has_come(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    first, second, _third, fourth = sent(vouched, 4)
    (nothing,) = chains.received(upper)
    assert (nothing.unit_code, nothing.received, nothing.missing) == ("27001", (), ())
    for file in (first, second, fourth):
        take(upper, file, receipts_to=tmp_path)
    (mine,) = chains.received(upper)
    assert (mine.received, mine.missing) == ((1, 2, 4), (3,))
    (told,) = chains.sent(vouched)
    assert (told.sent, told.answered, told.come, told.waiting) == ((1, 2, 3, 4), (), (), (1, 2, 3, 4))
    take(vouched, next(tmp_path.glob("27001_0004-bien-nhan*")))
    (told,) = chains.sent(vouched)
    assert (told.answered, told.come, told.lost, told.waiting) == ((4,), (1, 2, 4), (3,), ())


def test_a_receipt_of_an_older_program_tells_of_its_own_package_only(
    vouched: Desk, upper: Desk, tmp_path: Path
) -> None:
    take(upper, sent(vouched, 2)[0], receipts_to=tmp_path)
    told = receipts.Told("0" * 64, 1, {})
    assert told.received == ()
    assert SentChain("27000", (1, 2), (1,), ()).waiting == (2,)
    assert SentChain("27000", (1, 2), (1,), ()).lost == ()


def test_a_package_that_names_another_one_before_it_is_taken_in_and_told(
    vouched: Desk, upper: Desk, tmp_path: Path
) -> None:
    record = values_of(vouched)
    take(upper, forge(vouched, tmp_path / "1.asice", record, seq=1))
    honest = take(upper, forge(vouched, tmp_path / "3.asice", record, seq=3))[0]
    assert honest.warnings == ("package_gap",)
    swapped = take(upper, forge(vouched, tmp_path / "4.asice", record, seq=4, prev_manifest_sha256="0" * 64))[0]
    assert swapped.taken and swapped.warnings == ("package_before_differs",)


def test_the_next_package_of_an_honest_sender_raises_no_doubt(vouched: Desk, upper: Desk) -> None:
    assert [take(upper, file)[0].warnings for file in sent(vouched, 2)] == [(), ()]


def test_a_unit_whose_key_was_withdrawn_is_not_waited_for(upper: Desk) -> None:
    trust.revoke(upper, "27001")
    assert chains.received(upper) == []


def test_carriers_are_numbered_answered_and_missed_by_themselves(three: Three, tmp_path: Path) -> None:
    """The unit's own package is numbered for the district: the province does not count it, nor miss one of it."""
    unit, district, province = three
    assert [one.unit_code for one in chains.received(province)] == ["27000"], "its key is trusted, nothing has come"
    first = carry(district, tmp_path)
    for _ in range(2):
        unions.send(unit, tmp_path / "usb", "all")
        assert take(district, tmp_path / "usb")[-1].taken
        last = carry(district, tmp_path)
    (sent_on,) = chains.sent(district)
    assert (sent_on.kind, sent_on.recipient, sent_on.sent, sent_on.waiting) == (CARRIER, "27", (1, 2, 3), (1, 2, 3))
    receipts_of = [take(province, done.path)[0].receipt for done in (first, last)]
    (came,) = chains.received(province)
    assert (came.unit_code, came.kind, came.received, came.missing) == ("27000", CARRIER, (1, 3), (2,))
    assert receipts_of[1] is not None and take(district, receipts_of[1])[0].taken
    (sent_on,) = chains.sent(district)
    assert (sent_on.answered, sent_on.come, sent_on.lost, sent_on.waiting) == ((3,), (1, 3), (2,), ())
    standing = received_list.standing(province)
    rows = received_list.ReceivedRows(province)
    told = {row["kind"]: standing.of(row) for row in rows.rows(rows.ids(0, 9))}
    assert told["submission"] is None and told["carrier"] == came


def test_a_unit_under_a_new_code_has_one_row_of_numbers(vouched: Desk, upper: Desk, tmp_path: Path) -> None:
    tree_id = unit_events.add(upper, "CĐCS May Hoa Sim", "27001", Level.GRASSROOTS, units.own_id(upper),
                              Paper(date(2020, 1, 1), "QĐ 1")).unit_id  # fmt: skip
    record = values_of(vouched)
    take(upper, forge(vouched, tmp_path / "1.asice", record, seq=1))
    unit_events.rename(upper, tree_id, "CĐCS May Hoa Sim Mới", "27099", Paper(date(2024, 1, 1), "QĐ 2"))
    with upper.store.atomic():  # as its next package but one would stand here
        stored_packages.insert(upper.store, direction="in", now="2026-06-01T00:00:00.000Z", detail={},
                               kind="submission", manifest_sha256="f", unit_code="27099", unit_name="CĐCS",
                               recipient="27000", seq=3, path="", records=0)  # fmt: skip
    (one,) = chains.received(upper)
    assert (one.unit_code, one.unit_name, one.received, one.missing) == (
        "27099", "CĐCS May Hoa Sim Mới", (1, 3), (2,))  # fmt: skip
    assert one.codes == ("27001", "27099")


def test_a_unit_that_has_gone_into_another_is_not_waited_for(vouched: Desk, upper: Desk) -> None:
    own, paper = units.own_id(upper), Paper(date(2020, 1, 1), "QĐ 1")
    gone = unit_events.add(upper, "CĐCS May Hoa Sim", "27001", Level.GRASSROOTS, own, paper).unit_id
    other = unit_events.add(upper, "CĐCS Sao Mai", "27005", Level.GRASSROOTS, own, paper).unit_id
    assert [one.unit_code for one in chains.received(upper)] == ["27001"]
    unit_events.merge(upper, gone, other, Paper(date(2024, 1, 1), "QĐ 2"))
    assert chains.received(upper) == [] and vouched.unit.code == "27001"
