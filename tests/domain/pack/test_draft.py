"""A pack in words and back."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from domain.pack import draft as drafts
from domain.pack.draft import Draft, draft_of, id_for, move, parts_of, problem_place, total
from domain.pack.parse import parse
from domain.programme import Programme
from tests.domain.pack.packs import approvals_alone, gated, gates_alone

SAME = ("title", "short_title", "aliases", "guidance", "year", "required", "limits", "sources", "kinds", "groups",
        "phases", "deadlines", "eligibility", "nomination_limits", "targets")  # fmt: skip


def load(name: str) -> tuple[Programme, dict[str, object]]:
    data = tomllib.loads(resources.path(f"programmes/{name}.toml").read_text("utf-8"))
    return parse(data), data


@pytest.fixture(params=["75k-2021", "1m-2022"])
def pack(request: pytest.FixtureRequest) -> Programme:
    return load(request.param)[0]


@pytest.mark.parametrize("name", ["75k-2021", "1m-2022"])
def test_a_pack_in_words_and_back_is_the_same_pack(name: str) -> None:
    pack, data = load(name)
    parts, problems = parts_of(draft_of(pack))
    assert problems == ()
    again = parse({**data, **{part: value for part, value in parts.items() if value is not None}})
    for part in SAME:
        assert getattr(again, part) == getattr(pack, part), part
    assert again.support == pack.support
    assert again.rubric.criteria == pack.rubric.criteria
    assert again.rubric.pass_mean == pack.rubric.pass_mean
    assert again.rubric.approvals_numerator, again.rubric.approvals_denominator


def test_a_copy_moves_days_and_asks_for_its_documents_anew(pack: Programme) -> None:
    draft = draft_of(pack, pack.year + 3)
    parts, _ = parts_of(draft)
    first = pack.phases[0].applied_from_on
    assert parts["phases"][0]["applied_from_on"] == first.replace(year=first.year + 3)
    for before, row in zip(pack.deadlines, draft["deadlines"], strict=True):
        assert row["document"] == row["document_no"] == row["document_on"] == ""
        assert row["issuer"] == before.issuer
        assert drafts.dates.parse(row["on"]) == before.on.replace(year=before.on.year + 3)
    assert draft["basic"][0]["title"] == ""
    assert draft["basic"][0]["year"] == str(pack.year + 3)


def test_years_in_the_titles_of_phases_go_along() -> None:
    draft = draft_of(load("1m-2022")[0], 2027)
    assert draft["phases"][0]["title"] == "Giai đoạn 1 (01/9/2026 – 31/5/2027)"


def test_the_last_day_of_february_stays_in_february() -> None:
    draft: Draft = draft_of(load("1m-2022")[0])
    draft["phases"][0]["applied_from_on"] = "29/02/2024"
    assert move(draft, 1)["phases"][0]["applied_from_on"] == "28/02/2025"


def test_moving_keeps_what_was_typed_about_documents_and_what_cannot_be_read() -> None:
    draft = draft_of(load("1m-2022")[0], 2024)
    draft["deadlines"][0] |= {"document": "Kế hoạch số 9 năm 2024", "on": "cuối tháng"}
    moved = move(draft, 1)["deadlines"][0]
    assert moved["document"] == "Kế hoạch số 9 năm 2024"
    assert moved["on"] == "cuối tháng"


@pytest.mark.parametrize(
    ("group", "name", "words", "code"),
    [("deadlines", "on", "cuối tháng tư", "draft_day_unreadable"),
     ("phases", "applied_to_on", "31/02/2027", "draft_day_unreadable"),
     ("support", "upper_vnd", "một trăm", "draft_amount_unreadable"),
     ("targets", "initiatives", "nhiều", "draft_number_unreadable"),
     ("targets", "persons_pct", "mười lăm", "draft_number_unreadable"),
     ("criteria", "bands", "rất mới", "draft_band_unreadable"),
     ("fields", "source", "", "draft_source_missing")],
)  # fmt: skip
def test_what_cannot_be_read_is_said_at_its_cell(group: str, name: str, words: str, code: str) -> None:
    draft = draft_of(load("1m-2022")[0])
    draft[group][0][name] = words
    _, problems = parts_of(draft)
    assert [(problem.code, problem.field) for problem in problems] == [(code, f"{group}.0.{name}")]


def test_no_money_is_no_support() -> None:
    draft = draft_of(load("1m-2022")[0])
    draft["support"][0] |= {"upper_vnd": "", "own_max_vnd": ""}
    assert parts_of(draft)[0]["support"] is None


def test_points_are_added_up() -> None:
    draft = draft_of(load("1m-2022")[0])
    assert total(draft) == (100, 100)
    draft["criteria"][0]["max_points"] = "35"
    assert total(draft) == (105, 100)
    draft["criteria"][0]["max_points"] = "ba mươi"
    assert total(draft) == (70, 100)


def test_an_id_is_proposed_from_title_and_year() -> None:
    assert id_for("Hai triệu sáng kiến đổi mới sáng tạo", "2027") == "hai-trieu-sang-kien-doi-2027"
    assert id_for("", "2027") == ""
    assert id_for("Đợt 1", "") == "dot-1"


def test_a_new_kind_gets_a_code_and_an_old_one_keeps_its_own() -> None:
    draft = draft_of(load("1m-2022")[0])
    draft["kinds"][0]["title"] = "Giải pháp kỹ thuật, công nghệ"
    draft["kinds"] += [{"title": "Chuyển đổi số"}, {"title": "Chuyển đổi số"}, {"title": "  "}]
    kinds = parts_of(draft)[0]["kinds"]
    assert kinds["technical"] == "Giải pháp kỹ thuật, công nghệ"
    assert kinds["chuyen_doi_so"] == kinds["chuyen_doi_so_2"] == "Chuyển đổi số"
    assert len(kinds) == 9


def test_places_of_a_pack_are_found_in_the_draft() -> None:
    draft = draft_of(load("1m-2022")[0])
    assert problem_place("title", draft) == "basic.0.title"
    assert problem_place("deadlines.2.on", draft) == "deadlines.2.on"
    assert problem_place("rubric.criteria.1.min_points", draft) == "criteria.1.min_points"
    assert problem_place("rubric.pass_mean", draft) == "scale.0.pass_mean"
    place = problem_place("limits.effect", draft)
    assert draft["fields"][int(place.split(".")[1])]["field"] == "effect"
    assert problem_place("portal.0.label", draft) == ""


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_gives_parts_or_problems(title: str, day: str) -> None:
    draft = draft_of(load("75k-2021")[0])
    draft["basic"][0]["title"] = title
    draft["deadlines"][0]["on"] = day
    parts, problems = parts_of(draft)
    read = parts["deadlines"][0].get("on")
    assert read is None or isinstance(read, date)
    assert bool(problems) or read is not None or not drafts.clean_line(day)


@pytest.mark.parametrize("written", [gated(), gates_alone(), approvals_alone()])
def test_gates_go_through_a_draft_unchanged(written: str) -> None:
    held = tomllib.loads(written)
    parts, problems = parts_of(draft_of(parse(held)))
    assert problems == ()
    assert parse({**held, "rubric": parts["rubric"]}).rubric == parse(held).rubric
