from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from domain.appraisal_request import Request, answer_code, answers, changed, marks, read, sent, values
from domain.blind import hidden_of
from domain.errors import RuleError
from domain.initiative import Author, Initiative

REQUEST = Request("r1", "register", "Lê Văn Bình", "t" * 64, "Hội đồng", "2023-07-14", blind=True)
AUTHOR = Author("Lê Thị Thanh Vân", birth_year=1990, phone="0912345678", workplace="Tổ 3", awards="CSTĐ", share_pct=60,
                born_on=date(1990, 5, 1), gender="female", membership="member", person_id="p1", leads=True)  # fmt: skip
INITIATIVE = Initiative(id="i1", number="SK-2022-0001", title="Đồ gá may túi", authors=(AUTHOR,), summary="may nhanh",
                        effect="nhanh hơn", confidential="bí quyết", unit_code="27001", unit_name="CĐCS May",
                        decision_no="15/QĐ", portal_no="77", unread={"title": "x"})  # fmt: skip


def test_what_goes_out_has_no_phones_and_nothing_of_the_decision() -> None:
    told = sent(INITIATIVE)
    assert told.authors == (Author("Lê Thị Thanh Vân", workplace="Tổ 3", share_pct=60, leads=True),)
    assert (told.title, told.summary, told.unit_name) == ("Đồ gá may túi", "may nhanh", "CĐCS May")
    assert (told.confidential, told.decision_no, told.portal_no, dict(told.unread)) == ("", "", "", {})


def test_a_technology_secret_leaves_only_name_and_effect() -> None:
    told = sent(dataclasses.replace(INITIATIVE, technology_secret=True))
    assert (told.title, told.effect, told.summary) == ("Đồ gá may túi", "nhanh hơn", "")


def test_blind_says_neither_author_nor_unit() -> None:
    told = sent(INITIATIVE, hidden_of(INITIATIVE))
    assert (told.authors, told.unit_code, told.unit_name, told.title) == ((), "", "", "Đồ gá may túi")
    assert "Vân" not in repr(told)


def test_a_change_since_is_told_by_field_and_only_if_the_appraiser_saw_it() -> None:
    before = marks(sent(INITIATIVE))
    assert "may nhanh" not in str(before), "fingerprints only: no second copy of what may have to be erased"
    assert changed(before, sent(INITIATIVE)) == ()
    renamed = dataclasses.replace(INITIATIVE, title="Đồ gá", effect="chậm hơn", decision_no="16/QĐ",
                                  authors=(dataclasses.replace(AUTHOR, phone="0911111111"),))  # fmt: skip
    assert changed(before, sent(renamed)) == ("title", "effect")


def test_only_the_holder_of_the_request_can_answer_with_a_key() -> None:
    told = answer_code(REQUEST, "ab" * 32)
    assert REQUEST.token not in told
    assert answers(REQUEST, "ab" * 32, told)
    assert not answers(REQUEST, "cd" * 32, told), "another key"
    for other in ({"token": "u" * 64}, {"id": "r2"}, {"appraiser": "Trần Chi"}):
        assert not answers(dataclasses.replace(REQUEST, **other), "ab" * 32, told)
    assert not answers(REQUEST, "ab" * 32, None)
    assert not answers(REQUEST, "ab" * 32, "é")


def test_a_request_comes_back_from_its_values() -> None:
    assert read(values(REQUEST) | {"packs": []}) == REQUEST
    for wrong in ({"token": ""}, {"appraiser": 7}, {"blind": "yes"}, {"id": None}):
        with pytest.raises(RuleError, match="request_malformed"):
            read(values(REQUEST) | wrong)
    with pytest.raises(RuleError, match="request_malformed"):
        read(None)
