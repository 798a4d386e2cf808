"""Days and years that do not go together are told, never refused, and the shipped packs raise no doubt."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import messages
from domain.errors import Problem
from domain.pack import check
from domain.pack.copying import copied
from domain.pack.doubts import AFTER_DAYS
from tests.domain.pack.packs import SHIPPED, data, edited, text

NEW = {"new_id": "may-2027", "title": "Chương trình của ngành may", "short_title": "Ngành may"}
FIRST, LAST = date(2021, 9, 1), date(2022, 5, 31)


def found(pack: dict[str, Any]) -> list[tuple[str, str]]:
    assert check.problems(pack) == ()
    return [(problem.field, problem.code) for problem in check.doubts(pack)]


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_and_a_copy_whose_days_all_moved_raise_no_doubt(name: str) -> None:
    assert check.read_doubts(text(name)) == ()
    moved, _ = copied(text(name), **NEW, year=2027)
    assert check.read_doubts(moved) == ()


def deadline(on: date, for_what: str = "portal") -> list[tuple[str, str]]:
    pack = data()
    pack["deadlines"] = [pack["deadlines"][1] | {"on": on, "for_what": for_what}]
    return found(pack)


@pytest.mark.parametrize("for_what", AFTER_DAYS)
def test_a_deadline_outside_its_phase_is_told(for_what: str) -> None:
    allowed = timedelta(AFTER_DAYS[for_what])
    for inside in (FIRST, LAST, LAST + allowed):
        assert deadline(inside, for_what) == []
    assert deadline(FIRST - timedelta(1), for_what) == [("deadlines.0.on", "pack_deadline_before_phase")]
    assert deadline(LAST + allowed + timedelta(1), for_what) == [("deadlines.0.on", "pack_deadline_after_phase")]


@given(st.sampled_from([-3, -2, -1, 1, 2, 3]), st.sampled_from(SHIPPED))
def test_every_copy_that_moved_its_phases_and_not_its_deadlines_is_told(years: int, name: str) -> None:
    pack = data(name)
    moved, _ = copied(text(name), **NEW, year=pack["year"] + years)
    pack["phases"] = check.read(moved)[0]["phases"]
    told = {place.split(".")[1] for place, _code in found(pack) if place.startswith("deadlines")}
    whole = {str(number) for number in range(len(pack["deadlines"]))}
    # A phase of more than a year may hold a deadline of the year before as well.
    assert told == whole or (name == "1m-2022" and abs(years) == 1 and told)


def test_a_day_to_open_from_another_year_is_told() -> None:
    pack = data()
    pack["deadlines"][0]["opens_on"] = date(2021, 1, 8)
    assert found(pack) == [("deadlines.0.opens_on", "pack_opens_before_phase")]


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("Giai đoạn 1", ""),
        ("Giai đoạn 1 (01/9/2021 – 31/5/2022)", ""),
        ("Từ ngày 1/9/2021 đến hết ngày 31.05.2022", ""),
        ("Áp dụng từ tháng 09/2021 đến tháng 5/2022", ""),
        ("Đợt 2021–2022, 2.022 sáng kiến, kỷ niệm 95 năm", ""),
        ("Sơ kết ngày 15/12/2021", ""),
        ("Giai đoạn 1 (01/9/2020 – 31/5/2021)", "01/9/2020 – 31/5/2021"),
        ("Giai đoạn 1 (01/9/2021 – 30/4/2022)", "01/9/2021 – 30/4/2022"),
        ("Sơ kết ngày 15/12/2022", "15/12/2022"),
        ("Áp dụng từ tháng 8/2021", "8/2021"),
        ("Đợt 2022–2023", "2023"),
        ("Năm 2027", "2027"),
    ],
)
def test_the_title_of_a_phase_names_its_own_days(title: str, other: str) -> None:
    pack = data()
    pack["phases"][0]["title"] = title
    told = check.doubts(pack)
    assert [problem.facts["found"] for problem in told] == ([other] if other else [])
    assert {problem.field for problem in told} <= {"phases.0.title"}


@pytest.mark.parametrize(
    ("title", "told"),
    [("Một triệu sáng kiến 2022–2023", False), ("Đề án 2020–2030", False), ("Sáng kiến 2024–2025", True),
     ("Thi đua năm 2020", True), ("Mừng 93 năm", False)],
)  # fmt: skip
def test_the_title_of_a_programme_names_years_of_its_phases(title: str, told: bool) -> None:
    for part in ("title", "short_title"):
        assert found(data() | {part: title}) == ([(part, "pack_title_other_years")] if told else [])


@pytest.mark.parametrize(("year", "told"), [(2019, True), (2020, False), (2023, False), (2024, False), (2025, True)])
def test_the_year_is_one_of_its_phases_or_beside_them(year: int, told: bool) -> None:
    assert found(data() | {"year": year}) == ([("year", "pack_year_other_phases")] if told else [])


def test_doubts_have_their_line_and_ask_to_look_again_in_both_languages() -> None:
    written, line = edited('title = "Giai đoạn 1 (01/9/2021', 'title = "Giai đoạn 1 (01/9/2031')
    assert check.read(written)[1] == ()
    told = check.read_doubts(written)
    assert [(problem.row, problem.blocks) for problem in told] == [(line, False)]
    codes = ("pack_deadline_before_phase", "pack_deadline_after_phase", "pack_opens_before_phase",
             "pack_phase_title_other_days", "pack_title_other_years", "pack_year_other_phases")  # fmt: skip
    facts: dict[str, object] = {"day": "1", "start": "2", "end": "3", "found": "4"}
    for code in codes:
        assert "kiểm tra lại" in messages.of_problem(Problem(code, facts=facts), "vi")
        assert "…" not in messages.of_problem(Problem(code, facts=facts), "en")


def test_what_has_a_wrong_shape_is_not_doubted() -> None:
    assert check.doubts(data() | {"phases": "một", "year": "hai"}) == ()
