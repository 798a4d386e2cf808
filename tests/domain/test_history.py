"""What the journal says of a field, in the order and the words of people."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from domain import history
from domain.history import Change, changes, differing, told, told_both
from domain.initiative import Author, Initiative
from domain.record import record
from tests.domain.kit import pack


def test_only_what_differs_is_told() -> None:
    before = Initiative(title="Kệ", reach="Xưởng 1")
    after = dataclasses.replace(before, title="Kệ để khuôn", authors=(Author("An"),))
    found = differing(record(before), record(after))
    assert set(found) == {"title", "authors"}
    assert found["title"] == ["Kệ", "Kệ để khuôn"]
    assert differing(record(before), record(before)) == {}


def test_a_line_of_the_journal_becomes_one_change_for_each_field() -> None:
    detail = {"fields": {"title": ["a", "b"], "unread": [{}, {"benefit_vnd": "nhiều", "authors.0.birth_year": "85?"}]}}
    found = list(changes("2026-11-27T01:00:00.000Z", "Hân", "typed", detail))
    assert [(one.field, one.before, one.after) for one in found] == [
        ("title", "a", "b"), ("authors", "", "85?"), ("benefit_vnd", "", "nhiều")]  # fmt: skip
    assert history.of_field(found, "title") == (found[0],)
    assert history.of_field(found, "") == tuple(found)


def test_a_move_is_a_change_of_the_state_with_its_reason() -> None:
    detail = {"start": "under_appraisal", "end": "eligible", "reason": "Bổ sung số liệu"}
    [found] = changes("t", "Hân", "moved", detail)
    assert found == Change("t", "Hân", "moved", "state", "under_appraisal", "eligible", "Bổ sung số liệu")
    assert list(changes("t", "Hân", "sheet_filed", {"appraiser": "An"})) == []


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("state", "draft", "Nháp"),
        ("benefit_vnd", 48_500_000, "48.500.000 đ"),
        ("applied_from_on", "2022-08-12", "12/08/2022"),
        ("applied_from_on", "12/13/2022", "12/13/2022"),
        ("benefit_state", "claimed", "Tự khai"),
        ("lawful", "yes", "Đúng"),
        ("trial", False, "Không"),
        ("title", "yes", "yes"),
        ("reach", "", ""),
        ("authors", [{"full_name": "An", "birth_year": 1985, "share_pct": 62.5}], "An, 1985, 62,5 %"),
    ],
)
def test_values_are_told_in_words(field: str, value: Any, words: str) -> None:
    assert told(field, value, pack()) == words


def test_authors_that_read_alike_are_told_by_what_differs() -> None:
    one = {"full_name": "An", "position": "", "phone": "0900", "gender": "", "leads": False}
    other = one | {"position": "Tổ trưởng", "gender": "female", "leads": True}
    before, after = told_both("authors", [one], [other], pack())
    assert before == "An, Giới tính: (trống), Chủ nhiệm đề tài: Không, Chức vụ: (trống)"
    assert after == "An, Giới tính: Nữ, Chủ nhiệm đề tài: Có, Chức vụ: Tổ trưởng"
    assert told_both("authors", [one], [one | {"full_name": "Bình"}], pack()) == ("An", "Bình")
    assert told_both("title", "a", "b", pack()) == ("a", "b")
