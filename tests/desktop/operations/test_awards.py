"""Outstanding ones: put forward within the limit, awarded at the four levels, each by its own decision."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.desk import Desk
from desktop.messages import of_problem
from desktop.operations import awards, initiatives, nominations, programme_files, programmes
from desktop.operations.awards import Given
from domain.award import Award
from domain.errors import RuleError
from domain.initiative import State
from domain.unit import Level
from resources import path
from tests.desktop.operations import unions

DAY = date(2023, 7, 20)
MERIT = Given("grassroots", "Giấy khen", "8/QĐ-CĐCS", DAY, "Bà X")
LIMIT = '\n[[nomination_limits]]\nlevel = "grassroots"\nmost = 2\nsource = "CV 57/LĐLĐ"\n'


def codes(work: Any, *given: object) -> list[str]:
    with pytest.raises(RuleError) as raised:
        work(*given)
    return [one.code for one in raised.value.problems] or [raised.value.code]


def limited(opened: Desk, folder: Path) -> None:
    """A programme that lets a unit put two forward."""
    text = path("programmes/1m-2022.toml").read_text(encoding="utf-8")
    file = folder / "limited.toml"
    file.write_text(text.replace('id = "1m-2022"', 'id = "limited-2022"', 1) + LIMIT, encoding="utf-8")
    programme_files.install(opened, file, unsigned=True)
    programmes.use(opened, "limited-2022")


def test_the_third_of_two_is_refused_with_its_document_until_a_place_is_free(unit: Desk, tmp_path: Path) -> None:
    limited(unit, tmp_path)
    rows = unions.recognised(unit, 3)
    moved = initiatives.move(unit, rows, State.NOMINATED)
    assert moved.moved == tuple(rows[:2])
    (problem,) = moved.refused[rows[2]]
    assert (problem.code, problem.source) == ("nomination_limit_reached", "CV 57/LĐLĐ")
    assert "CV 57/LĐLĐ" in of_problem(problem)
    (places,) = nominations.places(unit, programmes.current(unit))
    assert (places.most, places.taken, places.left) == (2, 2, 0)
    assert initiatives.move(unit, rows[:1], State.RECOGNISED, unions.PAPER).refused == {}
    assert initiatives.move(unit, rows[2:], State.NOMINATED).moved == (rows[2],)


def test_where_no_document_sets_a_number_all_may_be_put_forward(unit: Desk) -> None:
    rows = unions.recognised(unit, 3)
    assert initiatives.move(unit, rows, State.NOMINATED).refused == {}
    assert nominations.places(unit, programmes.current(unit)) == []


def test_one_initiative_is_awarded_at_every_level_by_its_own_decision(unit: Desk) -> None:
    (row,) = unions.recognised(unit)
    for n, level in enumerate(Level):
        awards.give(unit, row, dataclasses.replace(MERIT, level=str(level), decision_no=f"{n}/QĐ"))
    held = awards.of_record(unit, row)
    assert [(one.level, one.decision_no) for one in held] == [(level, f"{n}/QĐ") for n, level in enumerate(Level)]
    assert isinstance(held[0], Award) and held[0].decision_on == DAY
    assert initiatives.get(unit, row).initiative.state is State.RECOGNISED
    stored, by_row = awards.awardable(unit)
    assert [one.row_id for one in stored] == [row] and len(by_row[row]) == 4
    assert awards.everything(unit)[0].level is Level.CONFEDERATION


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"level": "district"}, ["award_level_unknown"]),
        ({"form": " "}, ["award_form_missing"]),
        ({"decision_no": "", "decision_on": None}, ["decision_no_missing", "decision_on_missing"]),
        ({"signer": ""}, ["decision_signer_missing"]),
        ({"decision_on": date(2300, 1, 1)}, ["decision_on_future"]),
        ({"decision_on": date(2023, 1, 1)}, ["award_before_recognition"]),
    ],
)
def test_what_an_award_lacks_is_said_at_its_field(unit: Desk, change: dict[str, Any], found: list[str]) -> None:
    (row,) = unions.recognised(unit)
    assert codes(awards.give, unit, row, dataclasses.replace(MERIT, **change)) == found
    assert awards.everything(unit) == []


def test_only_what_is_recognised_is_awarded_and_the_same_form_once_a_level(unit: Desk) -> None:
    (draft,) = unions.enter(unit)
    assert codes(awards.give, unit, draft, MERIT) == ["award_not_recognised"]
    assert initiatives.move(unit, [draft], State.RECOGNISED, unions.PAPER).refused == {}
    award_id, changes = awards.give(unit, draft, MERIT)
    assert changes.touches("awards")
    assert codes(awards.give, unit, draft, dataclasses.replace(MERIT, form="GIẤY KHEN")) == ["award_twice"]
    assert codes(awards.withdraw, unit, award_id, " ") == ["award_reason_missing"]
    awards.withdraw(unit, award_id, "ghi nhầm")
    assert awards.of_record(unit, draft) == []
    assert codes(awards.withdraw, unit, award_id, "ghi nhầm") == ["award_unknown"]
    awards.give(unit, draft, MERIT)
    told = unit.store.column("SELECT operation FROM journal WHERE operation LIKE 'award_%' ORDER BY id")
    assert told == ["award_given", "award_withdrawn", "award_given"]
