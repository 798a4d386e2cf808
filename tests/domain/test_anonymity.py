"""Taking a name and numbers out of words, and a person's data out of records and of what the journal noted."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given

from domain import anonymity, record
from domain.anonymity import GONE, Erasure
from domain.initiative import Initiative
from domain.labels import ERASABLE
from domain.person import Person
from tests.domain.kit import initiatives as any_initiatives

ALIAS = "Người đã ẩn danh 7"
HER = Person("p1", "Lê Thị An", 1987, date(1987, 3, 21), "Tổ trưởng", "Xưởng 3", "0912345987")
WHOLE = anonymity.of([HER], [], anonymity.EVERYTHING, ALIAS)
PHONE = anonymity.of([HER], [], ("phone",), "")


@pytest.mark.parametrize(
    ("words", "left"),
    [
        ("Chị Lê Thị An nghĩ ra", f"Chị {ALIAS} nghĩ ra"),
        ("LÊ THỊ AN, lê  thị an", f"{ALIAS}, {ALIAS}"),
        ("Lê Thị Anh, Cẩm Lê Thị An", f"Lê Thị Anh, Cẩm {ALIAS}"),
        ("gọi 0912 345 987, 0912.345.987, +84 912 345 987, 912345987", f"gọi {GONE}, {GONE}, {GONE}, {GONE}"),
        ("mã 10912345987, 09123459871", "mã 10912345987, 09123459871"),
        ("sinh 21/3/1987, 21-03-87, 1987-03-21, năm 1987", f"sinh {GONE}, {GONE}, {GONE}, năm 1987"),
    ],
)
def test_a_name_and_its_numbers_go_out_of_words(words: str, left: str) -> None:
    assert anonymity.words_without(words, WHOLE) == left


@pytest.mark.parametrize(
    ("words", "stays"),
    [
        ("Anh Trần Lê Thị An làm", True),
        ("Chị Lê Thị An Bình làm", True),
        ("Chị Lê Thị An làm", False),
        ("Tổ có Lê Thị An.", False),
        ("Cùng Lê Thị An làm", False),
    ],
)
def test_elsewhere_a_longer_name_is_somebody_elses(words: str, stays: bool) -> None:
    assert (anonymity.words_without(words, WHOLE, careful=True) == words) is stays


def test_of_one_field_only_that_goes() -> None:
    words = "Lê Thị An, 0912345987, 21/3/1987"
    assert anonymity.words_without(words, PHONE) == f"Lê Thị An, {GONE}, 21/3/1987"
    assert anonymity.person_without(HER, PHONE) == dataclasses.replace(HER, phone="")
    assert set(anonymity.ERASABLE) == set(ERASABLE)


def test_an_anonymised_entry_says_nothing_of_the_person() -> None:
    gone = anonymity.person_without(dataclasses.replace(HER, membership="member", leader=True), WHOLE)
    assert gone == Person("p1", ALIAS, membership="member", leader=True, purpose="")
    assert anonymity.is_alias(gone.full_name)
    assert not anonymity.is_alias(HER.full_name)


def test_the_journal_loses_both_sides_of_a_change_and_an_earlier_spelling() -> None:
    hers: dict[str, Any] = {"full_name": "Lê Thị An", "person_id": "p1", "phone": "0912345987", "birth_year": 1987}
    typo = hers | {"full_name": "Lê Thi Ann", "person_id": "", "phone": "0912"}
    other = {"full_name": "Trần Bảy", "person_id": "p2", "phone": "0900000001", "birth_year": 1980}
    noted = {"fields": {"authors": [[typo, other], [hers, other]], "unread": [{"authors.0.birth_year": "tám bảy"}, {}],
                        "summary": ["", "Chị Lê Thị An"]}}  # fmt: skip
    told = anonymity.noted_without(noted, WHOLE, of_person=False)["fields"]
    blank = {"full_name": ALIAS, "phone": "", "birth_year": None}
    assert told["authors"] == [[blank | {"person_id": ""}, other], [blank | {"person_id": "p1"}, other]]
    assert told["unread"] == [{}, {}]
    assert told["summary"] == ["", f"Chị {ALIAS}"]
    of_entry = anonymity.noted_without(
        {"fields": {"phone": ["", "0912345987"], "leader": [None, True]}}, WHOLE, of_person=True
    )
    assert of_entry == {"fields": {"phone": ["", ""], "leader": [None, True]}}


@given(any_initiatives)
def test_a_record_stays_a_record_and_keeps_all_that_is_not_personal(held: Initiative) -> None:
    names = tuple(author.full_name for author in held.authors if len(author.full_name.split()) > 1)
    what = Erasure(frozenset(), names[:1], alias=ALIAS)
    after = record.initiative(anonymity.record_without(record.record(held), what))
    kept = ("id", "number", "state", "phase", "benefit_state", "benefit_vnd", "applied_from_on", "credited_no")
    assert all(getattr(after, name) == getattr(held, name) for name in kept)
    assert [author.share_pct for author in after.authors] == [author.share_pct for author in held.authors]
    assert len(after.authors) == len(held.authors)
