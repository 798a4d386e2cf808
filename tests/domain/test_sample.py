from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.sample import drawn

IDS = st.lists(st.text(min_size=1), unique=True, max_size=40)


@given(ids=IDS, seed=st.text(), size=st.integers(1, 50), order=st.randoms())
def test_whatever_order_they_are_told_in_the_same_are_drawn(
    ids: list[str], seed: str, size: int, order: object
) -> None:
    found = drawn(seed, ids, size)
    shuffled = list(ids)
    order.shuffle(shuffled)
    assert drawn(seed, shuffled, size) == found
    assert len(found) == min(size, len(ids)) and set(found) <= set(ids)


@given(ids=IDS, seed=st.text(), size=st.integers(1, 39))
def test_a_larger_sample_begins_with_the_smaller(ids: list[str], seed: str, size: int) -> None:
    assert drawn(seed, ids, size + 1)[:size] == drawn(seed, ids, size)
