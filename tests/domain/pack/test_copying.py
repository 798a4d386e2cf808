from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pack import check
from domain.pack.copying import copied, later, next_version, with_days
from domain.programme import version_key
from tests.domain.pack.packs import SHIPPED, data, text

NEW = {"new_id": "may-2027", "title": "Chương trình của ngành may", "short_title": "Ngành may"}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_copy_is_a_right_pack_with_its_comments(name: str) -> None:
    written, moved = copied(text(name), **NEW, year=data(name)["year"] + 5)
    assert check.read(written)[1] == ()
    read = tomllib.loads(written)
    assert (read["id"], read["version"], read["aliases"], read["title"]) == ("may-2027", "1.0", [], NEW["title"])
    comments = {line for line in text(name).splitlines() if line.startswith("#")}
    assert comments <= set(written.splitlines())
    assert f"Chép từ gói {name}" in written.splitlines()[0]
    assert read["sources"] == data(name)["sources"]
    for phase, before in zip(read["phases"], data(name)["phases"], strict=True):
        assert phase["applied_from_on"] == later(before["applied_from_on"], 5)
    assert read["deadlines"][0]["document"] == data(name)["deadlines"][0]["document"]
    assert read["deadlines"][0].get("document_on") == data(name)["deadlines"][0].get("document_on")
    days = {f"phases.{n}.applied_{end}_on" for n in range(len(read["phases"])) for end in ("from", "to")}
    assert days | {f"deadlines.{n}.on" for n in range(len(read["deadlines"]))} <= set(moved)


def test_a_title_that_names_its_years_is_moved_and_to_be_confirmed() -> None:
    written, moved = copied(text(), **NEW, year=2026)
    assert tomllib.loads(written)["phases"][0]["title"] == "Giai đoạn 1 (01/9/2025 – 31/5/2026)"
    assert "phases.0.title" in moved


def test_the_same_year_moves_nothing() -> None:
    written, moved = copied(text(), **NEW, year=2022)
    assert moved == ()
    assert tomllib.loads(written)["phases"] == data()["phases"]


def test_the_last_of_february_stays_in_february() -> None:
    assert later(date(2024, 2, 29), 1) == date(2025, 2, 28)
    assert later(date(2024, 2, 29), 4) == date(2028, 2, 29)


def test_days_come_as_text_too_and_what_is_no_day_stays_to_be_refused() -> None:
    given = with_days([{"on": "2026-04-15", "what": "2026-04-15"}, {"on": "mai"}], ("deadlines",))
    assert given == [{"on": date(2026, 4, 15), "what": "2026-04-15"}, {"on": "mai"}]


@given(st.lists(st.sampled_from(["1.1", "1.1.1", "1.2", "1.10"]), unique=True), st.booleans())
def test_a_revision_has_a_number_of_its_own_right_after(taken: list[str], own: bool) -> None:
    made = next_version("1.1", {*taken, "1.1"}, own=own)
    assert made not in taken
    assert version_key(made) > version_key("1.1")
    if not own:
        assert version_key(made) < version_key("1.2")


def test_versions_follow_each_other_by_number() -> None:
    assert sorted(["1.10", "1.9", "1.1.1", "1.1", "2.0"], key=version_key) == ["1.1", "1.1.1", "1.9", "1.10", "2.0"]
