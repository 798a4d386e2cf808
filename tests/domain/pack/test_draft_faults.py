"""Everything wrong with a draft, at its cell and in words that do not speak of a file."""

from __future__ import annotations

import pytest

from desktop import messages
from domain.errors import Problem
from domain.pack.draft import draft_of, parts_of
from domain.pack.draft_cells import Draft
from domain.pack.draft_faults import faults, place_of
from domain.pack.parse import parse
from tests.domain.pack.packs import SHIPPED, data


def draft(name: str = "1m-2022") -> Draft:
    return draft_of(parse(data(name)))


def said(written: Draft) -> dict[str, str]:
    return {problem.field: problem.code for problem in faults(written)}


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_has_nothing_wrong_and_raises_no_doubt(name: str) -> None:
    assert faults(draft(name)) == ()


def test_everything_is_said_at_once_and_each_cell_once() -> None:
    written = draft()
    written["basic"][0] |= {"title": "", "year": "năm nay"}
    written["deadlines"][0] |= {"on": "cuối tháng", "document": ""}
    found = [(problem.field, problem.code) for problem in faults(written, confirmed=False)]
    assert sorted(found) == [
        ("basic.0.title", "draft_cell_missing"),
        ("basic.0.year", "draft_number_unreadable"),
        ("deadlines.0.document", "draft_source_missing"),
        ("deadlines.0.on", "draft_day_unreadable"),
        ("phases", "draft_days_unconfirmed"),
    ]


# Group, row, cell, what is typed, the code and the cell it is said at.
WRONG = [
    ("blocks", 0, "public", " ", "draft_cell_missing", "public"),
    ("recognition", 0, "source", "", "draft_source_missing", "source"),
    ("remuneration", 0, "benefit_pct", "120", "draft_percentage_wrong", "benefit_pct"),
    ("remuneration", 0, "years", "hai", "draft_number_unreadable", "years"),
    ("remuneration", 0, "years", "30", "draft_number_wrong", "years"),
    ("remuneration", 0, "source", "", "draft_source_missing", "source"),
    ("award_thresholds", 1, "title", "", "draft_cell_missing", "title"),
    ("award_thresholds", 1, "who", "", "draft_cell_missing", "who"),
    ("award_thresholds", 1, "benefit_vnd", "nhiều", "draft_amount_unreadable", "benefit_vnd"),
    ("award_thresholds", 1, "source", "", "draft_source_missing", "source"),
    ("portal", 2, "label", "", "draft_cell_missing", "label"),
    ("portal", 2, "fills", "", "draft_cell_missing", "fills"),
    ("portal", 2, "limit", "một nghìn", "draft_number_unreadable", "limit"),
    ("portal", 2, "limit", "30000", "draft_number_wrong", "limit"),
    ("papers", 1, "template", "", "draft_cell_missing", "template"),
    ("papers", 1, "paper", "summary_table", "draft_row_twice", "paper"),
    ("number_forms", 1, "form", "57/TTr", "draft_number_form_wrong", "form"),
    ("number_forms", 1, "form", "…/{year}", "draft_number_form_wrong", "form"),
    ("number_forms", 1, "paper", "", "draft_cell_missing", "paper"),
    ("targets", 0, "initiatives", "", "draft_target_unclear", "initiatives"),
    ("phases", 0, "id", "2", "draft_twice", "id"),
    ("eligibility", 0, "rule", "applied", "draft_twice", "rule"),
    ("basic", 0, "short_title", "x" * 61, "draft_too_long", "short_title"),
    ("kinds", 1, "title", "x" * 301, "draft_too_long", "title"),
    ("criteria", 0, "bands", "5: Thấp\n9: Cao", "draft_bands_not_falling", "bands"),
]


@pytest.mark.parametrize(("group", "at", "cell", "typed", "code", "where"), WRONG)
def test_what_is_wrong_is_said_at_its_cell_in_words_of_the_form(
    group: str, at: int, cell: str, typed: str, code: str, where: str
) -> None:
    written = draft()
    written[group][at][cell] = typed
    problem = next(one for one in faults(written) if one.code == code)
    parts = problem.field.split(".")
    assert (parts[0], parts[2]) == (group, where)
    assert int(parts[1]) in (at, at + 1)  # of two that are the same, the second is said
    for language in messages.LANGUAGES:
        sentence = messages.of_problem(problem, language)
        assert "…" not in sentence.replace("…/TTr", "")
        assert "[[" not in sentence


def test_nobody_to_recognise_and_nothing_in_a_list_have_words_of_their_own() -> None:
    written = draft()
    written["recognition"][0] |= {"council": "", "head": ""}
    written |= {"kinds": [], "phases": []}
    found = said(written)
    assert found["recognition.0.council"] == "draft_route_missing"
    assert {found[f"{group}.0"] for group in ("kinds", "phases")} == {"draft_list_empty"}


def test_a_row_that_says_nothing_is_no_row() -> None:
    written = draft()
    for group in ("papers", "number_forms", "kinds"):
        written[group].append(dict.fromkeys(written[group][0], ""))
    written["fields"].append({"field": "", "source": ""})
    assert faults(written) == ()


def test_places_of_a_pack_are_found_in_the_draft() -> None:
    written = draft()
    parts, _ = parts_of(written)

    def place(field: str, code: str = "") -> str:
        return place_of(Problem(code, field), written, parts)

    assert place("title") == "basic.0.title"
    assert place("deadlines.2.on") == "deadlines.2.on"
    assert place("rubric.criteria.1.min_points") == "criteria.1.min_points"
    assert place("rubric.pass_mean") == "scale.0.pass_mean"
    assert place("portal.0.label") == "portal.0.label"
    assert place("number_forms.receipt_slip") == "number_forms.2.form"
    assert place("kinds.management") == "kinds.1.title"
    at, cell = place("limits.effect").split(".")[1:]
    assert (written["fields"][int(at)]["field"], cell) == ("effect", "limit")
    assert place("required.1", "pack_source_missing").endswith(".source")
    assert place("version") == ""


def test_days_that_do_not_go_together_are_doubts_at_their_cells() -> None:
    written = draft()
    written["phases"][0] |= {"title": "Giai đoạn 1 (2019)"}
    written["deadlines"][0]["on"] = "31/05/2021"
    written["deadlines"][0]["opens_on"] = ""
    found = {problem.field: (problem.code, problem.blocks) for problem in faults(written)}
    assert found == {
        "phases.0.title": ("pack_phase_title_other_days", False),
        "deadlines.0.on": ("pack_deadline_before_phase", False),
    }
