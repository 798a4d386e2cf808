"""A programme being written: kept as typed, tried out, made whole or not at all."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.desk import APPRAISER, Desk
from desktop.operations import programme_drafts, programme_files, programmes, users
from desktop.operations.programme_drafts import Kept
from domain.errors import RuleError
from domain.pack import draft as drafts
from tests.desktop.operations import unions


def filled(desk: Desk, source: str = "1m-2022", year: int = 2027) -> Kept:
    """A copy with everything a person has to write."""
    kept = programme_drafts.begin(desk, source, year)
    draft = kept.draft
    draft["basic"][0] |= {"title": "Hai triệu sáng kiến", "short_title": "2 triệu", "id": "2m-2027"}
    for row in draft["deadlines"]:
        row |= {"document": "Kế hoạch số 12/KH-LĐLĐ ngày 05/01/2027", "document_no": "12/KH-LĐLĐ"}
    return dataclasses.replace(kept, confirmed=True)


def places(desk: Desk, kept: Kept) -> dict[str, str]:
    return {problem.field: problem.code for problem in programme_drafts.wrong(desk, kept)}


def test_a_draft_is_kept_exactly_as_typed(unit: Desk) -> None:
    kept = programme_drafts.begin(unit, "1m-2022", 2027)
    kept.draft["deadlines"][0]["on"] = "cuối tháng  tư"
    programme_drafts.keep(unit, kept)
    assert programme_drafts.kept(unit) == kept
    programme_drafts.drop(unit)
    assert programme_drafts.kept(unit) is None


def test_a_draft_kept_by_an_earlier_program_opens_with_what_that_did_not_know(unit: Desk) -> None:
    kept = programme_drafts.begin(unit, "1m-2022", 2027)
    known = {name: rows for name, rows in kept.draft.items() if name not in ("portal", "blocks", "number_forms")}
    programme_drafts.keep(unit, dataclasses.replace(kept, draft=known))
    assert programme_drafts.kept(unit) == kept


def test_a_doubt_hinders_nothing(unit: Desk) -> None:
    kept = filled(unit)
    kept.draft["deadlines"][0] |= {"on": "31/05/2030"}
    (doubt,) = programme_drafts.wrong(unit, kept)
    assert (doubt.field, doubt.blocks) == ("deadlines.0.on", False)
    assert [one.field for one in programme_drafts.make(unit, kept).doubts] == ["deadlines.0.on"]


def test_a_whole_draft_becomes_one_version_of_a_new_programme(unit: Desk) -> None:
    kept = filled(unit)
    programme_drafts.keep(unit, kept)
    assert programme_drafts.wrong(unit, kept) == ()
    assert [one.id for one in programmes.everything(unit)] == ["1m-2022", "75k-2021"]  # trying out makes nothing
    written = programme_drafts.make(unit, kept, use=True)
    assert (written.pack.id, written.pack.version, written.pack.year) == ("2m-2027", "1.0", 2027)
    assert [one.version for one in programmes.versions(unit, "2m-2027")] == ["1.0"]
    assert programmes.versions(unit, "2m-2027")[0].origin == "own"
    assert programmes.current(unit).id == "2m-2027"
    assert programme_drafts.kept(unit) is None
    assert written.pack.phases[0].applied_from_on.year == 2026
    assert {one.document_no for one in written.pack.deadlines} == {"12/KH-LĐLĐ"}


def test_the_next_version_of_ones_own_programme(unit: Desk) -> None:
    programme_drafts.make(unit, filled(unit))
    kept = programme_drafts.begin(unit, "2m-2027")
    kept.draft["criteria"][0]["max_points"] = "40"
    kept.draft["criteria"][2]["max_points"] = "30"
    kept.draft["criteria"][2]["bands"] = "15: Rõ\n0: Chưa rõ"
    assert places(unit, kept) == {}
    written = programme_drafts.make(unit, kept)
    assert written.pack.version == "1.1"
    assert [one.max_points for one in written.pack.rubric.criteria] == [40, 30, 30]
    assert programmes.get(unit, "2m-2027", "1.0").rubric.criteria[0].max_points == 30


def test_days_that_nobody_has_looked_at_make_nothing(unit: Desk) -> None:
    kept = dataclasses.replace(filled(unit), confirmed=False)
    assert places(unit, kept) == {"phases": "draft_days_unconfirmed"}
    with pytest.raises(RuleError, match="draft_wrong"):
        programme_drafts.make(unit, kept)
    assert len(programmes.everything(unit)) == 2


@pytest.mark.parametrize(
    ("group", "name", "words", "code"),
    [("basic", "id", "1m-2022", "pack_id_taken"),
     ("basic", "id", "Hai triệu", "draft_form_wrong"),
     ("basic", "title", " ", "draft_cell_missing"),
     ("phases", "applied_to_on", "01/01/2020", "draft_phase_reversed"),
     ("deadlines", "document", "", "draft_source_missing"),
     ("deadlines", "on", "", "draft_cell_missing"),
     ("deadlines", "phase", "9", "draft_phase_unknown"),
     ("deadlines", "issuer", "", "draft_cell_missing"),
     ("eligibility", "source", "", "draft_source_missing"),
     ("eligibility", "rule", "", "draft_cell_missing"),
     ("targets", "initiatives", "", "draft_target_unclear"),
     ("scale", "approvals", "3/2", "draft_approvals_above_one"),
     ("scale", "total_points", "90", "draft_points_total"),
     ("criteria", "min_points", "31", "draft_minimum_above_maximum"),
     ("criteria", "title", "", "draft_cell_missing"),
     ("support", "source", "", "draft_source_missing")],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_made(
    unit: Desk, group: str, name: str, words: str, code: str
) -> None:
    kept = filled(unit)
    kept.draft[group][0][name] = words
    found = places(unit, kept)
    assert code in found.values(), found
    assert all(place.partition(".")[0] in kept.draft for place in found), found
    at = next(place for place, one in found.items() if one == code)
    assert at.startswith(group), found
    with pytest.raises(RuleError):
        programme_drafts.make(unit, kept)
    assert len(programmes.everything(unit)) == 2


@pytest.mark.parametrize("year", [99999, -5, 2101])
def test_a_year_no_programme_can_be_of_is_refused_in_words(unit: Desk, year: int) -> None:
    with pytest.raises(RuleError) as refused:
        programme_drafts.begin(unit, "1m-2022", year)
    assert (refused.value.code, refused.value.field) == ("pack_year_wrong", "year")
    draft = programme_drafts.begin(unit, "1m-2022", 2027).draft
    assert drafts.move(draft, year)["phases"][0]["title"]


def test_an_appraiser_makes_no_programme(unit: Desk, tmp_path: Path) -> None:
    kept, file = filled(unit), programme_files.write(unit, "1m-2022", tmp_path)
    offer = programme_files.look(unit, file)
    names = {"title": "Ngành may", "short_title": "Ngành may", "year": 2027}
    users.add(unit, unions.SECOND, [APPRAISER], "")
    second = unions.as_user(unit, unions.SECOND)
    before = unions.everything_written(second)
    attempts: list[Callable[[], object]] = [
        lambda: programme_drafts.begin(second, "1m-2022", 2027),
        lambda: programme_drafts.keep(second, kept),
        lambda: programme_drafts.drop(second),
        lambda: programme_drafts.wrong(second, kept),
        lambda: programme_drafts.make(second, kept),
        lambda: programmes.copy(second, "1m-2022", new_id="may", **names),  # type: ignore[arg-type]
        lambda: programmes.revise(second, "1m-2022", {"title": "Tên"}),
        lambda: programmes.install_own(second, "", "programme_copied"),
        lambda: programmes.use(second, "75k-2021"),
        lambda: programme_files.install(second, file, unsigned=True),
        lambda: programme_files.put(second, offer),
    ]
    for attempt in attempts:
        with pytest.raises(RuleError) as refused:
            attempt()
        assert refused.value.code == "officer_needed"
    assert unions.everything_written(second) == before
    second.close()
