from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.objection import KINDS, Objection, opening_problems, settling_problems

TODAY = date(2022, 12, 1)
LATER = TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        (("complaint", TODAY, "Lê An", "Không phải của anh Bình"), []),
        (("quarrel", TODAY, "Lê An", "x"), ["objection_kind_unknown"]),
        (("complaint", None, "Lê An", "x"), ["objection_day_wrong"]),
        (("complaint", LATER, "Lê An", "x"), ["objection_day_wrong"]),
        (("authorship_dispute", TODAY, "", ""), ["objection_who_missing", "objection_what_missing"]),
    ],
)
def test_an_objection_says_who_objects_to_what_since_when(
    told: tuple[str, date | None, str, str], codes: list[str]
) -> None:
    assert [problem.code for problem in opening_problems(*told, TODAY)] == codes


@pytest.mark.parametrize("kind", KINDS)
def test_it_ends_once_with_an_outcome_on_a_day_that_makes_sense(kind: str) -> None:
    held = Objection(1, 1, kind, TODAY - timedelta(days=2), "Lê An", "x")
    assert held.is_open
    assert settling_problems(held, TODAY, "Đã hòa giải", TODAY) == ()
    assert [p.code for p in settling_problems(held, TODAY, "", TODAY)] == ["objection_outcome_missing"]
    for day in (None, LATER, held.opened_on - timedelta(days=1)):
        assert [p.code for p in settling_problems(held, day, "x", TODAY)] == ["objection_settled_day_wrong"]
    done = Objection(1, 1, kind, held.opened_on, "Lê An", "x", TODAY, "Đã hòa giải")
    assert not done.is_open
    assert [p.code for p in settling_problems(done, TODAY, "x", TODAY)] == ["objection_settled"]
