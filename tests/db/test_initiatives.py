from __future__ import annotations

import unicodedata
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import initiatives, overview
from db.initiatives import SORTS, Filter
from db.store import Store
from domain import text
from domain.ids import initiative_number
from domain.initiative import Author, BenefitState, State
from tests.db.stores import NOW, new, put, some


def titles(opened: Store, sort: str = "entered", **chosen: Any) -> list[str]:
    found = initiatives.list_rows(opened, initiatives.ids(opened, Filter(**chosen), sort))
    return [row["title"] for row in found]


TITLES = ["Đồ gá may túi", "Đổ gạo vào kho", "Do dự án", "Kệ để khuôn", "KỆ SẮT"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("đồ gá", ["Đồ gá may túi"]),
        ("ĐỒ GÁ", ["Đồ gá may túi"]),
        (unicodedata.normalize("NFD", "đồ gá"), ["Đồ gá may túi"]),
        ("do", TITLES[:3]),
        ("Ðồ", ["Đồ gá may túi"]),
        ("ke", ["Kệ để khuôn", "KỆ SẮT"]),
        ("kệ sắt", ["KỆ SẮT"]),
        ("kê", []),
        ("tui   do", ["Đồ gá may túi"]),
        ("%", []),
        ("_", []),
        ("", TITLES),
        ("  ", TITLES),
        ("'; DROP TABLE initiative; --", []),
    ],
)
def test_words_are_found_with_and_without_accents(opened: Store, query: str, found: list[str]) -> None:
    for title in TITLES:
        put(opened, some(title=title, authors=()))
    assert sorted(titles(opened, query=query)) == sorted(found)
    assert initiatives.count(opened, Filter(query=query)) == len(found)


def test_people_workplaces_numbers_units_and_summaries_are_found_too(opened: Store) -> None:
    coauthors = (Author("Lê An"), Author("Giàng A Chống", workplace="Xưởng Đúc"))
    put(opened, some(title="A", authors=coauthors, number="SK-2022-0007", unit_name="Điện lực", summary="Mài dũa"))
    put(opened, some(title="B"))
    for query in ("giang a", "chống", "xuong duc", "sk-2022-0007", "điện lực", "mai dua", "an chống"):
        assert titles(opened, query=query) == ["A"], query


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=30)
@given(st.lists(st.text(alphabet="aăâđeêioôơuưyàảãáạ ABĐ", min_size=1, max_size=6).map(text.clean_line), max_size=8))
def test_lists_go_by_the_vietnamese_order(tmp_path_factory: pytest.TempPathFactory, words: list[str]) -> None:
    opened = new(tmp_path_factory.mktemp("order"))
    for word in words:
        put(opened, some(title=word))
    assert titles(opened, "title") == sorted(words, key=text.sort_key)
    assert titles(opened, "-title") == sorted(words, key=text.sort_key)[::-1] or len(set(words)) < len(words)
    opened.close()


def test_people_go_by_given_name(opened: Store) -> None:
    for name in ("Trần Văn Ân", "Lê Ẩn", "Nguyễn Thị An", "Đỗ Ơn", "Bùi Oanh"):
        put(opened, some(title=name, authors=(Author(name),)))
    assert titles(opened, "author") == ["Nguyễn Thị An", "Trần Văn Ân", "Lê Ẩn", "Bùi Oanh", "Đỗ Ơn"]


@pytest.mark.parametrize("sort", [*SORTS, *("-" + name for name in SORTS)])
def test_a_page_is_a_cut_of_the_whole_list(opened: Store, sort: str) -> None:
    for number in range(23):
        put(opened, some(title="x" * (number % 3), benefit_vnd=number % 4 or None, number=f"{number % 5}"))
    whole = initiatives.ids(opened, Filter(), sort)
    assert sorted(whole) == list(range(1, 24))
    assert [row for at in range(0, 23, 5) for row in initiatives.ids(opened, Filter(), sort, 5, at)] == whole


def test_filters_join(opened: Store) -> None:
    put(opened, some(title="mine"), missing=2)
    put(opened, some(title="done", state=State.RECOGNISED, benefit_state=BenefitState.VERIFIED, benefit_vnd=7))
    put(opened, some(title="old", programme="75k-2021"))
    theirs = put(opened, some(title="theirs", unit_code="27002", state=State.RECOGNISED), own=False, missing=1)
    assert titles(opened, missing=True) == ["mine"]
    assert titles(opened, states=("recognised",)) == ["done", "theirs"]
    assert titles(opened, states=("recognised",), own=True) == ["done"]
    assert titles(opened, own=False) == titles(opened, unit_code="27002") == ["theirs"]
    assert titles(opened, programme="75k-2021") == ["old"]
    assert initiatives.count_by_state(opened, Filter()) == {"draft": 2, "recognised": 2}
    assert initiatives.benefit_by_state(opened, Filter(own=True)) == {"": (2, 0), "verified": (1, 7)}
    with opened.atomic():
        initiatives.delete(opened, [theirs], NOW)
    assert titles(opened, own=False) == []
    with opened.atomic():
        initiatives.restore(opened, [theirs])
    assert titles(opened, own=False) == ["theirs"]


def test_sums_of_millions_of_millions_stay_exact(opened: Store) -> None:
    for _ in range(1001):
        put(opened, some(benefit_state=BenefitState.CLAIMED, benefit_vnd=10**13 - 1))
    assert initiatives.benefit_by_state(opened, Filter()) == {"claimed": (1001, 1001 * (10**13 - 1))}


def test_absurd_amounts_of_somebody_else_do_not_stop_the_counting(opened: Store) -> None:
    for amount in (2**63 - 1, 2**63 - 1, -5, None):
        put(opened, some(benefit_vnd=amount), own=False)
    assert initiatives.benefit_by_state(opened, Filter()) == {"": (4, 2 * (2**63 - 1) - 5)}


def test_numbers_rise_and_are_never_used_again(opened: Store) -> None:
    prefix = "SK-2022-"
    assert initiatives.next_number(opened, prefix) == 1
    last = 0
    for n in (1, 2, 9_999, 10_000):
        last = put(opened, some(number=initiative_number(2022, n)))
        assert initiatives.next_number(opened, prefix) == n + 1
    with opened.atomic():
        initiatives.delete(opened, [last], NOW)
    assert initiatives.next_number(opened, prefix) == 10_001
    put(opened, some(number=initiative_number(2022, 50_000), unit_code="27002"), own=False)
    assert initiatives.next_number(opened, prefix) == 10_001
    assert initiatives.next_number(opened, "SK-2023-") == 1


def test_numbers_of_five_digits_stand_after_those_of_four(opened: Store) -> None:
    for n in (10_000, 9_999, 2):
        put(opened, some(title=str(n), number=initiative_number(2022, n)))
    assert titles(opened, "number") == ["2", "9999", "10000"]


def test_a_record_is_found_by_id_or_number_and_ones_own_first(opened: Store) -> None:
    theirs = put(opened, some(id="a" * 32, number="SK-2022-0001", unit_code="27002"), own=False)
    assert initiatives.row_id_of(opened, "SK-2022-0001") == theirs
    mine = put(opened, some(id="b" * 32, number="SK-2022-0001"))
    assert initiatives.row_id_of(opened, "SK-2022-0001") == mine
    assert initiatives.row_id_of(opened, "a" * 32) == theirs
    assert initiatives.row_id_of(opened, "c" * 32) is None
    assert initiatives.row_id_of(opened, "") is None


def test_what_a_package_names_is_not_looked_up_by_number(opened: Store) -> None:
    mine = put(opened, some(id="a" * 32, number="SK-2022-0001"))
    assert initiatives.row_id_of_public(opened, "SK-2022-0001") is None
    assert initiatives.row_id_of_public(opened, "a" * 32) == mine


def test_an_update_leaves_what_the_store_keeps_for_itself(opened: Store) -> None:
    row_id = put(opened, some(title="A", authors=(Author("Một"), Author("Hai"), Author("Ba"))))
    with opened.atomic():
        initiatives.mark_sealed(opened, row_id, 4, "f" * 64)
        initiatives.update(
            opened, row_id, some(title="B", authors=(Author("Hai"),), revision=4), missing=0, now="later"
        )
    held = initiatives.get(opened, row_id)
    assert held is not None
    assert (held.sealed_sha256, held.initiative.revision, held.updated_at) == ("f" * 64, 4, "later")
    assert [author.full_name for author in held.initiative.authors] == ["Hai"]
    assert titles(opened, query="một") == []


def test_many_are_read_in_the_order_asked_for(opened: Store) -> None:
    with opened.atomic():
        for number in range(1203):
            initiatives.insert(opened, some(title=f"{number}"), own=True, missing=0, now=NOW)
    wanted = [1203, 7, 999_999, *range(1200, 0, -1)]
    assert [held.row_id for held in initiatives.get_many(opened, wanted)] == [n for n in wanted if n != 999_999]
    assert initiatives.list_rows(opened, []) == []
    assert initiatives.get_many(opened, []) == []


def test_dates_and_months_of_the_first_page(opened: Store) -> None:
    put(opened, some(applied_from_on=date(2022, 3, 1)))
    put(opened, some(applied_from_on=date(2022, 3, 31)))
    put(opened, some())
    assert overview.by_month(opened, "1m-2022") == {"2022-03": 2}


def test_imported_rows_are_known_until_they_are_in_the_bin(opened: Store) -> None:
    with opened.atomic():
        row_id = initiatives.insert(opened, some(), own=True, missing=0, now=NOW, import_key="k", import_sha256="s")
    assert initiatives.imported(opened, ["k", "other"]) == {"k": (row_id, "s")}
    with opened.atomic():
        initiatives.delete(opened, [row_id], NOW)
    assert initiatives.imported(opened, ["k", "other"]) == {}


def test_typing_that_is_not_settled_remembers_how_it_began(opened: Store) -> None:
    row_id = put(opened, some())
    with opened.atomic():
        initiatives.keep_before(opened, row_id, {"title": "first"})
        initiatives.keep_before(opened, row_id, {"title": "second"})
    with opened.atomic():
        assert initiatives.take_before(opened, row_id) == {"title": "first"}
    assert initiatives.take_before(opened, row_id) is None
