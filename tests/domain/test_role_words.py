from __future__ import annotations

from domain.role import UserRole
from domain.role_words import USER_ROLES, USER_WORK


def test_every_role_has_a_word_and_says_what_it_is_for() -> None:
    for table in (USER_ROLES, USER_WORK):
        assert set(table) == {str(role) for role in UserRole}
        assert len(set(table.values())) == len(UserRole)
