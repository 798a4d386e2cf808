"""A pack in words and back."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from domain import dates
from domain.pack import rewrite
from domain.pack.draft import completed, draft_of, id_for, move, parts_of, total
from domain.pack.draft_cells import Draft
from domain.pack.draft_faults import faults
from domain.pack.parse import parse
from domain.programme import Programme
from domain.text import clean_line
from tests.domain.pack.packs import approvals_alone, gated, gates_alone


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
    assert {"id": data["id"], "version": data["version"], **rewrite.merged({}, parts)} == data


def test_a_copy_moves_days_and_asks_for_its_documents_anew(pack: Programme) -> None:
    draft = draft_of(pack, pack.year + 3)
    parts, _ = parts_of(draft)
    first = pack.phases[0].applied_from_on
    assert parts["phases"][0]["applied_from_on"] == first.replace(year=first.year + 3)
    for before, row in zip(pack.deadlines, draft["deadlines"], strict=True):
        assert row["document"] == row["document_no"] == row["document_on"] == ""
        assert row["issuer"] == before.issuer
        assert dates.parse(row["on"]) == before.on.replace(year=before.on.year + 3)
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


def test_nought_is_something_to_say_where_a_pack_says_so() -> None:
    draft = draft_of(load("1m-2022")[0])
    draft["award_thresholds"][0] |= {"benefit_vnd": "0", "initiatives": "2"}
    draft["remuneration"][0] |= {"minimum_wages": "0"}
    parts, problems = parts_of(draft)
    assert problems == ()
    assert (parts["award_thresholds"][0]["benefit_vnd"], parts["remuneration"]["minimum_wages"]) == (0, 0)
    again = parse(load("1m-2022")[1] | parts)
    assert draft_of(again)["award_thresholds"][0]["benefit_vnd"] == draft_of(again)["remuneration"][0]["minimum_wages"]


def test_no_remuneration_is_no_part_of_the_pack_and_half_of_one_is_asked_for() -> None:
    draft = draft_of(load("1m-2022")[0])
    draft["remuneration"] = [dict.fromkeys(draft["remuneration"][0], "")]
    assert parts_of(draft)[0]["remuneration"] is None
    assert "remuneration" not in draft_faults_at(draft)
    draft["remuneration"][0]["years"] = "3"
    assert draft_faults_at(draft)["remuneration.0.benefit_pct"] == "draft_cell_missing"


def draft_faults_at(draft: Draft) -> dict[str, str]:
    return {problem.field: problem.code for problem in faults(draft)}


@pytest.mark.parametrize(
    ("typed", "form"),
    [("Số …/TTr-CĐCS", "{no}/TTr-CĐCS"), ("số: ... /QĐ-LĐLĐ", "{no} /QĐ-LĐLĐ"), ("{no}-TTr", "{no}-TTr"),
     ("TTr-…/CĐCS", "TTr-{no}/CĐCS"), ("……/BC", "{no}/BC")],
)  # fmt: skip
def test_the_number_of_a_paper_is_written_as_people_write_it(typed: str, form: str) -> None:
    draft = draft_of(load("1m-2022")[0])
    assert draft["number_forms"][0] == {"paper": "submission_letter", "form": "…/TTr-CĐCS"}
    draft["number_forms"][0]["form"] = typed
    assert parts_of(draft)[0]["number_forms"]["submission_letter"] == form


def test_an_award_called_otherwise_is_another_award() -> None:
    draft = draft_of(load("1m-2022")[0])
    draft["award_thresholds"][1]["title"] = "Bằng khen của Tổng Liên đoàn"
    draft["award_thresholds"] += [{"title": "bằng Lao Động Sáng Tạo"}, {"title": "5S"}]
    awards = [one["award"] for one in parts_of(draft)[0]["award_thresholds"]]
    assert awards[:2] == ["creative_labour", "bang_khen_cua_tong_lien_doan"]
    assert awards[4:] == ["creative_labour", "s"]


def test_a_draft_of_an_earlier_program_gets_the_groups_it_did_not_know() -> None:
    pack, _ = load("1m-2022")
    kept = {name: rows for name, rows in draft_of(pack, 2027).items() if name not in ("portal", "blocks")}
    kept["basic"][0]["title"] = "Đang viết"
    whole = completed(kept, pack)
    assert whole["basic"][0]["title"] == "Đang viết"
    assert whole["portal"] == draft_of(pack)["portal"]
    assert set(whole) == set(draft_of(pack))


def test_an_id_is_proposed_from_title_and_year() -> None:
    assert id_for("Hai triệu sáng kiến đổi mới sáng tạo", "2027") == "hai-trieu-sang-kien-doi-2027"
    assert id_for("", "2027") == ""
    assert id_for("Chương trình 2027", "2027") == "chuong-trinh-2027"
    assert id_for("Đợt 1", "") == "dot-1"


def test_a_new_kind_gets_a_code_and_an_old_one_keeps_its_own() -> None:
    draft = draft_of(load("1m-2022")[0])
    draft["kinds"][0]["title"] = "Giải pháp kỹ thuật, công nghệ"
    draft["kinds"] += [{"title": "Chuyển đổi số"}, {"title": "Chuyển đổi số"}, {"title": "  "}]
    kinds = parts_of(draft)[0]["kinds"]
    assert kinds["technical"] == "Giải pháp kỹ thuật, công nghệ"
    assert kinds["chuyen_doi_so"] == kinds["chuyen_doi_so_2"] == "Chuyển đổi số"
    assert len(kinds) == 9


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_typed_gives_parts_or_problems(title: str, day: str) -> None:
    draft = draft_of(load("75k-2021")[0])
    draft["basic"][0]["title"] = title
    draft["deadlines"][0]["on"] = day
    parts, problems = parts_of(draft)
    read = parts["deadlines"][0].get("on")
    assert read is None or isinstance(read, date)
    assert bool(problems) or read is not None or not clean_line(day)


@pytest.mark.parametrize("written", [gated(), gates_alone(), approvals_alone()])
def test_gates_go_through_a_draft_unchanged(written: str) -> None:
    held = tomllib.loads(written)
    parts, problems = parts_of(draft_of(parse(held)))
    assert problems == ()
    assert parse({**held, "rubric": parts["rubric"]}).rubric == parse(held).rubric
