from __future__ import annotations

import dataclasses
from datetime import date

from hypothesis import given

from domain import entry
from domain.initiative import Author, Initiative, State, credited_author
from domain.retold import retold
from tests.domain.kit import TODAY, initiatives

KEPT = ("id", "number", "programme", "pack_version", "phase", "unit_code", "unit_name", "state", "revision")


@given(initiatives.map(entry.tidied), initiatives.map(entry.tidied))
def test_a_list_fills_in_and_erases_nothing(held: Initiative, told: Initiative) -> None:
    after = retold(held, told)
    for field in dataclasses.fields(Initiative):
        before, said, now = (getattr(each, field.name) for each in (held, told, after))
        if field.name in KEPT:
            assert now == before
        elif field.name not in ("authors", "credited_no", "unread"):
            assert now == (said or before), field.name
    names = [author.full_name for author in after.authors]
    for author in (*held.authors, *told.authors):
        assert author.full_name.casefold() in [name.casefold() for name in names]
    assert retold(after, told) == after


@given(initiatives.map(entry.tidied), initiatives.map(entry.tidied))
def test_words_nobody_could_read_stay_until_the_field_has_a_value(held: Initiative, told: Initiative) -> None:
    after = retold(held, told)
    for name in ("applied_from_on", "benefit_vnd"):
        words = told.unread.get(name) or held.unread.get(name, "")
        assert after.unread.get(name, "") == ("" if getattr(after, name) is not None else words)


@given(initiatives)
def test_tidying_twice_changes_nothing_more(held: Initiative) -> None:
    assert entry.tidied(entry.tidied(held)) == entry.tidied(held)
    typed = entry.typed(held, {"authors": [{"full_name": "An", "birth_year": "năm Thìn"}]}, TODAY)
    assert entry.tidied(typed).unread["authors.0.birth_year"] == "năm Thìn"


def test_what_the_officer_added_is_still_there() -> None:
    held = Initiative(title="Kệ", state=State.ACCEPTED, effect="Gọn", credited_no=2, authors=(
        Author("Nguyễn Văn An", 1985, share_pct=60, awards="LĐTT"), Author("Lê Bình", share_pct=40)))  # fmt: skip
    told = Initiative(title="Kệ để khuôn", authors=(Author("NGUYỄN VĂN AN", phone="0912345678"),))
    after = retold(held, told)
    assert (after.title, after.state, after.effect) == ("Kệ để khuôn", State.ACCEPTED, "Gọn")
    assert after.authors == (
        Author("NGUYỄN VĂN AN", 1985, phone="0912345678", share_pct=60, awards="LĐTT"),
        held.authors[1],
    )
    assert credited_author(after) == held.authors[1]


def test_a_corrected_list_puts_an_unread_field_right_and_a_wrong_one_undoes_no_correction() -> None:
    wrong = Initiative(
        title="Kệ", authors=(Author("An Lê"),), unread={"applied_from_on": "31/13", "authors.0.birth_year": "85?"}
    )
    right = Initiative(title="Kệ", authors=(Author("An Lê", 1985),), applied_from_on=date(2022, 3, 1))
    assert retold(wrong, right).unread == {}
    assert retold(right, wrong) == right


def test_a_year_that_contradicts_the_day_of_birth_goes_before_it_and_an_empty_cell_says_nothing() -> None:
    born = Author("Lê An", 1985, born_on=date(1985, 8, 12), leads=True, leader=True, education="Kỹ sư", person_id="a")
    held = Initiative(title="Kệ", authors=(born,))
    assert retold(held, Initiative(title="Kệ", authors=(Author("LÊ AN", 1985),))).authors[0] == dataclasses.replace(
        born, full_name="LÊ AN"
    )
    after = retold(held, Initiative(title="Kệ", authors=(Author("Lê An", 1986, leader=False),))).authors[0]
    assert (after.birth_year, after.born_on, after.leads, after.leader) == (1986, None, True, False)
