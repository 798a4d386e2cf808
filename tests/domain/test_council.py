from __future__ import annotations

import pytest

from domain.council import CouncilMember, Role, composition_problems, same_person

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
