"""Every way a pack can be wrong is refused with its line, its place and what to write instead."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from desktop import messages
from domain.errors import Problem
from domain.pack import check
from domain.pack.check import problems, read
from domain.pack.shape import part_of
from domain.schema import Place
from tests.domain.pack.packs import SHIPPED, approvals_alone, data, edited, gated, gates_alone, leaves, text, whole


def found(written: str) -> list[Problem]:
    return list(read(written)[1])


@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_pack_has_nothing_wrong(name: str) -> None:
    assert found(text(name)) == []


# What is replaced in the text, by what, on which line after it the fault stands, its code and its place.
FAULTS = {
    "unknown field": ("short_title =", "shrt_title = 1\nshort_title =", 0, "pack_field_unknown", "shrt_title"),
    "unknown field of a phase": ('id = "1"\n', 'id = "1"\ncolour = "x"\n', 1, "pack_field_unknown", "phases.0.colour"),
    "unknown field of a band": ("{ from = 26, w", '{ from = 26, x = "", w', 0, "pack_field_unknown",
                                "rubric.criteria.0.bands.0.x"),
    "unknown part": ("[kinds]", "[colours]\na = 1\n[kinds]", 0, "pack_field_unknown", "colours"),
    "missing part": ('version = "1.1"\n', "", None, "pack_part_missing", "version"),
    "missing field of a deadline": ('for_what = "portal"\n', "", None, "pack_part_missing", "deadlines.0.for_what"),
    "missing recognition": ("[recognition]", "[recognitions]", None, "pack_part_missing", "recognition"),
    "source of an eligibility rule": ('severity = "block"\nsource = "LĐLĐ TP Hải Phòng 25/01/2022; NĐ 13/2012/NĐ-CP, '
                                      'Điều 3 và 4"\n', 'severity = "block"\n', -2, "pack_source_missing",
                                      "eligibility.0.source"),
    "document of a deadline": ('document = "Kế hoạch phổ biến tại hội nghị ngày 25/01/2022"\n', "", -8,
                               "pack_source_missing", "deadlines.0.document"),
    "blank source": ('source = "Mẫu chấm', 'source = " "\n# "Mẫu', 0, "pack_source_missing", "rubric.source"),
    "empty source": ('source = "Mẫu chấm', 'source = ""\n# "Mẫu', 0, "pack_source_missing", "rubric.source"),
    "source of a required field": ('\ntitle = "CV 57', '\n# title = "CV 57', None, "pack_source_missing",
                                   "required.0"),
    "phase that ends before it starts": ("applied_to_on = 2022-05-31", "applied_to_on = 2021-08-31", 0,
                                         "pack_phase_reversed", "phases.0.applied_to_on"),
    "overlapping phases": ("applied_from_on = 2022-06-01", "applied_from_on = 2022-05-31", 0, "pack_phases_overlap",
                           "phases.1.applied_from_on"),
    "double phase": ('id = "2"\n', 'id = "1"\n', 0, "pack_id_twice", "phases.1.id"),
    "double rule": ('rule = "applied"', 'rule = "new_in_unit"', 0, "pack_id_twice", "eligibility.1.rule"),
    "double criterion": ('code = "effect"', 'code = "novelty"', 0, "pack_id_twice", "rubric.criteria.2.code"),
    "points that do not sum": ("max_points = 40", "max_points = 39", None, "pack_points_total", "rubric.total_points"),
    "minimum above maximum": ("min_points = 15 ", "min_points = 31 ", 0, "pack_minimum_above_maximum",
                              "rubric.criteria.0.min_points"),
    "bands not falling": ("{ from = 21,", "{ from = 26,", 0, "pack_bands_not_falling",
                          "rubric.criteria.0.bands.1.from"),
    "band above the maximum": ("{ from = 26,", "{ from = 31,", 0, "pack_band_above_maximum",
                               "rubric.criteria.0.bands.0.from"),
    "mean above the total": ("pass_mean = 70 ", "pass_mean = 101 ", 0, "pack_mean_above_total", "rubric.pass_mean"),
    "approvals above one": ('approvals = "2/3"', 'approvals = "4/3"', 0, "pack_approvals_above_one",
                            "rubric.approvals"),
    "approvals in words": ('approvals = "2/3"', 'approvals = "nửa"', 0, "pack_form_wrong", "rubric.approvals"),
    "deadline of an unknown phase": ('[[deadlines]]\nphase = "1"', '[[deadlines]]\nphase = "3"', 1,
                                     "pack_phase_unknown", "deadlines.0.phase"),
    "deadline of an unknown level": ('level = "grassroots"', 'level = "village"', 0, "pack_level_unknown",
                                     "deadlines.0.level"),
    "target of an unknown phase": ('phase = "1"\ninitiatives', 'phase = "9"\ninitiatives', 0, "pack_phase_unknown",
                                   "targets.2.phase"),
    "required field no record has": ('required = ["title"', 'required = ["tittle"', 0, "pack_field_not_in_record",
                                     "required.0"),
    "required field twice": ('required = ["title", "authors"', 'required = ["title", "title"', 0, "pack_id_twice",
                             "required.1"),
    "limit of a field no record has": ("summary = 1000 ", "summry = 1000 ", 0, "pack_field_not_in_record",
                                       "limits.summry"),
    "source of a field no record has": ("share_pct =", "shares_pct =", 0, "pack_field_not_in_record",
                                        "sources.shares_pct"),
    "unknown rule": ('rule = "applied"', 'rule = "aplied"', 0, "pack_rule_unknown", "eligibility.1.rule"),
    "unknown severity": ('severity = "warn"', 'severity = "stop"', 0, "pack_severity_unknown",
                         "eligibility.6.severity"),
    "percentage out of range": ("benefit_pct = 7.0", "benefit_pct = 107.0", 0, "pack_percentage_wrong",
                                "remuneration.benefit_pct"),
    "no percentage at all": ("persons_pct = 15.0", "persons_pct = 0", 0, "pack_percentage_wrong",
                             "targets.7.persons_pct"),
    "negative money": ("own_max_vnd = 200000", "own_max_vnd = -1", 0, "pack_money_wrong", "support.own_max_vnd"),
    "target of nothing": ("initiatives = 1000000\n", "", None, "pack_target_unclear", "targets.0"),
    "unknown box": ('fills = "author.phone"', 'fills = "author.cccd"', 0, "pack_fills_unknown", "portal.1.fills"),
    "number without its place": ('"{no}/TTr-CĐCS"', '"Số …/TTr-CĐCS"', 0, "pack_number_form_wrong",
                                 "number_forms.submission_letter"),
    "number with another gap": ('"{no}/TTr-CĐCS"', '"{no}/{year}"', 0, "pack_number_form_wrong",
                                "number_forms.submission_letter"),
    "day in quotation marks": ("on = 2022-05-31", 'on = "2022-05-31"', 0, "pack_day_wrong", None),
    "day with an hour": ("applied_from_on = 2021-09-01", "applied_from_on = 2021-09-01T00:00:00", 0, "pack_day_wrong",
                         "phases.0.applied_from_on"),
    "year in words": ("year = 2022", 'year = "2022"', 0, "pack_type_wrong", "year"),
    "year out of range": ("year = 2022", "year = 22", 0, "pack_number_wrong", "year"),
    "malformed code": ("technical =", '"kỹ thuật" =', 0, "pack_code_wrong", "kinds.kỹ thuật"),
    "empty title": ('short_title = "01 triệu sáng kiến"', 'short_title = ""', 0, "pack_empty", "short_title"),
    "blank title": ('short_title = "01 triệu sáng kiến"', 'short_title = "  "', 0, "pack_empty", "short_title"),
    "long title": ('short_title = "01', f'short_title = "{"x" * 61}', 0, "pack_too_long", "short_title"),
    "malformed version": ('version = "1.1"', 'version = "một"', 0, "pack_form_wrong", "version"),
    "title of two lines": ('short_title = "01', 'short_title = "a\\n01', 0, "pack_not_one_line", "short_title"),
    "unknown route": ('routes = ["council"', 'routes = ["mayor"', 0, "pack_choice_unknown", "recognition.routes.0"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_refused_with_its_line_its_place_and_a_sentence(fault: str) -> None:
    old, new, after, code, place = FAULTS[fault]
    written, line = edited(old, new)
    problem = next(problem for problem in found(written) if problem.code == code and place in (None, problem.field))
    if after is not None:
        assert problem.row == line + after
    assert written.splitlines()[(problem.row or 0) - 1].strip()
    for language in messages.LANGUAGES:
        said = messages.sentences(language)[code].format(**problem.facts)
        assert said == messages.of_problem(problem, language)


def test_gaps_between_phases_are_allowed_and_order_is_not_free() -> None:
    written, _line = edited("applied_from_on = 2022-06-01", "applied_from_on = 2022-08-01")
    assert found(written) == []
    turned = data()
    turned["phases"].reverse()
    assert [problem.code for problem in problems(turned)] == ["pack_phases_unordered"]


def test_the_portal_opens_before_it_closes() -> None:
    late = data()
    late["deadlines"][0]["opens_on"] = late["deadlines"][0]["on"].replace(year=2024)
    assert [(p.code, p.field) for p in problems(late)] == [("pack_opens_after_end", "deadlines.0.opens_on")]


@pytest.mark.parametrize("written", [gated(), gates_alone(), approvals_alone()])
def test_gates_and_approvals_alone_are_right(written: str) -> None:
    assert found(written) == []


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ('kind = "gate"', 'kind = "gates"', "pack_choice_unknown", "rubric.criteria.0.kind"),
        ('kind = "gate"', 'kind = "gate"\nmax_points = 5', "pack_gate_has_points", "rubric.criteria.0.max_points"),
        ('kind = "gate"', 'kind = "points"', "pack_part_missing", "rubric.criteria.0.max_points"),
        ('kind = "gate"', 'kind = "points"', "pack_answer_of_points", "rubric.criteria.0.yes"),
        ('code = "lawful"', 'code = "new"', "pack_id_twice", "rubric.criteria.1.code"),
        ("total_points = 100 ", "# total_points = 100 ", "pack_part_missing", "rubric.total_points"),
        ("pass_mean = 70 ", "# pass_mean = 70 ", "pack_part_missing", "rubric.pass_mean"),
        ("min_points = 15 ", "# min_points = 15 ", "pack_part_missing", "rubric.criteria.2.min_points"),
    ],
)
def test_what_is_wrong_with_a_gate_or_points_beside_it(old: str, new: str, code: str, place: str) -> None:
    problem = next(one for one in found(gated().replace(old, new, 1)) if (one.code, one.field) == (code, place))
    for language in messages.LANGUAGES:
        assert messages.of_problem(problem, language)
    assert problem.row


def test_a_mark_to_reach_means_nothing_without_points() -> None:
    written = gates_alone().replace('approvals = "2/3"', 'approvals = "2/3"\npass_mean = 70')
    assert [(one.code, one.field) for one in found(written)] == [("pack_points_of_nothing", "rubric.pass_mean")]


SYNTAX = {
    'short_title "01"': "pack_toml_equals",
    "short_title = triệu": "pack_toml_value",
    'short_title = "01': "pack_toml_string",
    'short_title = "01" triệu': "pack_toml_extra",
    "[rubric": "pack_toml_table",
    "on = 2021-02-30": "pack_toml_day",
    'id = "again"': "pack_key_twice",
    "= 5": "pack_toml_malformed",
}


@pytest.mark.parametrize("line", SYNTAX)
def test_a_line_that_is_no_toml_is_named(line: str) -> None:
    written, at = edited("short_title =", f"{line}\nshort_titles =")
    problems = found(written)
    assert [(problem.code, problem.row) for problem in problems] == [(SYNTAX[line], at)]


def test_a_list_that_never_ends_is_named_at_the_end() -> None:
    assert [(problem.code, problem.row) for problem in found('id = "x"\naliases = [\n  "a",\n')] == [
        ("pack_toml_array", 4)
    ]


def test_a_file_made_to_hurt_is_refused_like_any_other() -> None:
    for written in ("a = " + "[" * 50_000, "a = " + "9" * 5_000, "\x00", 'a = """'):
        assert [problem.code[:8] for problem in found(written)] == ["pack_tom"]


def test_problems_come_in_the_order_of_the_file_and_all_at_once() -> None:
    written, _line = edited('severity = "warn"', 'severity = "stop"')
    written = written.replace("year = 2022", "year = 22").replace("benefit_pct = 7.0", "benefit_pct = -1")
    rows = [problem.row for problem in found(written)]
    assert len(rows) == 3 and rows == sorted(rows, key=lambda row: row or 0)


def test_every_code_found_by_a_table_has_its_sentence_in_both_languages() -> None:
    for language in messages.LANGUAGES:
        assert set(check.codes()) <= set(messages.sentences(language))


def test_examples_can_be_pasted() -> None:
    assert check.example(("version",)) == 'version = "1.0"'
    assert check.example(("phases", 0, "applied_to_on")) == "applied_to_on = 2022-05-31"
    assert check.example(("deadlines",)) == "[[deadlines]]"
    assert check.example(("rubric",)) == "[rubric]"
    assert check.example(("recognition", "routes")) == 'routes = ["council", "head"]'


WHOLE = whole()


def spoiled(at: Place, value: object) -> dict[str, Any]:
    """The whole pack with this value at a place, None for nothing there."""
    made = copy.deepcopy(WHOLE)
    inside: Any = made
    for step in at[:-1]:
        inside = inside[step]
    if value is None:
        del inside[at[-1]]
    else:
        inside[at[-1]] = value
    return made


@pytest.mark.parametrize("at", tuple(leaves(WHOLE)), ids=lambda at: ".".join(map(str, at)))
def test_whatever_is_wrong_with_any_part_is_said_at_its_place(at: Place) -> None:
    place = ".".join(map(str, at))
    for value in ({"wrong": 1}, " ", None):
        told = [problem for problem in problems(spoiled(at, value)) if problem.field == place]
        optional = isinstance(at[-1], int) or at[-1] not in part_of(at[:-1]).get("required", ())
        if (value is None and optional) or (value == " " and at[-1] == "unit"):
            continue
        assert told, (place, value)
        for language in messages.LANGUAGES:
            assert "{" not in messages.of_problem(told[0], language).replace("{no}", "")
