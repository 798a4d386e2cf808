from __future__ import annotations

import dataclasses
import tomllib
import unicodedata
from datetime import date, timedelta

import pytest

import resources
from domain.initiative import Author, Initiative
from domain.pack import check
from domain.pack.shape import EL_RULES
from domain.programme import Programme, parse, phase_of
from domain.text import fold
from domain.unit import Block, Level

PACKS = ("75k-2021", "1m-2022")
FIELDS = {field.name for kind in (Initiative, Author) for field in dataclasses.fields(kind)}


@pytest.fixture(params=PACKS)
def pack(request: pytest.FixtureRequest) -> Programme:
    return load(request.param)


def load(name: str) -> Programme:
    return parse(tomllib.loads(resources.path(f"programmes/{name}.toml").read_text("utf-8")))


def test_every_shipped_pack_is_tested() -> None:
    assert {file.stem for file in resources.path("programmes").glob("*.toml")} == set(PACKS)


@pytest.mark.parametrize("name", PACKS)
def test_file_is_composed_and_its_lines_fit(name: str) -> None:
    written = resources.path(f"programmes/{name}.toml").read_text("utf-8")
    assert written == unicodedata.normalize("NFC", written)
    assert max(map(len, written.splitlines())) <= 120


@pytest.mark.parametrize("name", PACKS)
def test_every_key_has_its_source_beside_it(name: str) -> None:
    paragraphs = resources.path(f"programmes/{name}.toml").read_text("utf-8").split("\n\n")
    bare = [part for part in paragraphs if "#" not in part and not part.startswith("[[rubric.criteria]]")]
    assert bare == []


def test_phases_follow_each_other_without_gap_or_overlap(pack: Programme) -> None:
    assert len({phase.id for phase in pack.phases}) == len(pack.phases)
    for phase in pack.phases:
        assert phase.applied_from_on < phase.applied_to_on
        assert phase_of(pack, phase.applied_from_on) == phase_of(pack, phase.applied_to_on) == phase
    for before, after in zip(pack.phases, pack.phases[1:], strict=False):
        assert after.applied_from_on - before.applied_to_on == timedelta(days=1)


def test_deadlines_belong_to_a_phase_a_level_and_a_document(pack: Programme) -> None:
    phases = {phase.id: phase for phase in pack.phases}
    for deadline in pack.deadlines:
        phase = phases[deadline.phase]
        Level(deadline.level)
        assert phase.applied_from_on < deadline.on <= phase.applied_to_on + timedelta(days=92)
        assert deadline.what
        assert deadline.issuer
        assert deadline.document
    told = {(d.phase, d.level, d.what, d.on, d.issuer) for d in pack.deadlines}
    assert len(told) == len(pack.deadlines)
    assert any(deadline.level == Level.GRASSROOTS for deadline in pack.deadlines)


def test_code_lists(pack: Programme) -> None:
    assert len(pack.kinds) == 7
    assert {block.code for block in pack.blocks} == set(Block)
    assert len(pack.groups) == 3
    for choices in (pack.kinds, pack.blocks, pack.groups):
        assert all(choice.title for choice in choices)
        assert len({choice.title for choice in choices}) == len(choices)


def test_rules_name_known_fields(pack: Programme) -> None:
    assert set(pack.required) <= FIELDS
    assert set(pack.limits) <= FIELDS
    assert set(pack.sources) <= FIELDS
    assert set(pack.required) | set(pack.limits) <= set(pack.sources)
    assert pack.limits["summary"] == 1000
    assert set(pack.recognition_routes) == {"council", "head"}


def test_a_shipped_pack_passes_its_own_check(pack: Programme) -> None:
    written = resources.path(f"programmes/{pack.id}.toml").read_text("utf-8")
    assert check.read(written)[1] == ()


def test_every_rule_names_its_document(pack: Programme) -> None:
    rules = [*pack.eligibility, *pack.targets, *pack.award_thresholds, *pack.nomination_limits, pack.rubric]
    assert pack.remuneration is not None
    assert all(rule.source for rule in [*rules, pack.remuneration])
    assert pack.recognition_source
    assert {rule.rule for rule in pack.eligibility} <= set(EL_RULES)


def test_the_portal_of_2021_opens_ten_days_into_march_and_the_dossier_is_due_before_the_fifteenth() -> None:
    deadlines = load("75k-2021").deadlines
    portal = next(d for d in deadlines if d.for_what == "portal")
    assert (portal.opens_on, portal.on, portal.document_no) == (date(2021, 3, 10), date(2021, 4, 10), "57/LĐLĐ")
    dossiers = {(d.level, d.on, d.before, d.issuer) for d in deadlines if d.for_what == "dossier"}
    assert dossiers == {
        ("grassroots", date(2021, 4, 15), True, "LĐLĐ tỉnh Đồng Tháp"),
        ("upper", date(2021, 4, 15), True, "LĐLĐ tỉnh Đồng Tháp"),
        ("province", date(2021, 4, 20), False, "Tổng Liên đoàn Lao động Việt Nam"),
    }
    peak = next(d for d in deadlines if d.level == "province")
    assert "40 ngày cao điểm (10/3 – 20/4)" in peak.what
    selection = next(d for d in deadlines if d.for_what == "selection")
    assert (selection.on, selection.level) == (date(2021, 4, 22), "confederation")
    award = next(d for d in deadlines if d.for_what == "award")
    assert (award.opens_on, award.on) == (date(2021, 5, 1), date(2021, 5, 31))


def test_the_portal_of_2022_opens_for_each_phase() -> None:
    portal = {d.phase: (d.opens_on, d.on) for d in load("1m-2022").deadlines if d.for_what == "portal"}
    assert portal == {
        "1": (date(2022, 1, 8), date(2022, 5, 31)),
        "2": (date(2022, 6, 1), date(2023, 9, 1)),
    }


def test_the_targets_of_2022_add_up_as_the_documents_say() -> None:
    targets = load("1m-2022").targets
    assert [target.initiatives for target in targets if target.level == "confederation"] == [1_000_000]
    for unit, whole in (("LĐLĐ thành phố Hải Phòng", 45_000), ("LĐLĐ tỉnh Thanh Hóa", 100_000)):
        counts = {target.phase: target.initiatives for target in targets if target.unit == unit}
        assert counts[""] == whole == counts["1"] + counts["2"]
    shares = {(t.level, t.phase): t.persons_pct for t in targets if t.persons_pct}
    assert shares == {(level, phase): 15.0 for level in ("upper", "grassroots") for phase in ("1", "2")}


def test_the_heads_consent_is_enough_in_2021_and_not_in_2022() -> None:
    first, second = ({rule.rule for rule in load(name).eligibility} for name in PACKS)
    assert "recognised_or_consented" in first and "recognised" not in first
    assert "recognised" in second and "research_confirmed" in second


def test_no_document_names_a_number_of_nominations_and_the_pack_says_so(pack: Programme) -> None:
    assert pack.nomination_limits == ()
    assert "các văn bản không nêu con số" in resources.path(f"programmes/{pack.id}.toml").read_text("utf-8")


def test_rubric(pack: Programme) -> None:
    rubric = pack.rubric
    assert rubric.max_points == 100
    assert rubric.pass_mean == 70
    assert (rubric.approvals_numerator, rubric.approvals_denominator) == (2, 3)
    assert [c.code for c in rubric.criteria] == ["novelty", "applicability", "effect"]
    assert rubric.criteria[0].min_points == rubric.criteria[0].max_points / 2
    for criterion in rubric.criteria:
        lowest = [points for points, _ in criterion.bands]
        assert lowest == sorted(set(lowest), reverse=True)
        assert lowest[-1] == 0
        assert lowest[0] < criterion.max_points
        assert len({words for _, words in criterion.bands}) == len(criterion.bands)


def test_what_the_documents_say() -> None:
    first, second = load("75k-2021"), load("1m-2022")
    assert first.award_years == (2018, 2020)
    assert {d.on for d in first.deadlines} >= {date(2021, 4, 10), date(2021, 4, 15), date(2021, 4, 20)}
    assert phase_of(first, date(2021, 1, 31)) is None
    assert first.support.upper_vnd == first.support.own_max_vnd == 0
    assert second.support.upper_vnd == 100_000
    assert second.support.own_max_vnd == 200_000
    assert second.support.source
    assert [phase.applied_to_on for phase in second.phases] == [date(2022, 5, 31), date(2023, 9, 1)]
    assert phase_of(second, date(2022, 6, 1)) == second.phases[1]


def test_names_of_one_programme_are_not_names_of_another() -> None:
    first, second = ({fold(name) for name in (p.title, p.short_title, *p.aliases)} for p in map(load, PACKS))
    assert first
    assert second
    assert first.isdisjoint(second)
