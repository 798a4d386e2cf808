from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.council import (
    Attendance,
    Council,
    CouncilMember,
    Role,
    composition_problems,
    composition_warnings,
    head_problem,
    quorum,
    same_person,
    session_problems,
    time_of,
    two_thirds,
)
from domain.initiative import Answer

LAWFUL = [
    CouncilMember("An", Role.CHAIRMAN),
    CouncilMember("Bình", Role.SECRETARY),
    CouncilMember("Chi", Role.UNION_REPRESENTATIVE),
]


def codes(*members: CouncilMember) -> list[str]:
    return [problem.code for problem in composition_problems(members)]


def test_a_lawful_council() -> None:
    assert codes(*LAWFUL) == []
    assert codes(*LAWFUL, CouncilMember("Dung", Role.EXPERT), CouncilMember("Em", Role.DEPUTY)) == []


@pytest.mark.parametrize(
    ("missing", "code"),
    [(0, "council_one_chairman"), (1, "council_secretary_missing"), (2, "council_union_representative_missing")],
)
def test_each_seat_the_circular_names_is_needed(missing: int, code: str) -> None:
    assert codes(*LAWFUL[:missing], *LAWFUL[missing + 1 :]) == [code]


def test_two_chairmen_nobody_twice_nobody_without_a_name() -> None:
    assert codes(*LAWFUL, CouncilMember("Dung", Role.CHAIRMAN)) == ["council_one_chairman"]
    assert codes(*LAWFUL, CouncilMember("An", Role.EXPERT)) == ["council_member_twice"]
    assert codes(*LAWFUL, CouncilMember("BÌNH", Role.EXPERT)) == ["council_member_twice"]
    assert codes(*LAWFUL, CouncilMember("", Role.EXPERT)) == ["council_member_unnamed"]


def test_names_not_written_yet_are_not_one_person_twice() -> None:
    assert codes(*(CouncilMember("", member.role) for member in LAWFUL)) == ["council_member_unnamed"]


def test_a_person_is_the_same_in_capitals_and_another_with_another_accent() -> None:
    assert same_person("Đặng Thị Ộ", "ĐẶNG THỊ Ộ")
    assert not same_person("Nguyễn Văn An", "Nguyễn Văn Ân")
    assert not same_person("An", "")


def test_a_deputy_and_experts_are_asked_for_and_not_demanded() -> None:
    assert [(one.code, one.blocks, one.source) for one in composition_warnings(LAWFUL)] == [
        ("council_deputy_missing", False, "TT 18/2013/TT-BKHCN, Điều 8"),
        ("council_expert_missing", False, "TT 18/2013/TT-BKHCN, Điều 8"),
    ]
    full = [*LAWFUL, CouncilMember("Dung", Role.EXPERT), CouncilMember("Em", Role.DEPUTY)]
    assert composition_warnings(full) == ()


@given(st.integers(0, 1000))
def test_two_thirds_is_the_least_whole_number_that_reaches_it(members: int) -> None:
    assert two_thirds(members) * 3 >= members * 2 > (two_thirds(members) - 1) * 3


def in_session(*attendances: Attendance | None) -> Council:
    return Council("HĐ", tuple(CouncilMember(f"m{n}", Role.EXPERT, one) for n, one in enumerate(attendances)))


@pytest.mark.parametrize(
    ("attendances", "taking_part", "refused"),
    [
        ((Attendance.PRESENT, Attendance.PRESENT, Attendance.ABSENT), 2, False),
        ((Attendance.PRESENT, Attendance.BY_SHEET, Attendance.ABSENT), 2, False),
        ((Attendance.PRESENT, Attendance.ABSENT, Attendance.ABSENT), 1, True),
        ((Attendance.PRESENT, None, None), 1, True),
        ((Attendance.PRESENT,) * 3 + (Attendance.BY_SHEET, None), 4, False),
        ((Attendance.PRESENT,) * 3 + (None, None), 3, True),
        ((None, None, None), 0, False),
    ],
)
def test_a_session_below_two_thirds_is_refused_with_the_article(
    attendances: tuple[Attendance | None, ...], taking_part: int, refused: bool
) -> None:
    council = in_session(*attendances)
    assert quorum(council).taking_part == taking_part
    found = session_problems(council)
    assert [one.code for one in found] == (["session_below_quorum"] if refused else [])
    assert all(one.source == one.facts["article"] == "TT 18/2013/TT-BKHCN, Điều 8" for one in found)


@pytest.mark.parametrize(
    ("sits", "writes", "money", "code"),
    [
        (True, True, Answer.YES, "council_head_is_author"),
        (True, True, Answer.UNKNOWN, "council_state_money_unknown"),
        (True, True, Answer.NO, ""),
        (False, True, Answer.YES, ""),
        (True, False, Answer.YES, ""),
    ],
)
def test_the_head_of_a_state_funded_unit_does_not_sit_over_his_own(
    sits: bool, writes: bool, money: Answer, code: str
) -> None:
    members = (*LAWFUL, CouncilMember("Phạm Giám", Role.EXPERT)) if sits else tuple(LAWFUL)
    council = Council("HĐ", members, state_funded=money, head="PHẠM GIÁM")
    found = head_problem(council, ["Lê Văn Tác", "Phạm Giám" if writes else "Trần Khác"])
    assert (found.code if found else "") == code


def test_who_is_the_head_is_never_guessed() -> None:
    assert head_problem(Council("HĐ", tuple(LAWFUL), state_funded=Answer.YES), ["An"]) is None


@pytest.mark.parametrize(
    ("words", "time"),
    [("8h", "08:00"), ("8h30", "08:30"), ("14:05", "14:05"), ("8 giờ 30", "08:30"), ("8 giờ 30 phút", "08:30"),
     (" 7g ", "07:00"), ("", ""), ("24:00", None), ("8:60", None), ("sáng", None), ("8", None)],
)  # fmt: skip
def test_a_time_is_read_as_people_write_it(words: str, time: str | None) -> None:
    assert time_of(words) == time
