from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import role
from domain.errors import RuleError
from domain.role import UserRole


@given(st.sets(st.sampled_from(UserRole), min_size=1))
def test_roles_are_read_as_they_were_written(held: set[UserRole]) -> None:
    assert role.roles(role.written(held).split()) == held
    assert list(role.in_order(held)) == sorted(held, key=list(UserRole).index)


@pytest.mark.parametrize(("words", "code"), [(["officer", "king"], "user_role_unknown"), ([], "user_role_missing")])
def test_no_role_and_an_unknown_one_are_refused(words: list[str], code: str) -> None:
    with pytest.raises(RuleError, match=code):
        role.roles(words)
