from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.appraisal import result
from domain.council import Council, CouncilMember, Role
from domain.initiative import State
from domain.paper import facts, session
from tests.domain.dossier_samples import BINH, CHI, INITIATIVE, LETTER, PROGRAMME

DECIDED = dataclasses.replace(INITIATIVE, number="SK-2021-0007", authors=(BINH, CHI), state=State.RECOGNISED,
                              decision_no="27/QĐ", decision_on=date(2021, 5, 2), accepted_on=date(2021, 1, 31),
                              completion_note="cũ", declined_reason="cũ")  # fmt: skip


def test_the_answer_is_due_three_months_after_the_day_it_was_taken_in() -> None:
    told = facts.of_initiative(DECIDED, PROGRAMME)
    assert (told["accepted_on"], told["due_on"]) == ("ngày 31 tháng 01 năm 2021", "ngày 30 tháng 4 năm 2021")


def test_words_of_an_earlier_decision_are_not_told() -> None:
    told = facts.of_initiative(DECIDED, PROGRAMME)
    assert (told["completion_note"], told["declined_reason"], told["outcome"]) == ("", "", "Công nhận")
    declined = facts.of_initiative(dataclasses.replace(DECIDED, state=State.DECLINED), PROGRAMME)
    assert (declined["declined_reason"], declined["outcome"]) == ("cũ", "Không công nhận")


@pytest.mark.parametrize(
    ("number", "paper", "told"),
    [("SK-2021-0007", "receipt_slip", "SK-2021-0007/BN-CĐCS"), ("5/QĐ", "receipt_slip", "5/QĐ"),
     ("", "refusal_notice", "......../TB-CĐCS"), ("5", "no_such_paper", "5")],
)  # fmt: skip
def test_a_bare_number_is_completed_and_a_whole_one_stays(number: str, paper: str, told: str) -> None:
    assert facts.numbered(number, PROGRAMME, paper) == told
    pack = dataclasses.replace(PROGRAMME, number_forms={"receipt_slip": "{no}/XYZ"})
    assert facts.numbered("7", pack, "receipt_slip") == "7/XYZ"


def test_each_holder_has_a_number_and_the_others_beside_him() -> None:
    first, second = facts.of_holder(DECIDED, 1), facts.of_holder(DECIDED, 2)
    assert (first["holder"], second["holder"]) == (BINH.full_name, CHI.full_name)
    assert second["holder_role"] == f"đồng tác giả (cùng {BINH.full_name})"
    assert (first["certificate_no"], second["certificate_no"]) == ("SK-2021-0007-1", "SK-2021-0007-2")
    alone = facts.of_holder(dataclasses.replace(DECIDED, authors=(BINH,)), 1)
    assert (alone["holder_role"], alone["certificate_no"]) == ("tác giả", "SK-2021-0007")


@given(st.text(st.sampled_from("ab .\n"), max_size=600))
def test_what_is_shortened_fits_and_begins_as_it_began(words: str) -> None:
    told = facts.shortened(words)
    assert len(told) <= 172
    assert " ".join(words.split()).startswith(told.rstrip("…"))


def test_who_issues_is_the_unit_unless_another_is_named() -> None:
    told = facts.of_letter(LETTER, PROGRAMME, "certificate")
    assert (told["issuer"], told["issuer_upper"]) == (LETTER.unit_name, LETTER.upper_name)
    told = facts.of_letter(LETTER, PROGRAMME, "certificate", issuer="Công ty May")
    assert (told["issuer"], told["issuer_upper"], told["unit"]) == ("Công ty May", "", LETTER.unit_name)


def test_a_council_that_wrote_its_day_in_words_keeps_them() -> None:
    council = Council("HĐ", (CouncilMember("An", Role.CHAIRMAN),), "sáng thứ hai", "Phòng 2")
    assert session.of_council(council)["held_on"] == "sáng thứ hai"
    assert session.of_council(dataclasses.replace(council, held_on="2021-07-08"))["held_on"] == (
        "ngày 08 tháng 7 năm 2021"
    )
    timed = dataclasses.replace(council, held_on="2021-07-08", held_time="14:30")
    assert session.held_when(timed) == "14 giờ 30, ngày 08 tháng 7 năm 2021"
    assert session.held_when(council) == "sáng thứ hai"
    judged = [session.Judged(DECIDED, result("1", [], PROGRAMME.rubric, 1), (("An", "Là tác giả"),))]
    assert session.recused(judged) == [{"name": "An", "number": "SK-2021-0007", "reason": "Là tác giả"}]
