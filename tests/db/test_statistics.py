"""Sums of benefit in the store, told apart by state and answered from an index."""

from __future__ import annotations

import dataclasses

from db import statistics
from db.statistics import Cell
from db.store import Store
from db.targets import Chosen
from domain.initiative import BenefitState
from domain.statistics import Amount, Benefits
from tests.db.stores import put, some


def test_each_state_has_its_own_sum_and_none_the_others(opened: Store) -> None:
    for state, vnd in ((BenefitState.VERIFIED, 10**13), (BenefitState.VERIFIED, 1), (BenefitState.CLAIMED, 7),
                       (BenefitState.NOT_COMPUTABLE, None), (BenefitState.NONE, None)):  # fmt: skip
        put(opened, dataclasses.replace(some(), benefit_state=state, benefit_vnd=vnd))
    found = statistics.benefits(opened, Chosen("1m-2022"), "unit")
    assert found == {"27001": (5, Benefits(Amount(2, 10**13 + 1), Amount(1, 7), Amount(1, 0)))}
    for state, n in (("verified", 2), ("claimed", 1), ("not_computable", 1), ("", 5)):
        assert len(statistics.row_ids(opened, Cell(Chosen("1m-2022"), "unit", "27001", benefit=state))) == n


def test_sums_of_benefit_are_answered_from_the_index_alone(opened: Store) -> None:
    plan = opened.rows(
        "EXPLAIN QUERY PLAN SELECT unit_code, benefit_state, sum(benefit_vnd) FROM initiative"
        " WHERE programme = '1m-2022' AND deleted_at IS NULL AND state IN ('accepted', 'recognised') GROUP BY 1, 2"
    )
    assert any("COVERING INDEX initiative_counted" in row["detail"] for row in plan), plan
