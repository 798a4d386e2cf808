from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import messages
from domain import eligibility, entry
from domain.eligibility import blocking, problems
from domain.initiative import YEARLY, Author, BenefitState, Initiative
from domain.programme import LIMITED, REQUIRABLE, Programme
from tests.domain.kit import TODAY, initiatives, pack

STRICT = dataclasses.replace(pack(), required=tuple(sorted(REQUIRABLE)), limits=dict.fromkeys(LIMITED, 5))


def full(**changes: Any) -> Initiative:
    held = Initiative(
        title="Đồ gá may túi",
        authors=(Author("Nguyễn Văn An", 1985, phone="0912820510"),),
        applied_from_on=pack().phases[0].applied_from_on,
        summary="Cũ … mới …",
        effect="Nhanh gấp đôi",
    )
    return dataclasses.replace(held, **changes)


def codes(held: Initiative, programme: Programme | None = None) -> list[str]:
    return [problem.code for problem in problems(held, programme or pack())]


def test_a_full_record_has_no_objection() -> None:
    assert codes(full()) == []


def shared(*shares: float | None) -> Initiative:
    return full(authors=tuple(Author(f"Người Thứ {n}", share_pct=share) for n, share in enumerate(shares)))


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ((60, 40), []),
        ((33.3, 33.3, 33.3), ["credited_author_tie"]),
        ((33.33, 33.33, 33.34), []),
        ((33.4, 33.3, 33.3), []),
        ((33.4, 33.4, 33.3), ["credited_author_tie"]),
        ((16.7, 16.7, 16.7, 16.7, 16.7, 16.4), ["credited_author_tie"]),
        ((60, 39), ["shares_not_100"]),
        ((60, 60), ["shares_not_100"]),
        ((100, None), ["shares_missing"]),
        ((50, 50), ["credited_author_tie"]),
        ((5,), []),
    ],
)
def test_shares_come_to_a_hundred_as_people_write_them(shares: tuple[float | None, ...], found: list[str]) -> None:
    assert codes(shared(*shares)) == found


def test_a_tie_is_settled_by_a_persons_choice() -> None:
    assert codes(dataclasses.replace(shared(50, 50), credited_no=2)) == []


@pytest.mark.parametrize(
    ("state", "amount", "found"),
    [
        (BenefitState.NONE, None, []),
        (BenefitState.NONE, 5, ["benefit_state_unclear"]),
        (BenefitState.CLAIMED, None, ["benefit_amount_missing"]),
        (BenefitState.VERIFIED, 0, ["benefit_amount_missing"]),
        (BenefitState.VERIFIED, 10**13, []),
        (BenefitState.VERIFIED, 10**13 + 1, ["benefit_absurd"]),
        (BenefitState.CLAIMED, -1, ["benefit_absurd"]),
        (BenefitState.NOT_COMPUTABLE, None, []),
        (BenefitState.NOT_COMPUTABLE, 5, ["benefit_not_computable_with_amount"]),
    ],
)
def test_an_amount_and_its_state_belong_together(state: BenefitState, amount: int | None, found: list[str]) -> None:
    assert codes(full(benefit_state=state, benefit_vnd=amount)) == found


@pytest.mark.parametrize("field", YEARLY)
@pytest.mark.parametrize(("amount", "found"), [(-1, 1), (0, 0), (10**13, 0), (10**13 + 1, 1)])
def test_the_benefit_of_a_year_is_as_sane_as_the_whole(field: str, amount: int, found: int) -> None:
    objected = problems(full(**{field: amount}), pack())
    assert [(p.code, p.field, p.blocks) for p in objected] == [("benefit_absurd", field, True)] * found


@pytest.mark.parametrize(("last", "found"), [(date(2022, 1, 1), []), (date(2021, 12, 31), ["benefit_to_before_from"])])
def test_the_period_of_a_benefit_does_not_end_before_it_begins(last: date, found: list[str]) -> None:
    objected = problems(full(benefit_from_on=date(2022, 1, 1), benefit_to_on=last), pack())
    assert [p.code for p in objected] == found
    assert all(p.field == "benefit_to_on" for p in objected)


def test_days() -> None:
    first, last = pack().phases[0].applied_from_on, pack().phases[-1].applied_to_on
    assert codes(full(applied_from_on=last.replace(year=last.year + 1))) == ["outside_phases"]
    assert codes(full(applied_from_on=last, applied_to_on=first)) == ["applied_to_before_from"]
    assert codes(full(applied_from_on=last, applied_to_on=last)) == []


@pytest.mark.parametrize(
    ("author", "found"),
    [
        (Author(""), ["author_name_missing"]),
        (Author("An"), ["author_name_short"]),
        (Author("NGUYỄN THỊ HÀ"), ["author_name_capitals"]),
        (Author("nguyễn thị hà"), ["author_name_capitals"]),
        (Author("Lê An", 1919), ["birth_year_absurd"]),
        (Author("Lê An", 2008), ["birth_year_absurd"]),
        (Author("Lê An", 2007), []),
        (Author("Lê An", phone="12345"), ["phone_doubtful"]),
    ],
)
def test_authors(author: Author, found: list[str]) -> None:
    assert codes(full(authors=(author,))) == found


@pytest.mark.parametrize(
    ("field", "words", "code"),
    [
        ("applied_from_on", "31/13/2022", "date_unreadable"),
        ("applied_to_on", "cuối năm", "date_unreadable"),
        ("benefit_vnd", "48,5", "benefit_unreadable"),
    ],
)
def test_words_that_could_not_be_read_stop_the_record_once(field: str, words: str, code: str) -> None:
    held = entry.typed(full(), {field: words}, TODAY)
    found = problems(held, pack())
    assert [(p.code, p.field, p.facts) for p in found] == [(code, field, {"words": words})]
    assert blocking(held, pack()) == 1


def test_a_decision_day_from_a_list_is_told_and_stops_nothing() -> None:
    found = problems(full(unread={"decision_on": "tháng 5"}), pack())
    assert [(p.code, p.blocks) for p in found] == [("date_unreadable", False)]


def test_a_limit_counts_letters_as_the_portal_does() -> None:
    assert codes(full(summary="ế" * 1000)) == []
    assert codes(full(summary="e\u0302\u0301\r\n" * 500)) == []
    found = problems(full(summary="x" * 1001), pack())
    assert [(p.code, p.facts) for p in found] == [("text_too_long", {"over": 1, "limit": 1000})]


@given(initiatives)
def test_objections_stand_in_the_order_of_the_form_and_name_real_fields(held: Initiative) -> None:
    found = problems(held, STRICT)
    order = [eligibility._form_order(problem) for problem in found]
    assert order == sorted(order)
    assert {problem.field.partition(".")[0] for problem in found} <= {f.name for f in dataclasses.fields(Initiative)}
    assert blocking(held, STRICT) == sum(problem.blocks for problem in found)


@given(initiatives, st.sampled_from(messages.LANGUAGES))
def test_every_objection_is_a_sentence_without_gaps(held: Initiative, language: str) -> None:
    for problem in problems(held, STRICT):
        words = messages.of_problem(problem, language)
        assert problem.code in messages.sentences(language)
        assert words != problem.code
        assert "…" not in words or "…" in str(problem.facts)


@pytest.mark.parametrize("language", messages.LANGUAGES)
@pytest.mark.parametrize("name", sorted(REQUIRABLE))
def test_whatever_a_pack_may_demand_is_asked_for_in_words(name: str, language: str) -> None:
    demanding = dataclasses.replace(pack(), required=(name,), limits={})
    assert codes(Initiative(), demanding) == [f"{name}_missing"]
    assert f"{name}_missing" in messages.sentences(language)
    assert getattr(Initiative(), name) in ("", None, ())


@given(initiatives)
def test_what_is_demanded_can_be_given(held: Initiative) -> None:
    missing = {problem.code.removesuffix("_missing") for problem in problems(held, STRICT)}
    assert missing & REQUIRABLE == {name for name in REQUIRABLE if not getattr(held, name) and name not in held.unread}


def topic(*leads: bool, credited_no: int | None = None) -> Initiative:
    people = tuple(Author(f"Người Thứ {n}", share_pct=50, leads=one) for n, one in enumerate(leads))
    return full(authors=people, credited_no=credited_no)


def test_of_two_leaders_of_a_topic_somebody_chooses_who_is_counted() -> None:
    assert codes(topic(True, False)) == []  # the leader, although the shares are a tie
    assert codes(topic(True, True)) == ["topic_leaders_many"]
    assert codes(topic(True, True, credited_no=2)) == []
    assert codes(topic(False, False)) == ["credited_author_tie"]


@pytest.mark.parametrize(
    ("born", "year", "found"),
    [
        (date(2006, 9, 1), 2006, []),
        (date(2006, 9, 2), 2006, ["author_under_age"]),
        (date(1985, 8, 12), 1985, []),
        (date(1985, 8, 12), 1986, ["birth_date_differs"]),
        (date(1915, 8, 12), 1915, ["birth_year_absurd"]),
    ],
)
def test_a_day_of_birth_agrees_with_the_year_and_with_the_age_of_work(born: date, year: int, found: list[str]) -> None:
    assert pack().phases[0].applied_from_on == date(2021, 9, 1)
    held = full(authors=(Author("Nguyễn Văn An", year, born_on=born),))
    assert codes(held) == found
    assert all(problem.field == "authors.0.birth_year" for problem in problems(held, pack()))
