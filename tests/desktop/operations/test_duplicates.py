"""Near-duplicates in a real register: found, judged once, and kept up with what is typed."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.desk import Desk
from desktop.operations import duplicates, initiatives
from domain.duplicate import Verdict
from domain.errors import RuleError
from domain.initiative import State
from domain.moves import Decision
from tests.domain.test_duplicate import BODY, OTHER, TITLE


def _quiet(_done: int, _total: int) -> None:
    pass


def _enter(desk: Desk, title: str, summary: str, author: str = "Trần Thị Bưởi") -> int:
    values: dict[str, Any] = {"title": title, "summary": summary, "authors": [{"full_name": author}]}
    return initiatives.enter(desk, values).stored.row_id


@pytest.fixture
def three(unit: Desk) -> tuple[int, int, int]:
    """An initiative, one of another author with a few words changed, and one that has nothing to do with them."""
    changed = BODY.replace("mười hai giây", "15 giây").replace("đèn đỏ sáng", "chuông kêu")
    return (
        _enter(unit, TITLE, BODY),
        _enter(unit, "Cải tiến gá hàn ống", changed, "Lê Văn Cam"),
        _enter(unit, "Bảng màu công nợ", OTHER, "Phạm Thị Dứa"),
    )


def _searched(desk: Desk) -> list[tuple[int, int]]:
    duplicates.catch_up_all(desk, _quiet)
    duplicates.keep(desk, duplicates.search(desk, _quiet))
    return [(one.a, one.b) for one in duplicates.listed(desk)]


def test_another_author_and_a_few_words_hide_nothing(unit: Desk, three: tuple[int, int, int]) -> None:
    assert _searched(unit) == [three[:2]]
    (pair,) = duplicates.of_record(unit, three[1])
    assert pair.b.row_id == three[0]
    shared = [pair.a.body[slice(*one.a)] for one in pair.likeness.passages]
    assert any("công nhân phải xoay tay" in one for one in shared)


def test_what_is_being_typed_finds_its_like(unit: Desk, three: tuple[int, int, int]) -> None:
    duplicates.catch_up_all(unit, _quiet)
    found = duplicates.like(unit, "Đồ gá lò xo kẹp nhanh ống thép trước khi hàn điện", "")
    assert [pair.b.row_id for pair in found] == [three[0]]
    assert duplicates.like(unit, "Đồ gá", "") == []


def test_a_record_is_not_like_itself(unit: Desk, three: tuple[int, int, int]) -> None:
    duplicates.catch_up_all(unit, _quiet)
    assert duplicates.like(unit, "Bảng màu công nợ", OTHER, three[2]) == []


def test_a_pair_called_different_is_not_asked_again(unit: Desk, three: tuple[int, int, int]) -> None:
    first, second, _third = three
    _searched(unit)
    duplicates.judge(unit, second, first, Verdict.DIFFERENT, "máy khác")
    assert duplicates.like(unit, TITLE, BODY, first) == []
    assert duplicates.listed(unit, "open") == []
    (pair,) = duplicates.of_record(unit, first)
    assert pair.said is not None
    assert (pair.said.verdict, pair.said.note, pair.said.by) == (Verdict.DIFFERENT, "máy khác", unit.user.name)
    duplicates.take_back(unit, first, second)
    assert [one.verdict for one in duplicates.listed(unit, "open")] == [""]
    told = [line["operation"] for line in initiatives.history(unit, pair.b.public_id)]
    assert "duplicate_judged" in told


def test_the_search_keeps_up_with_what_is_typed(unit: Desk, three: tuple[int, int, int]) -> None:
    _searched(unit)
    assert duplicates.missing(unit) == 0
    initiatives.type_in(unit, three[1], {"title": "Việc khác hẳn", "summary": OTHER.replace("kế toán", "tài vụ")})
    assert duplicates.missing(unit) == 1
    assert _searched(unit) == [(three[1], three[2])]


def test_one_in_the_bin_or_withdrawn_is_no_duplicate(unit: Desk, three: tuple[int, int, int]) -> None:
    assert _searched(unit) == [three[:2]]
    initiatives.delete(unit, [three[1]])
    assert duplicates.listed(unit) == []
    assert _searched(unit) == []
    initiatives.restore(unit, [three[1]])
    assert _searched(unit) == [three[:2]]
    initiatives.move(unit, [three[0]], State.WITHDRAWN, Decision(reason="Tác giả rút đơn"))
    assert _searched(unit) == []


def test_a_stopped_search_changes_nothing(unit: Desk, three: tuple[int, int, int]) -> None:
    before = _searched(unit)

    class Stopped(Exception):  # noqa: N818 - what a stop raises is no error
        pass

    def stop(_done: int, _total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        duplicates.search(unit, stop)
    assert [(one.a, one.b) for one in duplicates.listed(unit)] == before == [three[:2]]


def test_a_note_with_an_identity_number_is_refused(unit: Desk, three: tuple[int, int, int]) -> None:
    with pytest.raises(RuleError, match="identity_number"):
        duplicates.judge(unit, three[0], three[1], Verdict.SAME, "CCCD 079203001234")


def test_a_pair_with_a_record_that_is_not_there_is_refused(unit: Desk, three: tuple[int, int, int]) -> None:
    with pytest.raises(RuleError, match="initiative_unknown"):
        duplicates.pair(unit, three[0], 999)
