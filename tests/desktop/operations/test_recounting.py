"""Counting again in the store gives what counting sheet by sheet gives, whoever stands aside or files twice."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest

from desktop.desk import APPRAISER, Desk
from desktop.jobs import Cancelled
from desktop.operations import (
    appraisals,
    councils,
    initiatives,
    programme_files,
    programmes,
    recounting,
    recusals,
    users,
)
from domain.appraisal import Result, Vote
from domain.errors import RuleError
from domain.initiative import State
from tests.desktop.operations import unions
from tests.desktop.operations.test_appraisals import file, seat, under_appraisal
from tests.desktop.operations.test_recusals import FIVE
from tests.desktop.operations.unions import PAPER, SECOND, THIRD
from tests.domain.pack.packs import approvals_alone, gated

CRITERIA = {"novelty": 30, "applicability": 30, "effect": 40}


def one_by_one(opened: Desk) -> list[Result]:
    told = [dataclasses.replace(line.result, sheets=()) for line in appraisals._lines(opened)]
    return sorted(told, key=lambda one: one.initiative_id)


def counted(opened: Desk) -> list[Result]:
    told = [dataclasses.replace(one, sheets=()) for one in recounting.results(opened)]
    return sorted(told, key=lambda one: one.initiative_id)


def mark_by_chance(opened: Desk, public_ids: list[str], chance: random.Random) -> None:
    """Some file, some abstain, some change their minds; what a rule refuses is left out."""
    sheets = [
        {"initiative": public_id, "appraiser": name, "vote": str(chance.choice(list(Vote))),
         "points": {code: chance.randrange(2 * most + 1) / 2 for code, most in CRITERIA.items()}}
        for public_id in public_ids for name, _ in FIVE for _ in range(chance.choice([0, 1, 1, 1, 2]))
    ]  # fmt: skip
    appraisals.file_sheets(opened, sheets)


@pytest.mark.parametrize("seed", range(4))
def test_whatever_was_filed_both_ways_of_counting_agree(unit: Desk, seed: int) -> None:
    chance = random.Random(seed)
    public_ids = under_appraisal(unit, 8)
    seat(unit, *FIVE)
    author = initiatives.find(unit, public_ids[0]).initiative.authors[0].full_name
    mark_by_chance(unit, public_ids, chance)
    recusals.declare(unit, SECOND, author, "sibling")
    recusals.request(unit, public_ids[3], THIRD, "thầy của tác giả")
    assert counted(unit) == one_by_one(unit)
    if recounting.recount(unit).ready:
        closed, _ = appraisals.close(unit)
        again = [line.stored.row_id for line in closed][:2]
        assert councils.mark_again(unit, again, "đo lại").refused == {}
        mark_by_chance(unit, public_ids, chance)
        assert counted(unit) == one_by_one(unit)


@pytest.mark.parametrize("make", [gated, approvals_alone])
def test_packs_with_gates_or_without_points_count_alike(unit: Desk, tmp_path: Path, make: object) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text(make().replace('id = "1m-2022"', 'id = "own-2022"', 1), encoding="utf-8")  # type: ignore[operator]
    programme_files.install(unit, pack, unsigned=True)
    programmes.use(unit, "own-2022")
    x, _y = under_appraisal(unit, 2)
    rubric = programmes.current(unit).rubric
    no = {gate.code: False for gate in rubric.gates[:1]}
    yes = {gate.code: True for gate in rubric.gates}
    points = {one.code: float(one.max_points) for one in rubric.scored}
    given = [{"initiative": x, "appraiser": unions.OFFICER, "vote": "approve", "points": points, "gates": yes},
             {"initiative": x, "appraiser": SECOND, "vote": "decline", "gates": no, "points": {} if no else points},
             {"initiative": x, "appraiser": THIRD, "vote": "abstain"}]  # fmt: skip
    assert file(unit, *given) == []
    assert counted(unit) == one_by_one(unit)


def test_a_recount_says_how_many_could_be_closed_and_can_be_stopped(unit: Desk) -> None:
    public_ids = under_appraisal(unit, 3)
    for name in (unions.OFFICER, SECOND, THIRD):
        points = {code: float(most) for code, most in CRITERIA.items()}
        given = [{"initiative": one, "appraiser": name, "vote": "approve", "points": points} for one in public_ids[:2]]
        assert file(unit, *given) == []
    found = recounting.recount(unit)
    assert (found.initiatives, found.sheets, found.ready, found.outcomes) == (3, 6, 2, {State.RECOGNISED: 2})

    def stopped() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        recounting.recount(unit, stopped)
    appraisals.close(unit)
    assert councils.decide(unit, State.RECOGNISED, PAPER, dict.fromkeys(_decided(unit), "")).refused == {}
    assert recounting.recount(unit).initiatives == 1


def _decided(opened: Desk) -> list[int]:
    return [line.stored.row_id for line in appraisals.decided(opened)]


def test_who_only_marks_counts_nothing(unit: Desk) -> None:
    users.add(unit, SECOND, [APPRAISER], "")
    second = unions.as_user(unit, SECOND)
    with pytest.raises(RuleError) as raised:
        recounting.recount(second)
    assert raised.value.code == "officer_needed"
    second.close()
