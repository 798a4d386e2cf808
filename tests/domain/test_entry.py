from __future__ import annotations

import dataclasses
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain import dates, entry, money, phones, text
from domain.initiative import DATES, Author, Initiative, credited_author
from tests.domain.kit import TODAY, initiatives

READ = ("benefit_vnd", *DATES)
typed_days = st.dates().map(lambda day: f"{day.day}/{day.month}/{day.year}")
typed_amounts = st.integers(0, 10**14).map(lambda vnd: f"{vnd:,}".replace(",", "."))
anything = st.text(max_size=40) | typed_days | typed_amounts
cells = st.fixed_dictionaries({field.name: st.text(max_size=20) for field in dataclasses.fields(Author)})
rows = st.lists(cells, max_size=4)


def type_in(held: Initiative, **words: Any) -> Initiative:
    return entry.typed(held, words, TODAY)


def shown(held: Initiative, field: str) -> Any:
    """What a form shows of a field: what could not be read as it was typed, the rest as papers print it."""
    if field == "authors":
        return [author_shown(held, place, author) for place, author in enumerate(held.authors)]
    if field in held.unread:
        return held.unread[field]
    value = getattr(held, field)
    if field in DATES:
        return dates.shown(value) if value else ""
    if field == "benefit_vnd":
        return "" if value is None else money.plain(value)
    return value


def author_shown(held: Initiative, place: int, author: Author) -> dict[str, str]:
    row = {name: str(value) for name, value in dataclasses.asdict(author).items() if isinstance(value, str)}
    row["phone"] = phones.shown(author.phone)
    row["birth_year"] = "" if author.birth_year is None else f"{author.birth_year:04d}"
    row["birth_year"] = dates.shown(author.born_on) if author.born_on else row["birth_year"]
    row["leads"] = entry.YES if author.leads else ""
    row["leader"] = {True: entry.YES, False: entry.NO, None: ""}[author.leader]
    row["share_pct"] = "" if author.share_pct is None else f"{author.share_pct:g}".replace(".", ",")
    prefix = f"authors.{place}."
    return row | {key.removeprefix(prefix): words for key, words in held.unread.items() if key.startswith(prefix)}


@given(initiatives, st.sampled_from(READ), anything)
@example(Initiative(), "benefit_vnd", "\u200b")
@example(Initiative(), "applied_from_on", "\x00")
def test_words_are_read_or_kept_and_never_both(held: Initiative, field: str, words: str) -> None:
    after = type_in(held, **{field: words})
    value = getattr(after, field)
    if value is None:
        assert after.unread.get(field, "") == text.clean_line(words)
        assert "" not in set(after.unread.values()) - set(held.unread.values())
    else:
        assert field not in after.unread
    others = {name: kept for name, kept in after.unread.items() if name != field}
    assert others == {name: kept for name, kept in held.unread.items() if name != field}


@given(rows)
def test_an_author_keeps_every_word(given_rows: list[dict[str, str]]) -> None:
    after = type_in(Initiative(), authors=given_rows)
    assert len(after.authors) == len(given_rows)
    for place, (row, author) in enumerate(zip(given_rows, after.authors, strict=True)):
        for name in ("full_name", "position", "workplace"):
            assert getattr(author, name) == text.clean_line(row[name])
        assert author.awards == text.clean(row["awards"])
        assert author.phone in (phones.normal(row["phone"]), text.clean_line(row["phone"]))
        for name in ("birth_year", "share_pct"):
            typed, kept = text.clean_line(row[name]), after.unread.get(f"authors.{place}.{name}", "")
            assert kept == typed if getattr(author, name) is None else kept == ""


@given(initiatives, st.sampled_from((*READ, *entry.LINES, *entry.PARAGRAPHS)), anything)
def test_typing_what_is_shown_changes_nothing(held: Initiative, field: str, words: str) -> None:
    after = type_in(held, **{field: words})
    assert type_in(after, **{field: shown(after, field)}) == after


@given(rows)
@example([{"share_pct": "-0"}])
def test_typing_the_authors_shown_changes_nothing(given_rows: list[dict[str, str]]) -> None:
    after = type_in(Initiative(), authors=given_rows)
    assert type_in(after, authors=shown(after, "authors")) == after


@given(st.sampled_from((*READ, *entry.LINES, *entry.PARAGRAPHS)), st.text(max_size=40))
def test_every_text_is_kept_composed_and_clean(field: str, words: str) -> None:
    after = type_in(Initiative(), **{field: unicodedata.normalize("NFD", words)})
    kept = [*after.unread.values(), *(getattr(after, name) for name in (*entry.LINES, *entry.PARAGRAPHS))]
    assert all(text.clean(value) == value for value in kept)


@pytest.mark.parametrize("words", ["9" * 5000, "1" + ".000" * 2000, "9" * 5000 + " triệu", "1," + "0" * 5000])
def test_an_amount_longer_than_any_number_is_kept_as_typed(words: str) -> None:
    after = type_in(Initiative(), benefit_vnd=words)
    assert (after.benefit_vnd, after.unread) == (None, {"benefit_vnd": words})


@pytest.mark.parametrize("words", ["nan", "inf", "-5", "101", "30 phần", "1/3", "9" * 5000])
def test_a_share_that_is_none_is_kept_as_typed(words: str) -> None:
    after = type_in(Initiative(), authors=[{"full_name": "An", "share_pct": words}])
    assert (after.authors[0].share_pct, after.unread) == (None, {"authors.0.share_pct": words})


def test_what_is_put_right_leaves_nothing_unread() -> None:
    wrong = type_in(Initiative(), applied_from_on="31/13/2022", benefit_vnd="khoảng vài triệu")
    assert set(wrong.unread) == {"applied_from_on", "benefit_vnd"}
    right = type_in(wrong, applied_from_on="31/12/2022")
    assert (right.unread, str(right.applied_from_on)) == ({"benefit_vnd": "khoảng vài triệu"}, "2022-12-31")
    assert type_in(right, benefit_vnd="").unread == {}


def named(*names: str) -> list[dict[str, str]]:
    return [{"full_name": name} for name in names]


def credited(held: Initiative) -> str:
    author = credited_author(held)
    return author.full_name if author else ""


@given(st.lists(st.sampled_from("ABCDE"), min_size=2, unique=True), st.data())
def test_who_is_counted_stays_the_same_person(names: list[str], data: st.DataObject) -> None:
    place = data.draw(st.integers(1, len(names)))
    held = type_in(Initiative(), authors=named(*names), credited_no=place)
    after_names = data.draw(st.permutations(names))[: data.draw(st.integers(2, len(names)))]
    after = type_in(held, authors=named(*after_names))
    chosen = names[place - 1]
    assert credited(after) == (chosen if chosen in after_names else "")


def test_correcting_a_name_keeps_who_is_counted() -> None:
    held = type_in(Initiative(), authors=named("Nguyễn Văn An", "Trần Thị Bính"), credited_no=2)
    assert credited(type_in(held, authors=named("Nguyễn Văn An", "Trần Thị Bình"))) == "Trần Thị Bình"


def test_a_field_nobody_types_is_our_own_mistake() -> None:
    for field in ("state", "revision", "unread", "id", "nonsense"):
        with pytest.raises(KeyError):
            type_in(Initiative(), **{field: "x"})


CARD = "001085012345"


def test_a_number_of_an_identity_card_costs_no_other_word() -> None:
    words = {
        "authors": [{"full_name": "Nguyễn Văn An", "position": f"Tổ trưởng, CCCD {CARD}", "birth_year": CARD}],
        "summary": f"Trước đây\nSố {CARD} ghi tay",
        "applied_from_on": CARD,
        "effect": "Bớt 12 phút",
    }
    after = entry.typed(Initiative(), words, TODAY)
    assert (after.authors[0].position, after.summary, after.effect) == (
        "Tổ trưởng",
        "Trước đây\nSố ghi tay",
        "Bớt 12 phút",
    )
    assert (after.authors[0].birth_year, after.unread) == (None, {})
    refused = [problem.field for problem in entry.refused(words)]
    assert refused == ["authors.0.position", "authors.0.birth_year", "summary", "applied_from_on"]
    assert CARD not in str(entry.refused(words))


@given(initiatives, st.sampled_from((*READ, *entry.LINES, *entry.PARAGRAPHS)), anything)
def test_what_is_typed_never_leaves_a_number_behind(held: Initiative, field: str, words: str) -> None:
    after = type_in(entry.cleared(held), **{field: f"{words} {CARD} {words}"})
    assert CARD not in str(after)
    assert entry.refused_in(after) == ()


@given(initiatives)
def test_a_record_from_elsewhere_is_cleared(held: Initiative) -> None:
    assert entry.cleared(held) == held or entry.refused_in(held)
    dirty = dataclasses.replace(held, reach=f"CMND {CARD}", authors=(Author("An Lê", phone=CARD, person_id=CARD),))
    clean = entry.cleared(dirty)
    assert (clean.reach, clean.authors) == ("", (Author("An Lê", person_id=CARD),))


@pytest.mark.parametrize(
    ("words", "born"),
    [("1985", "1985 None"), ("12/8/1985", "1985 1985-08-12"), ("12-8-85", "1985 1985-08-12"), ("12/8", "None None"),
     ("29/2/60", "1960 1960-02-29"), ("1/1/2031", "2031 2031-01-01"), ("31/2/1985", "None None")],
)  # fmt: skip
def test_a_birth_is_a_year_or_a_day(words: str, born: str) -> None:
    author, left = entry.author_typed({"birth_year": words})
    assert f"{author.birth_year} {author.born_on}" == born
    assert left == ({} if author.birth_year else {"birth_year": words})


def test_typing_over_an_author_keeps_his_link_until_the_book_looks_again() -> None:
    held = Initiative(authors=(Author("Nguyễn Văn An", person_id="a"), Author("Lê Bình", person_id="b")))
    links = lambda after: [author.person_id for author in after.authors]  # noqa: E731
    assert links(type_in(held, authors=named("Nguyễn Văn Ân", "Lê Bình"))) == ["a", "b"]
    assert links(type_in(held, authors=named("Lê Bình"))) == ["b"]
    assert links(type_in(held, authors=named("Lê Bình", "Nguyễn Văn An"))) == ["b", "a"]
    chosen = [{"full_name": "Trần Chi", "person_id": "c"}, *named("Lê Bình")]
    assert links(type_in(held, authors=chosen)) == ["c", "b"]


@pytest.mark.parametrize("field", entry.DECIDED)
def test_what_the_register_writes_itself_is_looked_at_in_a_file(field: str) -> None:
    dirty = dataclasses.replace(Initiative(id="a"), **{field: f"Bà X, CCCD {CARD}"})  # type: ignore[arg-type]
    assert [problem.field for problem in entry.refused_in(dirty)] == [field]
    assert getattr(entry.cleared(dirty), field) == "Bà X"
